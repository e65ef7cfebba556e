#!/usr/bin/env python3
"""Every reference inside the site leads somewhere, and no page makes a browser ask another host.

Anchors, `srcset`, style sheets and drawings included; every page that search engines keep is reachable
from the home page.
"""

import re
from urllib.parse import unquote, urlsplit

from pages import Reference, Site, Verdict, css_references, folder_argument

SVG_REFERENCE = re.compile(r"""(?:xlink:)?href\s*=\s*["']([^"']+)["']""")
NOT_FETCHED = ("data:", "mailto:", "tel:", "sms:", "javascript:", "blob:", "xmpp:", "geo:")


def judge(site: Site, verdict: Verdict) -> int:
    count = 0
    for page in site.pages.values():
        for reference in page.references:
            count += 1
            check(site, verdict, page.file, page.address, reference)
    for file in site.files:
        for reference in file_references(site, file):
            count += 1
            check(site, verdict, file, site.address(file), reference)
    for page in unreachable(site):
        verdict.problem(page.file, "no way leads here from the home page")
    return count


def check(site, verdict, file, origin, reference: Reference):
    url, where = reference.url, f"{file}:{reference.line}"
    said = f"`{url}` in {reference.what}"
    if url.startswith("javascript:"):
        verdict.problem(where, f"{said} is a script, not an address")
    if url.startswith(NOT_FETCHED):
        return
    if url == "" and reference.what.startswith("<form"):
        return
    if url == "":
        verdict.problem(where, f"empty address in {reference.what}")
        return
    if file.endswith("404.html") and not url.startswith(("/", "#", "http://", "https://")):
        verdict.problem(where, f"{said}: a not-found page is shown at any depth, so its addresses start with a slash")
    found, wrong = site.locate(url, origin)
    if wrong:
        verdict.problem(where, f"{said} {wrong}")
    elif found is None and reference.fetched:
        verdict.problem(where, f"{said} is fetched from another host")
    elif found is not None:
        check_anchor(site, verdict, where, said, url, found)


def check_anchor(site, verdict, where, said, url, found):
    anchor = unquote(urlsplit(url).fragment).split(":~:")[0]
    if not anchor or anchor == "top" or found not in site.pages:
        return
    if anchor not in site.pages[found].ids:
        verdict.problem(where, f"{said}: no id `{anchor}` in {found}")


def file_references(site: Site, file: str):
    """What style sheets and drawings point to."""
    if file.endswith(".css"):
        text = (site.folder / file).read_text(encoding="utf-8")
        return [Reference(url, True, 0, "the style sheet") for url in css_references(text) if not url.startswith("#")]
    if file.endswith(".svg"):
        text = (site.folder / file).read_text(encoding="utf-8")
        urls = SVG_REFERENCE.findall(text) + css_references(text)
        return [Reference(url, True, 0, "the drawing") for url in urls if not url.startswith("#")]
    return []


def unreachable(site: Site):
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = site.pages[waiting.pop()]
        for reference in page.references:
            if reference.what.startswith("<link") or reference.url.startswith(NOT_FETCHED):
                continue
            found, _ = site.locate(reference.url, page.address)
            if found in site.pages and found not in seen:
                seen.add(found)
                waiting.append(found)
    return [page for page in site.pages.values() if page.indexable and page.file not in seen]


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("links")
    count = judge(site, verdict)
    verdict.finish(f"{count} references in {len(site.pages)} pages")
