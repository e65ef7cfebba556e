#!/usr/bin/env python3
"""The sample site shows one page of every type in every language, so that no template goes unlooked at."""

from pages import Site, Verdict, folder_argument

EVERY_LANGUAGE = [
    "home", "section", "statement", "news", "petition", "practice", "publication", "page",
    "region", "country", "topic", "hashtag", "regions", "countries", "topics", "hashtags",
    "practices", "facet", "facets", "map", "timeline", "translate", "feeds", "search", "not-found", "embed", "mastodon",
]
# Where these appear depends on what the campaign has translated and what has run out.
ANY_LANGUAGE = ["expired", "untranslated"]


def judge(site: Site, verdict: Verdict) -> int:
    seen = set()
    for page in site.pages.values():
        if page.refresh:
            continue
        if not page.type:
            verdict.problem(page.file, "no `data-type` on the body")
        if not page.lang:
            verdict.problem(page.file, "no `lang` on the root element")
        seen.add((page.type, page.lang))
    if len(site.languages) < 2:
        verdict.problem("site", f"one language only ({', '.join(site.languages)})")
    for lang in site.languages:
        for type in EVERY_LANGUAGE:
            if (type, lang) not in seen:
                verdict.problem("site", f"no page of the type `{type}` in `{lang}`")
    for type in ANY_LANGUAGE:
        if not any(found == type for found, _ in seen):
            verdict.problem("site", f"no page of the type `{type}` in any language")
    return len(seen)


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("kinds")
    count = judge(site, verdict)
    verdict.finish(f"{count} pairs of type and language")
