// Judges the translators' page of the preview as a translator has it: a number changes in the English source, the
// paragraph is seen to be behind, is mended by keyboard, confirmed, and goes; the Spanish page shows it without a
// reload by hand. What is typed is never lost; axe finds nothing; everything works without scripts.
//
// Usage: node tests/browser/translate.mjs path/to/altavoz. Works on a copy of the sample site.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { copy, finish, judge, serve } from "./preview.mjs";
import { launch } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PAGE = "planted-count";
const COMMON = ["--messages", "en", "--today", "2026-11-22"];

const program = resolve(process.argv[2] ?? "target/release/altavoz");
const root = copy("translate");
const place = (name) => join(root, "content/news", name);
const read = (path) => readFileSync(join(root, path), "utf8");

const paragraphs = (lines) => lines.join("\n\n");
const row = (page, words) => page.locator("#texts > li").filter({ hasText: words });
const box = (page, words) => row(page, words).locator("textarea[name=text]");

const source = (count) =>
  `+++\ntitle = "A planted count"\ndate = 2026-11-20\nregions = ["global"]\n+++\n${paragraphs([
    `They hold ${count} people in the town, and nobody knows for how long.`,
    "The second paragraph has a [link](../about.md) and stays as it is.",
    "The third one is the last of them.",
  ])}\n`;
const target = `+++\ntitle = "Un recuento plantado"\n+++\n${paragraphs([
  "Tienen a 42 personas en el pueblo, y nadie sabe por cuánto tiempo.",
  "El segundo párrafo tiene un [enlace](../about.md) y queda como está.",
  "El tercero es el último de ellos.",
])}\n`;
writeFileSync(place(`${PAGE}.md`), source(42));
writeFileSync(place(`${PAGE}.es.md`), target);

const problems = [];
const check = (right, what) => right || problems.push(what);
const adopted = spawnSync(program, ["translate", "adopt", "es", "--root", root, ...COMMON], { encoding: "utf8" });
check(adopted.status === 0, `adopt: ${adopted.stderr}`);
const { server, url } = await serve(program, root, ["--translate", "es", "--today", "2026-11-22"]);
const work = `${url}_altavoz/translate/?page=news/${PAGE}`;
const browser = await launch();
await judge({ browser, server, root }, problems, async () => {
  await walk();
  await kept();
  await refused();
  await beside();
  await look();
  await scriptless();
  await fromTheRight();
});
finish(`translate: ${problems.length} problems`, problems);

async function opened(address) {
  const page = await browser.newPage({ reducedMotion: "reduce", bypassCSP: true, viewport: { width: 1280, height: 800 } });
  page.on("pageerror", (error) => problems.push(`the browser complains: ${error.message}`));
  await page.goto(address);
  return page;
}

/** The number changes, is seen, mended by keyboard alone, and gone; the page of readers follows by itself. */
async function walk() {
  const page = await opened(work);
  check((await page.locator("[data-todo]").count()) === 0, "something is to do before anything changed");
  const readers = await opened(`${url}es/noticias/${PAGE}/`);
  check(await readers.getByText("Tienen a 42 personas").count(), `the Spanish page is not where it should be: ${await readers.title()}`);
  writeFileSync(place(`${PAGE}.md`), source(57));
  const stale = page.locator("li.stale-facts");
  await stale.waitFor({ timeout: 15_000 });
  check((await stale.locator("del").innerText()).includes("42") && (await stale.locator("ins").innerText()).includes("57"), "the change is not shown word by word");
  check((await stale.innerText()).includes("facts changed"), "the state is told by colour alone");
  check((await stale.innerText()).includes("The source says 57"), "the old number is not found by the checks");
  await readers.locator(".stale-facts").waitFor({ timeout: 15_000 });
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press("Tab");
    const marked = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
    });
    check(marked, "the focus cannot be seen");
    if (await page.evaluate(() => document.activeElement.matches("li.stale-facts textarea"))) break;
  }
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Tienen a 57 personas en el pueblo, y nadie sabe por cuánto tiempo.");
  await page.keyboard.press("Control+Enter");
  await stale.waitFor({ state: "detached", timeout: 15_000 });
  check((await page.locator("#said").innerText()) === "Saved and confirmed.", "it does not say that it is saved");
  check(page.url() === work, "saving leaves the page");
  check(read(`content/news/${PAGE}.es.md`) === target.replace("42", "57"), "the file is not the same with the new number");
  check(read(`i18n/ledger/es/news/${PAGE}.toml`).includes("They hold 57 people"), "the ledger does not remember the new source");
  await readers.getByText("Tienen a 57 personas").waitFor({ timeout: 15_000 }).catch(() => problems.push("the Spanish page stays as it was"));
  await readers.locator(".stale-facts").waitFor({ state: "detached", timeout: 15_000 }).catch(() => problems.push("readers are still told of a change"));
  await page.frameLocator("#real").getByText("Tienen a 57 personas").waitFor({ timeout: 15_000 }).catch(() => problems.push("the page beside stays as it was"));
  await readers.close();
  await page.close();
}

/** What is typed in one text stays when another is saved, and when files change. */
async function kept() {
  const page = await opened(work);
  await row(page, "The third one").locator("summary").click();
  await row(page, "The second paragraph").locator("summary").click();
  await box(page, "The third one").fill("Algo a medias");
  await box(page, "The second paragraph").fill("El segundo tiene un [enlace](../about.md) y queda como está.");
  await row(page, "The second paragraph").getByRole("button", { name: "Save as a draft" }).click();
  await row(page, "The second paragraph").and(page.locator(".draft")).waitFor({ timeout: 15_000 });
  check((await box(page, "The third one").inputValue()) === "Algo a medias", "saving one text loses what was typed in another");
  writeFileSync(place(`${PAGE}.md`), source(58));
  await page.locator("li.stale-facts").waitFor({ timeout: 15_000 });
  check((await box(page, "The third one").inputValue()) === "Algo a medias", "a save of a file loses what was typed");
  writeFileSync(place(`${PAGE}.md`), source(57));
  await page.locator("li.stale-facts").waitFor({ state: "detached", timeout: 15_000 });
  await page.close({ runBeforeUnload: false });
}

/** What would break the page comes back with its reason, and so does what meets another's change. */
async function refused() {
  const page = await opened(work);
  await row(page, "The third one").locator("summary").click();
  await box(page, "The third one").fill("El **tercero es el último.");
  await page.keyboard.press("Control+Enter");
  await page.locator("#said.bad").waitFor({ timeout: 15_000 });
  check((await row(page, "The third one").innerText()).includes("To mend:"), "it does not say what to mend");
  check((await box(page, "The third one").inputValue()) === "El **tercero es el último.", "what was refused is lost");
  await axe(page, "a refused text");
  writeFileSync(place(`${PAGE}.es.md`), read(`content/news/${PAGE}.es.md`).replace("El tercero es el último de ellos", "El tercero es otro"));
  await box(page, "The third one").fill("El tercero es el último.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("somebody changed this translation").waitFor({ timeout: 15_000 });
  check((await row(page, "The third one").innerText()).includes("El tercero es otro"), "the other’s text is not shown");
  await page.keyboard.press("Control+Enter");
  await page.locator("#said:not(.bad)").waitFor({ timeout: 15_000 });
  check(read(`content/news/${PAGE}.es.md`).includes("El tercero es el último.\n"), "the second save is not taken");
  await page.close();
}

/** A click on a paragraph of the real page leads to its text, and every page leads here. */
async function beside() {
  const page = await opened(work);
  const paragraph = page.frameLocator("#real").locator("[data-altavoz]").filter({ hasText: "Tienen a 57" });
  await paragraph.click();
  check(await page.evaluate(() => document.activeElement.closest("li")?.innerText.includes("They hold 57")), "a click on a paragraph does not lead to its text");
  check((await page.frameLocator("#real").locator("#altavoz-preview .translate").count()) === 0, "the page beside leads to where one is");
  await page.goto(`${url}es/noticias/${PAGE}/`);
  await page.getByRole("link", { name: "Translate this page" }).click();
  await page.getByText("They hold 57 people").first().waitFor({ timeout: 15_000 });
  await page.close();
}

async function axe(page, what) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"], iframes: false }), TAGS);
  for (const { id, help, nodes } of violations) problems.push(`${what}: ${id}: ${help}: ${nodes[0].target.join(" ")} (${nodes.length})`);
}

/** Both pages in both languages, wide and narrow, light and dark. */
async function look() {
  writeFileSync(place(`${PAGE}.md`), source(63));
  const page = await opened(work);
  page.on("console", (message) => message.type() === "error" && problems.push(`the browser complains: ${message.text()}`));
  await page.locator("li.stale-facts").waitFor({ timeout: 15_000 });
  for (const query of ["", `page=news/${PAGE}`, "page=strings"]) {
    for (const lang of ["en", "es"]) {
      await page.goto(`${url}_altavoz/translate/?${query}&lang=${lang}`);
      check((await page.locator("html").getAttribute("lang")) === lang, `${query} is not in ${lang}`);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        check(wide <= 0, `${query} ${lang} ${width}: scrolls ${wide} px sideways`);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await axe(page, `${query} ${lang} ${width} ${colorScheme}`);
        }
      }
    }
  }
  await page.close();
}

/** Without a script the same is done by plain forms. */
async function scriptless() {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(work);
  const stale = page.locator("li.stale-facts");
  await stale.locator("textarea[name=text]").fill("Tienen a 63 **personas.");
  await stale.getByRole("button", { name: "Confirm" }).click();
  check((await stale.locator("textarea[name=text]").inputValue()) === "Tienen a 63 **personas.", "without a script a refused text is lost");
  await stale.locator("textarea[name=text]").fill("Tienen a 63 personas.");
  await stale.getByRole("button", { name: "Confirm" }).click();
  check((await page.locator("#said").innerText()) === "Saved and confirmed.", `without a script nothing is saved: ${await page.locator("#said").innerText()}`);
  check((await stale.count()) === 0 && read(`content/news/${PAGE}.es.md`).includes("Tienen a 63 personas."), "without a script the file stays as it was");
  await context.close();
}

/** A language that is written from the right is typed so. */
async function fromTheRight() {
  const arabic = await serve(program, root, ["--translate", "ar", "--today", "2026-11-22"]);
  const page = await opened(`${arabic.url}_altavoz/translate/?page=news/${PAGE}`);
  check((await box(page, "They hold").getAttribute("dir")) === "rtl", "Arabic is typed from the left");
  await axe(page, "into Arabic");
  await page.close();
  arabic.server.kill();
}
