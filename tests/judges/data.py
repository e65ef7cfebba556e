#!/usr/bin/env python3
"""What machines read is readable: JSON-LD in every item's head, and each JSON file of the output."""

import json

from pages import Site, Verdict, folder_argument

DESCRIBED = {"home", "statement", "news", "petition", "practice", "publication"}


def judge(site: Site, verdict: Verdict) -> int:
    count = 0
    for page in site.pages.values():
        for line, text in page.data_blocks:
            count += 1
            check_block(verdict, f"{page.file}:{line}", text)
        if page.type in DESCRIBED and not page.data_blocks:
            verdict.problem(page.file, "no JSON-LD")
    for file in site.files:
        if file.endswith(".json"):
            count += 1
            load(verdict, file, (site.folder / file).read_text(encoding="utf-8"))
    return count


def check_block(verdict, where, text):
    data = load(verdict, where, text)
    if data is None:
        return
    for thing in data if isinstance(data, list) else [data]:
        if "schema.org" not in str(thing.get("@context")):
            verdict.problem(where, "JSON-LD without schema.org as `@context`")
        if "@type" not in thing and "@graph" not in thing:
            verdict.problem(where, "JSON-LD without `@type`")


def load(verdict, where, text):
    try:
        return json.loads(text)
    except ValueError as error:
        verdict.problem(where, f"is not JSON: {error}")
        return None


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("data")
    count = judge(site, verdict)
    verdict.finish(f"{count} blocks and files")
