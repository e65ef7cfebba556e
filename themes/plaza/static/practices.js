// Filters the practice database where it stands. The page works without this: every value is a link to a page
// of its own. Here the links become checkboxes with counts that follow, and the list shows what is left.
//
// Records are numbers, the newest is 0; a set of records is an array of bits. Which record has which value
// (facets.json) is loaded at once, what a record looks like (rows-….json) when it is shown, what it is found by
// (texts.json) with the first search, and its id (ids.json) where an address names some to compare. Without
// facets.json there is no filter, so the links are given back; where anything else fails, what readers chose stays
// and the step can be taken again.

const browse = document.querySelector("[data-filter]");
const words = JSON.parse(browse.dataset.words);
const { filter: folder, records: api, version, locale } = browse.dataset;
const digits = new Intl.NumberFormat(locale);
const plural = new Intl.PluralRules(locale);
const untouched = browse.cloneNode(true);
const requests = new Map();
const MOST = 4;
const LONGEST = 200;
const SORTS = ["newest", "title", "country", "evidence"];

start().catch(giveUp);

async function start() {
  const data = await load("facets.json");
  const live = new Live(data);
  live.read();
  await live.show();
}

// Words

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
const counted = (count) => fill(words.count[plural.select(count)] ?? words.count.other, { n: digits.format(count) });

/** Lower case without accents: `Niñez` and `ninez` are the same word. */
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

// Data

class Changed extends Error {}

/** Asks once for what it gets, and again for what it did not get. */
function load(name) {
  if (!requests.has(name)) {
    requests.set(name, ask(name).catch((error) => {
      requests.delete(name);
      throw error;
    }));
  }
  return requests.get(name);
}

async function ask(name) {
  const answer = await fetch(`${folder}${name}?v=${version}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const data = await answer.json();
  // The page and the data are of two builds: numbers would stand for other records.
  if (data.version !== version) throw new Changed();
  return data;
}

/** Gives the page back as it was, with the reason: its links lead to every value. */
function giveUp(error) {
  const current = document.querySelector(".browse");
  const reason = make("p", { class: "notice", role: "alert" }, error instanceof Changed ? words.changed : words.failed);
  document.querySelectorAll(".told").forEach((told) => told.remove());
  current.replaceWith(reason, untouched);
  console.info(error);
}

// Sets

const and = (one, other) => one.map((bits, at) => bits & other[at]);
const has = (set, record) => (set[record >> 5] >> (record & 31)) & 1;

function sizeOfBoth(one, other) {
  let size = 0;
  for (let at = 0; at < one.length; at += 1) {
    // Counts the bits of 32 at once (Warren, Hacker's Delight, 5-1).
    let bits = one[at] & other[at];
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    size += (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return size;
}

/** A facet: the records of each value, and each record's values. */
class Facet {
  constructor({ key, values, sets, column }) {
    Object.assign(this, { key, values, sets, column, chosen: new Set(), options: [] });
    this.records = values.map(() => new Uint32Array(Math.ceil(column.length / 32)));
    column.forEach((set, record) => {
      for (const value of sets[set]) this.records[value][record >> 5] |= 1 << (record & 31);
    });
  }

  of(record) {
    return this.sets[this.column[record]];
  }

  /** What has one of the chosen values. */
  union() {
    const union = new Uint32Array(this.records[0].length);
    for (const value of this.chosen) this.records[value].forEach((bits, at) => (union[at] |= bits));
    return union;
  }

  /** All records, those with the first value first; those without any last. */
  order() {
    const rank = this.sets.map((set) => Math.min(Infinity, ...set));
    const place = (record) => Math.min(rank[this.column[record]], this.values.length);
    return [...this.column.keys()].sort((one, other) => place(one) - place(other) || one - other);
  }
}

// Elements

/** An element; what is false or missing is left out. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element[key] = value;
    else if (value === true) element.setAttribute(key, "");
    else if (value) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== "" && child !== undefined));
  return element;
}

const joined = (nodes) => nodes.flatMap((node, at) => (at > 0 ? [words.comma, node] : [node]));
const show = (element, shown) => (element.hidden = !shown);

function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

class Live {
  constructor({ count, part, facets, title }) {
    Object.assign(this, { count, part, query: "", sort: "newest", view: "cards", turn: 0, tries: 0, size: count, told: "", picked: [], compared: [], unknown: [], rest: [] });
    this.facets = facets.filter((facet) => facet.values.length > 0).map((facet) => new Facet(facet));
    this.orders = { title };
    this.parts = [];
    this.rows = [];
    this.picks = [];
    this.all = new Uint32Array(Math.ceil(count / 32)).fill(~0);
    if (count % 32) this.all[this.all.length - 1] = (1 << count % 32) - 1;
    this.left = this.all;
    this.dress();
    this.told = this.status.textContent;
    show(this.more, this.page < count);
    this.showPicked();
    addEventListener("popstate", () => this.again());
  }

  facet(key) {
    return this.facets.find((facet) => facet.key === key);
  }

  // The page becomes live

  dress() {
    this.box = browse.querySelector(".facets");
    this.found = browse.querySelector(".found");
    this.table = this.found.querySelector(".records");
    this.body = this.table.tBodies[0];
    this.headings = [...this.table.tHead.rows[0].cells].map((cell) => cell.textContent);
    this.status = this.found.querySelector(".list-count span");
    this.status.setAttribute("role", "status");
    this.status.tabIndex = -1;
    this.page = this.body.rows.length;
    this.shown = this.page;
    // The rows that are here already are the first ones.
    [...this.body.rows].forEach((row, record) => (this.rows[record] = this.pickable(row, record)));
    this.found.querySelectorAll(".pager").forEach((pager) => pager.remove());
    this.dressFacets();
    this.dressList();
  }

  /** Links become checkboxes in the places where they stand; who has the focus keeps it. */
  dressFacets() {
    const nav = this.box.querySelector("nav");
    const form = make("form", { "aria-label": words.filters, onsubmit: (event) => event.preventDefault() }, ...nav.childNodes);
    for (const details of form.querySelectorAll(".facet")) {
      const name = details.querySelector("h2").textContent;
      this.facet(details.dataset.facet).label = name;
      const list = details.querySelector(".values");
      const fields = make("fieldset", {}, make("legend", { class: "away" }, name));
      list.replaceWith(fields);
      fields.append(list);
    }
    for (const item of form.querySelectorAll("li[data-key]")) this.dressValue(item);
    this.done = make("button", { type: "button", class: "button", onclick: () => this.leaveFacets() });
    form.append(make("p", { class: "facets-done" }, this.done));
    nav.replaceWith(form);
  }

  dressValue(item) {
    const facet = this.facet(item.dataset.facet);
    const value = facet.values.indexOf(item.dataset.key);
    const link = item.querySelector("a");
    const focused = link === document.activeElement;
    const input = make("input", { type: "checkbox", name: facet.key, value: item.dataset.key, autocomplete: "off" });
    input.onchange = () => this.choose(facet, value, input.checked);
    const label = make("label", {}, input, ...[...link.childNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE));
    const [name, count] = label.querySelectorAll("bdi, .count");
    facet.options[value] = { input, count, item, name: name.textContent, url: link.href };
    link.replaceWith(label);
    if (focused) input.focus();
  }

  /** On a phone the filters stand before the list, so the way out of them leads there. */
  leaveFacets() {
    this.box.open = false;
    this.status.focus();
    this.status.scrollIntoView({ block: "center" });
  }

  dressList() {
    const option = (key) => make("option", { value: key }, words[key]);
    const radio = (key) => make("label", {}, make("input", { type: "radio", name: "view", value: key, onchange: () => this.change({ view: key }) }), words[key]);
    this.search = make("input", { type: "search", id: "_q", maxlength: LONGEST, autocomplete: "off", oninput: () => this.typed() });
    this.sorts = make("select", { id: "_sort", autocomplete: "off", onchange: () => this.change({ sort: this.sorts.value }) }, ...SORTS.filter((key) => this.canSort(key)).map(option));
    this.views = make("fieldset", { class: "views" }, make("legend", {}, words.view), radio("cards"), radio("table"));
    const form = make("form", { class: "seek", role: "search", onsubmit: (event) => (event.preventDefault(), this.settle()) },
      make("p", {}, make("label", { for: "_q" }, words.search), this.search),
      make("p", {}, make("label", { for: "_sort" }, words.sort), this.sorts),
      this.views);
    this.chips = make("ul", { class: "chips active", "aria-label": words.active });
    this.note = make("p", { class: "notice told", role: "status", hidden: true });
    this.reason = make("p", { role: "alert" });
    const again = make("button", { type: "button", class: "button", onclick: () => (tell(this.reason, words.loading), this.attempt(this.step)) }, words.again);
    this.failure = make("div", { class: "notice told failure", hidden: true }, this.reason, again);
    this.none = make("p", { hidden: true }, words.none);
    this.more = make("button", { type: "button", class: "button more", onclick: () => this.showMore() }, words.more);
    this.said = make("p", { role: "status" });
    this.open = make("button", { type: "button", class: "button", onclick: () => this.compare() });
    this.bar = make("div", { class: "compare-bar" }, this.open, this.said);
    browse.before(this.note, this.failure);
    this.status.parentElement.before(form, this.chips);
    this.found.append(this.none, make("p", {}, this.more), this.bar);
    this.side = make("div", { class: "compare", hidden: true });
    browse.append(this.side);
  }

  canSort(key) {
    return this.facet(key) !== undefined || !["country", "evidence"].includes(key);
  }

  // The address

  /** What the address asks for; what it names that is not here is told. */
  read() {
    const asked = new URLSearchParams(location.search);
    this.unknown = [];
    this.rest = [];
    this.facets.forEach((facet) => facet.chosen.clear());
    Object.assign(this, { query: "", sort: "newest", view: "cards", compared: [], shown: (history.state && history.state.shown) || this.page });
    for (const [key, value] of asked) this.readOne(key, value);
    this.search.value = this.query;
  }

  readOne(key, value) {
    const facet = this.facet(key);
    const known = facet ? facet.values.indexOf(value) : -1;
    if (known >= 0) facet.chosen.add(known);
    else if (key === "q") this.query = value.slice(0, LONGEST);
    else if (key === "sort" && SORTS.includes(value) && this.canSort(value)) this.sort = value;
    else if (key === "view" && ["cards", "table"].includes(value)) this.view = value;
    else if (key === "compare") this.compared = [...new Set(value.split(",").filter(Boolean))];
    // Networks and mailers mark their links; that is no wish of the reader's.
    else if (!/^utm_|clid$/.test(key)) this.unknown.push(`${key}=${value}`);
  }

  /** Going back and forth. */
  again() {
    clearTimeout(this.typing);
    this.read();
    this.show();
  }

  address() {
    const asked = new URLSearchParams();
    for (const facet of this.facets) {
      [...facet.chosen].sort((one, other) => one - other).forEach((value) => asked.append(facet.key, facet.values[value]));
    }
    if (this.query.trim()) asked.set("q", this.query.trim());
    if (this.sort !== "newest") asked.set("sort", this.sort);
    if (this.view !== "cards") asked.set("view", this.view);
    if (this.compared.length > 0) asked.set("compare", this.compared.join(","));
    const query = String(asked).replace(/%2C/g, ",");
    return location.pathname + (query && `?${query}`);
  }

  // What readers do

  /** Takes a change over into the address and the page. */
  change(changed, replace = false) {
    clearTimeout(this.typing);
    this.unknown = [];
    this.rest = [];
    Object.assign(this, { shown: this.page }, changed);
    history[replace ? "replaceState" : "pushState"]({ shown: this.shown }, "", this.address());
    return this.show();
  }

  choose(facet, value, chosen) {
    facet.chosen[chosen ? "add" : "delete"](value);
    // What was typed a moment ago is meant too.
    return this.change({ query: this.search.value });
  }

  /** A pause in the typing is a search, a letter is none; one search is one step back. */
  typed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.settle(), 300);
  }

  settle() {
    const query = this.search.value;
    if (query.trim() !== this.query.trim()) this.change({ query }, this.query.trim() !== "" && query.trim() !== "");
  }

  clear() {
    this.facets.forEach((facet) => facet.chosen.clear());
    this.search.value = "";
    this.change({ query: "" });
    this.status.focus();
  }

  showMore() {
    const first = this.shown;
    this.shown += this.page;
    history.replaceState({ shown: this.shown }, "");
    return this.attempt(async () => {
      await this.showAll();
      const row = this.body.rows[first];
      if (row) row.querySelector("a").focus();
    });
  }

  // What may fail

  /** Takes a step. Where it fails, the page says so, and everything stays as readers chose it. */
  async attempt(step) {
    const mine = (this.tries += 1);
    this.step = step;
    let failed;
    try {
      await step();
    } catch (error) {
      failed = error;
      console.info(error);
    }
    // Readers have taken another step since.
    if (mine !== this.tries) return;
    const changed = failed instanceof Changed;
    const reason = failed && (changed ? words.changed : words.step_failed);
    if (changed) this.step = () => location.reload();
    const focused = this.failure.contains(document.activeElement);
    tell(this.reason, reason || "");
    show(this.failure, failed);
    if (failed) {
      // The list is still the one from before, and so is its count.
      tell(this.status, this.told);
      this.table.removeAttribute("aria-busy");
      return;
    }
    this.told = this.status.textContent;
    if (focused) (this.side.querySelector("h2") || this.status).focus();
  }

  // What is left

  show() {
    return this.attempt(() => this.showAll());
  }

  /** Everything anew; the numbers at once, the rows when they are here. */
  async showAll() {
    const turn = (this.turn += 1);
    this.showControls();
    const asked = folded(this.query).split(/\s+/).filter(Boolean);
    let base = this.all;
    if (asked.length > 0) {
      if (!this.folded) {
        tell(this.status, words.loading);
        this.table.setAttribute("aria-busy", "true");
      }
      base = await this.matching(asked);
      if (turn !== this.turn) return;
    }
    this.left = this.recount(base);
    const size = sizeOfBoth(this.left, this.left);
    this.size = size;
    tell(this.status, size > 0 ? counted(size) : words.none);
    tell(this.done, fill(words.show, { count: counted(size) }));
    show(this.done, size > 0);
    await Promise.all([this.list(), this.compared.length > 0 ? this.lookUp() : this.closeCompared()]);
  }

  /** Other languages open with the same filters: keys are the same in all of them. */
  followLanguages() {
    const { search } = new URL(this.address(), location.href);
    for (const link of document.querySelectorAll(".languages a[hreflang]")) link.search = search;
  }

  showControls() {
    this.followLanguages();
    for (const facet of this.facets) {
      facet.options.forEach(({ input, item }, value) => {
        input.checked = facet.chosen.has(value);
        // A shared address shows what it has chosen.
        if (input.checked) item.closest("details").open = true;
      });
    }
    this.sorts.value = this.sort;
    for (const input of this.views.querySelectorAll("input")) input.checked = input.value === this.view;
    this.found.dataset.view = this.view;
    this.showUnknown();
    this.showChips();
  }

  showUnknown() {
    const said = [[words.unknown, this.unknown], [words.compare_rest, this.rest]].filter(([, left]) => left.length > 0);
    show(this.note, said.length > 0);
    tell(this.note, said.map(([text, left]) => fill(text, { values: left.join(words.comma) })).join("\n"));
  }

  showChips() {
    const chip = (name, remove) => make("li", {}, make("button", { type: "button", "aria-label": fill(words.remove, { value: name }), onclick: () => this.unchip(remove) }, make("bdi", {}, name), make("span", { "aria-hidden": "true" }, " ×")));
    const chips = this.facets.flatMap((facet) => [...facet.chosen].map((value) => chip(facet.options[value].name, () => this.choose(facet, value, false))));
    if (this.query.trim()) chips.push(chip(this.query.trim(), () => ((this.search.value = ""), this.change({ query: "" }))));
    if (chips.length > 1) chips.push(make("li", {}, make("button", { type: "button", onclick: () => this.clear() }, words.clear)));
    this.chips.replaceChildren(...chips);
    show(this.chips, chips.length > 0);
    const active = chips.length > 1 ? chips.length - 1 : chips.length;
    tell(this.box.querySelector("summary"), active > 0 ? `${words.filters} (${digits.format(active)})` : words.filters);
  }

  /** The chip that had the focus is gone: the next one takes it, or what is found. */
  unchip(remove) {
    const buttons = [...this.chips.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    remove();
    const left = this.chips.querySelectorAll("button");
    (left[Math.min(Math.max(at, 0), left.length - 1)] || this.status).focus();
  }

  async matching(asked) {
    if (!this.folded) {
      const { texts } = await load("texts.json");
      this.folded = texts.map(folded);
    }
    const set = new Uint32Array(this.all.length);
    this.folded.forEach((text, record) => {
      if (asked.every((word) => text.includes(word))) set[record >> 5] |= 1 << (record & 31);
    });
    return set;
  }

  /** What all facets leave. A value's count is what there would be if it were chosen beside the other facets. */
  recount(base) {
    const chosen = this.facets.filter((facet) => facet.chosen.size > 0).map((facet) => [facet, facet.union()]);
    const leftBy = (facets) => facets.reduce((left, [, union]) => and(left, union), base);
    const left = leftBy(chosen);
    for (const facet of this.facets) {
      const others = facet.chosen.size > 0 ? leftBy(chosen.filter(([other]) => other !== facet)) : left;
      facet.options.forEach((option, value) => this.showCount(option, sizeOfBoth(facet.records[value], others)));
    }
    return left;
  }

  /** Most counts stay as they were; then nothing is touched. */
  showCount(option, size) {
    const { input, count, item } = option;
    if (option.size !== size) {
      option.size = size;
      tell(count, digits.format(size));
      item.classList.toggle("none", size === 0);
    }
    // What has the focus keeps it, so that a keyboard does not lose its place.
    const none = size === 0 && !input.checked && input !== document.activeElement;
    if (input.disabled !== none) input.disabled = none;
  }

  // The list

  /** The numbers of the records that are left, as sorted, up to how many are shown. */
  wanted() {
    if (this.sort !== "newest" && !this.orders[this.sort]) this.orders[this.sort] = this.facet(this.sort).order();
    const order = this.orders[this.sort];
    const wanted = [];
    for (let place = 0; place < this.count && wanted.length < this.shown; place += 1) {
      const record = order ? order[place] : place;
      if (has(this.left, record)) wanted.push(record);
    }
    return wanted;
  }

  async list() {
    const turn = this.turn;
    const wanted = this.wanted();
    const missing = wanted.filter((record) => !this.rows[record]);
    if (missing.length > 0) {
      this.table.setAttribute("aria-busy", "true");
      await this.fetchRows(missing);
      if (turn !== this.turn) return;
    }
    this.table.removeAttribute("aria-busy");
    this.body.replaceChildren(...wanted.map((record) => this.row(record)));
    show(this.table, wanted.length > 0);
    show(this.more, wanted.length < this.size);
    this.showPicked();
  }

  /** The parts that these records are in. */
  async fetchRows(records) {
    const numbers = new Set(records.map((record) => Math.floor(record / this.part)));
    await Promise.all([...numbers].map(async (number) => {
      this.parts[number] = (await load(`rows-${number}.json`)).rows;
    }));
  }

  /** What a record looks like; nothing before its part is loaded. */
  cells(record) {
    const rows = this.parts[Math.floor(record / this.part)];
    return rows && rows[record % this.part];
  }

  row(record) {
    if (!this.rows[record]) this.rows[record] = this.pickable(this.writeRow(record), record);
    return this.rows[record];
  }

  writeRow(record) {
    const { u, t, s, p, l, d, w, f = [] } = this.cells(record);
    const tongue = { lang: l, dir: d };
    const cell = (nodes, nothing) => make("td", { class: nothing && "nothing" }, ...(nothing ? ["–"] : nodes));
    const small = (text, kind) => (text ? make("small", { class: kind }, text) : "");
    const evidence = this.names("evidence", record);
    return make("tr", {},
      make("th", { scope: "row" }, make("a", { href: u, hreflang: l, ...tongue }, t), make("p", tongue, s)),
      cell(this.places(record)),
      cell([p || "", small(this.names("status", record))]),
      cell([this.names("approach", record), small(w, "label")]),
      cell([evidence], !evidence),
      cell([figures(f)], f.length === 0));
  }

  names(key, record) {
    const facet = this.facet(key);
    return facet ? facet.of(record).map((value) => facet.options[value].name).join(words.comma) : "";
  }

  /** Its countries, or else its regions. */
  places(record) {
    const links = ["country", "region"].map((key) => {
      const facet = this.facet(key);
      return facet ? facet.of(record).map((value) => make("a", { href: facet.options[value].url }, facet.options[value].name)) : [];
    });
    return joined(links.find((links) => links.length > 0) || []);
  }

  // Side by side

  pickable(row, record) {
    const title = row.querySelector("th a");
    const input = make("input", { type: "checkbox", autocomplete: "off", onchange: () => this.pick(record, input) });
    this.picks[record] = input;
    row.querySelector("th").append(make("label", { class: "pick" }, input, words.compare, make("span", { class: "away" }, `: ${title.textContent}`)));
    return row;
  }

  pick(record, input) {
    if (!input.checked) this.picked = this.picked.filter((other) => other !== record);
    else if (this.picked.length < MOST) this.picked.push(record);
    else {
      input.checked = false;
      tell(this.said, words.compare_full);
      return;
    }
    this.showPicked();
  }

  showPicked() {
    this.picks.forEach((input, record) => (input.checked = this.picked.includes(record)));
    const size = this.picked.length;
    this.bar.classList.toggle("on", size > 0);
    this.open.setAttribute("aria-disabled", String(size < 2));
    tell(this.open, `${words.compare_these} (${digits.format(size)})`);
    tell(this.said, size === 1 ? words.compare_few : "");
  }

  compare() {
    const picked = [...this.picked];
    if (picked.length < 2) return;
    this.attempt(async () => {
      await this.fetchRows(picked);
      await this.change({ compared: picked.map((record) => this.cells(record).i), shown: this.shown });
    });
  }

  /** Finds what the address names, and shows it side by side. */
  async lookUp() {
    const turn = this.turn;
    const id = (record) => this.cells(record) && this.cells(record).i;
    let records = this.compared.map((wanted) => this.picked.find((record) => id(record) === wanted));
    if (records.includes(undefined)) {
      const { ids } = await load("ids.json");
      if (turn !== this.turn) return;
      records = this.compared.map((wanted) => ids.indexOf(wanted));
    }
    const here = this.compared.filter((_, at) => records[at] >= 0);
    const known = records.filter((record) => record >= 0).slice(0, MOST);
    this.unknown.push(...this.compared.filter((_, at) => records[at] < 0).map((id) => `compare=${id}`));
    this.rest = here.slice(MOST);
    // What is told once is not asked for again.
    this.compared = here;
    this.showUnknown();
    await this.fetchRows(known);
    if (turn !== this.turn) return;
    this.picked = known;
    this.showPicked();
    if (known.length < 2) {
      this.compared = [];
      return this.closeCompared();
    }
    this.showCompared(known);
    await this.enrich(known, turn);
  }

  showCompared(records) {
    const heading = make("h2", { id: "_compare", tabindex: "-1" }, words.compare_title);
    const close = make("button", { type: "button", class: "button", onclick: () => this.change({ compared: [], shown: this.shown }) }, words.compare_close);
    const title = ({ u, t, l, d }) => make("th", { scope: "col" }, make("a", { href: u, hreflang: l, lang: l, dir: d }, t));
    const head = make("tr", {}, make("th", { scope: "col" }, words.record), ...records.map((record) => title(this.cells(record))));
    this.fields = make("tbody", {});
    const line = (label, of) => this.addField(label, records.map((record) => of(record, this.cells(record))));
    const [, where, period, , , outcomes] = this.headings;
    line(words.summary, (_, { s, l, d }) => [make("span", { lang: l, dir: d }, s)]);
    line(where, (record) => this.places(record));
    line(period, (_, { p }) => [p || ""]);
    for (const facet of this.facets.filter(({ key }) => !["country", "region", "year", "hashtag"].includes(key))) {
      line(facet.label || words.element, (record, { w }) => [this.names(facet.key, record), facet.key === "approach" && w ? make("small", { class: "label" }, w) : ""]);
    }
    line(outcomes, (_, { f = [] }) => (f.length > 0 ? [figures(f)] : []));
    const table = make("table", {}, make("caption", { class: "away" }, words.compare_title), make("thead", {}, head), this.fields);
    this.side.replaceChildren(make("div", { class: "compare-head" }, heading, close), make("div", { class: "sheet", role: "region", "aria-labelledby": "_compare", tabindex: "0" }, table));
    const opened = this.side.hidden;
    [this.box, this.found].forEach((part) => show(part, false));
    show(this.side, true);
    if (opened) heading.focus();
  }

  addField(label, cells) {
    const filled = (nodes) => nodes.some((node) => node !== "");
    if (!cells.some(filled)) return;
    this.fields.append(make("tr", {}, make("th", { scope: "row" }, label), ...cells.map((nodes) => make("td", {}, ...(filled(nodes) ? nodes : ["–"])))));
  }

  /** What only the records' own files know; the table stands without it. */
  async enrich(records, turn) {
    const details = await Promise.all(records.map(async (record) => {
      const answer = await fetch(`${api}${this.cells(record).i}.json?v=${version}`).catch(() => undefined);
      return answer && answer.ok ? answer.json().catch(() => ({})) : {};
    }));
    if (turn !== this.turn) return;
    const list = (nodes) => (nodes.length > 0 ? [make("ul", {}, ...nodes.map((node) => make("li", {}, node)))] : []);
    this.addField(words.actors, details.map(({ actors = [] }) => list(actors.map(({ name }) => name).filter(Boolean))));
    this.addField(words.sources, details.map(({ sources = [] }) => list(sources.map(source))));
  }

  closeCompared() {
    if (this.side.hidden) return;
    show(this.side, false);
    [this.box, this.found].forEach((part) => show(part, true));
    this.side.replaceChildren();
    (this.picked.length > 1 ? this.open : this.status).focus();
  }
}

function figures(figures) {
  const figure = ([indicator, value, comparator]) => make("li", {}, `${indicator}: `, make("strong", {}, value), ...(comparator ? [" ", make("small", {}, `${words.against} ${comparator}`)] : []));
  return make("ul", { class: "figures" }, ...figures.map(figure));
}

function source({ title, publisher, year, url }) {
  const named = [title, publisher, year].filter(Boolean).join(words.comma);
  return /^https?:/.test(url || "") ? make("a", { href: url }, named) : named;
}
