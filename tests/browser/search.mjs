// The search as readers use it: what they type finds what they mean, with and without accents; by keyboard, by
// address, without scripts; titles are suggested while they type; and where the index is missing or cut short, the page says so and offers the list.
//
// Usage: node tests/browser/search.mjs public. Knows nothing of how the index is made.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { judge, openTab } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const QUERIES = JSON.parse(readFileSync(new URL("queries.json", import.meta.url), "utf8"));
const LOOKS = [[320, "light"], [360, "dark"], [1280, "light"], [1280, "dark"]];
let judged = 0;

await judge("search", async ({ site, server, browser, problem }) => {
  const pages = site.pages.filter((page) => page.type === "search");
  if (pages.length !== 3) problem("search", `there are ${pages.length} search pages`);
  for (const page of pages) {
    const check = (right, what) => right || problem(page.file, what);
    const tab = await watched(browser, server, check);
    await table(tab, server.url(page), QUERIES[page.lang], check);
    await hostile(tab, server.url(page), check);
    await narrows(tab, server.url(page), check);
    await tab.context().close();
    await looks(browser, server, page, check);
    await suggests(browser, server, page, check);
    await touched(browser, server, page, check);
    await scriptless(browser, server, site, page, check);
  }
  const english = pages.find((page) => page.lang === "en");
  const check = (right, what) => right || problem(english.file, what);
  await byKeyboard(browser, server, site, english, check);
  await broken(browser, server, english, check);
  return `${judged} queries, ${await weight(browser, server, english)}`;
});

async function watched(browser, server, check, options = {}) {
  const tab = await openTab(browser, server, { viewport: { width: 1280, height: 800 }, ...options }, (url) => check(false, `asks another host: ${url}`));
  tab.on("pageerror", (error) => check(false, `a script fails: ${error.message}`));
  tab.on("console", (message) => message.type() === "error" && check(false, `the console says: ${message.text()}`));
  return tab;
}

function status(tab) { return tab.locator("main [role=status]"); }
function hits(tab) { return tab.locator(".hits h2 a").evaluateAll((links) => links.map((link) => decodeURI(link.getAttribute("href")))); }
function listed(tab) { return tab.locator("[data-all]").isVisible(); }

/** Nothing is being looked for any more. */
function settled(tab) {
  return tab.waitForFunction(() => {
    const { words } = document.querySelector("[data-search]").dataset;
    const said = document.querySelector("main [role=status]")?.textContent ?? "";
    const failed = !document.querySelector("main [role=alert]")?.hidden;
    return failed || (said !== "" && said !== JSON.parse(words).loading);
  });
}

async function ask(tab, url, query) {
  judged += 1;
  await tab.goto(`${url}?q=${encodeURIComponent(query)}`, { waitUntil: "load" });
  await settled(tab);
  return hits(tab);
}

async function table(tab, url, { first, same }, check) {
  const root = new URL(url).pathname.replace(/[^/]+\/$/, "");
  for (const [query, wanted] of Object.entries(first)) {
    const found = await ask(tab, url, query);
    for (const item of wanted) {
      check(found.slice(0, 3).includes(`${decodeURI(root)}${item}/`), `“${query}” does not find ${item} among the first three: ${found.slice(0, 3).join(", ")}`);
    }
    check(await tab.locator(".hits mark").count() > 0, `“${query}” marks nothing`);
    check(!(await listed(tab)), `“${query}”: the list of all pages stands under the results`);
  }
  for (const queries of same) {
    const found = [];
    for (const query of queries) found.push((await ask(tab, url, query)).join());
    check(found[0] !== "" && new Set(found).size === 1, `${queries.join(", ")} do not find the same`);
  }
}

async function hostile(tab, url, check) {
  let dialogs = 0;
  tab.on("dialog", (dialog) => ((dialogs += 1), dialog.dismiss()));
  const strange = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "'\"\\%00", "___PAGEFIND_WEIGHT___10 a", "\u202e\u2066abc", "🏠"];
  for (const query of strange) {
    await ask(tab, url, query);
    check(await tab.locator("main script, main img, main [onerror]").count() === 0, `“${query}” becomes markup`);
  }
  const nothing = ["xyzzyqq", "名前がない"];
  if (!url.includes("/ar/")) nothing.push("حريةغائبة");
  for (const query of nothing) {
    check((await ask(tab, url, query)).length === 0, `“${query}” finds something`);
    check((await status(tab).textContent()).length > 40 && await listed(tab), `“${query}”: nobody helps`);
  }
  await ask(tab, url, "w".repeat(10000));
  check((await tab.locator("#_q").inputValue()).length <= 200 && await listed(tab), "10,000 characters are not cut");
  const wide = await tab.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
  check(wide <= 0, "10,000 characters widen the page");
  for (const query of ["", "   ", "?!…", "*"]) {
    await tab.goto(`${url}?q=${encodeURIComponent(query)}`, { waitUntil: "networkidle" });
    check(await listed(tab) && await tab.locator(".hits li").count() === 0, `“${query}” finds something`);
  }
  await tab.locator("#_q").fill("a ".repeat(5000));
  await tab.locator("#_q").press("Enter");
  await tab.waitForLoadState("networkidle");
  check(dialogs === 0, "what was typed ran");
  await tab.goto(`${url}?q=xyzzyqq&kind=<script>&year=nothing&utm_source=x`, { waitUntil: "load" });
  await settled(tab);
}

async function narrows(tab, url, check) {
  await tab.goto(url, { waitUntil: "load" });
  check(await listed(tab), "the list of all pages is not there from the beginning");
  await tab.locator(".narrow summary").click();
  const legends = await tab.locator(".narrow legend").count();
  check(legends >= 4, `there are ${legends} filters`);
  const kind = tab.locator(".narrow input[value=practice]");
  await kind.check();
  await settled(tab);
  const found = await hits(tab);
  const label = (await kind.locator("xpath=..").textContent()).trim();
  const abouts = await tab.locator(".hits .about").allTextContents();
  check(found.length > 0 && abouts.every((about) => about.startsWith(label)), `filtered by practices: ${abouts.join(" | ")}`);
  check(new URL(tab.url()).search === "?kind=practice", `the address says ${new URL(tab.url()).search}`);
  await tab.locator(".narrow input[name=region]").first().check();
  await tab.waitForURL(/region=/);
  await tab.waitForLoadState("networkidle");
  const fewer = await hits(tab);
  check(fewer.every((hit) => found.includes(hit)), "two filters find more than one");
  await tab.goBack();
  await tab.waitForFunction((found) => document.querySelectorAll(".hits li").length === found, found.length);
  check((await hits(tab)).join() === found.join(), "back does not undo a filter");
  await tab.reload();
  await settled(tab);
  check((await hits(tab)).join() === found.join() && await kind.isChecked(), "a reload forgets a filter");
  await tab.locator("[data-clear]").click();
  await tab.waitForFunction(() => !document.querySelector("[data-all]").hidden);
  check(new URL(tab.url()).search === "", "cleared filters stay in the address");
}

async function byKeyboard(browser, server, site, page, check) {
  const tab = await watched(browser, server, check);
  const news = site.pages.find((other) => other.type === "news" && other.lang === "en");
  await tab.goto(server.url(news));
  await tab.locator(".find [type=search]").focus();
  await tab.keyboard.type("detention");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/\/search\/\?q=detention$/);
  await settled(tab);
  check((await status(tab).textContent()).includes("“detention”"), "the form of another page leads nowhere");
  check(await tab.locator(".hits li").count() === 10, "not ten results at once");
  await tab.locator(".results button").focus();
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.querySelectorAll(".hits li").length === 20);
  await tab.waitForFunction(() => document.activeElement === document.querySelectorAll(".hits h2 a")[10]);
  await tab.locator("#_q").focus();
  await tab.keyboard.press("Control+A");
  await tab.keyboard.type("peer platform");
  await tab.waitForFunction(() => document.querySelector("main [role=status]").textContent.includes("peer platform"));
  check(await tab.evaluate(() => document.activeElement.id) === "_q", "results take the focus away");
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  check(await tab.locator(".narrow").evaluate((details) => details.open), "the filters do not open by keyboard");
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Space");
  await tab.waitForURL(/kind=/);
  await tab.context().close();
}

function field(tab) { return tab.locator("main [role=combobox]"); }
function options(tab) { return tab.locator("main [role=option]"); }
function opened(tab) { return tab.locator("main [role=listbox]").waitFor(); }

/** What screen readers are told: whether the list is open, and which option is the active one. */
function told(tab) {
  return tab.evaluate(() => {
    const field = document.querySelector("main [role=combobox]");
    const list = document.getElementById(field.getAttribute("aria-controls"));
    const active = document.getElementById(field.getAttribute("aria-activedescendant"));
    const selected = [...list.querySelectorAll("[aria-selected=true]")];
    const agrees = selected.length === (active ? 1 : 0) && selected[0] === (active ?? undefined);
    return {
      open: field.getAttribute("aria-expanded") === "true" && !list.hidden,
      at: active ? [...list.children].indexOf(active) : undefined,
      sound: agrees && document.activeElement === field && (field.getAttribute("aria-expanded") === "true") === !list.hidden,
    };
  });
}

/** A combobox with a list as WAI-ARIA describes it, by keyboard. */
async function suggests(browser, server, page, check) {
  const tab = await watched(browser, server, check);
  const query = Object.keys(QUERIES[page.lang].first)[0];
  const expect = async (key, open, at) => {
    if (key) await tab.keyboard.press(key);
    const now = await told(tab);
    check(now.sound && now.open === open && now.at === at, `suggestions after ${key || "typing"}: ${JSON.stringify(now)}`);
  };
  await tab.goto(`${server.url(page)}?q=${encodeURIComponent(query)}`, { waitUntil: "load" });
  await settled(tab);
  await field(tab).focus();
  await expect("", false);
  await expect("Control+A", false);
  await tab.keyboard.type(query[0]);
  await tab.waitForTimeout(800);
  await expect("", false);
  await tab.keyboard.type(query.slice(1));
  await opened(tab);
  await expect("", true);
  const shown = await options(tab).locator("bdi").allTextContents();
  const found = await tab.locator(".hits h2").allTextContents();
  const links = await hits(tab);
  check(shown.length > 0 && shown.length <= 5 && shown.join() === found.slice(0, shown.length).join(), `suggested is ${shown.join(" | ")}`);
  const count = new Intl.NumberFormat(await tab.locator("[data-search]").getAttribute("data-locale")).format(shown.length);
  check((await status(tab).locator(".unseen").textContent()).includes(count), "the number of suggestions is not told");
  for (const [width, colorScheme] of LOOKS) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.emulateMedia({ colorScheme });
    for (const key of ["ArrowDown", "ArrowUp"]) {
      await expect(key, true, key === "ArrowDown" ? 0 : undefined);
      await accessible(tab, `suggestions after ${key} ${width} ${colorScheme}`, check);
    }
    const boxes = await options(tab).evaluateAll((all) => all.map((option) => option.getBoundingClientRect()).map(({ left, right, height }) => [left, right, height]));
    check(boxes.every(([left, right, height]) => left >= 0 && right <= width && height >= 24), `suggestions at ${width} px: ${JSON.stringify(boxes)}`);
  }
  await expect("ArrowUp", true, shown.length - 1);
  await expect("ArrowDown", true);
  await expect("ArrowDown", true, 0);
  await expect("ArrowLeft", true);
  await expect("Escape", false);
  check(await field(tab).inputValue() === query && await status(tab).locator(".unseen").count() === 0, "Escape does more than close the list");
  await accessible(tab, "suggestions closed", check);
  await expect("ArrowDown", true, 0);
  await expect("Escape", false);
  await expect("Escape", false);
  await tab.waitForFunction(() => !document.querySelector("[data-all]").hidden);
  check(await field(tab).inputValue() === "" && new URL(tab.url()).search === "", "a second Escape does not clear the field");
  await tab.keyboard.type(query);
  await opened(tab);
  await tab.keyboard.press("Enter");
  await settled(tab);
  await expect("", false);
  check(new URL(tab.url()).searchParams.get("q") === query, "Enter without an option does not search");
  await expect("ArrowDown", true, 0);
  await tab.keyboard.press("Tab");
  const left = await tab.evaluate(() => [document.activeElement.localName, document.querySelector("main [role=combobox]").getAttribute("aria-expanded")]);
  check(left.join() === "button,false", `Tab leads to ${left.join()}`);
  await field(tab).focus();
  await expect("ArrowDown", true, 0);
  await expect("End", true);
  await expect("ArrowUp", true, shown.length - 1);
  await tab.keyboard.press("Enter");
  await tab.waitForURL((url) => decodeURI(url.pathname) === links[shown.length - 1]);
  await tab.goBack();
  await settled(tab);
  check(await field(tab).inputValue() === query && await field(tab).getAttribute("aria-expanded") === "false", "back does not lead to what was found");
  check(await tab.locator("main [style]").count() === 0, "there are style attributes");
  await tab.context().close();
}

async function touched(browser, server, page, check) {
  const tab = await watched(browser, server, check, { viewport: { width: 360, height: 700 }, hasTouch: true });
  await tab.goto(server.url(page), { waitUntil: "load" });
  await field(tab).tap();
  await tab.keyboard.type(Object.keys(QUERIES[page.lang].first)[0]);
  await opened(tab);
  const second = (await hits(tab))[1] ?? (await hits(tab))[0];
  await options(tab).nth(Math.min(1, await options(tab).count() - 1)).tap();
  const there = await tab.waitForURL((url) => decodeURI(url.pathname) === second, { timeout: 8000 }).then(() => true, () => false);
  check(there, `a touch does not lead to ${second}`);
  await tab.goto(server.url(page), { waitUntil: "load" });
  await field(tab).tap();
  await tab.keyboard.type(Object.keys(QUERIES[page.lang].first)[0]);
  await opened(tab);
  await tab.locator("h1").tap();
  check(!(await tab.locator("main [role=listbox]").isVisible()), "a touch elsewhere leaves the list open");
  await tab.context().close();
}

async function looks(browser, server, page, check) {
  const tab = await watched(browser, server, check);
  const states = ["", "?q=xyzzyqq", `?q=${encodeURIComponent(Object.keys(QUERIES[page.lang].first)[0])}`, "?kind=practice", `?q=${"w".repeat(300)}`];
  for (const state of states) {
    for (const [width, colorScheme] of LOOKS) {
      await tab.setViewportSize({ width, height: 800 });
      await tab.emulateMedia({ colorScheme });
      await tab.goto(server.url(page) + state, { waitUntil: "networkidle" });
      if (state) await settled(tab);
      await tab.locator(".narrow").evaluate((details) => (details.open = true));
      await accessible(tab, `${state} ${width} ${colorScheme}`, check);
      const wide = await tab.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      check(wide <= 0, `${state} is ${wide} px too wide at ${width} px`);
    }
  }
  await tab.context().close();
}

async function accessible(tab, where, check) {
  await tab.evaluate(AXE);
  const result = await tab.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), TAGS);
  for (const { id, help, nodes } of result.violations) check(false, `${where}: ${id}: \`${nodes[0].target.join(" ")}\` ${help}`);
}

async function scriptless(browser, server, site, page, check) {
  const tab = await openTab(browser, server, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  const home = site.pages.find((other) => other.type === "home" && other.lang === page.lang);
  await tab.goto(server.url(home));
  await tab.locator(".find [type=search]").fill("xyzzy");
  await tab.locator(".find button").click();
  check(tab.url() === `${server.url(page)}?q=xyzzy`, `without scripts the form leads to ${tab.url()}`);
  check(await tab.locator("[data-scriptless]").isVisible(), "without scripts nobody says what became of the query");
  check(!(await tab.locator(".narrow").isVisible()), "without scripts there are filters that do nothing");
  const links = await tab.locator(".az a").evaluateAll((links) => links.map((link) => link.href));
  const items = site.pages.filter((other) => ["statement", "news", "petition", "practice", "publication", "page"].includes(other.type) && other.lang === page.lang);
  check(links.length === items.length, `without scripts the list has ${links.length} pages of ${items.length}`);
  check(await tab.locator("#_topics").count() === 1, "without scripts there are no topics");
  const last = tab.locator("nav a[href^='#_az-']").last();
  if (await last.count()) {
    await last.click();
    check(/#_az-\d+$/.test(tab.url()), "a letter leads nowhere");
  }
  await tab.context().close();
}

/** Whatever is missing or cut short, readers are told, have the list, and can try again. */
async function broken(browser, server, page, check) {
  const cut = async (route) => {
    const response = await route.fetch();
    const bytes = await response.body();
    return route.fulfill({ response, body: bytes.subarray(0, Math.floor(bytes.length / 2)) });
  };
  const gone = (route) => route.fulfill({ status: 404, body: "" });
  const parts = [/pagefind\.js/, /pagefind-entry\.json/, /\.pf_meta/, /wasm\..*\.pagefind/, /\.pf_index/, /\.pf_filter/, /\.pf_fragment/];
  for (const part of parts) {
    for (const [how, answer] of [["missing", gone], ["cut short", cut]]) {
      const tab = await openTab(browser, server, { viewport: { width: 360, height: 700 } });
      await tab.route(part, answer);
      await tab.goto(`${server.url(page)}?q=alternatives&kind=practice`, { waitUntil: "load" });
      const failed = await tab.locator("main [role=alert]").waitFor({ timeout: 8000 }).then(() => true, () => false);
      check(failed && await listed(tab), `${part} ${how}: nobody says that the search failed`);
      if (failed) {
        await accessible(tab, `${part} ${how}`, check);
        await tab.unroute(part);
        await tab.locator("main [role=alert] button").click();
        const found = await tab.locator(".hits li").first().waitFor({ timeout: 8000 }).then(() => true, () => false);
        check(found, `${part} ${how}: it cannot be tried again`);
      }
      await tab.context().close();
    }
  }
}

/** What a first search costs. */
async function weight(browser, server, page) {
  const tab = await openTab(browser, server);
  const before = new Set();
  let bytes = 0;
  let requests = 0;
  tab.on("response", async (response) => {
    if (!response.url().includes("/index/")) return;
    requests += 1;
    before.add(response.body().then((body) => (bytes += body.length)));
  });
  await tab.goto(`${server.url(page)}?q=alternatives`, { waitUntil: "networkidle" });
  await Promise.all(before);
  await tab.context().close();
  return `a first search: ${requests} requests, ${(bytes / 1024).toFixed(0)} kB`;
}
