// Searches the site. The page works without this: it is the list of all pages, by topic and from A to Z.
// While somebody types, the first titles found are suggested (WAI-ARIA's combobox with a list); all that was
// found stands below.
//
// Pagefind (its program and the language's index lie in one folder) is loaded when somebody types, chooses or
// comes with a query. Where it cannot be loaded, or a part of it is missing or cut short, the page says so and
// goes back to the list.

const form = document.querySelector("[data-search]");
const box = form.elements.q;
const results = document.querySelector("[data-results]");
const all = document.querySelector("[data-all]");
const { search: folder, locale } = form.dataset;
const words = JSON.parse(form.dataset.words);
const digits = new Intl.NumberFormat(locale);
const plural = new Intl.PluralRules(locale);
const narrow = form.querySelector("[data-narrow]");
const checks = [...form.querySelectorAll("[type=checkbox]")];
const LONGEST = 200;
const PART = 10;
const SUGGESTED = 5;
// `detencion` is as good as `detención`: accents neither hide nor move a page.
const RANKING = { diacriticSimilarity: 0, metaWeights: { title: 6, about: 2, date: 0, warned: 0 } };
let loading;
let tries = 0;
let typing;
let turn = 0;
let first = [];

/** A text with what readers typed in it, which may run the other way. */
const quoting = (text, query) => text.split("{query}").flatMap((part, at) => (at ? [make("bdi", {}, query), part] : [part]));
const counted = (forms, n) => (forms[plural.select(n)] ?? forms.other).replace("{n}", digits.format(n));

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  Object.assign(element, attributes);
  element.append(...children);
  return element;
}

const status = make("p", { className: "told" });
status.setAttribute("role", "status");
const alert = make("div", { className: "notice", hidden: true });
alert.setAttribute("role", "alert");
const list = make("ol", { className: "hits" });
const titles = make("ul", { className: "titles", id: "_titles", hidden: true });
const more = make("button", { type: "button", className: "button", hidden: true }, words.more);

dress();
read();

function dress() {
  document.querySelector("[data-scriptless]").remove();
  if (narrow) narrow.hidden = false;
  results.before(status, alert);
  results.append(list, make("p", {}, more));
  combine();
  form.onsubmit = (event) => (event.preventDefault(), close(), settle("pushState"));
  box.onfocus = () => engine().catch(() => {});
  box.oninput = () => {
    clearTimeout(typing);
    point();
    if (!enough()) close();
    typing = setTimeout(async () => {
      const found = settle("replaceState");
      const mine = turn;
      await found;
      if (mine === turn) suggest();
    }, 300);
  };
  checks.forEach((check) => (check.onchange = () => settle("pushState")));
  const clear = form.querySelector("[data-clear]");
  if (clear) clear.onclick = () => (checks.forEach((check) => (check.checked = false)), settle("pushState"), box.focus());
  addEventListener("popstate", read);
}

// The address

function read() {
  clearTimeout(typing);
  close();
  const asked = new URLSearchParams(location.search);
  box.value = (asked.get("q") ?? "").slice(0, LONGEST);
  checks.forEach((check) => (check.checked = asked.getAll(check.name).includes(check.value)));
  if (narrow && checks.some((check) => check.checked)) narrow.open = true;
  search();
}

function settle(how) {
  clearTimeout(typing);
  const asked = new URLSearchParams();
  const query = box.value.trim();
  if (query) asked.set("q", query);
  checks.filter((check) => check.checked).forEach((check) => asked.append(check.name, check.value));
  const address = location.pathname + (String(asked) && `?${asked}`);
  if (address !== location.pathname + location.search) history[how](null, "", address);
  return search();
}

// The index

/** Loaded once; again where that failed. */
function engine() {
  loading ??= whole(async () => {
    // A module that could not be loaded stays so under its address (HTML, 8.1.3.8).
    const { createInstance } = await import(`${folder}pagefind.js${tries++ ? `?${tries}` : ""}`);
    // Its worker would need the looser policy on every page.
    return createInstance({ noWorker: true, basePath: folder, baseUrl: "/", excerptLength: 24, excerptEllipsis: "…", ranking: RANKING });
  }).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** What Pagefind cannot load it tells the console alone, and goes on as if there were nothing in it. */
async function whole(step) {
  const { error } = console;
  let failed;
  console.error = (...said) => {
    failed = said.join(" ");
    error.apply(console, said);
  };
  try {
    const value = await step();
    if (failed) throw new Error(failed);
    return value;
  } finally {
    console.error = error;
  }
}

/** Values of one filter are alternatives, filters add up. */
function chosen() {
  const filters = {};
  for (const { name, value } of checks.filter((check) => check.checked)) (filters[name] ??= { any: [] }).any.push(value);
  return filters;
}

async function search() {
  const mine = (turn += 1);
  const query = box.value.trim().slice(0, LONGEST);
  const filters = chosen();
  const wanted = query || Object.keys(filters).length > 0;
  alert.hidden = true;
  if (!wanted) return show(undefined, "");
  if (!loading) status.textContent = words.loading;
  try {
    const pagefind = await engine();
    const found = await whole(() => pagefind.search(query || null, { filters }));
    if (mine === turn) await show(found.results, query, mine);
  } catch (error) {
    console.info(error);
    // The next try begins anew: what was half loaded is of no use.
    loading = undefined;
    if (mine === turn) fail();
  }
}

function fail() {
  show(undefined, "");
  const again = make("button", { type: "button", className: "button", onclick: () => (box.focus(), search()) }, words.again);
  alert.replaceChildren(make("p", {}, words.failed), again);
  alert.hidden = false;
}

// The suggestions: the focus stays in the field

function combine() {
  // HTML has no combobox that is a search field: https://www.w3.org/TR/html-aria/#el-input-search
  Object.assign(box, { type: "text", inputMode: "search" });
  dub(box, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": titles.id });
  dub(titles, { role: "listbox", "aria-label": words.suggestions });
  box.parentElement.append(titles);
  box.onkeydown = walk;
  box.onblur = close;
  // A press on the list would take the focus away before it becomes a click.
  titles.onmousedown = (event) => event.preventDefault();
  titles.onclick = (event) => open(event.target.closest("li"));
}

function dub(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

const enough = () => [...box.value.trim()].length > 1;

function suggest() {
  if (!first.length || !enough() || document.activeElement !== box) return close();
  titles.replaceChildren(...first.map(title));
  titles.hidden = false;
  dub(box, { "aria-expanded": true });
  point();
  status.querySelector(".unseen")?.remove();
  // In the same message as the number of results, so that neither cuts the other short.
  status.append(make("span", { className: "unseen" }, `. ${counted(words.suggested, first.length)}`));
}

function title({ raw_url, url, meta, filters }, at) {
  const about = kind(filters);
  const option = make("li", { id: `_title-${at}` }, make("bdi", {}, meta.title));
  if (about) option.append(" ", make("span", { className: "about" }, about));
  option.dataset.url = raw_url ?? url;
  dub(option, { role: "option", "aria-selected": false });
  return option;
}

function close() {
  titles.hidden = true;
  dub(box, { "aria-expanded": false });
  point();
  status.querySelector(".unseen")?.remove();
}

/** Marks one title, or none. */
function point(option) {
  for (const other of titles.children) dub(other, { "aria-selected": other === option });
  if (!option) return box.removeAttribute("aria-activedescendant");
  dub(box, { "aria-activedescendant": option.id });
  option.scrollIntoView({ block: "nearest" });
}

function open(option) {
  if (!option) return;
  close();
  location.assign(option.dataset.url);
}

function walk(event) {
  const { key } = event;
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  const options = [...titles.children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (key === "ArrowDown" || key === "ArrowUp") {
    event.preventDefault();
    if (titles.hidden) suggest();
    if (titles.hidden || event.altKey) return;
    // Beyond either end is the field itself.
    const step = key === "ArrowDown" ? at + 1 : at < 0 ? titles.children.length - 1 : at - 1;
    point(titles.children[step]);
  } else if (key === "Enter" && at >= 0) {
    event.preventDefault();
    open(options[at]);
  } else if (key === "Escape") {
    event.preventDefault();
    if (!titles.hidden) return close();
    box.value = "";
    settle("replaceState");
  } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) point();
}

// The page

/** `undefined`: nobody asked for anything. */
async function show(found, query, mine) {
  const any = found?.length > 0;
  list.replaceChildren();
  first = [];
  results.hidden = !any;
  all.hidden = any;
  more.hidden = true;
  if (!found) return (status.textContent = "");
  if (any) await append(found, mine);
  if (mine !== turn) return;
  const said = any ? counted(query ? words.found : words.chosen, found.length) : `${query ? words.none : words.none_chosen} ${words.help}`;
  status.replaceChildren(...quoting(said, query));
}

async function append(found, mine) {
  const from = list.children.length;
  const part = found.slice(from, from + PART);
  const hits = await whole(() => Promise.all(part.map((result) => result.data())));
  if (mine !== turn) return;
  if (!from) first = hits.slice(0, SUGGESTED);
  list.append(...hits.map(hit));
  more.hidden = list.children.length >= found.length;
  more.onclick = async () => {
    try {
      await append(found, mine);
      list.children[from + PART]?.querySelector("a").focus();
    } catch (error) {
      console.info(error);
      fail();
    }
  };
}

function kind(filters) {
  const kind = checks.find((check) => check.name === "kind" && check.value === filters.kind?.[0]);
  return kind?.closest("label").textContent.trim();
}

function hit({ raw_url, url, meta, filters, excerpt }) {
  const about = [kind(filters), meta.date].filter(Boolean);
  const link = make("a", { href: raw_url ?? url }, meta.title);
  const parts = [make("h2", {}, link)];
  if (about.length) parts.push(make("p", { className: "about" }, about.join(" · ")));
  parts.push(make("p", {}, ...(meta.warned ? [meta.warned] : marked(excerpt))));
  return make("li", {}, ...parts);
}

/** An excerpt as nodes: its marks, and for the rest nothing but text. */
function marked(excerpt) {
  const text = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return excerpt.split(/<\/?mark>/).map((part, at) => (at % 2 ? make("mark", {}, text(part)) : text(part)));
}
