// Lighthouse, as a phone on a slow line: accessibility, best practices and search engines have 100, and
// performance at least 98, on one page of every type and language that search engines are let to.
//
// Performance is counted from a simulated slow line and processor, so that most of this machine's own noise stays
// out of it. What is left is met by a second and a third look before a page is called slow.
//
// What the first view loads is weighed in the same look: `budget/page` of the program says what it believes, this
// what a browser was sent.

import lighthouse from "lighthouse";
import { judge, launch, onePerType, serve } from "./site.mjs";

const BARS = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
/** Kilobytes of a first view as they are sent, without pictures; and how many requests it makes. */
const BUDGET = { home: 25, page: 60, scripts: 10, requests: 8 };
const LOOKS = 3;
/** Checks that say nothing of the page: it is served from this machine, not from where it says that it lives. */
const NOT_HERE = ["is-on-https", "redirects-http"];
/** The pages load nothing late, so there is less to wait for. */
const QUICKLY = { pauseAfterFcpMs: 200, pauseAfterLoadMs: 200, networkQuietThresholdMs: 500, cpuQuietThresholdMs: 500 };
const PORT = 9333;

await judge("lighthouse", async ({ site, problem, types }) => {
  const langs = process.argv.find((argument) => argument.startsWith("--langs="))?.slice(8).split(",");
  const open = site.pages.filter((page) => !page.hidden && (!langs || langs.includes(page.lang)));
  const server = await serve(site, { collects: true });
  const browser = await launch([`--remote-debugging-port=${PORT}`]);
  const lowest = Object.fromEntries(Object.keys(BARS).map((category) => [category, [100, ""]]));
  const heaviest = { page: [0, ""], scripts: [0, ""], requests: [0, ""] };
  const pages = onePerType({ pages: open }, types);
  try {
    for (const page of pages) {
      const { scores, audits, categories } = await best(server.url(page));
      const sent = weigh(audits["network-requests"].details.items, server);
      const limit = { ...BUDGET, page: page.type === "home" ? BUDGET.home : BUDGET.page };
      for (const what of ["page", "scripts", "requests"]) {
        if (sent[what] > heaviest[what][0]) heaviest[what] = [sent[what], page.file];
        if (sent[what] > limit[what]) problem(page.file, `${what}: ${sent[what]}, not ${limit[what]}`);
      }
      for (const [category, bar] of Object.entries(BARS)) {
        if (scores[category] < lowest[category][0]) lowest[category] = [scores[category], page.file];
        if (scores[category] >= bar) continue;
        const why = categories[category].auditRefs
          .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < (category === "performance" ? 0.9 : 1))
          .map(({ id }) => `${id} ${audits[id].displayValue ?? ""}`.trim());
        problem(page.file, `${category} ${scores[category]}, not ${bar}: ${why.join(", ")}`);
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  const figures = Object.entries(lowest).map(([category, [score, file]]) => `${category} ${score}${file && ` (${file})`}`);
  const most = Object.entries(heaviest).map(([what, [size, file]]) => `${what} ${size} (${file})`);
  return `${pages.length} pages, lowest: ${figures.join(", ")}; most: ${most.join(", ")}`;
});

/** Bodies only: what the program can answer for, since headers are the server's. */
function weigh(requests, server) {
  const own = requests.filter(({ resourceType }) => !["Image", "Other"].includes(resourceType));
  const kilobytes = (requests) => Math.ceil(requests.reduce((sum, { url }) => sum + (server.sent.get(new URL(url).pathname) ?? 0), 0) / 100) / 10;
  return { page: kilobytes(own), scripts: kilobytes(own.filter(({ resourceType }) => resourceType === "Script")), requests: requests.length };
}

/** The best of a few looks: one is enough where the page is quick, since noise only makes it slower. */
async function best(url) {
  let found, failed;
  for (let look = 0; look < LOOKS; look += 1) {
    const { lhr } = await lighthouse(url, {
      port: PORT, logLevel: "silent", onlyCategories: Object.keys(BARS), skipAudits: NOT_HERE, disableFullPageScreenshot: true, ...QUICKLY,
    });
    failed = lhr.runtimeError?.message;
    if (failed) continue;
    const scores = Object.fromEntries(Object.entries(lhr.categories).map(([id, { score }]) => [id, Math.round(score * 100)]));
    if (!found || scores.performance > found.scores.performance) found = { scores, audits: lhr.audits, categories: lhr.categories };
    if (found.scores.performance >= BARS.performance) break;
  }
  if (!found) throw new Error(`${url}: ${failed}`);
  return found;
}
