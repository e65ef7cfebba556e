// The files that work is kept in: PO, as gettext writes it without wrapping. Pure: texts in, texts out.

/** A file of entries `{ comments, context, id, previous, text, isDraft }` under `header`, a list of names and values. */
function writePo(header, entries) {
  const head = `msgid ""\nmsgstr ""\n${header.map(([name, value]) => quote(`${name}: ${value.replace(/\s+/g, " ").trim()}\n`)).join("\n")}\n`;
  return [head, ...entries.map(writeEntry)].join("\n");
}

function writeEntry({ comments = [], file, context, id, previous, text, isDraft }) {
  const lines = comments.map((comment) => `#. ${comment.replace(/\s+/g, " ")}`);
  // A name with spaces stands between isolates, as gettext has it.
  if (file) lines.push(`#: ${/\s/.test(file) ? `\u2068${file}\u2069` : file}`);
  if (isDraft) lines.push("#, fuzzy");
  if (isDraft && previous) {
    lines.push(...field("msgctxt", context).map((line) => `#| ${line}`), ...field("msgid", previous).map((line) => `#| ${line}`));
  }
  return [...lines, ...field("msgctxt", context), ...field("msgid", id), ...field("msgstr", text), ""].join("\n");
}

function field(name, text) {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [""];
  return lines.length > 1 ? [`${name} ""`, ...lines.map(quote)] : [`${name} ${quote(text)}`];
}

const ESCAPES = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v", '"': '"', "\\": "\\" };

function quote(text) {
  const escaped = (sign) => `\\${Object.keys(ESCAPES).find((letter) => ESCAPES[letter] === sign)}`;
  return `"${text.replace(/[\n\t\r\x07\b\f\v"\\]/g, escaped)}"`;
}

/** Reads a file: `{ header, entries, wrong }`. `wrong` is the line that cannot be read; what stands before it is read. */
function readPo(text) {
  const entries = [];
  let entry = {};
  let current = null;
  const flush = () => {
    if (entry.id !== undefined && !entry.isObsolete) entries.push(entry);
    [entry, current] = [{}, null];
  };
  let wrong = null;
  text.replace(/^\ufeff/, "").split(/\r\n?|\n/).every((line, number) => {
    const told = line.trim();
    const [, keyword, quoted] = told.match(/^(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?("(?:[^"\\]|\\.)*")$/) ?? [];
    if (told === "") flush();
    else if (told.startsWith("#")) {
      if (entry.text !== undefined) flush();
      if (told.startsWith("#~")) entry.isObsolete = true;
      if (told.startsWith("#,")) entry.isDraft = told.slice(2).split(",").some((flag) => flag.trim() === "fuzzy");
    } else if (!quoted || (!keyword && !current)) {
      wrong = number + 1;
    } else {
      if ((keyword === "msgctxt" || keyword === "msgid") && entry.text !== undefined) flush();
      if (keyword) current = { msgctxt: "context", msgid: "id", msgid_plural: "plural", msgstr: "text", "msgstr[0]": "text" }[keyword] ?? "other";
      entry[current] = (keyword ? "" : (entry[current] ?? "")) + unquote(quoted);
    }
    return wrong === null;
  });
  flush();
  const head = entries.find(({ id, context }) => id === "" && context === undefined)?.text ?? "";
  const header = new Map(head.split("\n").filter((line) => line.includes(":")).map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  return { header, entries: entries.filter(({ id }) => id !== ""), wrong };
}

function unquote(quoted) {
  return quoted.slice(1, -1).replace(/\\(x[0-9a-f]{1,2}|[0-7]{1,3}|[^])/gi, (whole, code) => {
    if (code[0] === "x" && code.length > 1) return String.fromCharCode(parseInt(code.slice(1), 16));
    if (/^[0-7]+$/.test(code)) return String.fromCharCode(parseInt(code, 8));
    return ESCAPES[code] ?? code;
  });
}
