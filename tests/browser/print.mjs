// A statement prints as a letter: its text and all its signatories, without menu, switcher and share links.
// A map and a timeline print whole, with the table that says the same.

import { judge, openTab } from "./site.mjs";

const LEFT_OUT = ["[data-menu]", "[data-languages]", "[data-share]", 'body > a[href^="#"]'];

await judge("print", async ({ site, server, browser, problem }) => {
  const statements = site.pages.filter((page) => page.type === "statement");
  const signed = statements.filter((page) => page.signed);
  for (const lang of new Set(statements.map((page) => page.lang))) {
    if (!signed.some((page) => page.lang === lang)) problem("site", `no statement in ${lang} has signatories (an element of the class \`signatories\`)`);
  }
  const tab = await openTab(browser, server, { viewport: { width: 794, height: 1123 } });
  await tab.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const page of signed) {
    await tab.goto(server.url(page), { waitUntil: "load" });
    const shown = (selector) => tab.evaluate((selector) => [...document.querySelectorAll(selector)].map((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getBoundingClientRect().height > 1), selector);
    const names = await shown(".signatories li, .signatories tbody tr, .signatories dt");
    if (names.length === 0) problem(page.file, "the signatories are no list");
    if (names.includes(false)) problem(page.file, `${names.filter((one) => !one).length} of ${names.length} signatories do not print`);
    if (!(await shown("h1")).includes(true)) problem(page.file, "the title does not print");
    for (const selector of LEFT_OUT) if ((await shown(selector)).includes(true)) problem(page.file, `\`${selector}\` prints`);
    const paper = await tab.evaluate(() => {
      const [r, g, b] = getComputedStyle(document.querySelector("main p") ?? document.body).color.match(/[\d.]+/g).map(Number);
      return r + g + b;
    });
    if (paper > 384) problem(page.file, "prints pale ink when the reader's screen is dark");
    if ((await tab.pdf({ format: "A4" })).length < 1000) problem(page.file, "does not become a PDF");
  }
  const drawn = site.pages.filter((page) => page.type === "map" || page.type === "timeline");
  for (const page of drawn) {
    await tab.goto(server.url(page), { waitUntil: "load" });
    const faults = await tab.evaluate(() => {
      const faults = [];
      const paper = document.querySelector("main").getBoundingClientRect();
      const size = (element) => element.getBoundingClientRect();
      const drawings = [...document.querySelectorAll("main svg")].filter((svg) => !svg.parentElement.closest("svg"));
      if (drawings.length === 0) faults.push("has no drawing");
      if (drawings.some((svg) => size(svg).height < 1 || size(svg).left < paper.left || size(svg).right > paper.right + 1)) faults.push("has a drawing that is cut off in print");
      const years = document.querySelector("main .years");
      if (years && getComputedStyle(years).display !== "table-header-group") faults.push("prints its years on the first page only");
      const rows = [...document.querySelectorAll("main tbody tr")];
      if (rows.length === 0 || rows.some((row) => size(row).height < 1)) faults.push("does not print all rows of its table");
      const pale = [...document.querySelectorAll("main svg text")].some((text) => text.closest("a") === null && getComputedStyle(text).fill.match(/\d+/g).slice(0, 3).map(Number).reduce((sum, part) => sum + part) > 384);
      if (pale) faults.push("prints pale ink in its drawing");
      return faults;
    });
    for (const fault of faults) problem(page.file, fault);
    for (const selector of LEFT_OUT) {
      const prints = await tab.evaluate((selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility()), selector);
      if (prints) problem(page.file, `\`${selector}\` prints`);
    }
  }
  return `${signed.length} signed statements, ${drawn.length} maps and timelines`;
});
