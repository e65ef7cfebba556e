#!/usr/bin/env python3
"""What translators' tools read in our files, and what we read in theirs.

    target/test-venv/bin/python tests/judges/exchange.py PROGRAM [FOLDER-WITH-THE-SCHEMAS]

PROGRAM is the example `judge-exchange`. Catalogues and projects are made here, from a fixed seed; gettext (msgfmt,
msgcat, msgmerge), polib, translate-toolkit and the XLIFF 1.2 schema judge them.
"""

import itertools
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

program = Path(sys.argv[1]).resolve()
schemas = Path(sys.argv[2]) if len(sys.argv) > 2 else None
problems = []
folder = Path(tempfile.mkdtemp())


def wrong(what):
    problems.append(what)


def ask(*words, given):
    given = given if isinstance(given, (str, bytes)) else json.dumps(given)
    given = given.encode() if isinstance(given, str) else given
    return subprocess.run([program, *words], input=given, stdout=subprocess.PIPE, check=True).stdout.decode()


def run(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def put(name, text):
    path = folder / name
    path.write_bytes(text.encode())
    return str(path)


def same(what, ours, theirs):
    """Names the first place where two values differ."""
    if ours == theirs:
        return
    if isinstance(ours, list) and isinstance(theirs, list):
        both = itertools.zip_longest(ours, theirs)
        ours, theirs = next((a, b) for a, b in both if a != b)
    elif isinstance(ours, str) and isinstance(theirs, str):
        at = next((n for n, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
        ours, theirs = ours[max(0, at - 80):at + 80], theirs[max(0, at - 80):at + 80]
    wrong(f"{what}:\n    {ours!r}\n    {theirs!r}")


# --- What is written ---

WORDS = ["Ana", "está", "libre", "3 de mayo", "“x”", "אנא", "حرة", "自由", "[a](b.md)", "`c`", "**d**", "{1}", "%s", "#", "😀"]
SIGNS = ["\n", "\r", "\r\n", "\t", '"', "\\", "\\n", '\\"', "\n\n", "\v", "\b", "\f", "'", "\u00a0", "\u2028", "\u0085"]


def text(chance, least=0):
    pieces = [chance.choice(WORDS + SIGNS) for _ in range(chance.randint(least, 6))]
    return chance.choice(["", " "]).join(pieces) if pieces else ""


def line(chance):
    words = [chance.choice(["Ana", "está", "x: y", '"', "\\", "~", "|", ".", ","]) for _ in range(chance.randint(1, 4))]
    # gettext takes a line that ends with a backslash and the next one for one line.
    return " ".join(words + ["end"] * (words[-1] == "\\"))


def lines(chance):
    return [line(chance) for _ in range(chance.choice([0, 0, 1, 2]))]


def entry(chance, number):
    has_plural, obsolete = chance.random() < 0.2, chance.random() < 0.2
    strs = [text(chance) for _ in range(2 if has_plural else 1)]
    # gettext forgets what is gone and has no translation, and knows no draft of nothing.
    if obsolete:
        strs[0] += "z"
    fuzzy = chance.random() < 0.4 and all(strs)
    previous = [None, None, None]
    if fuzzy:
        previous = [chance.choice([None, "before"]), text(chance), text(chance) if has_plural else None]
    return {
        "comments": lines(chance),
        "extracted": [] if obsolete else lines(chance),
        "references": [] if obsolete else chance.choice([["content/a.md"], ["content/a.md", "content/b.md"], []]),
        "flags": ["fuzzy"] if fuzzy else [],
        "previous": previous,
        "context": f"page{number}" + text(chance).replace("\r", ""),
        "id": "x" + text(chance),
        "plural": "y" + text(chance) if has_plural else None,
        "strs": strs,
        "is_obsolete": obsolete,
    }


def catalogue(count):
    chance = random.Random(4)
    fields = [
        ["Project-Id-Version", "Free Ana"], ["POT-Creation-Date", "2026-11-20 00:00+0000"],
        ["PO-Revision-Date", "2026-11-20 00:00+0000"], ["Language-Team", "es"], ["Language", "es"],
        ["MIME-Version", "1.0"], ["Content-Type", "text/plain; charset=UTF-8"], ["Content-Transfer-Encoding", "8bit"],
        ["Plural-Forms", "nplurals=2; plural=(n != 1);"], ["X-Generator", "Altavoz"], ["X-Source-Language", "en"],
    ]
    entries = [entry(chance, number) for number in range(count)]
    # Translators' programs write what is gone at the end.
    entries.sort(key=lambda entry: entry["is_obsolete"])
    return {"header": {"comments": ["A header."], "is_fuzzy": False, "fields": fields}, "entries": entries}


# --- PO: polib ---

def from_polib(entry):
    plural = bool(entry.msgid_plural)
    return {
        "comments": entry.tcomment.split("\n") if entry.tcomment else [],
        "extracted": entry.comment.split("\n") if entry.comment else [],
        "references": [name for name, _ in entry.occurrences],
        "flags": entry.flags,
        "previous": [entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural],
        "context": entry.msgctxt,
        "id": entry.msgid,
        "plural": entry.msgid_plural if plural else None,
        "strs": [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] if plural else [entry.msgstr],
        "is_obsolete": bool(entry.obsolete),
    }


def to_polib(entry):
    return polib.POEntry(
        tcomment="\n".join(entry["comments"]), comment="\n".join(entry["extracted"]),
        occurrences=[(name, "") for name in entry["references"]], flags=list(entry["flags"]),
        previous_msgctxt=entry["previous"][0], previous_msgid=entry["previous"][1],
        previous_msgid_plural=entry["previous"][2], msgctxt=entry["context"], msgid=entry["id"],
        msgid_plural=entry["plural"] or "", obsolete=entry["is_obsolete"],
        msgstr="" if entry["plural"] else entry["strs"][0],
        msgstr_plural=dict(enumerate(entry["strs"])) if entry["plural"] else {},
    )


def as_polib_keeps(entry):
    """polib reads `#~|` as nothing, and an empty previous text as none."""
    previous = [None] * 3 if entry["is_obsolete"] else [text or None for text in entry["previous"]]
    return {**entry, "previous": previous}


def judge_polib(ours):
    path = put("ours.po", ask("po-write", given=ours))
    file = polib.pofile(path, wrapwidth=0)
    same("polib reads our entries", [as_polib_keeps(entry) for entry in ours["entries"]],
         [as_polib_keeps(from_polib(entry)) for entry in list(file)])
    same("polib reads our header", dict(ours["header"]["fields"]), file.metadata)
    file = polib.POFile(wrapwidth=0)
    file.metadata = dict(ours["header"]["fields"])
    file.extend(to_polib(entry) for entry in ours["entries"])
    for width in (0, 78):
        file.wrapwidth = width
        file.save(str(folder / "theirs.po"))
        read = json.loads(ask("po-read", given=(folder / "theirs.po").read_bytes()))
        same("we find nothing wrong in polib's file", [], read["problems"])
        wanted, got = [as_polib_keeps(e) for e in ours["entries"]], [as_polib_keeps(e) for e in read["catalogue"]["entries"]]
        if width:
            # A long comment is wrapped into several.
            for entry in wanted + got:
                for key in ("comments", "extracted"):
                    entry[key] = " ".join(entry[key]).split()
        same(f"we read polib's entries (width {width})", wanted, got)


# --- PO: gettext ---

def judge_gettext(ours):
    text = ask("po-write", given=ours)
    code, out, err = run("msgcat", "--no-wrap", put("ours.po", text))
    if code:
        return wrong(f"msgcat refuses our file: {err[:500]}")
    same("msgcat writes what we write", text, out)
    for words in (["msgcat"], ["msgcat", "--width=40"], ["msgcat", "--indent"], ["msgcat", "--escape"]):
        code, out, err = run(*words, str(folder / "ours.po"))
        read = json.loads(ask("po-read", given=out))
        same(f"{words} is read without problems", [], read["problems"])
        same(f"{words} is read equal", ours["entries"], read["catalogue"]["entries"])


def project(count):
    chance = random.Random(5)
    units, names = [], {}
    states = ["stale-facts", "stale-major", "stale-minor", "missing", "machine", "draft", "translated", "reviewed", "waived"]

    def unit(number, state):
        page, source = f"news/p{number // 40}", text(chance, 1).strip("\n") or "x"
        key = (page, source)
        names[key] = names.get(key, -1) + 1
        return {
            "page": page, "file": f"content/{page}.md", "kind": chance.choice(["paragraph", "heading", "item"]),
            "nth": names[key], "name": "", "section": chance.choice([None, "The <arrest> & \"more\""]), "url": f"https://example.org/{page}/",
            "note": chance.choice([None, "A note\nof two lines"]), "glossary": chance.choice([[], [["hearing", "audiencia"], ["Ana", None]]]),
            "source": source, "target": "" if state == "missing" else (text(chance, 1).strip("\n") or "y"), "state": state,
            "before": "before " + text(chance) if state.startswith("stale") else None,
        }

    return {
        "title": "Free Ana", "base_url": "https://example.org", "source": "en", "target": "es", "day": "2026-11-20",
        "units": [unit(number, chance.choice(states)) for number in range(count)],
        "orphans": [unit(count + number, "orphan") for number in range(count // 10)],
    }


def judge_workflow(site):
    po, pot = put("es.po", ask("export", "po", given=site)), put("messages.pot", ask("export", "pot", given=site))
    for name in (po, pot):
        code, _, err = run("msgfmt", "-c", "--statistics", "-o", "/dev/null", name)
        heard = [line for line in err.splitlines() if "warning" in line and "escape sequence" not in line]
        # Left out on purpose: who translated, and in a template the language.
        heard = [line for line in heard if "Last-Translator" not in line and not (name == pot and "header field" in line)]
        if code or heard:
            wrong(f"msgfmt -c: {heard or err[-500:]}")
    for name in (po, pot):
        same("msgcat changes nothing", Path(name).read_bytes().decode(), run("msgcat", "--no-wrap", name)[1])
    code, out, err = run("msgmerge", "--quiet", "--previous", "--no-wrap", "--add-location=file", po, pot)
    same("msgmerge changes nothing", Path(po).read_bytes().decode(), out)
    same("what went out comes back from PO", sent(site), came(json.loads(ask("import", "po", given=Path(po).read_bytes()))))


DRAFTS = ("stale-facts", "stale-major", "stale-minor", "machine", "draft")


def sent(site):
    translated = [unit for unit in site["units"] if unit["target"]]
    return [[unit["page"], unit["nth"], unit["source"], unit["target"], unit["state"] in DRAFTS] for unit in translated]


def came(read):
    same("nothing is wrong with what went out", [], read["problems"])
    return [[it["page"], it["nth"], it["source"], it["target"], it["is_draft"]] for it in read["returned"]]


# --- PO: translate-toolkit ---

def judge_toolkit(ours):
    from translate.storage import pypo
    # It does not know these three escapes, and writes no flags of what is gone.
    strange = ("\v", "\b", "\f")
    known = [e for e in ours["entries"] if not any(sign in text for sign in strange for text in [e["id"], *e["strs"]])]
    ours = {**ours, "entries": [{**e, "flags": [] if e["is_obsolete"] else e["flags"]} for e in known]}
    file = pypo.pofile.parsestring(ask("po-write", given=ours).encode())
    units = [unit for unit in file.units if not unit.isheader()]
    wanted = [[e["id"], e["strs"][0], "fuzzy" in e["flags"], e["is_obsolete"]] for e in ours["entries"]]
    same("translate-toolkit reads our entries", wanted,
         [[str(unit.source), str(unit.target), unit.isfuzzy(), unit.isobsolete()] for unit in units])
    read = json.loads(ask("po-read", given=bytes(file)))
    same("we find nothing wrong in translate-toolkit's file", [], read["problems"])
    got = [[e["id"], e["strs"][0], "fuzzy" in e["flags"], e["is_obsolete"]] for e in read["catalogue"]["entries"]]
    same("we read translate-toolkit's entries", wanted, got)


def main():
    ours, site = catalogue(5000), project(2000)
    judge_polib(ours)
    judge_gettext(ours)
    judge_workflow(site)
    judge_toolkit(ours)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems in 5000 entries and 2000 units")
    sys.exit(bool(problems))


main()
