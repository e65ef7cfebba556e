#!/usr/bin/env python3
"""Translations know each other: canonical, `hreflang`, `x-default`, and the language switcher.

An untranslated page stands outside of all `hreflang`; the switcher leads there and back all the same.
"""

import re
from urllib.parse import urlsplit

from pages import Page, Site, Verdict, folder_argument

# Pages of the frame exist in every language, so their switcher must reach all.
FRAME = {"home", "section", "regions", "countries", "topics", "hashtags", "translate", "feeds", "search", "not-found"}


def judge(site: Site, verdict: Verdict) -> int:
    links = 0
    for page in site.pages.values():
        if page.refresh:
            continue
        check_canonical(site, verdict, page)
        check_alternates(site, verdict, page)
        check_switcher(site, verdict, page)
        links += len(page.alternates) + len(page.switcher)
    return links


def check_canonical(site, verdict, page: Page):
    if page.indexable and page.canonical != page.address:
        verdict.problem(page.file, f"canonical is `{page.canonical}`, not its own address `{page.address}`")
    if page.type == "untranslated":
        source = site.page_at(page.canonical, page.address) if page.canonical else None
        if not page.noindex:
            verdict.problem(page.file, "an untranslated page must be `noindex`")
        if source is None or source is page:
            verdict.problem(page.file, f"the canonical of an untranslated page is its source, not `{page.canonical}`")
    if page.type == "expired" and not page.noindex:
        verdict.problem(page.file, "the notice of an expired item must be `noindex`")


def check_alternates(site, verdict, page: Page):
    if not page.alternates:
        return
    if not page.indexable:
        verdict.problem(page.file, "has `hreflang` although search engines are told to leave it out")
        return
    group = dict(page.alternates)
    if len(group) != len(page.alternates):
        verdict.problem(page.file, "names a language twice in `hreflang`")
    if page.address not in [url for lang, url in page.alternates if lang != "x-default"]:
        verdict.problem(page.file, "does not name itself in `hreflang`")
    for lang, url in page.alternates:
        if not urlsplit(url).netloc:
            verdict.problem(page.file, f"`hreflang` {lang} is not absolute: `{url}`")
            continue
        other = site.page_at(url, page.address)
        if other is None:
            verdict.problem(page.file, f"`hreflang` {lang} leads to no page: `{url}`")
        elif dict(other.alternates) != group:
            verdict.problem(page.file, f"`hreflang` {lang}: {other.file} does not answer with the same list")
        elif lang != "x-default" and not same_language(lang, other.lang):
            verdict.problem(page.file, f"`hreflang` {lang} leads to a page in `{other.lang}`: `{url}`")
    check_default(site, verdict, page, group)


def check_default(site, verdict, page, group):
    default = group.get("x-default")
    if default is None:
        verdict.problem(page.file, "no `x-default` beside its `hreflang`")
        return
    in_default = [url for lang, url in group.items() if same_language(lang, site.default_language)]
    if in_default and default != in_default[0]:
        verdict.problem(page.file, f"`x-default` is `{default}`, not the page in the default language")
    if default not in [url for lang, url in group.items() if lang != "x-default"]:
        verdict.problem(page.file, "`x-default` is none of its translations")


def check_switcher(site, verdict, page: Page):
    if not page.type or page.type == "embed":
        return
    if not page.has_switcher:
        verdict.problem(page.file, "no language switcher (an element with `data-languages`)")
        return
    reached = {}
    for lang, url in page.switcher:
        other = site.page_at(url, page.address)
        if other is None:
            verdict.problem(page.file, f"the switcher to {lang} leads to no page: `{url}`")
            continue
        reached[lang] = other
        if not same_language(lang, other.lang):
            verdict.problem(page.file, f"the switcher to {lang} leads to a page in `{other.lang}`: `{url}`")
        elif other is not page and not leads_back(site, page, other):
            verdict.problem(page.file, f"the switcher leads to {other.file}, and from there not back")
    for lang, url in page.alternates:
        if lang not in ("x-default",) and not same_language(lang, page.lang):
            if lang not in reached or reached[lang].address != url:
                verdict.problem(page.file, f"the switcher does not lead to the translation `{url}`")
    for lang in site.languages:
        if page.type in FRAME and lang != page.lang and not any(same_language(to, lang) for to in reached):
            verdict.problem(page.file, f"the switcher does not offer `{lang}`")


def leads_back(site, page, other):
    # A list may have fewer pages in the other language: there the way leads to its first page.
    if re.search(r"page/\d+/index\.html$", page.file):
        return True
    return any(site.page_at(url, other.address) is page for _, url in other.switcher)


def same_language(tag: str, lang: str) -> bool:
    return tag.lower() == lang.lower() or lang.lower().startswith(tag.lower() + "-")


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("languages")
    count = judge(site, verdict)
    verdict.finish(f"{count} links between languages in {len(site.pages)} pages")
