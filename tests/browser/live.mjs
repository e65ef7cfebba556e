// Judges the preview as a person at a browser has it: a save shows without a reload by hand, an error stands
// over the last good page until it is mended, a style sheet is swapped without losing what was typed.
//
// Usage: node tests/browser/live.mjs path/to/altavoz. Works on a copy of the sample site; knows nothing of how
// the preview does it.

import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { copy, serve } from "./preview.mjs";
import { launch } from "./site.mjs";

const program = resolve(process.argv[2] ?? "target/release/altavoz");
const root = copy("live");
cpSync("themes/plaza/static/style.css", join(root, "themes/plaza/static/style.css"));

const problems = [];
const check = (right, what) => right || problems.push(what);
const file = join(root, "content/about.md");
const original = readFileSync(file, "utf8");
const save = (text) => writeFileSync(file, text);
const saveByRename = (text) => (writeFileSync(`${file}~`, text), renameSync(`${file}~`, file));

const { server, url } = await serve(program, root);
const browser = await launch();
try {
  await judge(await browser.newPage({ viewport: { width: 360, height: 640 } }));
} catch (error) {
  problems.push(error.message);
} finally {
  await browser.close();
  server.kill();
  rmSync(root, { recursive: true, force: true });
}
for (const problem of problems) console.log(problem);
console.log(`live: ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);

async function judge(page) {
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${url}about/`);
  const shows = (text) => page.getByText(text).first().waitFor({ timeout: 10_000 });
  const overlay = page.locator("#altavoz-preview").getByRole("alert");

  // A save shows by itself, and the page stays where it was.
  await page.evaluate(() => scrollTo(0, 300));
  save(`${original}\n\nA sentence that was saved.\n`);
  await shows("A sentence that was saved.");
  await page.waitForFunction(() => Math.abs(scrollY - 300) < 5, null, { timeout: 5000 }).catch(() => problems.push("the page jumped"));
  saveByRename(`${original}\n\nA sentence that was moved there.\n`);
  await shows("A sentence that was moved there.");

  // An error stands over the last good page, as text, and goes when it is mended.
  save(`${original}\n\n[nothing](nowhere.md) <img src=x onerror="document.title='broken'">\n`);
  await overlay.waitFor();
  check(await page.getByText("A sentence that was moved there.").count(), "the last good page is gone");
  check((await overlay.innerText()).includes("content/about.md:"), "the overlay does not name the place");
  check((await overlay.innerText()).includes("onerror="), "the overlay does not show the line");
  check((await page.title()) !== "broken" && (await overlay.locator("img").count()) === 0, "the overlay ran the text of a page");
  await overlay.getByRole("button").press("Escape");
  check((await overlay.count()) === 0, "Escape does not hide the overlay");
  await page.reload();
  await overlay.waitFor();
  save(`${original}\n\nA sentence that was mended.\n`);
  await shows("A sentence that was mended.");
  await overlay.waitFor({ state: "detached" });

  // Only style sheets changed: they are swapped, and what was typed stays.
  await page.evaluate(() => (window.stayed = true));
  const style = join(root, "themes/plaza/static/style.css");
  writeFileSync(style, `${readFileSync(style, "utf8")}\nbody { outline: 7px solid rgb(1, 2, 3) }\n`);
  await page.waitForFunction(() => getComputedStyle(document.body).outlineWidth === "7px", null, { timeout: 10_000 });
  check(await page.evaluate(() => window.stayed === true), "a style sheet made the page load anew");

  // A page that nobody changed does not load anew.
  const other = await browser.newPage();
  await other.goto(`${url}es/`);
  await other.evaluate(() => (window.stayed = true));
  save(`${original}\n\nOne more sentence.\n`);
  await shows("One more sentence.");
  check(await other.evaluate(() => window.stayed === true), "a page that is the same loaded anew");
  check(complaints.length === 0, `the browser complains: ${complaints.join(" | ")}`);
}
