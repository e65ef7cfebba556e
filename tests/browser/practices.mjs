// The practice database as readers filter it: by mouse, by keyboard, by address, without scripts, in three
// languages; and, on large databases that `bench-practices` writes, counts as pandas counts them, weight and speed.
//
// Usage: node tests/browser/practices.mjs public path/to/altavoz path/to/bench-practices path/to/python,
// with `--sizes=500` for a quick look, `--sizes=` for the sample site alone.
// Knows nothing of how the script works: it reads what the page shows.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { judge, openTab, readSite, serve } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZES = (process.argv.find((argument) => argument.startsWith("--sizes="))?.slice(8) ?? "500,10000").split(",").map(Number);
const [altavoz, writer, python] = process.argv.slice(2).filter((argument) => !argument.startsWith("--")).slice(1);

await judge("practices", async ({ site, server, browser, problem }) => {
  const check = (right, what, where = "practices") => right || problem(where, what);
  const pages = databases(site);
  check(pages.length === 3, `the database is in ${pages.length} languages`);
  for (const page of pages) {
    const tab = await watched(browser, server, problem, page.file);
    await filters(tab, server.url(page), (right, what) => check(right, what, page.file));
    await compares(tab, server.url(page), (right, what) => check(right, what, page.file));
    await tab.context().close();
    await looks(browser, server, page, problem);
  }
  const english = pages.find((page) => page.lang === "en");
  const tab = await watched(browser, server, problem, english.file);
  await addresses(tab, server.url(english), check);
  await languages(tab, server.url(english), check);
  await searches(tab, server.url(english), check);
  await announces(tab, server.url(english), check);
  await walk(tab, server.url(english), check);
  await tab.context().close();
  await byKeyboard(browser, server, english, problem, check);
  await scriptless(browser, server, english, check);
  await fails(browser, server, english, check);
  await recovers(browser, server, english, check);
  const figures = [];
  for (const count of SIZES.filter(Boolean)) figures.push(await large(count, browser, problem, check));
  return figures.join("; ");
});

function databases(site) {
  return site.pages.filter((page) => existsSync(join(site.folder, page.path, "data/facets.json")));
}

async function watched(browser, server, problem, where, options = {}) {
  const tab = await openTab(browser, server, { viewport: { width: 1280, height: 800 }, ...options }, (url) => problem(where, `asks another host: ${url}`));
  tab.on("pageerror", (error) => problem(where, `a script fails: ${error.message}`));
  tab.on("console", (message) => message.type() === "error" && problem(where, `the console says: ${message.text()}`));
  return tab;
}

// What a page shows

function box(tab, facet, key) { return tab.locator(`.facets input[name="${facet}"][value="${key}"]`); }
function ready(tab) { return tab.locator(".facets form").waitFor({ state: "attached" }); }
function rows(tab) { return tab.locator(".records tbody tr"); }
function titles(tab) { return tab.locator(".records tbody th a").allTextContents(); }
/** A number in the page's own digits. */
function numeral(text) { return Number(text.replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660).replace(/\D/g, "")); }
function settled(tab) { return tab.waitForFunction(() => !document.querySelector(".records[aria-busy]")); }
function query(tab) { return tab.evaluate(() => location.search); }

async function open(tab, url) {
  await tab.goto(url, { waitUntil: "load" });
  await ready(tab);
  await settled(tab);
  await tab.evaluate(() => document.querySelectorAll(".facets, .facets details").forEach((details) => (details.open = true)));
}

/** What the page says there is of every value. */
function counts(tab) {
  return tab.evaluate(() => Object.fromEntries([...document.querySelectorAll(".facets input")].map((input) => [
    `${input.name}=${input.value}`,
    Number(input.closest("label").querySelector(".count").textContent.replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660).replace(/\D/g, "")),
  ])));
}

// One language

async function filters(tab, url, check) {
  await open(tab, url);
  const all = await rows(tab).count();
  const before = await counts(tab);
  check(Object.keys(before).length > 10, "the links of values are no checkboxes");
  check(await tab.locator(".facets label:has(input:not([name]))").count() === 0, "a checkbox has no name");
  const americas = before["region=americas"];
  await box(tab, "region", "americas").check();
  await tab.waitForFunction((count) => document.querySelectorAll(".records tbody tr").length === count, americas);
  check(await query(tab) === "?region=americas", `the address says ${await query(tab)}`);
  const after = await counts(tab);
  check(after["region=americas"] === americas, "a chosen value's own count changes");
  for (const [key, count] of Object.entries(after)) check(count <= before[key] || key.startsWith("region="), `${key} grew by another facet`);
  const zero = Object.entries(after).filter(([key, count]) => count === 0 && !key.startsWith("region="));
  for (const [key] of zero) check(await box(tab, ...key.split("=")).isDisabled(), `${key} has nothing and can be chosen`);

  // Inside a facet: either; each count is what the value alone would give.
  const other = Object.entries(after).find(([key, count]) => key.startsWith("region=") && count > 0 && key !== "region=americas");
  if (other) {
    await box(tab, "region", other[0].slice(7)).check();
    const both = await rows(tab).count();
    check(both >= americas && both <= americas + other[1], "two values of a facet are no union");
    check(await tab.locator(".chips.active li").count() === 3, "two filters have no two chips and a way to clear all");
    await tab.locator(".chips.active button").nth(1).click();
    check(await rows(tab).count() === americas, "the chip takes nothing away");
    check(await tab.evaluate(() => document.activeElement.closest(".chips") !== null), "the focus is lost with the chip");
  }
  await tab.locator(".chips.active button").last().click();
  check(await rows(tab).count() === all && await query(tab) === "", "clearing does not bring everything back");
  check(JSON.stringify(await counts(tab)) === JSON.stringify(before), "after clearing, the counts are others than before");

  await tab.locator("input[name=view][value=table]").check();
  check(await query(tab) === "?view=table" && await tab.locator(".records thead").isVisible(), "no table is shown");
  await tab.locator("input[name=view][value=cards]").check();

  await tab.locator("#_sort").selectOption("title");
  const lang = await tab.locator("html").getAttribute("lang");
  const shown = await titles(tab);
  check(shown.join() === [...shown].sort(new Intl.Collator(lang).compare).join(), `the titles are not in order: ${shown.join(" | ")}`);
}

async function compares(tab, url, check) {
  await open(tab, url);
  if (await rows(tab).count() < 2) return;
  const picks = tab.locator(".records .pick input");
  const bar = tab.locator(".compare-bar");
  await picks.nth(0).check();
  check(await bar.locator("[role=status]").textContent() !== "", "one practice cannot be compared, and nobody says so");
  await picks.nth(1).check();
  const many = await picks.count() > 4;
  if (many) {
    for (const at of [2, 3]) await picks.nth(at).check();
    await picks.nth(4).click();
    check(!(await picks.nth(4).isChecked()) && await bar.locator("[role=status]").textContent() !== "", "a fifth practice can be chosen");
  }
  const chosen = many ? 4 : 2;
  await bar.getByRole("button").click();
  const side = tab.locator(".compare");
  await side.locator("table").waitFor();
  check(await side.locator("thead th").count() === chosen + 1, "not every chosen practice stands side by side");
  check(await tab.evaluate(() => document.activeElement.id === "_compare"), "the comparison does not get the focus");
  check(await side.locator("tbody tr").count() >= 8, "the comparison says too little");
  check(!(await tab.locator(".records").isVisible()), "the list stands beside the comparison");
  const address = await tab.evaluate(() => location.href);
  check(/compare=atd-[\w-]+,atd-/.test(address), `the address does not name them: ${address}`);
  await side.getByRole("button").click();
  check(await tab.evaluate(() => document.activeElement.closest(".compare-bar") !== null), "closing does not give the focus back");
  await tab.goBack();
  await side.locator("table").waitFor();
  // From elsewhere: a shared address.
  await tab.goto("about:blank");
  await tab.goto(address);
  await side.locator("table").waitFor();
  check(await side.locator("thead th").count() === chosen + 1, "a shared address does not compare");
  await tab.emulateMedia({ media: "print" });
  check(await side.locator("table").isVisible() && !(await side.getByRole("button").isVisible()), "the comparison on paper is another");
  await tab.locator("#_compare").focus();
  const [outline, above, paper] = await tab.evaluate(() => [
    getComputedStyle(document.activeElement).outlineStyle,
    document.querySelector(".compare").getBoundingClientRect().top + scrollY,
    getComputedStyle(document.body).page === getComputedStyle(document.querySelector(".compare")).page || getComputedStyle(document.querySelector(".compare")).page === "auto",
  ]);
  check(outline === "none", "the comparison's heading prints its focus");
  check(above < 350 && paper, `on paper ${above} px stand before the comparison, or it begins a page of another kind`);
  await tab.emulateMedia({ media: "screen" });
}

/** axe and reflow, filtered and side by side, on a phone and a desk, light and dark. */
async function looks(browser, server, page, problem) {
  const tab = await watched(browser, server, problem, page.file);
  await open(tab, server.url(page));
  const ids = JSON.parse(readFileSync(join(process.argv[2], page.path, "data/ids.json"), "utf8")).ids;
  const states = ["?region=americas&cap=placement&nothing=here", "?q=xyzzy", "?view=table", `?q=${"w".repeat(500)}&${"n".repeat(90)}=${"v".repeat(90)}`];
  if (ids.length > 1) states.push(`?compare=${ids.slice(0, 4).join(",")}`);
  for (const state of states) {
    for (const [width, colorScheme] of [[320, "light"], [360, "dark"], [1280, "light"], [1280, "dark"]]) {
      await tab.setViewportSize({ width, height: 800 });
      await tab.emulateMedia({ colorScheme });
      await tab.goto(server.url(page) + state, { waitUntil: "networkidle" });
      await tab.locator(".facets").evaluate((details) => (details.open = true));
      if (width < 1280) {
        const [wide, fits] = await tab.evaluate(() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]);
        if (wide > fits) problem(`${page.file}${state}`, `is ${wide} px wide at ${width} px`);
      }
      if (!state.startsWith("?compare") && !state.startsWith("?q")) await tab.locator(".pick input").first().check().catch(() => {});
      await tab.evaluate(AXE);
      const result = await tab.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), TAGS);
      for (const { id, help, nodes } of result.violations) problem(`${page.file}${state} ${width} ${colorScheme}`, `${id}: \`${nodes[0].target.join(" ")}\` ${help}`);
    }
  }
  await tab.context().close();
}

// The address

async function addresses(tab, url, check) {
  await open(tab, url);
  await box(tab, "population", "unaccompanied-children").check();
  await box(tab, "country", "MX").check();
  await tab.locator("#_sort").selectOption("title");
  const shown = await titles(tab);
  check(await query(tab) === "?population=unaccompanied-children&country=MX&sort=title", `the address says ${await query(tab)}`);
  await tab.reload();
  await ready(tab);
  check((await titles(tab)).join() === shown.join(), "a reload shows something else");
  check(await box(tab, "country", "MX").isChecked(), "a reload forgets a checkbox");
  await tab.goBack();
  check(await query(tab) === "?population=unaccompanied-children&country=MX" && await tab.locator("#_sort").inputValue() === "newest", "back does not undo the order");
  await tab.goBack();
  check(!(await box(tab, "country", "MX").isChecked()), "back does not undo the second filter");
  await tab.goForward();
  check(await box(tab, "country", "MX").isChecked(), "forward does not bring it again");
  await open(tab, `${url}?cap=nothing&cap=placement&colour=red&utm_source=mail`);
  const note = await tab.locator(".told[role=status]").textContent();
  check(note.includes("cap=nothing") && note.includes("colour=red") && !note.includes("utm"), `what is unknown is told as: ${note}`);
  check(await box(tab, "cap", "placement").isChecked(), "something unknown keeps the rest from being shown");
  await open(tab, `${url}?compare=atd-nobody,atd-nothing`);
  check((await tab.locator(".told[role=status]").textContent()).includes("atd-nobody"), "an unknown practice to compare is not told");
  check(await tab.locator(".records").isVisible(), "nothing to compare hides the list");
  // What is left out is told where readers see it: above the comparison.
  const { ids } = await (await tab.request.get(new URL("data/ids.json", url).href)).json();
  const told = tab.locator(".told[role=status]");
  for (const [asked, left] of [[ids.slice(0, 5), ids[4]], [[ids[0], "atd-nobody", ids[1]], "atd-nobody"]]) {
    await tab.goto("about:blank");
    await tab.goto(`${url}?compare=${asked.join(",")}`);
    await tab.locator(".compare table").waitFor();
    check(await tab.locator(".compare thead th").count() === asked.length, "the comparison has others than it should");
    check(await told.isVisible() && (await told.textContent()).includes(left), `that ${left} is left out is told as: ${await told.textContent()}`);
    check(await told.evaluate((note) => note.getBoundingClientRect().bottom <= document.querySelector(".compare").getBoundingClientRect().top), "what is left out is not told above the comparison");
    await tab.locator(".compare").getByRole("button").click();
    check(await told.isHidden(), "closing the comparison leaves its note");
  }
}

/** Who changes the language keeps the filter, as it is at that moment. */
async function languages(tab, url, check) {
  await open(tab, `${url}?region=americas&utm_source=mail`);
  const switcher = tab.locator(".languages a[hreflang]");
  const others = await switcher.count();
  check(others === 2, `the page has ${others} other languages`);
  const carried = () => switcher.evaluateAll((links) => links.map((link) => new URL(link.href).search).join());
  const said = (query) => Array(others).fill(query).join();
  check(await carried() === said("?region=americas"), `other languages have ${await carried()}`);
  await tab.locator("#_sort").selectOption("title");
  check(await carried() === said("?region=americas&sort=title"), `after a change, other languages have ${await carried()}`);
  await tab.goBack();
  check(await carried() === said("?region=americas"), `after going back, other languages have ${await carried()}`);
  const found = await rows(tab).count();
  for (let at = 0; at < others; at += 1) {
    await open(tab, `${url}?region=americas`);
    await switcher.nth(at).click();
    await ready(tab);
    await settled(tab);
    check(await box(tab, "region", "americas").isChecked() && await rows(tab).count() === found, `${await query(tab)}: the language switch loses the filter`);
  }
  await open(tab, url);
  check(await carried() === said(""), `without a filter, other languages have ${await carried()}`);
}

async function searches(tab, url, check) {
  await open(tab, url);
  const find = async (text) => {
    await tab.locator("#_q").fill(text);
    await tab.locator("#_q").press("Enter");
    await tab.waitForFunction((text) => new URLSearchParams(location.search).get("q") === text, text);
    await settled(tab);
    return titles(tab);
  };
  const accented = await find("Migración");
  check(accented.length > 0, "an actor is not found");
  for (const text of ["migracion", "MIGRACION"]) check((await find(text)).join() === accented.join(), `“${text}” finds something else`);
  const both = await find("instituto migración");
  check(both.length > 0 && (await find("migracion instituto")).join() === both.join(), "the order of words matters");
  check((await find("instituto xyzzy")).length === 0, "one word of two is enough");
  check(await tab.locator(".records").isHidden(), "an empty table is shown");
  await open(tab, `${url}?q=${"w".repeat(5000)}`);
  check((await tab.locator("#_q").inputValue()).length <= 500, "a search may be as long as a book");
}

/** A change is told once, a letter is no change. */
async function announces(tab, url, check) {
  await open(tab, url);
  await tab.evaluate(() => {
    window.told = [];
    const status = document.querySelector(".list-count [role=status]");
    new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
  });
  const told = () => tab.evaluate(() => window.told.splice(0));
  await box(tab, "measure", "law").check();
  await settled(tab);
  check((await told()).length === 1, "a filter is not told exactly once");
  // The texts come with the first search; a second one shows how often a pause is told.
  await tab.locator("#_q").fill("mex");
  await tab.locator("#_q").press("Enter");
  await tab.waitForFunction(() => location.search.includes("q=mex"));
  await settled(tab);
  await tab.locator("#_q").fill("");
  await tab.waitForFunction(() => !location.search.includes("q="));
  await told();
  await tab.locator("#_q").pressSequentially("zzzz", { delay: 20 });
  await tab.waitForFunction(() => location.search.includes("q=zzzz"));
  const typed = await told();
  check(typed.length === 1, `four letters are told ${typed.length} times: ${typed.join(" | ")}`);
}

/** “Which practices for unaccompanied children in the Americas cost less than detention, by which evidence?” */
async function walk(tab, url, check) {
  await tab.goto(url, { waitUntil: "load" });
  await ready(tab);
  await tab.getByRole("checkbox", { name: /^Unaccompanied or separated children/ }).check();
  await tab.getByRole("checkbox", { name: /^Americas/ }).check();
  await settled(tab);
  const found = await tab.locator(".records tbody tr").allTextContents();
  check(found.length > 0, "the walk finds nobody");
  answered(found, "with scripts", check);
}

/** Every record of the answer says its evidence beside its figures; who has no comparator claims no saving. */
function answered(found, how, check) {
  for (const text of found.filter((text) => /against|Saving against detention/.test(text))) {
    check(/evaluation|statistics|review|run it|Testimony|Unverified|Legal text/i.test(text), `${how}: a saving stands without its evidence: ${text.slice(0, 80)}`);
  }
}

// Other ways to read

async function byKeyboard(browser, server, page, problem, check) {
  const tab = await watched(browser, server, problem, page.file);
  await tab.goto(server.url(page), { waitUntil: "load" });
  await ready(tab);
  const reach = async (selector) => {
    for (let stop = 0; stop < 200; stop += 1) {
      if (await tab.evaluate((selector) => document.activeElement.matches(selector), selector)) return true;
      await tab.keyboard.press("Tab");
    }
    return check(false, `Tab does not reach \`${selector}\``);
  };
  await reach("input[name=population][value=unaccompanied-children]");
  await tab.keyboard.press("Space");
  check(await query(tab) === "?population=unaccompanied-children", "Space does not choose");
  check(await tab.evaluate(() => document.activeElement.value === "unaccompanied-children"), "choosing loses the place");
  await reach("#_q");
  await tab.keyboard.type("mexico");
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => location.search.includes("q=mexico"));
  await settled(tab);
  await reach(".chips.active button");
  await tab.keyboard.press("Enter");
  check(!(await query(tab)).includes("population="), "Enter on a chip does not remove it");
  for (let pick = 0; pick < 2; pick += 1) {
    await reach(".pick input:not(:checked)");
    await tab.keyboard.press("Space");
  }
  await reach(".compare-bar button");
  await tab.keyboard.press("Enter");
  await tab.locator(".compare table").waitFor();
  await reach(".compare button");
  await tab.keyboard.press("Enter");
  check(await tab.locator(".records").isVisible(), "the comparison cannot be closed by keyboard");
  await tab.context().close();
}

/** Without scripts: every value leads to a page that has as many records as it says. */
async function scriptless(browser, server, page, check) {
  const tab = await openTab(browser, server, { javaScriptEnabled: false });
  await tab.goto(server.url(page));
  check(await tab.locator(".facets input").count() === 0, "without scripts there are checkboxes");
  const links = await tab.locator(".facets li[data-key] > a").evaluateAll((links) => links.map((link) => [link.href, link.querySelector(".count").textContent]));
  check(links.length > 10, "without scripts there are no links");
  for (const [href, count] of links) {
    await tab.goto(href);
    const text = await tab.locator(".list-count span").first().textContent();
    check(numeral(text) === numeral(count), `${href} has ${text}, and the link says ${count}`);
  }
  // The walk: people, then the region on their page.
  await tab.goto(server.url(page));
  await tab.locator("li[data-key=unaccompanied-children] > a").click();
  await tab.locator(".facets a[href*='/region/americas/population/unaccompanied-children/'], .facets li[data-key=americas] > a").first().click();
  const found = await tab.locator(".records tbody tr").allTextContents();
  check(found.length > 0, "without scripts the walk finds nobody");
  answered(found, "without scripts", check);
  await tab.context().close();
}

/** Data that cannot be had, or are of another build, are told, and the links stay. */
async function fails(browser, server, page, check) {
  const cases = [
    ["nothing", /facets\.json/, (route) => route.abort(), ""],
    ["another build", /facets\.json/, (route) => route.fulfill({ json: { version: "0", count: 0, part: 50, facets: [], title: [] } }), ""],
  ];
  for (const [name, pattern, answer, state] of cases) {
    const tab = await openTab(browser, server);
    await tab.route(pattern, answer);
    await tab.goto(server.url(page) + state, { waitUntil: "load" });
    await tab.locator(".notice[role=alert]").waitFor();
    check(await tab.locator(".facets li[data-key] > a").count() > 10 && await tab.locator(".facets input").count() === 0, `${name}: the links are gone`);
    check(await rows(tab).count() > 0, `${name}: the list is gone`);
    await tab.context().close();
  }
}

/** A step that fails takes nothing of what was chosen away, and can be taken again. */
async function recovers(browser, server, page, check) {
  const tab = await openTab(browser, server, { viewport: { width: 1280, height: 800 } });
  const errors = [];
  tab.on("pageerror", (error) => errors.push(error.message));
  const failure = tab.locator(".failure");
  const again = failure.getByRole("button");
  const focus = () => tab.evaluate(() => document.activeElement.id || document.activeElement.value || document.activeElement.role);
  const isKept = async (name, address) => {
    await failure.waitFor();
    check((await failure.getByRole("alert").textContent()).length > 20, `${name}: nobody says what failed`);
    check(await query(tab) === address, `${name}: the address says ${await query(tab)}`);
    check(await tab.locator(".facets form").count() === 1, `${name}: the filters are gone`);
    check(await tab.locator(".records[aria-busy]").count() === 0, `${name}: the list waits for ever`);
    check(/\d/.test(await tab.locator(".list-count span").textContent()), `${name}: the count says ${await tab.locator(".list-count span").textContent()}`);
  };
  const missing = (route) => route.fulfill({ status: 404, body: "" });

  // A search without its texts, at first and again, until they are there.
  await tab.route(/texts\.json/, missing);
  await open(tab, server.url(page));
  const all = await rows(tab).count();
  await box(tab, "region", "americas").check();
  await settled(tab);
  const filtered = await rows(tab).count();
  await tab.locator("#_q").fill("mexico");
  await tab.locator("#_q").press("Enter");
  await isKept("no texts", "?region=americas&q=mexico");
  check(await focus() === "_q", `no texts: the focus is on ${await focus()}`);
  check(await box(tab, "region", "americas").isChecked(), "no texts: a checkbox is forgotten");
  check(await rows(tab).count() === filtered, "no texts: the list is another");
  await again.click();
  await tab.waitForFunction(() => document.querySelector(".failure [role=alert]").textContent.length > 20);
  await isKept("no texts again", "?region=americas&q=mexico");
  check(await again.evaluate((button) => button === document.activeElement), "no texts again: the focus is lost");
  await tab.unroute(/texts\.json/);
  await again.click();
  await failure.waitFor({ state: "hidden" });
  check(await rows(tab).count() < filtered && await rows(tab).count() > 0, "trying again finds nothing");
  check(await focus() === "status", `after trying again the focus is on ${await focus()}`);
  await tab.goBack();
  await settled(tab);
  check(await query(tab) === "?region=americas" && await rows(tab).count() === filtered, "back from what failed leads elsewhere");

  // Back out of a step that failed; the same by a shared address.
  await tab.route(/texts\.json/, missing);
  await tab.goto("about:blank");
  await tab.goto(`${server.url(page)}?q=mexico`);
  await isKept("a shared search", "?q=mexico");
  await tab.locator(".facets").evaluate((details) => (details.open = true, details.querySelectorAll("details").forEach((inner) => (inner.open = true))));
  check(await rows(tab).count() === all, "a shared search without texts shows no list");
  await tab.locator(".chips.active button").first().click();
  await failure.waitFor({ state: "hidden" });
  check(await rows(tab).count() === all && await query(tab) === "", "a failed search cannot be taken away");
  await tab.goBack();
  await isKept("back to a search", "?q=mexico");
  await tab.goForward();
  await failure.waitFor({ state: "hidden" });
  await tab.unroute(/texts\.json/);

  // Rows that cannot be had, for a comparison: what was picked stays picked.
  await tab.route(/rows-\d+\.json/, missing);
  await open(tab, server.url(page));
  const picks = tab.locator(".records .pick input");
  for (const at of [0, 1]) await picks.nth(at).check();
  await tab.locator(".compare-bar").getByRole("button").click();
  await isKept("no rows", "");
  check(await picks.nth(0).isChecked() && await picks.nth(1).isChecked(), "no rows: what was picked is forgotten");
  check(await tab.locator(".records").isVisible(), "no rows: the list is gone");
  await box(tab, "region", "americas").check();
  await failure.waitFor({ state: "hidden" });
  await box(tab, "region", "americas").uncheck();
  await tab.locator(".compare-bar").getByRole("button").click();
  await isKept("no rows again", "");
  await tab.unroute(/rows-\d+\.json/);
  await again.click();
  await tab.locator(".compare table").waitFor();
  await failure.waitFor({ state: "hidden" });
  check(await focus() === "_compare", `after comparing again the focus is on ${await focus()}`);
  const compared = await query(tab);
  for (const part of [/ids\.json/, /rows-\d+\.json/]) {
    await tab.route(part, missing);
    await tab.goto("about:blank");
    await tab.goto(server.url(page) + compared);
    await isKept(`a shared comparison without ${part}`, compared);
    check(await tab.locator(".records").isVisible(), `a shared comparison without ${part} shows no list`);
    await tab.unroute(part);
    await again.click();
    await tab.locator(".compare table").waitFor();
    await failure.waitFor({ state: "hidden" });
  }
  await open(tab, server.url(page));

  // Another build in the middle.
  await tab.route(/texts\.json/, (route) => route.fulfill({ json: { version: "0", texts: [] } }));
  await tab.locator("#_q").fill("mexico");
  await tab.locator("#_q").press("Enter");
  await isKept("another build", "?q=mexico");
  await tab.unroute(/texts\.json/);
  await Promise.all([tab.waitForEvent("load"), again.click()]);
  await ready(tab);
  check(await query(tab) === "?q=mexico" && await failure.count() === 1 && !(await failure.isVisible()), "loading again loses the search");
  check(errors.length === 0, `a script fails where data do: ${errors.join(" | ")}`);
  await tab.context().close();
}

// Large databases

async function large(count, browser, problem, check) {
  const root = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "altavoz-practices-"));
  try {
    run(writer, [String(count), root]);
    run(altavoz, ["build", "--root", root, "--today", "2026-11-01", "--quiet"]);
    return await ofSite(join(root, "public"), count, browser, problem, check);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function run(program, words, input = "") {
  const { status, stdout, stderr } = spawnSync(program, words, { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`\`${program} ${words.join(" ")}\` ended with ${status}: ${stderr.slice(0, 500)}`);
  return stdout;
}

async function ofSite(folder, count, browser, problem, check) {
  const site = readSite(folder);
  const server = await serve(site);
  const page = databases(site).find((page) => page.lang === "en");
  const tab = await watched(browser, server, problem, `${count} records`);
  try {
    const weight = await weigh(tab, server.url(page));
    check(weight < (count > 1000 ? 300_000 : 60_000), `the first view of ${count} records is ${weight} bytes`);
    const wrong = await againstPandas(tab, server.url(page), join(folder, "practices.csv"));
    wrong.forEach((what) => check(false, `${count} records: ${what}`));
    const times = await clicks(tab, server.url(page));
    // The bar is 50 ms on a machine that does nothing else; a busy one gets five times as long.
    check(times.median < 250, `a click takes ${times.median.toFixed(0)} ms with ${count} records`);
    await more(tab, server.url(page), check);
    return `${count} records: first view ${(weight / 1000).toFixed(0)} kB, a click ${times.median.toFixed(0)} ms (median), ${times.worst.toFixed(0)} ms (worst of ${times.number})`;
  } finally {
    await tab.context().close();
    server.close();
  }
}

/** Everything that the first view asks for, compressed. */
async function weigh(tab, url) {
  const sizes = [];
  const weigh = async (response) => sizes.push(gzipSync(await response.body(), { level: 9 }).length);
  const seen = [];
  tab.on("response", (response) => seen.push(weigh(response).catch(() => 0)));
  await tab.goto(url, { waitUntil: "networkidle" });
  await ready(tab);
  await Promise.all(seen);
  tab.removeAllListeners("response");
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Random choices, the same every time, counted by pandas in the published table. */
async function againstPandas(tab, url, table) {
  const random = seeded(7);
  await open(tab, url);
  const known = Object.keys(await counts(tab));
  const selections = Array.from({ length: 12 }, () => Array.from({ length: 1 + random(4) }, () => known[random(known.length)]));
  // Common values together, so that not all of it is nothing.
  selections.push(["region=americas", "population=families"], ["cap=case-management", "cap=placement", "approach=engagement"], ["year=2020", "year=2021", "evidence=implementer"]);
  const counted = JSON.parse(run(python, ["tests/browser/practices_count.py", table], JSON.stringify({ known, selections })));
  const wrong = [];
  for (const [at, selection] of selections.entries()) {
    await open(tab, `${url}?${selection.join("&")}`);
    const shown = await counts(tab);
    const total = numeral(await tab.locator(".list-count [role=status]").textContent());
    if (total !== counted[at].total) wrong.push(`${selection.join(" & ")} has ${total}, pandas finds ${counted[at].total}`);
    for (const key of known) {
      if (shown[key] !== counted[at].counts[key]) wrong.push(`beside ${selection.join(" & ")}, ${key} has ${shown[key]}, pandas finds ${counted[at].counts[key]}`);
    }
  }
  return wrong;
}

/** SplitMix32, so that every run asks the same. */
function seeded(state) {
  return (end) => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % end;
  };
}

/** From the click to the moment when counts, chips and list are laid out and painted. */
async function clicks(tab, url) {
  await open(tab, url);
  const keys = Object.entries(await counts(tab)).sort(([, one], [, other]) => other - one).slice(0, 12).map(([key]) => key);
  const times = [];
  for (let round = 0; round < 4; round += 1) {
    for (const key of keys) {
      const [name, value] = key.split("=");
      times.push(await tab.evaluate(([name, value]) => new Promise((done) => {
        const input = document.querySelector(`.facets input[name="${name}"][value="${value}"]`);
        input.disabled = false;
        const start = performance.now();
        input.click();
        // The frame after the change: its task comes when layout and paint are done.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now() - start);
          channel.port2.postMessage(0);
        });
      }), [name, value]));
      await settled(tab);
    }
  }
  times.sort((one, other) => one - other);
  return { median: times[times.length >> 1], worst: times[times.length - 1], number: times.length };
}

async function more(tab, url, check) {
  await open(tab, url);
  const before = await rows(tab).count();
  await tab.locator(".more").click();
  await tab.waitForFunction((before) => document.querySelectorAll(".records tbody tr").length > before, before);
  const at = await tab.evaluate(() => [...document.querySelectorAll(".records tbody tr")].indexOf(document.activeElement.closest("tr")));
  check(at === before, `after “show more” the focus is on row ${at}, not ${before}`);
  check(await tab.locator(".pager").count() === 0, "there are pages beside “show more”");
}
