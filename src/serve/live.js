// The preview's own script: shows what was saved, and what is wrong. It is never published.

const own = document.currentScript ?? document.querySelector("script[data-mark]");
// The digest of what was answered; the desk's says so.
const [mark, isDesk] = own.dataset.mark.startsWith("desk ") ? [own.dataset.mark.slice(5), true] : [own.dataset.mark, false];
const SCROLL = "altavoz-scroll";

// What the page said when it came, to see later whether only its style sheets changed; nothing if it is another by now.
const etag = (answer) => (answer.headers.get("etag") ?? "").replaceAll('"', "");
const same = (answer) => (etag(answer) === mark ? answer.text() : null);
const first = mark && !isDesk ? fetch(location.href, { cache: "no-store" }).then(same) : null;

restoreScroll();
const box = makeBox();
const events = new EventSource("/_altavoz/events");
let known = "";
let knownParts = null;
events.onmessage = ({ data }) => {
  const { report, parts } = JSON.parse(data);
  // A picture changed behind its name: the page says the same and shows another thing.
  const changed = (knownParts ?? "0") !== "0" && parts !== knownParts;
  knownParts = parts;
  if (changed && !isDesk && document.querySelector("img, source, video, link[rel=icon]")) return reload();
  const text = JSON.stringify(report);
  if (report && text !== known) {
    known = text;
    tell(report);
  }
  look();
};
addEventListener("pagehide", () => events.close());

// One look at a time; what comes meanwhile is one more look.
let looking = false;
let again = false;
async function look() {
  if (looking) return void (again = true);
  looking = true;
  do {
    again = false;
    try {
      await compare();
    } catch {
      // The program was stopped; the event source tries again and again.
    }
  } while (again);
  looking = false;
}

async function compare() {
  if (isDesk) return compareDesk();
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
  const now = etag(answer);
  if (now === (own.dataset.shown ?? mark)) return;
  if (mark && first && answer.ok) {
    const [page, before] = [await (await fetch(location.href, { cache: "no-store" })).text(), await first];
    if (before !== null && withoutStyles(page) === withoutStyles(before)) {
      own.dataset.shown = now;
      return swapStyles(page);
    }
  }
  reload();
}

// The desk is made of the whole site. What was typed into it and where one was stays.
async function compareDesk() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const now = etag(answer);
  if (!answer.ok || now === (own.dataset.shown ?? mark)) return;
  showDesk(new DOMParser().parseFromString(await answer.text(), "text/html"));
  own.dataset.shown = now;
}

// Only the parts that say so, where a page of the desk has such: what is around them is kept.
function showDesk(page) {
  const focused = document.activeElement?.id;
  const typed = [...document.querySelectorAll("main input[id], main select[id]")].map(({ id, value }) => [id, value]);
  const parts = [...document.querySelectorAll("[data-part]")];
  for (const old of parts.length ? parts : [document.querySelector("main")]) {
    const next = page.getElementById(old.id);
    if (!next) continue;
    document.dispatchEvent(new CustomEvent("desk-part", { detail: [old, next] }));
    old.replaceWith(next);
  }
  for (const [id, value] of typed) if (document.getElementById(id)) document.getElementById(id).value = value;
  if (focused) document.getElementById(focused)?.focus();
  document.dispatchEvent(new CustomEvent("desk-shown"));
}

const STYLE = /<link[^>]*\brel="?stylesheet"?[^>]*>/g;

function withoutStyles(page) {
  return page.replace(STYLE, "").replace(/<script[^>]*data-mark[^>]*><\/script>/g, "");
}

function swapStyles(page) {
  const next = new DOMParser().parseFromString(page, "text/html").querySelectorAll("link[rel=stylesheet]");
  const old = [...document.querySelectorAll("link[rel=stylesheet]")];
  next.forEach((link, number) => {
    if (old[number] && old[number].getAttribute("href") === link.getAttribute("href")) return;
    const fresh = document.createElement("link");
    for (const { name, value } of link.attributes) fresh.setAttribute(name, value);
    // The old one goes when the new one is there, so that the page never stands naked.
    fresh.onload = () => old[number]?.remove();
    (old[number] ?? document.head.lastElementChild).after(fresh);
  });
  old.slice(next.length).forEach((link) => link.remove());
}

function reload() {
  sessionStorage.setItem(SCROLL, JSON.stringify([location.pathname, scrollX, scrollY]));
  location.reload();
}

function restoreScroll() {
  const [path, x, y] = JSON.parse(sessionStorage.getItem(SCROLL) ?? "[]");
  sessionStorage.removeItem(SCROLL);
  if (path !== location.pathname) return;
  history.scrollRestoration = "manual";
  scrollTo(x, y);
  // Pictures without a size move what is under them.
  addEventListener("load", () => scrollTo(x, y), { once: true });
}

// The box stands in a shadow tree: the site's style does not reach it, nor its style the site.
function makeBox() {
  const host = document.createElement("div");
  host.id = "altavoz-preview";
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/_altavoz/live.css";
  root.append(style);
  document.body.append(host);
  return root;
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function tell(report) {
  box.querySelectorAll(".problems, .pill").forEach((old) => old.remove());
  // The desk tells it all by itself.
  if (isDesk) return;
  if (report.errors > 0) box.append(overlay(report));
  else if (report.warnings > 0) box.append(pill(report));
  // On a page that stands beside its translation, it would lead to where one is.
  if (report.words.translate && top === self) box.append(translating(report));
}

function translating({ words }) {
  const href = `/_altavoz/translate/?at=${encodeURIComponent(decodeURIComponent(location.pathname))}`;
  return element("a", words.translate, { class: "pill translate", href, lang: words.lang });
}

function pill({ words, errors }) {
  return element("a", words.pill, { class: errors > 0 ? "pill bad" : "pill", href: "/_altavoz/" });
}

function overlay(report) {
  const { words, problems } = report;
  const panel = element("section", "", { class: "problems", role: "alert", "aria-label": words.title, lang: words.lang });
  const bar = element("header", "");
  const hide = element("button", words.hide, { type: "button" });
  hide.onclick = () => (panel.remove(), box.append(pill(report)));
  panel.onkeydown = ({ key }) => key === "Escape" && hide.click();
  bar.append(element("h2", words.title), element("a", words.desk, { href: "/_altavoz/" }), hide);
  const list = element("ol", "");
  list.append(...problems.map(problem));
  panel.append(bar, element("p", words.good), list);
  return panel;
}

function problem({ file, line, column, message, help, excerpt, code }) {
  const item = element("li", "");
  item.append(element("h3", message));
  if (file) item.append(element("p", line ? `${file}:${line}:${column}` : file, { class: "place" }));
  if (excerpt) item.append(element("pre", excerpt, { tabindex: "0" }));
  if (help) item.append(element("p", help, { class: "help" }));
  if (code) item.append(element("code", code));
  return item;
}
