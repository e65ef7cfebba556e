// Judges the translators' pack as a volunteer has it: a file in a browser, no network, no mouse. Three texts are
// translated by keyboard, kept over a reload, saved as a PO file that gettext takes, and loaded elsewhere; texts that
// would like to be scripts stay texts; axe finds nothing.
//
// Usage: node tests/browser/pack.mjs path/to/make-pack (see tests/pack/make.rs). Needs gettext.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const program = process.argv[2] ?? "target/release/examples/make-pack";
const folder = mkdtempSync(join(tmpdir(), "altavoz-pack-"));
const at = (name) => join(folder, name);
const make = (name, ...what) => (execFileSync(program, [at(name), ...what]), pathToFileURL(at(name)).href);
const problems = [];
const check = (right, what) => right || problems.push(what);
const same = (is, wanted, what) => check(is === wanted, `${what}: “${is}” instead of “${wanted}”`);

const [spanish, arabic, long] = [make("es.html", "es"), make("ar.html", "ar"), make("long.html", "es", "5000")];
const browser = await launch();
try {
  judgeChecks();
  await translate();
  await loadElsewhere();
  await refuse();
  await smuggle();
  await withoutStore();
  await withoutScript();
  await manyTexts();
  await look();
} catch (error) {
  problems.push(error.stack);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems.slice(0, 40)) console.log(`  ${problem}`);
console.log(`pack: ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);

/** The checks find in each pair what the program's own find (tests/qa/README.md). */
function judgeChecks() {
  const check = new Function(`${readFileSync("src/translate/pack/checks.js", "utf8")}; return check;`)();
  // These need statistics of languages, or all texts together.
  const others = ["wrong-language", "two-ways", "plural-missing"].map((slug) => `translation/${slug}`);
  for (const { source, target, lang, expect, kind = "paragraph", name = "", glossary = [] } of JSON.parse(readFileSync("tests/qa/vectors.json", "utf8"))) {
    const unit = { source, kind, name, terms: glossary.map((term) => ({ words: [], forbidden: [], ...term })) };
    const found = check(unit, target, { source: "en", target: lang }).map(({ code }) => code);
    same(found.sort().join(" "), expect.filter((code) => !others.includes(code)).join(" "), `findings in “${source}” → “${target}”`);
  }
}

/** A page in a browser of its own, which may ask nobody for anything. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("request", (request) => /^(file|blob|data):/.test(request.url()) || problems.push(`asks the network: ${request.url()}`));
  page.on("console", (message) => message.type() === "error" && problems.push(`the browser complains: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`the browser complains: ${error.message}`));
  await page.goto(url);
  return page;
}

function text(page, selector) {
  return page.locator(selector).innerText();
}

function focused(page) {
  return page.evaluate(() => document.activeElement.id);
}

/** Waits until a screen reader would say so. */
async function heard(page, part) {
  const says = (part) => document.getElementById("live").textContent.includes(part);
  await page.waitForFunction(says, part, { timeout: 5_000 }).catch(() => problems.push(`“${part}” is not said`));
}

async function tabTo(page, id) {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Tab");
    const isMarked = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
    });
    check(isMarked, `the focus on #${await focused(page)} cannot be seen`);
    if ((await focused(page)) === id) return;
  }
  problems.push(`Tab does not reach #${id}`);
}

/** Types over what stands in the box. */
async function type(page, words) {
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(words);
}

async function download(page) {
  const [saved] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  same(saved.suggestedFilename(), "example.org-campaign-es.po", "the file's name");
  await saved.saveAs(at("work.po"));
  return readFileSync(at("work.po"), "utf8");
}

async function translate() {
  const page = await open(spanish);
  const codes = (id) => page.locator(`#checks-${id} code`).allInnerTexts().then((codes) => codes.join(" "));
  same(await page.locator("html").getAttribute("lang"), "es", "the page's language");
  same(await text(page, "#done"), "1 de 11 textos hechos, 4 de 58 palabras", "progress at first");
  await tabTo(page, "next");
  await page.keyboard.press("Enter");
  same(await focused(page), "target-7", "what is most urgent");
  same(await codes(7), "translation/number", "findings in the old number");
  same(await page.locator(".unit", { has: page.locator("#target-7") }).locator("del").textContent(), " se quitó: 1,234 fin. ", "what is gone");
  await type(page, "Hasta el 3 de mayo de 2024 firmaron 1.778 personas.");
  await heard(page, "No hay problemas.");
  await page.keyboard.press("Control+Enter");
  await heard(page, "2 de 11 textos hechos");
  same(await focused(page), "target-9", "what comes next is critical");
  await page.keyboard.press("Control+Enter");
  await heard(page, "Todavía no hay traducción.");
  await type(page, "Pida abogada antes de firmar  nada.");
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  same(await focused(page), "target-3", "where Alt and the arrows lead");
  await type(page, "Hay alternativas de detención, y la carta dice **cuáles.");
  await page.keyboard.press("Control+Enter");
  same(await focused(page), "target-3", "a text with errors is not left");
  await heard(page, "Todavía no se confirma.");
  same(await codes(3), "translation/skeleton translation/unbalanced translation/glossary-missing translation/glossary-forbidden", "findings");
  same(await page.locator("#target-3").getAttribute("aria-invalid"), "true", "aria-invalid");
  await type(page, "Hay alternativas a la detención, y [la carta](../letter.md) dice **cuáles**.");
  await page.keyboard.press("Control+Enter");
  same(await focused(page), "target-4", "the next after it");
  await page.keyboard.insertText("Quién paga? {#who}");
  await page.waitForFunction(() => document.querySelector("#checks-4 li"));
  same(await codes(4), "translation/opening-mark", "a mark of Spanish");
  same(await text(page, "#done"), "4 de 11 textos hechos, 34 de 58 palabras", "progress");
  same(await text(page, "#kept"), "Está en este navegador. Falta guardarlo en un archivo.", "what is kept");
  let asked = 0;
  page.on("dialog", (dialog) => ((asked += dialog.type() === "beforeunload"), dialog.accept()));
  await page.reload();
  same(asked, 1, "warnings before closing with unsaved work");
  same(await text(page, "#done"), "4 de 11 textos hechos, 34 de 58 palabras", "progress after a reload");
  same(await page.locator("#target-4").inputValue(), "Quién paga? {#who}", "what was typed, after a reload");
  const po = await download(page);
  same(await text(page, "#kept"), "Todo está guardado en un archivo.", "what is kept after saving");
  judgePo(po);
  await page.reload();
  same(asked, 1, "warnings before closing with all saved");
  await page.context().close();
}

function judgePo(po) {
  // On problems it ends with 1, which throws.
  const said = execFileSync("msgfmt", ["-c", "--statistics", "-o", "/dev/null", at("work.po")], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, LC_ALL: "C.UTF-8" } });
  same(said, "", "what msgfmt says");
  same(execFileSync("msgcat", ["--no-wrap", at("work.po")], { encoding: "utf8" }), po, "what msgcat writes");
  const entries = po.trim().split("\n\n").slice(1);
  same(entries.length, 4, "entries");
  same(entries.filter((entry) => entry.includes("#, fuzzy")).length, 1, "drafts");
  check(po.includes('"Language: es\\n"') && po.includes('"X-Site: https://example.org/campaign\\n"') && po.includes('"X-Source-Language: en\\n"'), "the header does not say for which site and languages");
  check(!po.includes("X-Translator-Credit"), "somebody is named who did not ask for it");
  check(po.includes('msgctxt "petitions/free-them-all"\nmsgid "By 3 May 2024, 1,778 people had signed."\nmsgstr "Hasta el 3 de mayo de 2024 firmaron 1.778 personas."'), "a confirmed text is not in the file");
}

/** Another computer: the file brings everything back, and a name is given only on request. */
async function loadElsewhere() {
  const page = await open(spanish);
  same(await text(page, "#done"), "1 de 11 textos hechos, 4 de 58 palabras", "progress elsewhere");
  await page.locator("#target-3").fill("Otra cosa");
  let asked = "";
  page.on("dialog", (dialog) => ((asked += dialog.message()), dialog.accept()));
  await page.locator("#load").setInputFiles(at("work.po"));
  await heard(page, "Se tomaron 4 traducciones del archivo.");
  check(asked.includes("Un texto del archivo es distinto"), "what was typed is overwritten without a question");
  same(await text(page, "#done"), "4 de 11 textos hechos, 34 de 58 palabras", "progress after loading");
  same(await page.locator("#target-4").inputValue(), "Quién paga? {#who}", "a draft after loading");
  await page.locator("summary").nth(1).click();
  await page.locator("#named").check();
  await page.locator("#credit").fill("Lucía \\ \"L\"");
  await page.locator("[name=what][value=all]").check();
  const po = await download(page);
  check(po.includes('"X-Translator-Credit: Lucía \\\\ \\"L\\"\\n"'), "who wants to be named is not");
  same(po.trim().split("\n\n").length - 1, 6, "entries of all");
  execFileSync("msgfmt", ["-c", "-o", "/dev/null", at("work.po")]);
  await page.locator("#forget").click();
  await heard(page, "Se borró de este navegador.");
  same(await page.evaluate(() => localStorage.length), 0, "what the browser remembers");
  await page.context().close();
}

async function refuse() {
  const page = await open(spanish);
  const po = readFileSync(at("work.po"), "utf8");
  const broken = [
    [po.replaceAll("example.org/campaign", "example.net"), "Este archivo es de otro sitio, https://example.net."],
    [po.replace("Language: es", "Language: fr"), "Este archivo es de otro idioma, francés."],
    [po.replace('msgctxt "news/ana"', 'msgctxt "news/ana'), /La línea \d+ de este archivo está dañada/],
    [Buffer.from("msgid \"\xe9\"", "latin1"), "Este archivo no es texto en UTF-8"],
    [po.replaceAll("news/ana", "news/eva"), "de sus textos no están en esta página"],
  ];
  for (const [file, said] of broken) {
    writeFileSync(at("broken.po"), file);
    await page.locator("#load").setInputFiles([]);
    await page.locator("#load").setInputFiles(at("broken.po"));
    await page.waitForFunction(([part, isShape]) => (isShape ? new RegExp(part).test(document.getElementById("count").textContent) : document.getElementById("count").textContent.includes(part)), [said.source ?? said, Boolean(said.source)], { timeout: 3_000 }).catch(() => problems.push(`not said: ${said}`));
  }
  await page.context().close();
}

async function smuggle() {
  const page = await open(spanish);
  const source = await page.locator("#source-6").textContent();
  check(source.startsWith("</script><script>") && source.endsWith("\u2028end."), "a text is not what it is");
  same(await page.locator("#target-6").inputValue(), source, "a translation like it");
  same(await page.locator("main img, main script").count(), 0, "elements made of texts");
  await page.locator("#target-1").fill('<img src=x onerror="window.smuggled = 3"><script>window.smuggled = 4</script>');
  await page.waitForFunction(() => document.querySelector("#checks-1 li.error"));
  check((await text(page, "#checks-1")).includes("translation/raw-html"), "raw HTML is not found");
  same(await page.evaluate(() => window.smuggled), undefined, "what ran");
  await page.context().close();
}

/** Where the browser keeps nothing, all but that works. */
async function withoutStore() {
  const page = await browser.newPage();
  page.on("pageerror", (error) => problems.push(`without a store the browser complains: ${error.message}`));
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("denied"); } }));
  await page.goto(spanish);
  await page.locator("#target-1").fill("Ana está libre");
  check((await text(page, "#kept")).includes("Este navegador no conserva nada"), "nobody says that nothing is kept");
  await page.keyboard.press("Control+Enter");
  same(await text(page, "#done"), "2 de 11 textos hechos, 7 de 58 palabras", "progress without a store");
  await page.close({ runBeforeUnload: false });
}

async function withoutScript() {
  const page = await open(spanish, { javaScriptEnabled: false });
  const all = await text(page, "body");
  check(all.includes("esta página necesita JavaScript"), "nobody says that a script is needed");
  check(all.includes("She was arrested on 3 May 2024.") && all.includes("Ninguna persona es ilegal.") && all.includes("</script><script>"), "without a script the texts cannot be read");
  check(!all.includes("{") || !/\{[a-z-]+\}/.test(all.replaceAll("{name}", "").replaceAll("{page}", "").replaceAll("{pages}", "")), "a hole is not filled");
  same(await page.locator("main ins").innerText(), "1,778", "what came, without a script");
  await page.context().close();
}

async function manyTexts() {
  const page = await open(long);
  same(await page.locator(".unit").count() <= 120, true, "few texts are made at once");
  await page.locator("#search").fill("number 4999 ");
  await heard(page, "Un texto");
  same(await page.locator(".unit").count(), 1, "what a search finds");
  await page.locator("#search").fill("");
  await page.locator("#view").selectOption("page:pages/page-100");
  same(await page.locator(".unit").count(), 25, "the texts of a page");
  await page.context().close();
}

/** Axe finds nothing, nothing scrolls sideways, and each text has its own language and direction. */
async function look() {
  for (const [name, url] of [["es", spanish], ["ar", arabic]]) {
    const page = await open(url, { bypassCSP: true });
    await page.locator("#target-3").fill("<b>x");
    await page.locator("#named").evaluate((box) => box.closest("details").parentElement.querySelectorAll("details").forEach((one) => (one.open = true)));
    await page.locator("#named").check();
    await page.waitForFunction(() => document.querySelector("#checks-3 li.error"));
    await page.evaluate(AXE);
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(wide <= 0, `${name} ${width}: scrolls ${wide} px sideways`);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), TAGS);
        for (const { id, help, nodes } of violations) problems.push(`${name} ${width} ${colorScheme}: ${id}: ${help}: ${nodes[0].target.join(" ")} (${nodes.length})`);
      }
    }
    same(await page.locator("#target-3").evaluate((box) => `${box.lang} ${getComputedStyle(box).direction}`), name === "ar" ? "ar rtl" : "es ltr", "the box");
    same(await page.locator("#source-3").evaluate((box) => `${box.lang} ${getComputedStyle(box).direction}`), "en ltr", "the source");
    same(await page.locator("html").getAttribute("lang"), name === "ar" ? "en" : "es", "the frame");
    await page.context().close();
  }
}
