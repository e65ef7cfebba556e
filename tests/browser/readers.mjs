// What readers at risk, and readers who pass a page on, rely on: the way out with and without scripts, warnings
// before content, citations to copy, mails about problems, feeds and calendars that are there. axe looks after
// each interaction.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { judge } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZES = [
  { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
  { viewport: { width: 360, height: 740 }, colorScheme: "light" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
];

await judge("readers", async ({ site, server, browser, problem }) => {
  const seen = { exits: 0, warnings: 0, citations: 0, feeds: 0, calendars: 0, mails: 0 };
  const text = (page) => readFileSync(`${site.folder}/${page.file}`, "utf8");
  const first = (test) => {
    const found = new Map();
    for (const page of site.pages) if (!found.has(page.lang) && page.type !== "untranslated" && test(text(page))) found.set(page.lang, page);
    return [...found.values()];
  };
  const look = { site, server, browser, problem, seen };
  const out = first((html) => html.includes(" data-exit"));
  if (out.length === 0) problem("site", "no page can be left at once");
  for (const page of out) for (const size of SIZES) await wayOut(look, page, size);
  for (const page of out) await wayOutWithoutScripts(look, page);
  for (const page of first((html) => html.includes("notice-warning"))) await warning(look, page);
  const quoted = first((html) => html.includes("cite-quote"));
  if (quoted.length === 0) problem("site", "no quotation can be cited");
  for (const page of quoted) for (const size of SIZES) await citation(look, page, size);
  for (const page of quoted) await citationWithoutScripts(look, page);
  const feeds = site.pages.filter((page) => page.type === "feeds");
  for (const page of feeds) for (const size of SIZES) await feedsPage(look, page, size);
  await calendars(look);
  for (const page of site.pages) mail(look, page, text(page));
  return Object.entries(seen).map(([what, count]) => `${count} ${what}`).join(", ");
});

/** A tab in which the page after the way out is a stand-in that remembers how it was asked for. */
async function tabWithExit(browser, server, options) {
  const context = await browser.newContext({ reducedMotion: "reduce", serviceWorkers: "block", ...options });
  const asked = [];
  await context.route("**/*", async (route) => {
    const request = route.request();
    if (request.url().startsWith(server.origin + "/")) return route.continue();
    if (!request.isNavigationRequest()) return route.abort();
    asked.push({ url: request.url(), referrer: request.headers().referer ?? "" });
    return route.fulfill({ contentType: "text/html", body: "<title>Weather</title><p>Rain.</p>" });
  });
  return { tab: await context.newPage(), asked, context };
}

async function wayOut(look, page, size) {
  const { server, browser, problem, seen } = look;
  const where = `${page.file} ${size.viewport.width}`;
  const { tab, asked, context } = await tabWithExit(browser, server, size);
  await tab.clock.install();
  const status = () => tab.locator("[data-exit-status]").textContent();
  const come = async () => {
    await tab.goto("about:blank");
    await tab.goto(server.url(page), { waitUntil: "load" });
  };
  await come();
  const exit = await tab.locator("[data-exit]").first().getAttribute("href");

  // The first stop of the keyboard is the way out, the next one leads to the content; both are seen.
  await tab.keyboard.press("Tab");
  const stops = [await focused(tab)];
  await axe(look, tab, where);
  await tab.keyboard.press("Tab");
  stops.push(await focused(tab));
  if (stops[0].href !== exit || !stops[0].seen) problem(where, `the first Tab reaches \`${stops[0].href}\`, not the way out`);
  if (!stops[1].href.startsWith("#") || !stops[1].seen) problem(where, "the second Tab does not reach the link to the content");

  // At the end of the page the button is still there.
  await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const button = tab.locator(".exit [data-exit]");
  const box = await button.boundingBox();
  if (!box || box.y < 0 || box.y + box.height > size.viewport.height) problem(where, "the button for leaving is out of sight at the end of the page");
  if (box && (box.height < 24 || box.width < 24)) problem(where, "the button for leaving is smaller than 24 pixels");

  // Letters in capitals do not count, and who is slow stays.
  await come();
  for (let times = 0; times < 3; times += 1) await tab.keyboard.press("Shift+A");
  if (asked.length > 0) problem(where, "three capital letters leave the page");
  await tab.keyboard.press("Shift");
  const two = await status();
  await tab.keyboard.press("Shift");
  const one = await status();
  if (!two || !one || two === one) problem(where, `screen readers do not hear how often to press Shift: \`${two}\`, \`${one}\``);
  await tab.clock.fastForward(5100);
  const expired = await status();
  if (!expired || expired === one) problem(where, "screen readers do not hear that the time is over");
  await tab.keyboard.press("Shift");
  if (asked.length > 0) problem(where, "a third press after five seconds leaves the page");
  await axe(look, tab, where);

  // The third press hides everything before the other site answers, and Back does not lead here.
  await come();
  const told = new Promise((resolve) => tab.on("console", (message) => message.text().startsWith("left ") && resolve(JSON.parse(message.text().slice(5)))));
  await tab.evaluate(() => {
    // Nobody can ask a page that is on its way out, so it tells.
    const look = () => console.log("left " + JSON.stringify({
      shown: [...document.querySelectorAll("body *")].filter((part) => part.checkVisibility() && !part.matches("[data-exit-status]")).length,
      title: document.title,
      said: document.querySelector("[data-exit-status]").textContent,
    }));
    new MutationObserver(look).observe(document.documentElement, { attributeFilter: ["class"] });
  });
  for (let times = 0; times < 3; times += 1) await tab.keyboard.press("Shift");
  await tab.waitForURL(exit, { timeout: 10000 }).catch(() => problem(where, "Shift three times does nothing"));
  const left = await Promise.race([told, new Promise((late) => setTimeout(late, 2000, { shown: 0, title: "", said: "" }))]);
  if (left.shown > 0) problem(where, `${left.shown} elements are still shown while the page is left`);
  if (left.title !== new URL(exit).hostname) problem(where, `the tab is still called \`${left.title}\``);
  if (!left.said) problem(where, "screen readers do not hear that the page is left");
  await tab.goBack().catch(() => null);
  if (tab.url().startsWith(server.origin)) problem(where, "Back leads to the page that was left");

  // The same by the button and by the first link.
  for (const place of [".exit [data-exit]", ".skips [data-exit]"]) {
    await come();
    const link = tab.locator(place);
    await link.focus();
    await Promise.all([tab.waitForURL(exit), tab.keyboard.press("Enter")]);
    await tab.goBack().catch(() => null);
    if (tab.url().startsWith(server.origin)) problem(where, `Back leads to the page that was left by \`${place}\``);
  }
  for (const { referrer } of asked) if (referrer) problem(where, `the other site learns where the reader was: ${referrer}`);
  seen.exits += 1;
  await context.close();
}

async function wayOutWithoutScripts({ server, browser, problem, seen }, page) {
  const { tab, asked, context } = await tabWithExit(browser, server, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await tab.goto(server.url(page), { waitUntil: "load" });
  const exit = await tab.locator(".exit [data-exit]").getAttribute("href");
  if (await tab.locator("[data-keys]").isVisible()) problem(page.file, "offers keys that do nothing without scripts");
  await Promise.all([tab.waitForURL(exit), tab.locator(".exit [data-exit]").click()]);
  if (asked.some(({ referrer }) => referrer)) problem(page.file, "the other site learns where the reader was");
  seen.exits += 1;
  await context.close();
}

async function warning(look, page) {
  const { server, browser, problem, seen } = look;
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const tab = await context.newPage();
  await tab.goto(server.url(page), { waitUntil: "load" });
  const warning = await tab.locator(".notice-warning").boundingBox();
  const words = await tab.locator(".prose").first().boundingBox();
  if (!warning || !words || warning.y + warning.height > words.y) problem(page.file, "the warning does not stand before the text");
  await tab.locator('.notice-warning a[href^="#"]').click();
  const skipped = await tab.locator(".prose").first().boundingBox();
  if (skipped.y + skipped.height > 740 && skipped.y < 0) problem(page.file, "the link over the text does not lead behind it");
  seen.warnings += 1;
  await context.close();
}

async function citation(look, page, size) {
  const { server, browser, problem, seen } = look;
  const where = `${page.file} ${size.viewport.width}`;
  const context = await browser.newContext({ reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"], ...size });
  await context.route("**/*", (route) => (route.request().url().startsWith(server.origin) ? route.continue() : route.abort()));
  const tab = await context.newPage();
  await tab.goto(server.url(page), { waitUntil: "load" });
  const pasted = () => tab.evaluate(() => navigator.clipboard.readText());
  const cite = tab.locator(".cite-page [data-cite]");
  const shown = (await cite.innerText()).replace(/\s+/g, " ").trim();
  const button = tab.locator(".cite-page button");
  const label = await button.textContent();
  await button.click();
  await tab.waitForFunction(([before]) => document.querySelector(".cite-page button").textContent !== before, [label], { timeout: 5000 }).catch(() => problem(where, "the button does not say that it copied"));
  if ((await pasted()) !== shown) problem(where, `copies \`${await pasted()}\` for \`${shown}\``);
  const canonical = await tab.locator("head link[rel=canonical]").getAttribute("href");
  if (!shown.endsWith(decodeURI(canonical))) problem(where, "the citation does not name the page's address");

  const details = tab.locator(".cite-quote").first();
  await details.locator("summary").click();
  await axe(look, tab, where);
  await details.locator("button").click();
  const words = (await tab.locator("figure:has(.cite-quote) > blockquote").first().innerText()).trim();
  await tab.waitForFunction((words) => navigator.clipboard.readText().then((text) => text.includes(words)), words, { timeout: 5000 }).catch(() => {});
  const quotation = await pasted();
  if (!quotation.includes(words)) problem(where, "a copied quotation lacks its words");
  if (!quotation.includes(decodeURI(canonical))) problem(where, "a copied quotation lacks its source");
  if (!/\n— ./.test(quotation)) problem(where, "a copied quotation does not say whose words they are");
  seen.citations += 1;
  await context.close();
}

async function citationWithoutScripts({ server, browser, problem, seen }, page) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const tab = await context.newPage();
  await tab.goto(server.url(page), { waitUntil: "load" });
  if ((await tab.locator(".cite-page button, .cite-quote button").count()) > 0) problem(page.file, "has a button that does nothing without scripts");
  await tab.locator(".cite-quote summary").first().click();
  for (const place of [".cite-page .citation", ".cite-quote .citation"]) {
    const cite = tab.locator(place).first();
    if (!(await cite.isVisible())) problem(page.file, `\`${place}\` cannot be seen without scripts`);
    await cite.click();
    const [whole, selected] = [(await cite.innerText()).replace(/\s+/g, " ").trim(), await tab.evaluate(() => getSelection().toString().replace(/\s+/g, " ").trim())];
    if (selected !== whole) problem(page.file, `a click selects \`${selected}\` of \`${whole}\``);
  }
  seen.citations += 1;
  await context.close();
}

async function feedsPage(look, page, size) {
  const { site, server, browser, problem, seen } = look;
  const context = await browser.newContext({ javaScriptEnabled: size.viewport.width > 320, reducedMotion: "reduce", ...size });
  const tab = await context.newPage();
  await tab.goto(server.url(page), { waitUntil: "load" });
  const links = await tab.locator("a.feed").evaluateAll((links) => links.map((link) => link.href));
  if (links.length < 4) problem(page.file, `lists ${links.length} feeds`);
  for (const link of size === SIZES[0] ? links : []) {
    const answer = await context.request.get(link);
    if (!answer.ok()) problem(page.file, `${decodeURI(new URL(link).pathname)} answers ${answer.status()}`);
  }
  const small = await tab.locator("a.feed").evaluateAll((links) => links.filter((link) => link.checkVisibility() && link.getBoundingClientRect().height < 24).length);
  if (small > 0) problem(page.file, `${small} links to feeds are lower than 24 pixels`);
  if ((await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)) > 0) problem(`${page.file} ${size.viewport.width}`, "is wider than the window");
  await tab.locator("summary[id=_facets]").click().catch(() => {});
  if (size.viewport.width > 320) await axe(look, tab, `${page.file} ${size.viewport.width}`);
  // Every page in the language leads here.
  for (const other of site.pages.filter((other) => other.lang === page.lang && other.type === "home")) {
    await tab.goto(server.url(other));
    if ((await tab.locator(`footer a[href="${new URL(server.url(page)).pathname}"]`).count()) === 0) problem(other.file, "its foot does not lead to the page of feeds");
  }
  if (size === SIZES[0]) seen.feeds += links.length;
  await context.close();
}

async function calendars({ site, server, browser, problem, seen }) {
  const context = await browser.newContext();
  for (const page of site.pages.filter((page) => page.type === "news")) {
    const html = readFileSync(`${site.folder}/${page.file}`, "utf8");
    const [, href] = html.match(/href="([^"]+\/event\.ics)"/) ?? [];
    if (!href) continue;
    const answer = await context.request.get(server.origin + href);
    if (!answer.ok() || !(await answer.text()).startsWith("BEGIN:VCALENDAR")) problem(page.file, "its calendar file is not there");
    seen.calendars += 1;
  }
  if (seen.calendars === 0) problem("site", "no event can be taken into a calendar");
  await context.close();
}

function mail({ problem, seen, site }, page, html) {
  const footer = html.slice(html.lastIndexOf("<footer"));
  const [, link] = footer.match(/href="(mailto:[^"]+)"/) ?? [];
  if (["embed", "mastodon"].includes(page.type)) return;
  if (!link) return problem(page.file, "no way to report a problem");
  const { searchParams } = new URL(link.replaceAll("&amp;", "&"));
  const [, canonical] = html.match(/property="og:url" content="([^"]+)"/) ?? [];
  const body = searchParams.get("body") ?? "";
  if (!searchParams.get("subject")) problem(page.file, "the mail about a problem has no subject");
  if (!/https?:\/\/\S+\r\n/.test(body)) problem(page.file, "the mail about a problem does not name the page");
  if (canonical && page.type !== "untranslated" && page.type !== "not-found" && !body.includes(canonical.replaceAll("&amp;", "&")) && !/page\/\d/.test(page.path)) problem(page.file, "the mail about a problem names another page");
  const isItem = ["statement", "news", "petition", "practice", "publication", "page"].includes(page.type);
  if (isItem && !/ [0-9a-f]{6}\r\n/.test(body)) problem(page.file, "the mail about a problem does not name the version");
  seen.mails += 1;
}

function focused(tab) {
  return tab.evaluate(() => {
    const { activeElement: element } = document;
    const box = element.getBoundingClientRect();
    return { href: element.getAttribute("href") ?? "", seen: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight };
  });
}

async function axe({ problem }, tab, where) {
  // axe waits by the clock of the page, which a test may have stopped.
  await tab.clock.resume().catch(() => {});
  await tab.evaluate(AXE);
  const { violations } = await tab.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), TAGS);
  for (const { id, help, nodes } of violations) for (const node of nodes) problem(where, `${id}: \`${node.target.join(" ")}\` ${help}`);
}
