"""Reads a built site: a folder of HTML comes in, pages with their addresses, ids and references go out.

Knows nothing of what is right or wrong; that is each judge's own subject. The site's public address is
the canonical link of its home page, so a site under a sub-path needs no option.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

# A browser fetches these by itself; everything else in a <link> only points.
FETCHED_RELS = {
    "stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload",
    "prefetch", "prerender", "preconnect", "dns-prefetch",
}
FETCHED = {
    ("script", "src"), ("img", "src"), ("source", "src"), ("video", "src"), ("video", "poster"),
    ("audio", "src"), ("track", "src"), ("iframe", "src"), ("embed", "src"), ("object", "data"),
    ("input", "src"), ("use", "href"), ("use", "xlink:href"), ("image", "href"), ("image", "xlink:href"),
}
FOLLOWED = {("a", "href"), ("area", "href"), ("form", "action"), ("button", "formaction")}
CSS_REFERENCE = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)['"]""")


@dataclass
class Reference:
    url: str
    fetched: bool
    line: int
    what: str


@dataclass
class Page:
    file: str
    address: str
    lang: str = ""
    type: str = ""
    noindex: bool = False
    refresh: str = ""
    canonical: str = ""
    csp: str = ""
    alternates: list[tuple[str, str]] = field(default_factory=list)
    feeds: list[tuple[str, str]] = field(default_factory=list)
    switcher: list[tuple[str, str]] = field(default_factory=list)
    has_switcher: bool = False
    ids: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    inline: list[tuple[int, str]] = field(default_factory=list)
    data_blocks: list[tuple[int, str]] = field(default_factory=list)

    @property
    def indexable(self) -> bool:
        """A page that search engines are meant to keep."""
        return not self.noindex and not self.refresh and not self.file.endswith("404.html")


class Reader(HTMLParser):
    """Fills a page from its source."""

    def __init__(self, page: Page):
        super().__init__(convert_charrefs=True)
        self.page = page
        self.switcher_tag = ""
        self.switcher_depth = 0
        self.in_style = False
        self.in_data = False

    def handle_starttag(self, tag, attributes):
        has = {name: value or "" for name, value in attributes}
        page, line = self.page, self.getpos()[0]
        if "id" in has:
            page.ids.add(has["id"])
        if tag == "a" and "name" in has:
            page.ids.add(has["name"])
        if tag == "html":
            page.lang = has.get("lang", "")
        elif tag == "body":
            page.type = has.get("data-type", "")
        elif tag == "meta":
            self.meta(has, line)
        elif tag == "link":
            self.link(has, line)
        self.in_style = tag == "style"
        self.in_data = tag == "script" and has.get("type") == "application/ld+json"
        if self.in_data:
            page.data_blocks.append((line, ""))
        self.watch_switcher(tag, has)
        self.note_inline(tag, has, line)
        for name, value in has.items():
            if (tag, name) in FETCHED:
                self.refer(value, True, f"<{tag} {name}>")
            elif (tag, name) in FOLLOWED:
                self.refer(value, False, f"<{tag} {name}>")
            elif name in ("srcset", "imagesrcset"):
                for candidate in value.split(","):
                    if candidate.strip():
                        self.refer(candidate.split()[0], True, f"<{tag} {name}>")
            elif name == "style":
                self.css(value, f"<{tag} style>")

    def meta(self, has, line):
        name = (has.get("name") or has.get("property") or has.get("http-equiv") or "").lower()
        content = has.get("content", "")
        if name == "robots":
            self.page.noindex = "noindex" in content.lower()
        elif name == "content-security-policy":
            self.page.csp = content
        elif name == "refresh":
            self.page.refresh = content.partition("=")[2].strip(" '\"")
            self.refer(self.page.refresh, False, "<meta refresh>")
        elif name in ("og:image", "og:url", "twitter:image"):
            self.refer(content, False, f"<meta {name}>")

    def link(self, has, line):
        rels, href = set(has.get("rel", "").lower().split()), has.get("href", "")
        if "canonical" in rels:
            self.page.canonical = href
        if "alternate" in rels and "hreflang" in has:
            self.page.alternates.append((has["hreflang"], href))
        elif "alternate" in rels and "type" in has:
            self.page.feeds.append((has["type"], href))
        if href:
            self.refer(href, bool(rels & FETCHED_RELS), f"<link {' '.join(sorted(rels))}>")

    def watch_switcher(self, tag, has):
        page = self.page
        if "data-languages" in has:
            page.has_switcher, self.switcher_tag, self.switcher_depth = True, tag, 0
        if self.switcher_tag:
            self.switcher_depth += tag == self.switcher_tag
            if tag == "a" and "hreflang" in has:
                page.switcher.append((has["hreflang"], has.get("href", "")))

    def note_inline(self, tag, has, line):
        data_block = has.get("type", "").lower() not in ("", "module", "text/javascript", "importmap")
        if tag == "style" or (tag == "script" and "src" not in has and not data_block):
            self.page.inline.append((line, f"inline <{tag}>"))
        for name in has:
            if name == "style" or name.startswith("on"):
                self.page.inline.append((line, f"attribute `{name}` on <{tag}>"))

    def handle_endtag(self, tag):
        if tag == self.switcher_tag:
            self.switcher_depth -= 1
            if self.switcher_depth == 0:
                self.switcher_tag = ""
        self.in_style = self.in_data = False

    def handle_data(self, data):
        if self.in_data:
            line, text = self.page.data_blocks[-1]
            self.page.data_blocks[-1] = (line, text + data)
        if self.in_style:
            self.css(data, "<style>")

    def css(self, text, what):
        for url in css_references(text):
            self.refer(url, True, what)

    def refer(self, url, fetched, what):
        self.page.references.append(Reference(url.strip(), fetched, self.getpos()[0], what))


def css_references(text: str) -> list[str]:
    """The addresses that a style sheet makes a browser fetch."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return [found.group(1) or found.group(2) for found in CSS_REFERENCE.finditer(text)]


class Site:
    """All pages of a folder, and where an address lies in it."""

    def __init__(self, folder: str):
        self.folder = Path(folder)
        if not (self.folder / "index.html").is_file():
            sys.exit(f"{folder}: no index.html, so this is not a built site")
        self.files = sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())
        self.pages: dict[str, Page] = {}
        home = self.read("index.html", "")
        if not urlsplit(home.canonical).netloc:
            sys.exit(f"{folder}/index.html: no absolute canonical link, so the site's address is unknown")
        self.base = home.canonical if home.canonical.endswith("/") else home.canonical + "/"
        self.default_language = home.lang
        for file in self.files:
            if file.endswith(".html"):
                self.pages[file] = self.read(file, self.address(file))
        self.languages = sorted({page.lang for page in self.pages.values() if page.lang})

    def read(self, file: str, address: str) -> Page:
        page = Page(file, address)
        reader = Reader(page)
        reader.feed((self.folder / file).read_text(encoding="utf-8"))
        reader.close()
        return page

    def address(self, file: str) -> str:
        """The public address of a file: a folder's index is the folder, and letters of other scripts are encoded."""
        return self.base + quote(re.sub(r"(^|/)index\.html$", r"\1", file), safe="/!$&'()*+,;=:@-._~")

    def on_site(self, url: str) -> bool:
        return urlsplit(url)[:2] == urlsplit(self.base)[:2]

    def locate(self, url: str, origin: str) -> tuple[str | None, str]:
        """The file that an address leads to, or `None` and what is wrong with it.

        `origin` is the address of the page that says so. An address off the site gives `None` and nothing.
        """
        absolute = urljoin(origin, url)
        if not self.on_site(absolute):
            return None, ""
        path, root = unquote(urlsplit(absolute).path), unquote(urlsplit(self.base).path)
        if not path.startswith(root):
            return None, f"lies outside the site's path `{root}`"
        inside = path[len(root):]
        file = inside + "index.html" if inside == "" or inside.endswith("/") else inside
        if (self.folder / file).is_file():
            return file, ""
        if (self.folder / file).is_dir():
            return None, "is a folder: its address ends with a slash"
        return None, f"leads to no file (`{file}`)"

    def page_at(self, url: str, origin: str) -> Page | None:
        return self.pages.get(self.locate(url, origin)[0] or "")


class Verdict:
    """Gathers what a judge finds, prints it, and gives the exit code."""

    def __init__(self, judge: str):
        self.judge = judge
        self.problems: dict[str, list[str]] = {}

    def problem(self, where: str, what: str):
        self.problems.setdefault(what, []).append(where)

    def finish(self, seen: str, at_most: int = 40):
        """Ends the program: 0 without a problem, else 1. `seen` says what was looked at."""
        for what, places in list(self.problems.items())[:at_most]:
            more = f" (and in {len(places) - 1} more places)" if len(places) > 1 else ""
            print(f"  {places[0]}: {what}{more}")
        if len(self.problems) > at_most:
            print(f"  … and {len(self.problems) - at_most} more kinds of problem")
        count = sum(len(places) for places in self.problems.values())
        print(f"{self.judge}: {seen}, {count} problems")
        sys.exit(1 if count else 0)


def folder_argument() -> str:
    """The site's folder, the one argument of every judge."""
    return sys.argv[1] if len(sys.argv) > 1 else "public"
