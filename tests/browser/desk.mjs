// Judges the preview's desk as the staff of a campaign have it: axe finds nothing on any of its pages, in both
// languages, light and dark, on a phone and a desk; everything can be reached by keyboard; a problem's link opens
// the page; a file that is mended leaves the list by itself.
//
// Usage: node tests/browser/desk.mjs path/to/altavoz. Works on a copy of the sample site with planted problems.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { copy, finish, judge, serve } from "./preview.mjs";
import { launch } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const TABS = ["", "pages/", "translations/", "calendar/"];

const program = resolve(process.argv[2] ?? "target/release/altavoz");
const root = copy("desk");
const news = (name, fields, text) => writeFileSync(join(root, `content/news/${name}.md`), `+++\ndate = 2026-11-20\nregions = ["global"]\n${fields}\n+++\n${text}\n`);
news("planted-good", 'title = "A planted page"', "Its text.");

const problems = [];
const check = (right, what) => right || problems.push(what);
const { server, url } = await serve(program, root, ["--today", "2026-11-22"]);
const desk = `${url}_altavoz/`;
const browser = await launch();
await judge({ browser, server, root }, problems, async () => {
  // The first build is without errors, so the pages are there; then some go wrong.
  const page = await browser.newPage();
  await page.goto(`${url}news/planted-good/`);
  await page.goto(desk);
  await page.getByText("All is well.").waitFor({ timeout: 10_000 }).catch(() => problems.push("the sample site is not all well"));
  news("planted-draft", 'title = "A draft"\ndraft = true', "Its text.");
  news("planted-embargo", 'title = "Not before long <b>& soon</b>"\npublish = 2026-12-24T18:30:00\nexpires = 2027-06-01', "Its text.[^1]\n\n[^1]: A note.\n[^2]: Nobody’s note.");
  news("planted-good", 'title = "A planted page"', `[nothing](nowhere.md) ${"a line that goes on and on ".repeat(12)}`);
  await page.getByRole("heading", { name: "nowhere.md" }).waitFor({ timeout: 10_000 });
  await page.getByRole("heading", { name: "[^2]" }).waitFor({ timeout: 10_000 });
  await page.close();
  await look();
  await keyboard();
  await diagnostic();
  await scriptless();
});
finish(`desk: ${problems.length} problems`, problems);

/** Every page in every language, width and scheme: axe, no scrolling sideways, no complaint of the browser. */
async function look() {
  const page = await browser.newPage({ reducedMotion: "reduce", bypassCSP: true });
  page.on("console", (message) => message.type() === "error" && problems.push(`the browser complains: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`the browser complains: ${error.message}`));
  for (const tab of TABS) {
    for (const lang of ["en", "es"]) {
      await page.goto(`${desk}${tab}?lang=${lang}`);
      check((await page.locator("html").getAttribute("lang")) === lang, `${tab} is not in ${lang}`);
      check((await page.locator("main a b, main b").count()) === 0, `${tab}: a title is read as markup`);
      await page.evaluate(AXE);
      for (const width of [320, 360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        check(wide <= 0, `${tab} ${lang} ${width}: scrolls ${wide} px sideways`);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          const { violations } = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), TAGS);
          for (const { id, help, nodes } of violations) problems.push(`desk/${tab} ${lang} ${width} ${colorScheme}: ${id}: ${help}: ${nodes[0].target.join(" ")} (${nodes.length})`);
        }
      }
    }
  }
  await page.close();
}

/** The skip link, the tabs, a filter and the language, without a mouse; every stop can be seen. */
async function keyboard() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const focus = () => page.evaluate(() => document.activeElement.textContent.trim());
  const tabTo = async (wanted) => {
    for (let stop = 0; stop < 60; stop += 1) {
      await press("Tab");
      const marked = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return document.activeElement === document.body || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
      });
      check(marked, `the focus on “${await focus()}” cannot be seen`);
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), wanted)) return;
    }
    problems.push(`Tab does not reach ${wanted}`);
  };
  await page.goto(desk);
  await press("Tab");
  check((await focus()) === "Skip to the content", "the first Tab does not reach the skip link");
  await press("Enter", "Tab");
  check(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the skip link does not lead into the page");
  await page.goto(desk);
  await tabTo('.tabs a[href*="pages/"]');
  await press("Enter");
  await page.waitForURL(/pages\/$/);
  check((await page.locator(".tabs [aria-current=page]").innerText()) === "Pages", "the navigation does not say where one is");
  await tabTo("#choose-q");
  await page.keyboard.type("planted");
  await press("Tab", "d");
  await tabTo("#apply");
  await press("Enter");
  await page.waitForURL(/q=planted/);
  if (!page.url().includes("state=draft")) problems.push(`the keyboard chose no state: ${page.url()}`);
  check((await page.locator("tbody tr").count()) === 1, "the filter does not show the one draft");
  await page.goto(page.url());
  await tabTo('.languages a[lang="es"]');
  await press("Enter");
  await page.waitForURL(/lang=es/);
  check(page.url().includes("q=planted"), "another language forgets what was asked for");
  await tabTo('.tabs a[href*="calendar/"]');
  await press("Enter");
  await page.waitForURL(/calendar\/\?lang=es/);
  check((await page.locator("h1").innerText()) === "Calendario", "the language does not stay");
  await page.close();
}

/** A problem names its place and opens its page; mended, it goes by itself, and what was typed stays. */
async function diagnostic() {
  const page = await browser.newPage();
  await page.goto(desk);
  check((await page.locator("#altavoz-preview").getByRole("alert").count()) === 0, "the overlay covers the desk");
  const file = page.locator("section.file").filter({ hasText: "planted-good.md" });
  check((await file.locator("pre").first().innerText()).includes("nowhere.md"), "there is no excerpt");
  await file.getByRole("link", { name: "A planted page (English)" }).click();
  await page.waitForURL(`${url}news/planted-good/`);
  check((await page.locator("h1").innerText()) === "A planted page", "the link of a problem does not open its page");
  await page.goto(desk);
  news("planted-good", 'title = "A planted page"', "Mended.");
  await file.waitFor({ state: "detached", timeout: 10_000 });
  await late();
  await page.goto(`${desk}pages/`);
  await page.locator("#choose-q").fill("half a w");
  news("planted-good", 'title = "Another title of the planted page"', "Mended.");
  await page.getByText("Another title of the planted page").first().waitFor({ timeout: 10_000 });
  check((await page.locator("#choose-q").inputValue()) === "half a w", "a save takes away what was typed");
  await page.close();
}

/** A save that comes before the page listens is seen as well: on a slow machine that is every first save. */
async function late() {
  const page = await browser.newPage();
  let heard;
  const saved = new Promise((go) => (heard = go));
  await page.route("**/_altavoz/events", async (route) => (await saved, route.continue()));
  await page.goto(desk);
  news("planted-late", 'title = "A late page"', "[nothing](nowhere-late.md)");
  const server = await browser.newPage();
  await server.goto(desk);
  await server.getByRole("heading", { name: "nowhere-late.md" }).waitFor({ timeout: 10_000 });
  await server.close();
  heard();
  await page.getByRole("heading", { name: "nowhere-late.md" }).waitFor({ timeout: 10_000 }).catch(() => problems.push("a save before the page listened is never shown"));
  rmSync(join(root, "content/news/planted-late.md"));
  await page.close();
}

/** Without a script everything is there as well. */
async function scriptless() {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${desk}pages/`);
  await page.locator("#choose-state").selectOption("embargoed");
  await page.locator("#apply").click();
  check((await page.locator("tbody tr").count()) >= 1, "without a script the filter shows nothing");
  check((await page.locator("tbody").innerText()).includes("24 December 2026, 18:30"), "the reason does not say when");
  await context.close();
}
