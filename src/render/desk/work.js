// Makes the translators' page of the preview quicker: a text is saved without leaving the page, and a click on a
// paragraph of the real page leads to its text. Everything works without this, too.

const real = document.getElementById("real");
const said = document.getElementById("said");
const boxOf = (row) => row.querySelector("textarea[name=text]");
const isDirty = (form) => form.text.value !== form.text.defaultValue || "unsaved" in form.dataset;

// What is typed and not saved does not go with the page.
addEventListener("beforeunload", (event) => [...document.forms].some((form) => form.text && isDirty(form)) && event.preventDefault());

document.addEventListener("keydown", (event) => {
  const { form } = event.target;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form?.text) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[value=confirm]"));
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post") return;
  event.preventDefault();
  save(form, submitter);
});

async function save(form, submitter) {
  const buttons = [...form.querySelectorAll("button")];
  const body = new URLSearchParams(new FormData(form, submitter));
  buttons.forEach((button) => (button.disabled = true));
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("texts")) return tell((page.querySelector(".stray p") ?? page.body).textContent, true);
    const row = form.closest("[data-key]");
    const number = [...row.parentNode.children].indexOf(row);
    form.dataset.sent = "";
    showDesk(page);
    const news = page.getElementById("said") ?? said;
    tell(news.textContent, !answer.ok);
    goOn(number, answer.ok);
  } catch {
    tell(said.dataset.lost, true);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

function tell(words, isBad) {
  said.textContent = words;
  said.classList.toggle("bad", isBad);
}

// To the next text that is to do, or back to the one that was not taken.
function goOn(number, isTaken) {
  const rows = [...document.querySelectorAll("#texts > [data-key]")];
  const isNext = (row, place) => place !== number && "todo" in row.dataset;
  const next = isTaken ? (rows.find((row, place) => place > number && isNext(row, place)) ?? rows.find(isNext)) : rows[number];
  if (next) open(next);
  else said.focus();
}

function open(row) {
  row.querySelector("details").open = true;
  const box = boxOf(row);
  box.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// What a save brings is put into the list; what is typed elsewhere stays, with all that its form knew when it was typed.
document.addEventListener("desk-part", ({ detail: [old, next] }) => {
  const rows = new Map([...next.querySelectorAll("[data-key]")].map((row) => [row.dataset.key, row]));
  for (const row of old.querySelectorAll("[data-key]")) {
    const form = row.querySelector("form");
    const fresh = rows.get(row.dataset.key);
    const isTyped = isDirty(form) && !("sent" in form.dataset);
    if (fresh?.dataset.state === row.dataset.state && !("sent" in form.dataset)) fresh.querySelector("details").open = row.querySelector("details").open;
    if (isTyped && fresh) fresh.querySelector("form").replaceWith(form);
    else if (isTyped) next.prepend(row);
  }
});
document.addEventListener("desk-shown", () => real && colour());

// The real page: every paragraph in the colour of its text.

const LEAVES = "h1, h2, h3, h4, h5, h6, p, li, td, th, dt, dd, figcaption, caption, summary";
real?.addEventListener("load", begin);
if (real?.contentDocument?.readyState === "complete") begin();

function begin() {
  const page = real.contentDocument;
  if (!page?.head) return;
  const style = page.createElement("link");
  style.rel = "stylesheet";
  style.href = "/_altavoz/beside.css";
  page.head.append(style);
  page.addEventListener("click", clicked);
  colour();
}

function clicked(event) {
  const place = event.target.closest("[data-altavoz]");
  if (!place || event.target.closest("a, button, input, select, textarea, label")) return;
  const row = [...document.querySelectorAll("#texts > [data-key]")].find((row) => row.dataset.key === place.dataset.altavozKey);
  if (row) open(row);
}

function letters(node) {
  const copy = node.cloneNode(true);
  copy.querySelectorAll("sup, .beside, ul, ol, [hidden], script, .footnote-backref").forEach((part) => part.remove());
  return copy.textContent.normalize("NFC").replace(/[^\p{Alphabetic}\p{N}]/gu, "").toLowerCase();
}

function colour() {
  const page = real.contentDocument;
  if (!page?.body) return;
  const places = new Map();
  // The innermost of those that say the same comes last.
  for (const node of (page.querySelector("main") ?? page.body).querySelectorAll(LEAVES)) {
    const words = letters(node);
    if (!words) continue;
    const known = places.get(words) ?? [];
    if (known.at(-1)?.contains(node)) known.pop();
    places.set(words, [...known, node]);
  }
  page.querySelectorAll("[data-altavoz]").forEach((node) => delete node.dataset.altavoz);
  for (const row of document.querySelectorAll("#texts > [data-key]")) {
    const node = places.get(row.dataset.letters)?.shift();
    if (!node) continue;
    node.dataset.altavoz = row.dataset.state;
    node.dataset.altavozKey = row.dataset.key;
    // Not by its colour alone.
    if ("todo" in row.dataset) node.dataset.altavozWord = row.dataset.word;
    else delete node.dataset.altavozWord;
  }
}

// The paragraph of the text that one works on is shown.
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.("#texts > [data-key]");
  const page = real?.contentDocument;
  if (!row || !page) return;
  page.querySelectorAll("[data-altavoz-here]").forEach((node) => delete node.dataset.altavozHere);
  const node = [...page.querySelectorAll("[data-altavoz]")].find((node) => node.dataset.altavozKey === row.dataset.key);
  if (!node) return;
  node.dataset.altavozHere = "";
  const { top, bottom } = node.getBoundingClientRect();
  if (top < 0 || bottom > real.clientHeight) real.contentWindow.scrollBy(0, top - real.clientHeight / 3);
});
