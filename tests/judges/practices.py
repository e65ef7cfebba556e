#!/usr/bin/env python3
"""The practice database as its readers' own programs see it: pandas, frictionless, bibtexparser, rispy, citeproc-py, rdflib.

`practices.py public` judges a built site. `practices.py --planted target/release/altavoz` begins a site whose texts
are what breaks tables and citations, builds it, and wants every text back as it was written. `--selftest` plants faults.
"""

import json
import re
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import bibtexparser
import frictionless
import pandas
import rdflib
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pylatexenc.latex2text import LatexNodes2Text
from rdflib.namespace import RDF, SKOS

from pages import Verdict, folder_argument

# Author (year). Title. Publisher. Address.
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Judge</title><id>judge</id><updated>2026-11-22T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix="."><group delimiter=". ">
<names variable="author"/><date variable="issued" prefix="(" suffix=")"><date-part name="year"/></date>
<text variable="title"/><text variable="publisher"/><text variable="URL"/></group></layout></bibliography></style>"""
GUARDED = re.compile("^'+[=+\\-@\t\r\n＝＋－＠]")
FORMULA = re.compile("^[=+\\-@\t\r\n＝＋－＠]")
NUMBERS = {"integer", "number"}
# Field of the table → where the same stands in the JSON.
SAME = ["id", "measure", "scope", "status", "approach", "evidence", "start", "end", "version", "license", "doi", "date", "reviewed"]
LISTS = ["cap", "cap_sub", "countries", "subdivisions", "m49", "regions", "populations", "context", "restrictions", "sdg", "topics", "hashtags"]
FIGURES = ["indicator", "unit", "period", "geography", "quality", "source"]


def text(cell: str) -> str:
    """A cell without the mark that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if GUARDED.match(cell) else cell


def parts(cell: str) -> list[str]:
    """A list that was joined by `; `."""
    joined = text(cell)
    found = re.findall(r"(?:[^;\\]|\\.)+", joined, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part[1:] if number else part, flags=re.DOTALL) for number, part in enumerate(found)]


def one_line(value: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", value).strip()


def table(folder: Path, path: str) -> pandas.DataFrame:
    return pandas.read_csv(folder / path, dtype=str, keep_default_na=False, na_values=[])


class Judge:
    def __init__(self, folder: Path, verdict: Verdict):
        self.folder, self.verdict, self.count = folder, verdict, 0
        self.data = json.loads((folder / "api/v1/practices.json").read_text(encoding="utf-8"))
        self.records = {record["id"]: record for record in self.data["practices"]}

    def same(self, where: str, found, wanted):
        self.count += 1
        if found != wanted:
            self.verdict.problem(where, f"is {str(found)[:120]!r}, and in practices.json {str(wanted)[:120]!r}")

    def all(self) -> int:
        package = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))
        self.package(package)
        for resource in package["resources"]:
            cells = table(self.folder, resource["path"])
            self.formulas(resource, cells)
            (self.practices if resource["name"].startswith("practices-") else self.outcomes)(resource["path"], cells)
        for record in self.records.values():
            self.files(record)
        self.harmless()
        self.vocabularies()
        return self.count

    def package(self, package):
        report = frictionless.validate(str(self.folder / "datapackage.json"))
        for task in report.tasks:
            self.count += 1
            for error in task.errors:
                self.verdict.problem(task.place, f"frictionless: {error.message}")
        for error in report.errors:
            self.verdict.problem("datapackage.json", f"frictionless: {error.message}")
        for resource in package["resources"]:
            size = (self.folder / resource["path"]).stat().st_size
            self.same(f"bytes of {resource['path']}", resource["bytes"], size)

    def formulas(self, resource, cells):
        """No cell of text begins as a formula."""
        typed = {field["name"] for field in resource["schema"]["fields"] if field["type"] in NUMBERS}
        for column in cells.columns:
            for cell in cells[column] if column not in typed else []:
                if FORMULA.match(cell):
                    self.verdict.problem(resource["path"], f"a formula in `{column}`: {cell[:60]!r}")

    def practices(self, path, cells):
        for row in cells.to_dict("records"):
            record, lang = self.records[row["id"]], row["lang"]
            where = f"{path} {row['id']}"
            for field in SAME:
                self.same(f"{where} {field}", text(row[field]), record[field] or "")
            for field in LISTS:
                self.same(f"{where} {field}", parts(row[field]), record[field])
            self.same(f"{where} title", text(row["title"]), record["title"][lang])
            self.same(f"{where} summary", text(row["summary"]), record["summary"].get(lang, ""))
            self.same(f"{where} actors", parts(row["actors"]), [actor["name"] for actor in record["actors"]])
            self.same(f"{where} sources", parts(row["sources"]), [source["title"] for source in record["sources"]])
            places = [place["name"].get(lang) or next(iter(place["name"].values())) for place in record["places"]]
            self.same(f"{where} places", parts(row["places"]), places)
            served = record["people_served"] or {"value": None}
            self.same(f"{where} people_served", row["people_served"], "" if served["value"] is None else str(served["value"]))
            for field, name in [("cap", "cap"), ("populations", "population"), ("countries", "country"), ("regions", "region")]:
                labels = [self.data["labels"].get(name, {}).get(key, {}).get(lang) for key in record[field]]
                if None not in labels:
                    self.same(f"{where} {field}_label", parts(row[f"{field}_label"]), labels)
        wanted = [id for id, record in self.records.items() if lang_of(cells) in record["title"]]
        self.same(path, list(cells["id"]), wanted)

    def outcomes(self, path, cells):
        for row in cells.to_dict("records"):
            where = f"{path} {row['practice']} {row['number']}"
            figure = self.records[row["practice"]]["outcomes"][int(row["number"]) - 1]
            for field in FIGURES:
                self.same(f"{where} {field}", text(row[field]), figure[field] or "")
            self.same(f"{where} value", float(row["value"]), float(figure["value"]))
            against = figure["comparator"] or {"value": None}
            self.same(f"{where} comparator", row["comparator_value"], "" if against["value"] is None else str(against["value"]))
            note = figure["note"].get(row["lang"]) or next(iter(figure["note"].values()), "")
            self.same(f"{where} note", text(row["note"]), note)

    def files(self, record):
        """What is published for one record."""
        base = f"api/v1/practices/{record['id']}"
        alone = json.loads((self.folder / f"{base}.json").read_text(encoding="utf-8"))
        labels = alone.pop("labels")
        self.same(f"{base}.json", alone, record)
        missing = [key for key in record["cap"] + record["populations"] if not any(key in words for words in labels.values())]
        self.same(f"{base}.json labels", missing, [])
        entries = json.loads((self.folder / f"{base}.csl.json").read_text(encoding="utf-8"))
        self.same(f"{base}.csl.json title", entries[0]["title"] in record["title"].values(), True)
        self.same(f"{base}.csl.json sources", [entry["title"] for entry in entries[1:]], [source["title"] for source in record["sources"]])
        self.csl(f"{base}.csl.json", entries)
        self.bibtex(f"{base}.bib", entries)
        self.ris(f"{base}.ris", entries)

    def csl(self, where, entries):
        with tempfile.NamedTemporaryFile("w", suffix=".csl", encoding="utf-8") as file:
            file.write(STYLE)
            file.flush()
            style = CitationStylesStyle(file.name, validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(entries), formatter.plain)
        for entry in entries:
            bibliography.register(Citation([CitationItem(entry["id"])]))
        made = [str(item) for item in bibliography.bibliography()]
        self.same(f"{where} rendered", len(made), len(entries))
        squeezed = squeeze("".join(made))
        for entry in entries:
            # Styles set quotation marks and capitals of their own; the words must be there.
            words = [word for word in re.findall(r"\w{4,}", entry["title"])][:20]
            lost = [word for word in words if squeeze(word) not in squeezed]
            self.same(f"{where} rendered words of {entry['id']}", lost, [])

    def bibtex(self, where, entries):
        library = bibtexparser.parse_string((self.folder / where).read_text(encoding="utf-8"))
        self.same(f"{where} blocks that cannot be read", [str(block.error) for block in library.failed_blocks], [])
        found = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
        self.same(f"{where} keys", list(found), sorted(entry["id"] for entry in entries))
        for entry in entries:
            fields = found.get(entry["id"], {})
            self.same(f"{where} title", untex(fields.get("title", "")), typed(one_line(entry["title"])))
            self.same(f"{where} url", fields.get("url"), entry.get("URL"))
            if "issued" in entry:
                self.same(f"{where} year", fields.get("year"), str(entry["issued"]["date-parts"][0][0]))

    def ris(self, where, entries):
        found = rispy.loads((self.folder / where).read_bytes().decode("utf-8"))
        self.same(f"{where} entries", [item.get("id") for item in found], [entry["id"] for entry in entries])
        for item, entry in zip(found, entries):
            title = item.get("title") or item.get("primary_title")
            self.same(f"{where} title", title, one_line(entry["title"]))
            self.same(f"{where} authors", item.get("authors", []), [one_line(name["literal"]) for name in entry.get("author", [])])

    def harmless(self):
        """No JSON file could end a script, break a line of one, or turn a line of text around."""
        for file in (self.folder / "api/v1").rglob("*.json*"):
            if "translate" in file.parts:
                continue
            self.count += 1
            found = re.search("</|[\u2028-\u202e\u2066-\u2069\u200e\u200f]", file.read_text(encoding="utf-8"))
            if found:
                self.verdict.problem(str(file.relative_to(self.folder)), f"{found[0]!r} in it")

    def vocabularies(self):
        folder = self.folder / "api/v1/vocabularies"
        graph = rdflib.Graph()
        for file in sorted(folder.glob("*.jsonld")):
            graph.parse(file, format="json-ld")
        schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
        self.same("concept schemes", len(schemes), len(list(folder.glob("*.jsonld"))))
        for file in sorted(folder.glob("*.json")):
            plain = json.loads(file.read_text(encoding="utf-8"))
            for term in plain["terms"]:
                concept = next((found for found in graph.subjects(SKOS.notation, rdflib.Literal(term["key"]))
                                if str(found).endswith(f"/{plain['name']}.jsonld#{term['key']}")), None)
                labels = {label.language: str(label) for label in graph.objects(concept, SKOS.prefLabel)} if concept else {}
                self.same(f"{file.name} {term['key']}", labels, term["label"])
                broader = [str(found) for found in graph.objects(concept, SKOS.broader)] if concept else []
                if "parent" in term:
                    self.same(f"{file.name} {term['key']} broader", [one.rpartition("#")[2] for one in broader], [term["parent"]])
                for one in broader:
                    self.same(f"{one} is a concept", (rdflib.URIRef(one), RDF.type, SKOS.Concept) in graph, True)


def squeeze(value: str) -> str:
    return re.sub(r"\W", "", value).lower()


def untex(value: str) -> str:
    """What TeX prints. It makes one sign of two quotation marks or hyphens, and pylatexenc does not know names of braces."""
    for written, put in [("''", "'{}'"), ("``", "`{}`"), ("--", "-{}-"), ("\\textbraceleft{}", "\\{"), ("\\textbraceright{}", "\\}")]:
        value = value.replace(written, put)
    return typed(LatexNodes2Text(keep_comments=True, strict_latex_spaces=True).latex_to_text(value)).replace("ˆ", "^")


def typed(value: str) -> str:
    """Quotation marks as they are typed."""
    return re.sub("[‘’]", "'", re.sub("[“”]", '"', value))


def lang_of(cells) -> str:
    return cells["lang"].iloc[0]


NASTY = [
    "=HYPERLINK(\"https://evil.example\",\"click\")", "+1+1", "-2+3", "@SUM(A1)", "'=already marked", "''quoted",
    "tab\tinside", "a \"quoted\" text, with commas; and; semicolons", "back\\slash; and \\; both", "line\nbreak and\r\nanother",
    "marked \u200fright\u200e and \u2066isolated\u2069", "sep\u2028arated\u2029 lines", "</script><script>alert(1)</script>",
    "{braces} 100 % & $5 #1 _x_ ~ ^ \\end{document}", "unbalanced } brace { here", "ER  - \nTY  - JOUR", "@book{x, title={y}}",
    "ñandú, עברית, العربية, 漢字, 🕊", "＝fullwidth", "x" * 10_000,
]

PADDING = " and enough words to be a summary of a record"
# What nobody can see and what turns the words around it is refused where it stands.
REFUSED = ["turned \u202earound", "\u202dand back", "next \u0085 line", "bell \u0007"]


def toml(value: str) -> str:
    """A basic string, with everything by number that TOML or an editor might change."""
    escape = lambda letter: f"\\u{ord(letter):04x}" if ord(letter) < 32 or letter in '"\\' or 0x7f <= ord(letter) < 0xa0 or 0x2028 <= ord(letter) <= 0x2069 else letter
    return '"' + "".join(map(escape, value)) + '"'


def planted_record(number: int, value: str) -> str:
    quoted, short, summary = toml(value), toml(value[:100]), toml(value[:200] + PADDING)
    return f"""+++
id = "atd-nasty-{number:02}"
title = {short}
summary = {summary}
measure = "practice"
cap = ["placement"]
countries = ["NA"]
places = [{{ name = {quoted}, precision = "city" }}]
scope = "municipal"
populations = ["children"]
context = ["transit"]
status = "ended"
start = "2015~"
end = "2016-04"
approach = "engagement"
restrictions = ["none"]
people_served = {{ value = 20, of = {quoted}, period = "2015/2016", source = "one" }}
date = 2026-11-01
reviewed = 2026-11-01
version = "1.2"
[[actors]]
name = {quoted}
role = "lead"
kind = "government"
[[outcomes]]
indicator = "cost-per-person-day"
value = -12.5
unit = "USD"
geography = {quoted}
source = "one"
quality = "implementer"
note = {quoted}
[[sources]]
ref = "one"
title = {quoted}
creators = [{quoted}]
publisher = {quoted}
year = 2016
type = "report"
[[sources]]
ref = "{{two}}"
title = {quoted}
type = "article-journal"
+++
## What was done
Something.
"""


def begin(program: Path, folder: Path, verdict: Verdict) -> bool:
    """A site with the nasty texts, built."""
    subprocess.run([program, "init", folder], check=True, capture_output=True)
    practices = folder / "content/practices"
    practices.mkdir(exist_ok=True)
    for number, value in enumerate(NASTY):
        (practices / f"nasty-{number:02}.md").write_text(planted_record(number, value), encoding="utf-8")
    built = run(program, "build", folder)
    if built.returncode != 0:
        verdict.problem("site", f"does not build: {built.stderr[-3000:]}")
    return built.returncode == 0


def run(program: Path, command: str, folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run([program, command, "--root", folder, "--today", "2026-11-22"], capture_output=True, text=True, check=False)


def planted(program: Path, verdict: Verdict) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        if not begin(program, site, verdict):
            return 0
        judge = Judge(site / "public", verdict)
        count = judge.all()
        for number, value in enumerate(NASTY):
            record = judge.records[f"atd-nasty-{number:02}"]
            figure, source = record["outcomes"][0], record["sources"][0]
            for where, found, put in [
                ("title", record["title"]["en"], value[:100]), ("summary", record["summary"]["en"], value[:200] + PADDING),
                ("place", record["places"][0]["name"]["en"], value), ("actor", record["actors"][0]["name"], value),
                ("version", record["version"], "1.2"), ("note", figure["note"]["en"], value), ("geography", figure["geography"], value),
                ("source", source["title"], value), ("creator", source["creators"][0], value), ("publisher", source["publisher"], value),
            ]:
                count += 1
                if found != put:
                    verdict.problem(record["id"], f"{where} came back as {found[:80]!r} and was {put[:80]!r}")
        for value in REFUSED:
            file = site / "content/practices/refused.md"
            file.write_text(planted_record(len(NASTY), value), encoding="utf-8")
            checked = run(program, "check", site)
            count += 1
            if checked.returncode != 1 or "text/control-character" not in checked.stderr:
                verdict.problem(file.name, f"{value!r} is not refused")
        return count


# File, what is there, what stands there instead, what the judge has to say.
FAULTS = [
    ("practices.csv", "'+1+1", "+1+1", "a formula in `title`"),
    ("practices.csv", "2026-11-01", "1 November", 'type is "date/default"'),
    ("practices.csv", ",ended,", ",endet,", "frictionless: "),
    ("practices/outcomes.csv", "-12.5", "-12.6", "is '-12.6'"),
    ("practices/outcomes.csv", "atd-nasty-01,", "atd-nobody,", "foreign key"),
    ("api/v1/practices/atd-nasty-07.bib", "title = {{", "title = {{{", "that cannot be read"),
    ("api/v1/practices/atd-nasty-08.ris", "TI  - ", "TI  - Another ", "is 'Another "),
    ("api/v1/practices/atd-nasty-17.csl.json", '"title":"', '"title":"Unheard ', "atd-nasty-17.csl.json title"),
    ("api/v1/practices/atd-nasty-12.json", "\\u003c/script", "</script", "'</' in it"),
    ("api/v1/vocabularies/cap.jsonld", "Placement", "Replacement", "cap.json placement"),
    ("api/v1/vocabularies/cap-sub.jsonld", "vocabularies/cap.jsonld#placement", "vocabularies/cap.jsonld#nowhere", "is a concept"),
]


def selftest(program: Path):
    """Each fault that is planted in a faultless site is named."""
    with tempfile.TemporaryDirectory() as temporary:
        site, verdict = Path(temporary) / "site", Verdict("selftest")
        begin(program, site, verdict)
        failed = list(verdict.problems)
        for name, old, new, said in FAULTS:
            file, verdict = site / "public" / name, Verdict("selftest")
            whole = file.read_bytes()
            if old.encode() not in whole:
                failed.append(f"{name} has no `{old}` to put a fault in its place")
            file.write_bytes(whole.replace(old.encode(), new.encode(), 1))
            try:
                Judge(site / "public", verdict).all()
            except KeyError as error:
                verdict.problem(name, f"foreign key {error}")
            if not any(said in f"{where} {what}" for what, places in verdict.problems.items() for where in places):
                failed.append(f"does not say `{said}` of {name}: {list(verdict.problems.items())[:3]}")
            file.write_bytes(whole)
    print("".join(f"  {what}\n" for what in failed), end="")
    print(f"selftest: {len(FAULTS)} faults planted, {len(failed)} expectations did not hold")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--selftest"]:
        selftest(Path(sys.argv[2]).resolve())
    if sys.argv[1:2] == ["--planted"]:
        verdict = Verdict("planted practices")
        count = planted(Path(sys.argv[2]).resolve(), verdict)
    else:
        verdict = Verdict("practices")
        count = Judge(Path(folder_argument()), verdict).all()
    verdict.finish(f"{count} values")
