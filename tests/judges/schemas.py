#!/usr/bin/env python3
"""The JSON Schemas are valid, take what the program takes, and refuse what it refuses.

`schemas.py PROGRAM` asks the program for its schemas and for the files that it begins. `schemas.py --selftest PROGRAM` spoils the
schemas in several ways and expects to be told of each.
"""

import datetime
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from jsonschema import Draft7Validator, FormatChecker

from pages import Verdict

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-22"
KINDS = {"statements": "statement", "news": "news", "petitions": "petition", "practices": "practice", "publications": "publication"}

# kind → what is changed in a new file of that kind: (old, new), "" for what is there adds a line; and whether it is right then.
VARIANTS = {
    "news": [
        ("", "titel = \"x\"", False),
        ("", "toc = \"yes\"", False),
        ("", "toc = true", True),
        ("", "countries = [\"XX\"]", False),
        ("", "countries = \"MX\"", False),
        ("", "countries = [\"MX\", 1]", False),
        ("regions = [\"global\"]", "regions = [\"mars\"]", False),
        ("regions = [\"global\"]", "regions = []", False),
        ("regions = [\"global\"]", "countries = [\"MX\"]", True),
        ("regions = [\"global\"]", "", False),
        ("title = \"Doors\"", "", False),
        ("title = \"Doors\"", "title = 1", False),
        ("date = 2026-11-22", "date = \"2026-02-30\"", False),
        ("date = 2026-11-22", "date = \"22 November\"", False),
        ("date = 2026-11-22", "date = \"2026-11-22\"", True),
        ("date = 2026-11-22", "date = 2026", False),
        ("", "publish = 2026-11-30T09:00:00-06:00", True),
        ("", "publish = 2026-11-30T09:00:00", True),
        ("", "publish = \"soon\"", False),
        ("", "translate = \"optional\"", True),
        ("", "translate = \"maybe\"", False),
        ("", "translate_priority = 5", True),
        ("", "translate_priority = 6", False),
        ("", "warnings = [\"deth\"]", False),
        ("", "hashtags = [\"FreeThemAll\", \"#Niñez_2026\", \"حرية\"]", True),
        ("", "hashtags = [\"free-them-all\"]", False),
        ("", "hashtags = [\"2026\"]", False),
        ("", "image = { src = \"/doors.svg\" }", False),
        ("", "image = { src = \"/doors.svg\", alt = \" \" }", False),
        ("", "image = { src = \"/doors.svg\", alt = \"Doors\", people = \"none\" }", True),
        ("", "image = { src = \"/doors.svg\", alt = \"Doors\", people = \"nobody\" }", False),
        ("", "contacts = [{ role = \"Press\" }]", False),
        ("", "contacts = [{ name = \"Press\", email = \"press at example.org\" }]", False),
        ("", "contacts = [{ name = \"Press\", email = \"press.office+x@mail.example.org\" }]", True),
        ("", "attachments = [{ title = \"x\" }]", False),
        ("", "attachments = [{ title = \"x\", url = \"https://example.org/x.pdf\", file = \"/doors.svg\" }]", False),
        ("", "attachments = [{ title = \"x\", url = \"ftp://example.org\" }]", False),
        ("", "attachments = [{ title = \"x\", file = \"/doors.svg\", lang = \"pt-BR\" }]", True),
        ("", "attachments = [{ title = \"x\", file = \"/doors.svg\", lang = \"English\" }]", False),
        ("", "references = [{ title = \"x\", year = \"2015\" }]", False),
        ("", "event = { name = \"x\" }", False),
        ("", "event = { name = \"x\", start = 2026-11-22, attendees = -1 }", False),
        ("", "extra = { anything = [1, { a = true }] }", True),
        ("", "extra = 1", False),
    ],
    "statement": [("", "form = \"letter\"", False), ("", "form = \"open-letter\"", True), ("", "signatories = [{ name = \"x\", contry = \"MX\" }]", False), ("", "asks = [\"x\"]", True), ("", "asks = \"x\"", False)],
    "petition": [
        ("id = \"doors\"", "id = \"Doors open\"", False),
        ("id = \"doors\"", "", False),
        ("", "state = \"opened\"", False),
        ("", "state = \"paused\"", True),
        ("ask = \"", f"ask = \"{'x' * 141}", False),
        ("", "goal = { mode = \"fixed\", value = 0 }", False),
        ("", "goal = { raise_at = 1.5 }", False),
        ("", "goal = { raise_at = 0.5 }", True),
        ("", "fields = { email = \"optional\" }", False),
        ("", "fields = { email = \"required\", country = \"off\" }", True),
        ("", "share = { networks = [\"facebook\"] }", False),
        ("retention_days = 180", "retention_days = 0", False),
        ("retention_days = 180", "", False),
        ("controller = ", "#controller = ", False),
        ("processing = ", "#processing = ", False),
        ("[[targets]]", "[targets]", False),
    ],
    "practice": [
        ("id = \"atd-doors\"", "id = \"doors\"", False),
        ("measure = \"practice\"", "measure = \"praxis\"", False),
        ("measure = \"practice\"", "measure = \"policy\"", True),
        ("cap = [\"case-management\"]", "cap = []", False),
        ("cap = [\"case-management\"]", "cap = [\"case-managment\"]", False),
        ("scope = \"global\"", "scope = \"national\"", False),
        ("scope = \"global\"", "scope = \"regional\"", True),
        ("start = \"2026\"", "start = 2026", False),
        ("start = \"2026\"", "start = \"2015-13\"", False),
        ("start = \"2026\"", "start = \"2015-08~\"", True),
        ("summary = \"[Two", "summary = \"[Two\"\n#", False),
        ("summary = \"", "#summary = \"", False),
        ("title = \"Doors\"", f"title = \"{'x' * 121}\"", False),
        ("role = \"lead\"", "role = \"boss\"", False),
        ("ref = \"report\"", "", False),
        ("", "gcm = [24]", False),
        ("", "places = [{ name = \"x\", precision = \"street\" }]", False),
        ("", "redaction = [{ field = \"places\", reason = \"because\" }]", False),
        ("", "outcomes = [{ indicator = \"appearance-rate\", value = 95, unit = \"percents\", source = \"report\", quality = \"implementer\" }]", False),
        ("", "outcomes = [{ indicator = \"cost-per-person-day\", value = 36.5, unit = \"USD\", source = \"report\", quality = \"implementer\" }]", True),
        ("", "license = \"CC-BY-4.0\"\nversion = \"1.0\"", True),
    ],
    "publication": [("", "year = 99", False), ("", "year = 2015", True), ("", "type = \"leaflet\"", False), ("", "type = \"report\"", True), ("", "pages = \"48\"", False), ("", "languages = [\"English\"]", False)],
    "page": [("", "menu = \"top\"", False), ("", "menu = \"footer\"\nweight = 10", True), ("", "weight = \"10\"", False), ("", "asks = [\"x\"]", False)],
}

# A translation of a practice of the new site, by its fields.
TRANSLATIONS = [
    ("title = \"Casa abierta\"", True),
    ("title = \"Casa abierta\"\nslug = \"casa\"\nmode = \"adaptation\"\ntranslators = [\"Ana\"]", True),
    ("title = \"Casa abierta\"\ndate = 2026-11-22", False),
    ("title = \"Casa abierta\"\nmeasure = \"law\"", False),
    ("title = \"Casa abierta\"\nmode = \"free\"", False),
    ("title = \"Casa abierta\"\nsummary = \"corto\"", False),
    ("slug = \"casa\"", False),
]

# config.toml: (old, new, right).
CONFIGS = [
    ("title = \"Open Door Network\"", "", False),
    ("title = \"Open Door Network\"", "titel = \"x\"", False),
    ("", "colour = 1", False),
    ("https://example.org\"", "example.org\"", False),
    ("locale = \"es-MX\"", "locale = 1", False),
    ("fallback = \"source\"", "fallback = \"sauce\"", False),
    ("fallback = \"source\"", "fallback = \"link\"\nmin_translated = 101", False),
    ("fallback = \"source\"", "fallback = \"link\"\ncalendar = \"persian\"", True),
    ("fallback = \"source\"", "fallback = \"link\"\ncalendar = \"roman\"", False),
    ("[safety]", "[media]\nformats = [\"webp\"]\nwidths = [480]\n[safety]", True),
    ("[safety]", "[media]\nformats = [\"gif\"]\n[safety]", False),
    ("[safety]", "[budget]\nhome_kb = 0\n[safety]", False),
    ("[safety]", "[sections.news]\npage_size = 12\nquick_exit = true\n[safety]", True),
    ("[safety]", "[sections.news]\npage_sizes = 12\n[safety]", False),
    ("[safety]", "[regions.andes]\nname = { en = \"Andes\", es = \"Andes\" }\ncountries = [\"PE\", \"XX\"]\n[safety]", False),
    ("[safety]", "[regions.andes]\ncountries = [\"PE\"]\n[safety]", False),
    ("[safety]", "[front_matter]\nunknown = \"keep\"\n[safety]", True),
    ("[safety]", "[extra]\nanything = [1]\n[safety]", True),
    ("[[menu]]\ntarget = \"news\"", "[[menu]]\nname = { en = \"News\" }", False),
]


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def ask(program: str, site: Path) -> dict:
    asked = run(program, "schema", "--root", str(site), "--format", "json")
    if asked.returncode:
        raise SystemExit(f"schemas: {program} schema ends with {asked.returncode}\n{asked.stderr}")
    return json.loads(asked.stdout)


def plain(value):
    """TOML as JSON has it, in the way of editors: a date is a text."""
    if isinstance(value, dict):
        return {key: plain(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [plain(inside) for inside in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value


def front_matter(text: str) -> dict | None:
    parts = text.split("+++\n")
    return plain(tomllib.loads(parts[1])) if len(parts) > 2 else None


class Judge:
    def __init__(self, program: str, spoil=None):
        self.program, self.spoil = program, spoil
        self.verdict, self.seen = Verdict("schemas"), 0

    def validators(self, site: Path) -> dict[str, Draft7Validator]:
        schemas = ask(self.program, site)
        if self.spoil:
            self.spoil(schemas)
        validators = {}
        for name, schema in schemas.items():
            try:
                Draft7Validator.check_schema(schema)
            except Exception as fault:  # noqa: BLE001
                self.verdict.problem(name, f"is no schema of draft-07: {str(fault).splitlines()[0]}")
                continue
            validators[name] = Draft7Validator(schema, format_checker=FormatChecker())
        return validators

    def look(self, where: str, validator: Draft7Validator | None, value, right: bool):
        """Holds a value against its schema."""
        self.seen += 1
        if validator is None:
            return self.verdict.problem(where, "has no schema")
        faults = [f"{'.'.join(map(str, fault.absolute_path))}: {fault.message[:160]}" for fault in validator.iter_errors(value)]
        if right and faults:
            self.verdict.problem(where, f"the schema refuses what the program takes: {faults[0]}")
        if not right and not faults:
            self.verdict.problem(where, "the schema takes what the program refuses")

    def site(self, root: Path):
        """Every file of a site that builds."""
        validators = self.validators(root)
        self.look(f"{root.name}/config.toml", validators.get("config"), plain(tomllib.loads((root / "config.toml").read_text("utf-8"))), True)
        for path in sorted((root / "content").rglob("*.md")):
            value = front_matter(path.read_text("utf-8"))
            if value is None or path.name.startswith("_index"):
                continue
            kind = KINDS.get(path.relative_to(root / "content").parts[0], "page")
            source = path.with_name(re.sub(r"\.[a-z]{2}\.md$", ".md", path.name))
            name = f"{kind}.translation" if source != path and source.exists() else kind
            self.look(str(path.relative_to(root)), validators.get(name), value, True)

    def variants(self, site: Path):
        """What the program begins, right and spoilt; the program must be of the schema's opinion."""
        validators = self.validators(site)
        for kind, variants in VARIANTS.items():
            begun = run(self.program, "new", kind, "Doors", "--root", str(site), "--today", TODAY, "--format", "json")
            path = site / json.loads(begun.stdout)["file"]
            text = path.read_text("utf-8")
            self.look(f"a new {kind}", validators.get(kind), front_matter(text), True)
            for number, line in enumerate(lines := text.split("\n")):
                if line.startswith("#") and line[1:2].isalpha():
                    used = [*lines[:number], line[1:], *lines[number + 1 :]]
                    self.look(f"a new {kind} with `{line[1:40]}…`", validators.get(kind), front_matter("\n".join(used)), True)
            for old, new, right in variants:
                spoilt = text.replace("+++\n", f"+++\n{new}\n", 1) if not old else self.replaced(text, old, new)
                self.compare(site, path, spoilt, f"{kind}: {old} → {new}", validators.get(kind), right)
            path.unlink()
        path = site / "content/practices/open-house.es.md"
        text = path.read_text("utf-8")
        for front, right in TRANSLATIONS:
            self.compare(site, path, f"+++\n{front}\n+++\nTexto.\n", f"translation: {front}", validators.get("practice.translation"), right)
        path.write_text(text, "utf-8")
        self.configs(site, validators)

    def configs(self, site: Path, validators: dict):
        path = site / "config.toml"
        text = path.read_text("utf-8")
        for old, new, right in CONFIGS:
            spoilt = f"{new}\n{text}" if not old else self.replaced(text, old, new)
            self.compare(site, path, spoilt, f"config: {old} → {new}", validators.get("config"), right)
        path.write_text(text, "utf-8")

    @staticmethod
    def replaced(text: str, old: str, new: str) -> str:
        if f"\n{old}" not in text and f"{old}" not in text:
            raise SystemExit(f"schemas: a new file has no `{old}` to put `{new}` in its place")
        return text.replace(f"\n{old}", f"\n{new}", 1) if f"\n{old}" in text else text.replace(old, new, 1)

    def compare(self, site: Path, path: Path, text: str, what: str, validator: Draft7Validator | None, right: bool):
        value = plain(tomllib.loads(text)) if path.suffix == ".toml" else front_matter(text)
        self.look(what, validator, value, right)
        if self.spoil:
            return
        path.write_text(text, "utf-8")
        built = run(self.program, "build", "--drafts", "--output", str(site.parent / "out"), "--root", str(site), "--today", TODAY, "--format", "json")
        said = [json.loads(line) for line in built.stdout.splitlines()]
        file = path.relative_to(site).as_posix()
        errors = [row["code"] for row in said if row.get("severity") == "error" and row.get("file") == file]
        if bool(errors) == right:
            self.verdict.problem(what, f"the program says {errors or 'nothing'}")


def judge(program: str, spoil=None) -> Judge:
    judge = Judge(program, spoil)
    judge.site(ROOT)
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        if run(program, "init", str(site)).returncode:
            raise SystemExit("schemas: the program does not begin a site")
        judge.site(site)
        judge.variants(site)
    return judge


def without_a_field(schemas: dict):
    del schemas["news"]["properties"]["toc"]


def without_required(schemas: dict):
    schemas["petition"]["required"].remove("id")


def without_words(schemas: dict):
    del schemas["statement"]["properties"]["form"]["enum"]


def without_end(schemas: dict):
    del schemas["page"]["additionalProperties"]


def not_a_schema(schemas: dict):
    schemas["config"]["type"] = "table"


def with_dates_as_numbers(schemas: dict):
    schemas["practice"]["properties"]["date"] = {"type": "number"}


SPOILT = {
    without_a_field: "refuses what the program takes",
    without_required: "takes what the program refuses",
    without_words: "takes what the program refuses",
    without_end: "takes what the program refuses",
    not_a_schema: "is no schema of draft-07",
    with_dates_as_numbers: "refuses what the program takes",
}


def selftest(program: str):
    failed = []
    for spoil, said in SPOILT.items():
        found = judge(program, lambda schemas, spoil=spoil: spoil(schemas)).verdict.problems
        if not any(said in what for what in found):
            failed.append(spoil.__name__)
    print(f"selftest: schemas, {len(SPOILT) - len(failed)} faults found, not found: {failed or 'none'}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--selftest"]:
        selftest(sys.argv[2])
    done = judge(sys.argv[1])
    done.verdict.finish(f"{done.seen} tables held against their schemas")
