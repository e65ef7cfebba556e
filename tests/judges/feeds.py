#!/usr/bin/env python3
"""Feeds are what RFC 4287 and JSON Feed 1.1 ask for, read by an independent reader, and say the same in both formats."""

import json
import re
import sys
import xml.etree.ElementTree as xml
from datetime import datetime
from urllib.parse import urlsplit

from pages import Site, Verdict, folder_argument

try:
    import feedparser
except ImportError:
    sys.exit("feeds: needs feedparser; run by ./test, or with target/test-venv/bin/python")

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
# RFC 4287 has these at most once (4.1.1, 4.1.2).
ONCE = {
    "feed": ["generator", "icon", "id", "logo", "rights", "subtitle", "title", "updated"],
    "entry": ["content", "id", "published", "rights", "source", "summary", "title", "updated"],
}
JSON_FEED = {"version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon",
             "favicon", "authors", "language", "expired", "hubs", "items"}
JSON_ITEM = {"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image",
             "date_published", "date_modified", "authors", "tags", "language", "attachments"}
RELATIVE = re.compile(r"""\b(?:href|src|poster)=["'](?!(?:[a-z][a-z0-9+.-]*:|#))([^"']*)["']""")
ACTIVE = re.compile(r"<(script|style|iframe|form|object|embed)\b|\son\w+=", re.I)


def judge(site: Site, verdict: Verdict) -> int:
    owners: dict[str, str] = {}
    count = 0
    for file in site.files:
        if file.endswith("feed.xml"):
            count += 1
            twin = file.removesuffix("xml") + "json"
            ids = atom(site, verdict, file, owners)
            if twin not in site.files:
                verdict.problem(file, "has no feed.json beside it")
            elif ids is not None:
                others = json_feed(site, verdict, twin)
                if others is not None and others != ids:
                    verdict.problem(file, "feed.json beside it has other items")
            announced(site, verdict, file)
        elif file.endswith("feed.json"):
            count += 1
            if file.removesuffix("json") + "xml" not in site.files:
                verdict.problem(file, "has no feed.xml beside it")
    for home in ["feed.xml"]:
        if home not in site.files:
            verdict.problem(home, "is missing")
    return count


def atom(site, verdict, file, owners):
    """The ids of an Atom feed in order, or `None` where it cannot be read."""
    text = (site.folder / file).read_bytes()
    try:
        feed = xml.fromstring(text)
    except xml.ParseError as error:
        verdict.problem(file, f"is not well-formed: {error}")
        return None
    if feed.tag != f"{ATOM}feed":
        verdict.problem(file, f"its root is `{feed.tag}`")
        return None
    entries = feed.findall(f"{ATOM}entry")
    element(verdict, file, "feed", feed)
    if not feed.get(XML_LANG):
        verdict.problem(file, "no `xml:lang` on the feed")
    if self_link(feed) != site.address(file):
        verdict.problem(file, f"its `self` link is `{self_link(feed)}`, not `{site.address(file)}`")
    ids = []
    for entry in entries:
        ids.append(entry.findtext(f"{ATOM}id", ""))
        atom_entry(site, verdict, file, feed, entry, owners)
    doubled(verdict, file, ids)
    independent(verdict, file, text, len(entries))
    return ids


def element(verdict, where, kind, node):
    for name in ("id", "title", "updated"):
        if not (node.findtext(f"{ATOM}{name}") or "").strip():
            verdict.problem(where, f"no `{name}` in the {kind}")
    for name in ONCE[kind]:
        if len(node.findall(f"{ATOM}{name}")) > 1:
            verdict.problem(where, f"`{name}` twice in the {kind}")
    identity = node.findtext(f"{ATOM}id", "")
    if identity and not urlsplit(identity).scheme:
        verdict.problem(where, f"the id `{identity}` is not absolute")
    for name in ("updated", "published"):
        date(verdict, where, node.findtext(f"{ATOM}{name}"))
    for author in node.findall(f"{ATOM}author"):
        if not (author.findtext(f"{ATOM}name") or "").strip():
            verdict.problem(where, "an author without `name`")
    for text in node:
        if text.tag in (f"{ATOM}title", f"{ATOM}summary", f"{ATOM}subtitle", f"{ATOM}rights"):
            if text.get("type", "text") not in ("text", "html", "xhtml"):
                verdict.problem(where, f"unknown text type `{text.get('type')}`")


def atom_entry(site, verdict, file, feed, entry, owners):
    where = f"{file} ({entry.findtext(f'{ATOM}title', 'an entry')})"
    element(verdict, where, "entry", entry)
    if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
        verdict.problem(where, "no author, neither here nor in the feed")
    links = [link.get("href", "") for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    content = entry.find(f"{ATOM}content")
    if content is None and not links:
        verdict.problem(where, "neither content nor an `alternate` link")
    if content is not None and content.get("src") and entry.find(f"{ATOM}summary") is None:
        verdict.problem(where, "content elsewhere needs a summary")
    for url in links:
        if site.locate(url, site.address(file))[0] is None and site.on_site(url) or not urlsplit(url).netloc:
            verdict.problem(where, f"`{url}` leads to no page")
        owner = owners.setdefault(entry.findtext(f"{ATOM}id", ""), url)
        if owner != url:
            verdict.problem(where, f"its id also stands for `{owner}`")
    if content is not None and content.get("type") == "html":
        safe_html(verdict, where, content.text or "")


def self_link(feed):
    return next((link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"), None)


def json_feed(site, verdict, file):
    """The ids of a JSON feed in order, or `None` where it cannot be read."""
    try:
        feed = json.loads((site.folder / file).read_text(encoding="utf-8"))
    except ValueError as error:
        verdict.problem(file, f"is not JSON: {error}")
        return None
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        verdict.problem(file, f"its version is `{feed.get('version')}`")
    if not feed.get("title"):
        verdict.problem(file, "no `title`")
    if not isinstance(feed.get("items"), list):
        verdict.problem(file, "no list of `items`")
        return None
    if feed.get("feed_url") != site.address(file):
        verdict.problem(file, f"its `feed_url` is `{feed.get('feed_url')}`, not `{site.address(file)}`")
    for name in feed.keys() - JSON_FEED:
        if not name.startswith("_"):
            verdict.problem(file, f"unknown key `{name}`")
    for item in feed["items"]:
        json_item(verdict, file, item)
    ids = [item.get("id") for item in feed["items"]]
    doubled(verdict, file, ids)
    return ids


def json_item(verdict, file, item):
    where = f"{file} ({item.get('title', 'an item')})"
    if not isinstance(item.get("id"), str) or not item["id"]:
        verdict.problem(where, "no `id`, which is a string")
    if "content_html" not in item and "content_text" not in item:
        verdict.problem(where, "neither `content_html` nor `content_text`")
    for name in item.keys() - JSON_ITEM:
        if not name.startswith("_"):
            verdict.problem(where, f"unknown key `{name}`")
    for name in ("url", "external_url", "image", "banner_image"):
        if name in item and not urlsplit(item[name]).netloc:
            verdict.problem(where, f"`{name}` is not absolute")
    for name in ("date_published", "date_modified"):
        date(verdict, where, item.get(name))
    safe_html(verdict, where, item.get("content_html", ""))


def date(verdict, where, value):
    if value is None:
        return
    try:
        if not RFC3339.match(value):
            raise ValueError
        datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        verdict.problem(where, f"`{value}` is no date of RFC 3339")


def safe_html(verdict, where, html):
    """A reader shows this text far from its page, so addresses are whole and nothing is active."""
    for url in RELATIVE.findall(html):
        verdict.problem(where, f"the relative address `{url}` means nothing in a feed reader")
    active = ACTIVE.search(html)
    if active:
        verdict.problem(where, f"`{active.group().strip()}` has no place in a feed")


def doubled(verdict, file, ids):
    for identity in {identity for identity in ids if ids.count(identity) > 1}:
        verdict.problem(file, f"the id `{identity}` stands for two items")


def independent(verdict, file, text, entries):
    read = feedparser.parse(text)
    if read.bozo:
        verdict.problem(file, f"feedparser stumbles: {read.bozo_exception}")
    if read.version != "atom10":
        verdict.problem(file, f"feedparser takes it for `{read.version}`")
    if len(read.entries) != entries:
        verdict.problem(file, f"feedparser finds {len(read.entries)} entries of {entries}")


def announced(site, verdict, file):
    page = site.pages.get(file.removesuffix("feed.xml") + "index.html")
    if page is None:
        verdict.problem(file, "has no page beside it")
        return
    for kind, name in (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json")):
        wanted = file.removesuffix("feed.xml") + name
        if not any(site.locate(url, page.address)[0] == wanted for type, url in page.feeds if type == kind):
            verdict.problem(page.file, f"does not announce {wanted} as `{kind}`")


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("feeds")
    count = judge(site, verdict)
    verdict.finish(f"{count} feeds")
