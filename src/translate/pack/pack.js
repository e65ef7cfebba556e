// The pack's page: shows texts to translate, keeps what is typed, saves and loads it. It fetches nothing.
//
// Texts of the site and of translators reach the page as text only, never as markup.

"use strict";

const at = (id) => document.getElementById(id);
const { site, languages, words, checkWords, counts, units, day } = JSON.parse(at("data").textContent);
const langs = { source: languages.source.tag, target: languages.target.tag };
const canCheck = typeof check === "function";
const CHUNK = 40;

// ---- What was done: for each text that was touched what stands in its box, and whether it was confirmed.

const work = new Map();
const byKey = new Map(units.map((unit) => [keyOf(unit), unit]));
const shelf = findShelf();
const PREFIX = `altavoz-pack ${site.url} ${langs.source} ${langs.target} `;

function keyOf({ page, id }) {
  return `${page}#${id}`;
}

// Private windows, old phones and some settings have no place to keep anything: all works without it.
function findShelf() {
  try {
    localStorage.setItem("altavoz-pack", "");
    localStorage.removeItem("altavoz-pack");
    return localStorage;
  } catch {
    return null;
  }
}

const textOf = (unit) => work.get(keyOf(unit))?.text ?? unit.target;
const isDone = (unit) => work.get(keyOf(unit))?.isDone ?? !unit.toDo;
const isUnsaved = () => [...work.values()].some((record) => !record.isSaved);
let shelfFailed = false;

function keep(unit, record) {
  const key = keyOf(unit);
  if (record) work.set(key, record);
  else work.delete(key);
  try {
    if (record) shelf?.setItem(PREFIX + key, JSON.stringify({ ...record, was: unit.target }));
    else shelf?.removeItem(PREFIX + key);
  } catch {
    shelfFailed = true;
  }
  showKept();
}

function recall() {
  for (const [key, unit] of byKey) {
    let record;
    try {
      record = JSON.parse(shelf?.getItem(PREFIX + key) ?? "null");
    } catch {
      record = null;
    }
    if (typeof record?.text !== "string") continue;
    // The site has taken it since: there is nothing left to do.
    if (record.text === unit.target && !unit.toDo) keep(unit, null);
    // Somebody else changed the site's text meanwhile: both stay in sight, and nothing counts as confirmed.
    else work.set(key, { text: record.text, isDone: record.isDone === true && record.was === unit.target, isSaved: record.isSaved === true });
  }
}

// ---- Words

const number = new Intl.NumberFormat(words.lang);

function say(key, values = {}) {
  const form = typeof words[key] === "string" ? words[key] : words[`${key}.${values.n === 1 ? "one" : "other"}`] ?? key;
  return form.replace(/\{([\w-]+)\}/g, (whole, name) => (typeof values[name] === "number" ? number.format(values[name]) : values[name] ?? whole));
}

/** A finding in the same words as the program's. */
function explain({ code, with: values }) {
  const fits = (template) => [...template.matchAll(/\{([\w-]+)\}/g)].every(([, name]) => values[name] !== undefined);
  const counted = (name) => (counts[`${name}.${values[name] === 1 ? "one" : "other"}`] ?? "{n}").replace("{n}", values[name]);
  return (checkWords[code]?.find(fits) ?? code).replace(/\{([\w-]+)\}/g, (whole, name) => counted(name));
}

function languageName(tag) {
  try {
    return new Intl.DisplayNames([words.lang], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

let telling = 0;
// A status that says the same twice is read once; so it is emptied first.
function tell(text) {
  at("live").textContent = "";
  clearTimeout(telling);
  telling = setTimeout(() => (at("live").textContent = text), 60);
}

function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const inSource = { lang: langs.source, dir: languages.source.dir };
const inTarget = { lang: langs.target, dir: languages.target.dir };

// ---- Which texts are shown, and in what order

let shown = [];
let made = 0;

/** What is most urgent first: changed facts from all pages, then pages by danger and priority, each in its own order. */
function groups(chosen) {
  const facts = chosen.filter((unit) => unit.state === "stale-facts");
  const pages = new Map();
  for (const unit of chosen.filter((unit) => !facts.includes(unit))) pages.set(unit.page, [...(pages.get(unit.page) ?? []), unit]);
  const urgency = (list) => [list.some(({ critical }) => critical) ? 0 : 1, Math.min(...list.map(({ priority }) => priority))];
  const sorted = [...pages].map(([page, list]) => ({ page, list, urgency: urgency(list) }));
  sorted.sort((left, right) => left.urgency[0] - right.urgency[0] || left.urgency[1] - right.urgency[1]);
  return [...(facts.length > 0 ? [{ page: null, list: facts }] : []), ...sorted];
}

function choose() {
  const view = at("view").value;
  const query = at("search").value.trim().toLocaleLowerCase();
  const inView = (unit) => {
    if (view === "todo") return !isDone(unit);
    if (view === "mine") return work.has(keyOf(unit));
    return view === "all" || unit.page === view.slice(5);
  };
  const hasQuery = (unit) => !query || [unit.source, textOf(unit), unit.page, unit.section ?? ""].some((text) => text.toLocaleLowerCase().includes(query));
  const chosen = units.filter((unit) => inView(unit) && hasQuery(unit));
  const order = view.startsWith("page:") ? [{ page: view.slice(5), list: chosen }] : groups(chosen);
  shown = order.flatMap(({ page, list }) => list.map((unit) => ({ unit, page })));
  made = 0;
  at("list").replaceChildren();
  makeMore();
  const words = chosen.reduce((sum, unit) => sum + unit.words, 0);
  at("count").textContent = chosen.length > 0 ? `${say("found", { n: chosen.length })}, ${say("words", { n: words })}` : say(view === "todo" && !query ? "all-done" : "nothing-found");
}

function makeMore(until = made + CHUNK) {
  for (; made < Math.min(until, shown.length); made += 1) {
    const { unit, page } = shown[made];
    let section = at("list").lastElementChild;
    if (!section || section.dataset.page !== (page ?? "")) {
      section = makePage(page);
      at("list").append(section);
    }
    section.append(makeUnit(unit, page));
  }
  at("more").hidden = made >= shown.length;
}

function makePage(page) {
  const title = page === null ? null : units.find((unit) => unit.page === page && unit.name === "title")?.source;
  const url = page === null ? null : units.find((unit) => unit.page === page)?.url;
  const heading = page === null ? make("h2", {}, say("facts-first")) : title ? make("h2", inSource, title) : make("h2", { dir: "ltr" }, page);
  const below = page === null ? make("p", {}, say("facts-note")) : make("p", {}, title ? `${page} ` : "", url && make("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, say("see-page")));
  return make("section", { class: "page", "data-page": page ?? "" }, make("header", {}, heading, below));
}

// ---- One text

const boxes = new Map();

function makeUnit(unit, page) {
  const id = units.indexOf(unit) + 1;
  const box = make("textarea", { id: `target-${id}`, ...inTarget, spellcheck: "true", rows: rowsFor(unit), "aria-describedby": `source-${id} checks-${id}` });
  box.value = textOf(unit);
  const head = make("header", {},
    make("h3", {}, `${number.format(id)}. ${say(`kind.${unit.kind}`)} `, unit.name && make("span", { class: "name", dir: "ltr" }, unit.name)),
    make("span", { class: "state" }),
    unit.critical && make("span", { class: "state urgent" }, say("critical")),
    page === null && make("span", {}, unit.page),
    unit.section && make("span", {}, `${say("under")} `, make("span", inSource, unit.section)),
  );
  const left = make("div", {},
    make("h4", {}, say("source", { language: languageName(langs.source) })),
    make("p", { class: "text", id: `source-${id}`, ...inSource }, unit.source),
    ...(unit.diff ? [make("h4", {}, say("changed")), makeDiff(unit.diff)] : []),
    ...(unit.terms.length > 0 ? [make("h4", {}, say("glossary")), make("ul", { class: "terms" }, ...unit.terms.map(makeTerm))] : []),
    unit.note && make("p", { class: "note" }, make("strong", {}, `${say("note")} `), make("span", { dir: "auto" }, unit.note)),
  );
  const act = (key, work, kind) => {
    const button = make("button", { type: "button", class: kind, "aria-describedby": `title-${id}` }, say(key));
    button.onclick = work;
    return button;
  };
  head.firstElementChild.id = `title-${id}`;
  const right = make("div", {},
    make("label", { for: box.id }, say("translation", { language: languageName(langs.target) })),
    box,
    unit.longest ? make("p", { class: "room" }) : null,
    make("ul", { class: "checks", id: `checks-${id}` }),
    make("p", { class: "acts" },
      act("confirm", () => confirmUnit(unit), "main"),
      act("copy", () => write(unit, unit.source)),
      act("undo", () => write(unit, null), "undo"),
    ),
    unit.target && make("div", { class: "before", hidden: true }, make("h4", {}, say("on-site")), make("p", { class: "text site-text", ...inTarget }, unit.target)),
  );
  const article = make("article", { class: "unit", "aria-labelledby": `title-${id}` }, head, make("div", { class: "sides" }, left, right));
  boxes.set(unit, article);
  let typing = 0;
  box.oninput = () => {
    keep(unit, box.value === unit.target && unit.toDo ? null : { text: box.value, isDone: false, isSaved: false });
    showUnit(unit, false);
    showProgress();
    clearTimeout(typing);
    typing = setTimeout(() => showChecks(unit, true), 500);
  };
  box.onfocus = () => (last = unit);
  showUnit(unit, true);
  return article;
}

// Browsers that fit a box to its text by themselves need no rows; the others get some.
function rowsFor(unit) {
  const longer = Math.max(unit.source.length, unit.target.length);
  return Math.min(14, Math.max(2, Math.ceil(longer / 48) + unit.source.split("\n").length - 1));
}

function makeDiff(diff) {
  const part = ([kind, text]) => {
    if (kind === "=") return text;
    const said = (key) => make("span", { class: "unseen" }, ` ${say(key)} `);
    return make(kind === "-" ? "del" : "ins", {}, said(kind === "-" ? "removed" : "added"), text, said("end"));
  };
  return make("p", { class: "text diff", ...inSource }, ...diff.map(part));
}

function makeTerm({ term, words: translated, keep, forbidden, note }) {
  const item = make("li", {}, make("b", inSource, term), " → ", keep ? make("i", {}, say("stays")) : make("span", inTarget, translated.join(" / ")));
  if (forbidden.length > 0) item.append(` (${say("not")} `, make("s", inTarget, forbidden.join(", ")), ")");
  if (note) item.append(make("span", { dir: "auto" }, ` – ${note}`));
  return item;
}

function showUnit(unit, withChecks) {
  const article = boxes.get(unit);
  const [record, label] = [work.get(keyOf(unit)), article.querySelector(".state")];
  label.textContent = record ? say(record.isDone ? "state.confirmed" : "state.typed") : say(`state.${unit.state}`);
  label.className = `state${isDone(unit) ? " done" : unit.state === "stale-facts" && !record ? " urgent" : ""}`;
  article.querySelector(".undo").hidden = !record;
  const before = article.querySelector(".before");
  if (before) before.hidden = textOf(unit) === unit.target;
  const room = article.querySelector(".room");
  if (room) room.textContent = say("room", { n: [...textOf(unit)].length, most: unit.longest });
  if (withChecks) showChecks(unit, false);
}

/** What stands between backticks in the program's words is a sign or word of the text. */
function quoted(text) {
  return text.split("`").map((part, place) => (place % 2 === 1 ? make("span", { class: "quoted", dir: "auto" }, part) : part));
}

function findings(unit) {
  return canCheck ? check(unit, textOf(unit).trim(), langs) : [];
}

function showChecks(unit, aloud) {
  const article = boxes.get(unit);
  const found = findings(unit);
  const list = article.querySelector(".checks");
  const item = (finding) => make("li", { class: finding.isError ? "error" : "warning" }, make("b", {}, `${say(finding.isError ? "error" : "warning")} `), ...quoted(explain(finding)), " ", make("code", {}, finding.code));
  const before = list.dataset.codes ?? "";
  list.replaceChildren(...found.map(item));
  list.dataset.codes = found.map(({ code }) => code).join(" ");
  article.querySelector("textarea").setAttribute("aria-invalid", String(found.some(({ isError }) => isError)));
  if (aloud && before !== list.dataset.codes) tell(found.length > 0 ? [say("findings", { n: found.length }), ...found.map(explain)].join(" ") : say("no-findings"));
}

/** Puts a text into a box; `null` takes back what was typed. */
function write(unit, text) {
  const box = boxes.get(unit).querySelector("textarea");
  keep(unit, text === null ? null : { text, isDone: false, isSaved: false });
  box.value = textOf(unit);
  showUnit(unit, true);
  showProgress();
  box.focus();
}

function confirmUnit(unit) {
  const text = textOf(unit).trim();
  const wrong = findings(unit).filter(({ isError }) => isError);
  const box = boxes.get(unit).querySelector("textarea");
  showChecks(unit, false);
  if (!text || wrong.length > 0) {
    box.focus();
    return tell(text ? [say("mend-first"), ...wrong.map(explain)].join(" ") : say("empty"));
  }
  keep(unit, { text, isDone: true, isSaved: false });
  box.value = text;
  showUnit(unit, false);
  showProgress();
  go(unit, 1, true, `${say("confirmed")} ${progressText()}`);
}

// ---- Going from one to the next

let last = null;

/** The next text, or the next to do; beginning again at the top where there is none below. */
function go(from, step, onlyToDo, said) {
  const start = shown.findIndex(({ unit }) => unit === from);
  const wanted = ({ unit }) => unit !== from && (!onlyToDo || !isDone(unit));
  const below = step > 0 ? shown.slice(start + 1) : shown.slice(0, Math.max(start, 0)).reverse();
  const next = below.find(wanted) ?? (onlyToDo ? shown.find(wanted) : undefined);
  if (next) {
    const place = shown.indexOf(next);
    if (place >= made) makeMore(place + CHUNK);
    const box = boxes.get(next.unit).querySelector("textarea");
    box.focus({ preventScroll: true });
    box.closest(".unit").scrollIntoView({ block: "center" });
    if (said) tell(said);
    return;
  }
  const left = units.some((unit) => !isDone(unit));
  if (onlyToDo) (left ? at("view") : at("save")).focus();
  if (onlyToDo || said) tell([said, say(left ? "view-done" : "all-done")].filter(Boolean).join(" "));
}

// ---- Progress

function progressText() {
  const done = units.filter(isDone);
  const sum = (list) => list.reduce((total, unit) => total + unit.words, 0);
  return say("done", { done: done.length, n: units.length, words: sum(done), total: sum(units) });
}

function showProgress() {
  at("progress").max = units.reduce((total, unit) => total + unit.words, 0) || 1;
  at("progress").value = units.filter(isDone).reduce((total, unit) => total + unit.words, 0);
  at("done").textContent = progressText();
}

function showKept() {
  const line = at("kept");
  const isKept = shelf && !shelfFailed;
  line.classList.toggle("alarm", !isKept && isUnsaved());
  line.textContent = say(!isKept ? "not-kept" : isUnsaved() ? "kept" : work.size > 0 ? "saved" : "nothing-yet");
}

// ---- Files

function save() {
  const all = document.querySelector("[name=what]:checked").value === "all";
  const chosen = units.filter((unit) => work.has(keyOf(unit)) || (all && unit.target));
  if (chosen.length === 0) return tell(say("nothing-to-save"));
  const name = at("named").checked ? at("credit").value.trim() : "";
  const header = [
    ["Project-Id-Version", site.title], ["PO-Revision-Date", `${day ?? "1970-01-01"} 00:00+0000`], ["Last-Translator", "Anonymous"],
    ["Language-Team", langs.target], ["Language", langs.target], ["MIME-Version", "1.0"],
    ["Content-Type", "text/plain; charset=UTF-8"], ["Content-Transfer-Encoding", "8bit"],
    ["X-Generator", "Altavoz pack"], ["X-Site", site.url], ["X-Source-Language", langs.source],
    ...(name ? [["X-Translator-Credit", name]] : []),
  ];
  const entries = chosen.map((unit) => ({ comments: [unit.kind, ...(unit.base ? [`was: ${unit.base}`] : [])], file: unit.file, context: unit.context, id: unit.source, previous: unit.before, text: textOf(unit).trim(), isDraft: !isDone(unit) }));
  const link = make("a", { href: URL.createObjectURL(new Blob([writePo(header, entries)], { type: "text/x-gettext-translation" })), download: fileName() });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  for (const unit of units) if (work.has(keyOf(unit))) keep(unit, { ...work.get(keyOf(unit)), isSaved: true });
  tell(say("saved-as", { file: fileName() }));
}

function fileName() {
  const host = site.url.replace(/^\w+:\/\//, "").replace(/[^\p{L}\p{N}.-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  return `${host || "site"}-${langs.target}.po`;
}

async function load(file) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return warn(say("load-encoding"));
  }
  const { header, entries, wrong } = readPo(text);
  if (wrong !== null) return warn(say("load-wrong", { n: wrong }));
  const [from, language] = [header.get("x-site") ?? header.get("x-altavoz-site"), header.get("language")];
  if (from && from !== site.url) return warn(say("load-site", { site: from }));
  if (language && language.replace("_", "-") !== langs.target) return warn(say("load-language", { language: languageName(language.replace("_", "-")) }));
  const known = new Map(units.map((unit) => [`${unit.context}\n${unit.source}`, unit]));
  const found = entries.filter(({ text }) => text).map((entry) => ({ entry, unit: known.get(`${entry.context}\n${entry.id}`) }));
  const news = found.filter(({ entry, unit }) => unit && (entry.text !== textOf(unit) || !entry.isDraft !== isDone(unit)));
  const clashes = news.filter(({ entry, unit }) => work.has(keyOf(unit)) && textOf(unit) !== entry.text);
  const isTaken = clashes.length === 0 || confirm(say("load-clash", { n: clashes.length }));
  const taken = news.filter((one) => isTaken || !clashes.includes(one));
  for (const { entry, unit } of taken) keep(unit, { text: entry.text, isDone: !entry.isDraft, isSaved: true });
  if (header.get("x-translator-credit")) {
    [at("named").checked, at("credit").value] = [true, header.get("x-translator-credit")];
    at("credit-line").hidden = false;
  }
  choose();
  showProgress();
  const unknown = found.filter(({ unit }) => !unit).length;
  warn([say("loaded", { n: taken.length }), unknown > 0 && say("load-unknown", { n: unknown })].filter(Boolean).join(" "));
}

/** Says something that must not be missed. */
function warn(text) {
  at("count").textContent = text;
  tell(text);
  at("count").scrollIntoView({ block: "center" });
}

function forget() {
  if (!confirm(say("forget-sure"))) return;
  for (const unit of units) keep(unit, null);
  for (const key of Object.keys(shelf ?? {}).filter((key) => key.startsWith(PREFIX))) shelf.removeItem(key);
  choose();
  showProgress();
  tell(say("forgotten"));
}

// ---- The page

function start() {
  at("old").remove();
  at("desk").hidden = at("choose").hidden = false;
  at("languages").textContent = say("from-to", { source: languageName(langs.source), target: languageName(langs.target) });
  const option = (value, text) => make("option", { value }, text);
  const pages = [...new Set(units.map(({ page }) => page))];
  at("view").append(option("todo", say("view-todo")), option("mine", say("view-mine")), option("all", say("view-all")), make("optgroup", { label: say("pages") }, ...pages.map((page) => option(`page:${page}`, page))));
  at("view").onchange = choose;
  let typing = 0;
  at("search").oninput = () => (clearTimeout(typing), (typing = setTimeout(() => (choose(), tell(at("count").textContent)), 300)));
  at("choose").onsubmit = (event) => (event.preventDefault(), choose());
  at("more").onclick = () => {
    const first = made;
    makeMore();
    boxes.get(shown[first].unit).querySelector("textarea").focus();
  };
  if ("IntersectionObserver" in window) new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && document.activeElement !== at("more") && makeMore(), { rootMargin: "800px" }).observe(at("more"));
  at("next").onclick = () => go(last, 1, true);
  at("save").onclick = save;
  at("forget").onclick = forget;
  at("named").onchange = () => (at("credit-line").hidden = !at("named").checked);
  at("load").onchange = ({ target }) => target.files[0] && load(target.files[0]).finally(() => (target.value = ""));
  addEventListener("keydown", onKey);
  addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault());
  recall();
  choose();
  showProgress();
  showKept();
}

function onKey(event) {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const unit = event.target.matches?.("textarea") ? last : null;
  const act = () => {
    if (isCommand && event.key.toLowerCase() === "s") return save;
    if (unit && isCommand && event.key === "Enter") return () => confirmUnit(unit);
    if (unit && event.altKey && !isCommand && event.key === "ArrowDown") return () => go(unit, 1, false);
    if (unit && event.altKey && !isCommand && event.key === "ArrowUp") return () => go(unit, -1, false);
  };
  const chosen = act();
  // A key that finishes a letter in an input method is no command.
  if (!chosen || event.isComposing) return;
  event.preventDefault();
  chosen();
}

start();
