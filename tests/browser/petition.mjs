// Signs the sample petition as people do: in the preview with the collector beside it, with and without scripts, in
// English and Spanish, on a phone and a desk. Reads the mail in the mailbox of test mode, confirms, sees the count,
// shares, withdraws; sends a form with mistakes; looks at every page of the collector with axe. Nothing asks a third party.
//
// Usage: node tests/browser/petition.mjs path/to/altavoz. Works on a copy of the sample site.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { copy, finish, judge, serve } from "./preview.mjs";
import { launch } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WORDS = {
  en: { place: "petitions/free-them-all/", confirm: "Confirm my signature", counts: "your signature counts", withdraw: "Take my signature back", gone: "is taken back", sent: "look at your e-mail" },
  es: { place: "es/peticiones/libertad-para-todas-las-personas/", confirm: "Confirmar mi firma", counts: "su firma cuenta", withdraw: "Retirar mi firma", gone: "fue retirada", sent: "Revise su correo" },
};

const program = resolve(process.argv[2] ?? "target/release/altavoz");
const root = copy("petition");
// The first signature shows, so that the count can be seen to change.
for (const file of ["content/petitions/free-them-all.md"]) {
  const text = readFileSync(join(root, file), "utf8");
  writeFileSync(join(root, file), text.replace("show_count_from = 50", "show_count_from = 1"));
}

const problems = [];
const check = (right, what) => right || problems.push(what);
const { server, url } = await serve(program, root, ["--today", "2026-11-22"]);
const browser = await launch();
let collector = "";
let signed = 0;
/** Pages that were looked at already, by what they say. */
const known = new Set();
await judge({ browser, server, root }, problems, async () => {
  for (const lang of ["en", "es"]) {
    for (const scripts of [true, false]) {
      for (const width of [360, 1280]) await sign(lang, scripts, width);
    }
    await mistakes(lang);
    await closed(lang);
  }
  await embedded();
  await mastodon();
});
finish(`petition: signed ${signed} times, ${problems.length} problems`, problems);

/** A tab that talks to the preview and its collector only. */
async function open(options) {
  const context = await browser.newContext({ reducedMotion: "reduce", bypassCSP: false, ...options });
  const page = await context.newPage();
  const ours = (address) => address.startsWith(url) || (collector && address.startsWith(collector)) || address.startsWith("data:");
  page.on("request", (request) => check(ours(request.url()) || !collector, `asks a third party: ${request.url()}`));
  page.on("console", (message) => {
    // A refused form is answered with 422, which the console mentions; the preview's own script is not the site's.
    if (message.type() === "error" && !/\b(422|404)\b/.test(message.text())) problems.push(`the browser complains: ${message.text()}`);
  });
  return { page, close: () => context.close() };
}

/** Fills the form in as a person does. */
async function fill(page, person) {
  await page.locator("#sign-first_name").fill(person.first);
  await page.locator("#sign-last_name").fill(person.last);
  await page.locator("#sign-email").fill(person.email);
  await page.locator("#sign-country").selectOption("MX");
  await page.locator("#sign-age_ok").check();
  await page.locator("#sign-consent_processing").check();
}

async function sign(lang, scripts, width) {
  const words = WORDS[lang];
  const { page, close } = await open({ javaScriptEnabled: scripts, viewport: { width, height: 800 } });
  const name = `${lang} ${scripts ? "with" : "without"} scripts ${width}`;
  await page.goto(url + words.place);
  const action = await page.locator("#_sign form").getAttribute("action");
  collector = new URL(action).origin + "/";
  check(new URL(action).hostname === "127.0.0.1", `${name}: the form of the preview posts to ${action}`);
  check((await page.locator("#_sign form :checked[type=checkbox]").count()) === 0, `${name}: something is ticked already`);
  for (const field of await page.locator("#_sign form :is(input, select, button):visible").all()) {
    const box = await field.boundingBox();
    check(box.height >= 24 && box.width >= 24, `${name}: a target is ${box.width} × ${box.height}`);
  }
  signed += 1;
  await fill(page, { first: "Ñandú", last: "O’Neill García", email: `person-${signed}@example.org` });
  // A form that is sent within three seconds is a program's.
  if (scripts) await page.waitForTimeout(3_500);
  const before = mails().length;
  await page.locator("#_sign form button[type=submit]").click();
  await page.waitForURL(`${collector}**`).catch(() => {});
  await seen(page, words.sent, `${name}: sent`);
  const mail = await newest(before);
  check(mail.includes(`Content-Language: ${lang}`), `${name}: the mail is in another language`);
  const link = (kind) => mail.match(new RegExp(`http://[\\d.:]+/v1/${kind}/[\\w.-]+`))?.[0];
  check(link("confirm") && link("withdraw"), `${name}: the mail has no links`);
  const count = await counted();
  await page.goto(link("confirm"));
  check((await counted()) === count, `${name}: looking at the link confirms`);
  await look(page, `${name}: confirm`);
  await page.getByRole("button", { name: words.confirm }).click();
  await seen(page, words.counts, `${name}: counted`);
  check((await counted()) === count + 1, `${name}: the signature does not count`);
  check((await page.locator(".share a").count()) >= 5, `${name}: the thank-you page has no ways to share`);
  await page.locator(`a[href="${url}${words.place}"]`).click();
  await page.waitForURL(url + words.place);
  if (scripts) {
    const bar = page.locator("[data-count] progress");
    await page.waitForFunction((wanted) => document.querySelector("[data-count] progress")?.value === wanted, count + 1, { timeout: 5_000 })
      .catch(async () => problems.push(`${name}: the page shows ${await bar.getAttribute("value")}, not ${count + 1}`));
    check(await page.locator("[data-text]").isVisible(), `${name}: the count cannot be seen`);
    check(/2026/.test(await page.locator("[data-as-of]").innerText()), `${name}: the count has no date`);
  }
  await page.goto(link("withdraw"));
  await look(page, `${name}: withdraw`);
  await page.getByRole("button", { name: words.withdraw }).click();
  await seen(page, words.gone, `${name}: withdrawn`);
  check((await counted()) === count, `${name}: what was taken back still counts`);
  await close();
}

/** What was typed stays, each error leads to its field, and the mended form is taken. */
async function mistakes(lang) {
  const words = WORDS[lang];
  const { page, close } = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
  await page.goto(url + words.place);
  const body = { lang, first_name: "https://spam.example", last_name: "García", email: "person@nowhere", country: "MX", age_ok: "1" };
  // Without scripts a browser checks by itself, so the same form comes from a page that has no such checks.
  await page.setContent(`<form method="post" action="${collector}v1/petitions/free-them-all/signatures">${Object.entries(body).map(([name, value]) => `<input name="${name}" value="${value}">`).join("")}<button>x</button></form>`);
  await page.locator("button").click();
  await page.waitForURL(`${collector}**`);
  await look(page, `${lang}: mistakes`);
  const links = page.locator(".errors a");
  check((await links.count()) >= 2, `${lang}: the errors are not links`);
  for (const link of await links.all()) {
    const id = (await link.getAttribute("href")).slice(1);
    const field = page.locator(`[id="${id}"]`);
    check((await field.getAttribute("aria-invalid")) === "true", `${lang}: ${id} is not marked`);
    const told = await field.getAttribute("aria-describedby");
    check(told && (await page.locator(`[id="${told}"]`).count()) === 1, `${lang}: ${id} does not say what is wrong`);
  }
  check((await page.locator("#sign-last_name").inputValue()) === "García", `${lang}: what was typed is gone`);
  check((await page.locator("#sign-country").inputValue()) === "MX", `${lang}: the country is gone`);
  await page.locator("#sign-first_name").fill("Ana");
  await page.locator("#sign-email").fill(`mended-${lang}@example.org`);
  await page.locator("#sign-consent_processing").check();
  const before = mails().length;
  await page.locator("form button[type=submit]").click();
  await seen(page, words.sent, `${lang}: the mended form`);
  await newest(before);
  await close();
}

/** Links of nobody and petitions of nobody have pages, too. */
async function closed(lang) {
  const { page, close } = await open({ locale: lang });
  for (const path of ["v1/confirm/nothing", "v1/petitions/free-them-all/sent/" + lang, "nowhere"]) {
    await page.goto(collector + path);
    await look(page, `${lang}: ${path}`);
  }
  await close();
}

/** The page for frames, in a frame of another site. */
async function embedded() {
  const { page, close } = await open({ viewport: { width: 360, height: 800 } });
  await page.goto(`${url}petitions/free-them-all/`);
  const line = await page.locator(".pass-on code").innerText();
  check(/^<iframe src="https:\/\/example.org\/petitions\/free-them-all\/embed\/"[^>]*><\/iframe>$/.test(line), `the line to copy is ${line}`);
  await page.goto(`${url}petitions/free-them-all/embed/`);
  await look(page, "embed");
  const link = page.locator("a.button");
  check((await link.getAttribute("target")) === "_blank", "the button stays in the frame");
  await close();
}

/** The way to the reader's own server. */
async function mastodon() {
  const { page, close } = await open({ viewport: { width: 360, height: 800 } });
  await page.goto(`${url}petitions/free-them-all/mastodon/`);
  await look(page, "mastodon");
  let asked = "";
  await page.route("https://kolektiva.example/**", (route) => ((asked = route.request().url()), route.fulfill({ body: "" })));
  const saved = collector;
  collector = "";
  await page.locator("#instance").fill("@ana@Kolektiva.example");
  await page.keyboard.press("Enter");
  await page.waitForURL("https://kolektiva.example/**");
  check(decodeURIComponent(asked).includes("#FreeThemAll"), `the server is asked ${asked}`);
  collector = saved;
  await close();
}

async function counted() {
  // The collector looks at its database every two seconds, and at once after a confirmation.
  const answer = await fetch(`${collector}v1/petitions/free-them-all/count.json`);
  return (await answer.json()).count;
}

function mails() {
  const folder = join(root, ".altavoz/mail");
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".eml")).sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** The mail that comes next, decoded. */
async function newest(before) {
  for (let tries = 0; tries < 200; tries += 1) {
    const files = mails();
    if (files.length > before) {
      const text = readFileSync(files.at(-1), "utf8").replace(/=\r\n/g, "");
      return Buffer.from(text.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1").toString("utf8");
    }
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error("no mail came");
}

async function seen(page, words, where) {
  const text = await page.locator("main").innerText();
  check(text.toLowerCase().includes(words.toLowerCase()), `${where}: “${words}” is not in “${text.slice(0, 200)}”`);
  await look(page, where);
}

/** No scrolling sideways, and axe finds nothing, light and dark. */
async function look(page, where) {
  // The same page eight times tells nothing new.
  const said = await page.locator("main").innerText();
  if (known.has(said)) return;
  known.add(said);
  const size = page.viewportSize();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const html = await page.content();
      const again = await axed(page.url(), html, width, colorScheme);
      for (const violation of again) problems.push(`${where} ${width} ${colorScheme}: ${violation}`);
    }
  }
  if (size) await page.setViewportSize(size);
}

/** The same page in a tab in which axe may run: the collector's own pages allow no script. */
async function axed(address, html, width, colorScheme) {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.route("**/*", (route) => {
    if (route.request().isNavigationRequest()) return route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
    return /\.(css|svg|png|webp)(\?|$)/.test(route.request().url()) ? route.continue() : route.abort();
  });
  await page.goto(address);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), TAGS);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await context.close();
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")} ${nodes[0].failureSummary?.split("\n")[1] ?? ""}`);
  return wide > 0 ? [...said, `scrolls ${wide} px sideways`] : said;
}
