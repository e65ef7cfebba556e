// What can be seen in a translation without knowing the languages. Same codes and words as `altavoz translate check`;
// tests/qa/vectors.json holds both to the same findings. Pure: a unit and a text in, findings out.

const ERRORS = new Set(["skeleton", "placeholder", "link-target", "unbalanced", "heading-id", "bidi", "invisible", "raw-html", "value"]);

/** The findings in a translation: `{ code, isError, with }`, errors first. `langs`: `{ source, target }`. */
function check(unit, text, langs) {
  const found = new Map();
  const find = (slug, values = {}) => {
    const code = `translation/${slug}`;
    if (!found.has(code)) found.set(code, { code, isError: ERRORS.has(slug), with: values });
  };
  if (text.trim() === "") return [];
  const [from, to] = [parts(unit.source), parts(text)];
  checkShape(unit, text, from, to, langs, find);
  checkSigns(unit, text, from, to, find);
  checkFacts(from, to, langs, find);
  checkTerms(unit, to, find);
  checkStyle(unit, text, from, to, langs, find);
  return [...found.values()].sort((left, right) => right.isError - left.isError);
}

/** A text taken apart: code, tags, links, notes; `prose` is what readers read. */
function parts(text) {
  const taken = { text, code: [], tags: [], links: [], images: [], alts: [], notes: [] };
  const take = (list) => (whole) => (taken[list].push(whole), " ");
  taken.prose = text
    .replace(/(?<!`)(`+)(?!`)([^]*?[^`])\1(?!`)/g, (whole, fence, code) => take("code")(code.trim()))
    // Not written as it is read, since a browser would take it for the beginning of a comment.
    .replace(/<!-{2}[^]*?-{2}>|<(script|style)\b[^]*?<\/\1\s*>/gi, take("tags"))
    .replace(/<((?:https?|mailto):[^\s<>]+)>/gi, (whole, url) => take("links")(url))
    .replace(/<([\w.+-]+@[\w.-]+)>/g, (whole, mail) => (take("links")(`mailto:${mail}`), ` ${mail} `))
    .replace(/<\/?[a-z][^<>]*>/gi, take("tags"))
    .replace(/!\[((?:\\.|[^\[\]])*)\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)[^()]*\)/g, (whole, alt, url) => (taken.images.push(url), taken.alts.push(alt.trim()), ` ${alt} `))
    .replace(/\[((?:\\.|[^\[\]])*)\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)[^()]*\)/g, (whole, label, url) => (taken.links.push(url), label))
    .replace(/\[\^([^\]\s]+)\]/g, (whole, name) => (taken.notes.push(name), ""));
  return taken;
}

const same = (left, right) => left.length === right.length && [...left].sort().join("\n") === [...right].sort().join("\n");
const without = (list, other) => {
  const rest = [...other];
  return list.filter((one) => (rest.includes(one) ? (rest.splice(rest.indexOf(one), 1), false) : true));
};

/** What a finding says: what should be there and what is, or the one of them that there is. */
function either(wanted, got, name = "value") {
  if (wanted && got) return { wanted, [name]: got };
  return wanted ? { missing: wanted } : { extra: got };
}

function checkShape(unit, text, from, to, langs, find) {
  const added = without(to.tags, from.tags);
  const [lost, more] = [without(from.tags, to.tags), (list) => to[list].length - from[list].length];
  const scripted = [...to.links, ...to.images].filter((url) => /^\s*(javascript|data|vbscript):/i.test(url));
  if (added.length + scripted.length > 0) find("raw-html", { html: [...added, ...scripted][0].split("\n")[0] });
  // A file's name may say its language: `about.es.md`.
  const named = (code) => [langs.source, langs.target].reduce((name, lang) => name.replaceAll(`.${lang}.md`, ".md"), code);
  const [fromCode, toCode] = [from.code.map(named), to.code.map(named)];
  for (const missing of [...without(fromCode, toCode), ...without(from.notes, to.notes).map((name) => `[^${name}]`), ...lost]) find("skeleton", { missing });
  for (const extra of [...without(toCode, fromCode), ...without(to.notes, from.notes).map((name) => `[^${name}]`)]) find("skeleton", { extra });
  for (const list of ["links", "images"]) {
    if (more(list) < 0) find("skeleton", { missing: without(from[list], to[list])[0] ?? from[list][0] });
    if (more(list) > 0) find("skeleton", { extra: without(to[list], from[list])[0] ?? to[list][0] });
  }
  const [wanted, got] = [blocks(unit, unit.source), blocks(unit, text)];
  if (wanted !== got) find("skeleton", { wanted, blocks: got });
  const address = (url) => url.split("/").filter((part) => part !== langs.source && part !== langs.target).join("/");
  for (const list of ["links", "images"]) {
    const changed = without(to[list].map(address), from[list].map(address));
    if (!more(list) && changed.length > 0) find("link-target", { target: to[list].find((url) => address(url) === changed[0]), wanted: without(from[list], to[list])[0] });
  }
  // An address that stands in the text as it is.
  const bare = ({ prose }) => (prose.match(/https?:\/\/[^\s<>()]+/g) ?? []).map((url) => address(url.replace(/[.,;:!?…»”"']+$/, "")));
  const [said, saying] = [bare(from), bare(to)];
  const [others, wantedOnes] = [without(saying, said), without(said, saying)];
  if (said.length === saying.length && others.length > 0) find("link-target", { target: others[0], wanted: wantedOnes[0] });
  const slots = ({ prose }) => prose.match(/\{\w[\w.-]*\}|%\(\w+\)s/g) ?? [];
  // "One child", "no child": a form for a single number has the number in its words.
  const isSaid = (slot) => unit.kind === "string" && /\.(zero|one|two)$/.test(unit.name ?? "") && /^\{(n|count)\}$/.test(slot);
  for (const missing of without(slots(from), slots(to)).filter((slot) => !isSaid(slot))) find("placeholder", { missing });
  for (const extra of without(slots(to), slots(from))) find("placeholder", { extra });
  const id = (whole) => whole.match(/\{[^{}]*[#.][^{}]*\}\s*$/)?.[0].trim() ?? "";
  if (unit.kind === "heading" && id(unit.source) !== id(text)) find("heading-id", either(id(unit.source), id(text), "id"));
  if (["field", "argument"].includes(unit.kind) && /[\r\n]/.test(text.trim()) && !/[\r\n]/.test(unit.source)) find("value");
}

const BLOCKS = ["list", "list", "heading", "quote", "code", "directive", "rule", "definition"];
const BLOCK = /^ {0,3}(?:([-+*])\s|(\d{1,9})[.)]\s|(#{1,6})\s|(>)|(```|~~~)|(:::)|(-{3,}|={2,}|\*{3,})\s*$|(\[[^\]]+\]:))/;

/** What a text is made of: `paragraph`, `list`. A year and a full stop at the beginning is a list. */
function blocks(unit, text) {
  const begins = (line, number) => {
    const mark = line.match(BLOCK);
    // Only a list that begins with 1 can begin inside a paragraph.
    if (!mark || (mark[2] && number > 0 && mark[2] !== "1")) return number > 0 ? null : "paragraph";
    return BLOCKS[mark.slice(1).findIndex(Boolean)];
  };
  const found = text.trim().split(/\n\s*\n/).flatMap((block) => block.split("\n").map(begins).filter(Boolean));
  if (unit.kind === "cell") found.push(...(text.match(/(?<!\\)\|/g) ?? []));
  if (["cell", "heading"].includes(unit.kind)) found.push(...(text.trim().match(/\n/g) ?? []).map(() => "line"));
  return found.join(", ");
}

const PAIRS = [["(", ")"], ["[", "]"], ["«", "»"], ["“", "”"]];

function checkSigns(unit, text, from, to, find) {
  const count = (prose, sign) => prose.split(sign).length - 1;
  const clean = (prose) => prose.replace(/\\[^]/g, "").replace(/^\s*\w{1,3}\)/, "");
  const loose = (prose) => [
    ...["**", "~~"].filter((mark) => count(prose, mark) % 2),
    ...(prose.replaceAll("**", "").match(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu)?.length % 2 ? ["_"] : []),
    ...(prose.replaceAll("**", "").match(/\*(?=\S)|(?<=\S)\*/g)?.length % 2 ? ["*"] : []),
    ...PAIRS.filter(([open, close]) => count(prose, open) !== count(prose, close)).flat(),
  ];
  const wrong = loose(clean(to.prose)).filter((mark) => !loose(clean(from.prose)).includes(mark));
  if (wrong.length > 0) find("unbalanced", { sign: wrong[0] });
  const turned = unclosed(text);
  if (turned) find("bidi", { sign: nameOf(turned) });
  const hidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
  const strange = without(text.match(hidden) ?? [], unit.source.match(hidden) ?? []);
  if (strange.length > 0) find("invisible", { sign: nameOf(strange[0]) });
}

const nameOf = (sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** A sign that turns the direction of writing and is not turned back, or turns back what was not turned. */
function unclosed(text) {
  const open = [];
  for (const sign of text.match(/[\u202a-\u202e\u2066-\u2069]/g) ?? []) {
    // Nobody needs to turn letters round one by one.
    if (/[\u202d\u202e]/.test(sign)) return sign;
    if (/[\u202a\u202b\u2066-\u2068]/.test(sign)) open.push(sign);
    else {
      const last = open.pop();
      if (!last || /[\u202a\u202b]/.test(last) !== (sign === "\u202c")) return sign;
    }
  }
  return open.pop();
}

const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6];
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /\+\d[\d\s().-]{5,}\d|\(?\b\d{2,4}\)?[-. ]\d{3,4}[-. ]\d{4}\b/g;
const HOUR = /(\d{1,2})(?:[:.](\d{2}))?\s*(a|p)\.?\s?m\b\.?/gi;

function ascii(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const zero = ZEROS.find((zero) => digit.codePointAt(0) - zero >= 0 && digit.codePointAt(0) - zero < 10);
    return zero === undefined ? digit : String(digit.codePointAt(0) - zero);
  }).replaceAll("\u066c", ",").replaceAll("\u066b", ".");
}

function checkFacts(from, to, langs, find) {
  const [before, after] = [facts(from.prose, langs.source), facts(to.prose, langs.target)];
  const [lost, come] = [without(before.contacts, after.contacts), without(after.contacts, before.contacts)];
  if (lost.length + come.length > 0) find("contact", either(lost[0], come[0]));
  const rest = [...after.numbers];
  const missing = [];
  for (const number of before.numbers) {
    const at = rest.findIndex((other) => other.values.some((value) => number.values.includes(value)));
    if (at < 0) missing.push(number.text);
    else rest.splice(at, 1);
  }
  for (const month of without(before.months, after.months)) {
    const at = rest.findIndex(({ values }) => values.includes(month));
    if (at < 0) missing.push(monthNames(langs.source)[month - 1][0]);
    else rest.splice(at, 1);
  }
  // Who writes “7” for “seven” adds no number.
  const spelled = from.prose.match(/\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|dozen|first|second|third)\b/gi)?.length ?? 0;
  if (missing.length > 0 || rest.length > spelled) find("number", either(missing[0], rest[0]?.text));
}

/** Addresses, numbers with all that they can mean, months. */
function facts(prose, lang) {
  let text = ascii(prose);
  const contacts = [...(text.match(MAIL) ?? [])];
  text = text.replace(MAIL, " ");
  contacts.push(...(text.match(PHONE) ?? []).map((phone) => phone.replace(/[^\d+]/g, "")));
  text = text.replace(PHONE, " ");
  const months = [];
  monthNames(lang).forEach((names, number) => {
    const name = `(?<![\\p{L}])(?:${names.join("|")})(?![\\p{L}])`;
    // “May” is also a word.
    const shape = lang.startsWith("en") && number === 4 ? `\\d\\s+May\\b|\\bMay\\s+\\d` : name;
    months.push(...(text.match(new RegExp(shape, number === 4 ? "gu" : "giu")) ?? []).map(() => number + 1));
  });
  const numbers = [];
  text = text.replace(HOUR, (whole, hour, minutes, half) => {
    const value = (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
    numbers.push({ text: whole, values: [`${value}:${minutes ?? "00"}`] });
    return " ";
  });
  for (const [whole] of text.matchAll(/\d+(?:[.,:\u00a0\u202f'’]\d+)*(?:(?<=\d) (?=\d{3}\b)\d{3})*/g)) numbers.push({ text: whole, values: readings(whole, lang) });
  return { contacts, months, numbers };
}

/** What a number can mean: `1.234` is 1234 in Madrid and 1.234 in Mexico. */
function readings(text, lang) {
  const plain = text.replace(/[\s\u00a0\u202f'’]/g, "");
  if (plain.includes(":")) return [plain.replace(/^0(?=\d)/, "")];
  const read = (group, point) => {
    const shape = new RegExp(`^\\d+(?:\\${group}\\d{3})*(?:\\${point}\\d+)?$`);
    return shape.test(plain) ? String(Number(plain.replaceAll(group, "").replace(point, "."))) : null;
  };
  const values = lang.startsWith("en") ? [read(",", ".")] : [read(".", ","), read(",", ".")];
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known : [plain];
}

const MONTHS = new Map();

function monthNames(lang) {
  if (!MONTHS.has(lang)) {
    // Arabic has other months east and west.
    const tags = lang.startsWith("ar") ? [lang, "ar-SY", "ar-MA"] : [lang];
    MONTHS.set(lang, Array.from({ length: 12 }, (_, month) => [...new Set(tags.flatMap((tag) => [{}, { day: "numeric" }].map((day) => {
      const writer = new Intl.DateTimeFormat(tag, { month: "long", timeZone: "UTC", calendar: "gregory", ...day });
      return writer.formatToParts(Date.UTC(2024, month, 15)).find(({ type }) => type === "month").value;
    })))].filter((name) => /^\p{L}[\p{L}\p{M}]+$/u.test(name))));
    if (MONTHS.get(lang).some((names) => names.length === 0)) MONTHS.set(lang, []);
  }
  return MONTHS.get(lang);
}

/** Lower case without accents; Arabic without article and the variants of alif. */
function plainWord(word) {
  const plain = word.toLowerCase().normalize("NFD").replace(/(?!\u0303)\p{M}|\u0640/gu, "").normalize("NFC").replace(/[أإآ]/g, "ا");
  const article = ["وال", "بال", "كال", "فال", "لل", "ال"].find((article) => plain.startsWith(article) && plain.length >= article.length + 3);
  return article ? plain.slice(article.length) : plain;
}

const wordsOf = (text) => (text.match(/[\p{L}\p{N}\p{M}#]+/gu) ?? []).map(plainWord);

/** Whether a word of a text is a form of a term's word: “alternatives” of “alternative”. */
function isForm(word, wanted) {
  if (wanted.length <= 3 || wanted.startsWith("#")) return word === wanted || (wanted.length === 3 && word === `${wanted}s`);
  const short = wanted.replace(/s$/, "").replace(/[aeoyةه]$/, "");
  return word.startsWith(short.length >= 3 ? short : wanted) && word.length <= wanted.length + 4;
}

/** Whether a sign before each word ends what is said: `per family; detention costs` is no family detention. */
function beginnings(text) {
  const between = text.split(/[\p{L}\p{N}\p{M}#]+/gu);
  return between.slice(0, -1).map((signs) => /[;:!?…؛؟。]|\.\s/.test(signs));
}

/** Finds a term in any of its forms. Some wrong words pass, no right one is missed. */
function hasTerm({ words, begins }, term) {
  const [wanted, ends] = [wordsOf(term), beginnings(term)];
  const fits = (at) => (word, number) => at + number < words.length && isForm(words[at + number], word) && (number === 0 || ends[number] || !begins[at + number]);
  return wanted.length > 0 && words.some((_, at) => wanted.every(fits(at)));
}

/** `unit.terms` are those that the source has. */
function checkTerms(unit, to, find) {
  const here = { words: wordsOf(to.prose), begins: beginnings(to.prose) };
  for (const { term, words, forbidden, keep } of unit.terms ?? []) {
    const has = keep ? to.prose.includes(term) : words.length === 0 || words.some((word) => hasTerm(here, word));
    // What is left as it is, is a name, or `unchanged` tells of it.
    if (!has && to.text.trim() !== unit.source.trim()) find("glossary-missing", keep ? { keep: term } : { term, word: words[0] });
    const bad = forbidden.find((word) => hasTerm(here, word));
    if (bad) find("glossary-forbidden", { value: bad, ...(words[0] && { word: words[0] }) });
  }
}

const END = { ".": ".", "…": ".", "。": ".", "．": ".", "۔": ".", "।": ".", "?": "?", "؟": "?", "？": "?", "!": "!", "！": "!", ":": ":", "：": ":", ";": ";", "؛": ";", "；": ";", ",": ",", "،": ",", "，": ",", "、": "," };
const ARABIC = { "?": "؟", ";": "؛", ",": "،" };

function checkStyle(unit, text, from, to, langs, find) {
  const normal = (one) => one.normalize("NFC").replace(/\s+/g, " ").trim();
  if (normal(unit.source) === normal(text)) {
    if (isSaid(unit, from.prose)) find("unchanged");
  } else {
    const alt = to.alts.find((alt) => from.alts.includes(alt) && isSaid(unit, alt));
    if (alt) find("alt-unchanged", { value: alt });
  }
  const count = (sign) => to.prose.split(sign).length - 1;
  if (/^es\b/.test(langs.target)) for (const [open, close] of [["¿", "?"], ["¡", "!"]]) if (count(open) < count(close)) find("opening-mark", { sign: open, close });
  const [wanted, got] = [endOf(from.prose), endOf(to.prose)];
  // Arabic, Persian and Urdu have marks of their own, and `?` is none of them.
  const foreign = /^(ar|fa|ur)\b/.test(langs.target) && to.prose.match(/[\u0600-\u06ff]([?;,])/);
  const own = (mark) => (/^(ar|fa|ur)\b/.test(langs.target) && ARABIC[mark]) || mark;
  if (foreign) find("end-mark", { value: foreign[1], instead: own(foreign[1]) });
  else if (wanted !== got) find("end-mark", either(own(wanted), own(got)));
  const twice = (prose) => prose.match(/(?<![\p{L}\p{N}])(\p{L}[\p{L}\p{M}]+)\s+\1(?![\p{L}\p{N}])/iu);
  if (twice(to.prose) && !twice(from.prose)) find("double-word", { value: twice(to.prose)[1] });
  if (/\S {2,}\S/.test(text) && !/\S {2,}\S/.test(unit.source)) find("double-space");
  const length = [...text].length;
  if (unit.longest && length > unit.longest) return find("length", { characters: length, longest: unit.longest });
  const [wants, has] = [letters(from.prose, langs.source), letters(to.prose, langs.target)];
  if (wants < 30 || normal(unit.source) === normal(text)) return;
  const share = Math.floor((has * 100) / wants);
  if (has * 3 < wants) find("length", { short: share });
  else if (has * 2 > wants * 5) find("length", { long: share });
}

/** Whether there is something to translate: names, numbers and what the glossary keeps are the same in every language. */
function isSaid(unit, prose) {
  const kept = (unit.terms ?? []).filter(({ keep }) => keep).map(({ term }) => term);
  const own = [...kept, ...(prose.match(/\{[\w.]+\}/g) ?? [])].reduce((rest, term) => rest.replaceAll(term, " "), prose.replace(/\S+:\/\/\S+/g, " "));
  const words = own.split(/\s+/).filter((word) => !/^[#@]/.test(word) && (word.match(/\p{L}/gu)?.length ?? 0) > 1);
  const isName = (word) => /^[\p{Lu}\p{N}]/u.test(word) || /^(of|the|and|for|to|in|on|de|la|el|los|y|en|del)$/.test(word);
  return !words.map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")).every(isName);
}

// How much a letter says beside a Latin one.
const DENSITY = { zh: 3.5, ja: 2.2, ko: 2, ar: 1.2, he: 1.2, fa: 1.2, ur: 1.2 };

function letters(prose, lang) {
  return (prose.match(/[\p{L}\p{N}]/gu)?.length ?? 0) * (DENSITY[lang.split("-")[0]] ?? 1);
}

/** What a text ends with, whatever the script: `؟` is a question mark. */
function endOf(prose) {
  const last = prose.replace(/\{#[^{}]*\}\s*$/, "").replace(/[\s"'”“’»«)\]*_~\u200e\u200f\u2069\u202c]+$/u, "").slice(-1);
  return END[last] ?? "";
}
