#!/usr/bin/env python3
"""Writes a small faultless site, the ground on which the self-test plants its faults.

`python3 fixture.py DIR` writes it to a folder to look at, or to try one judge on.
"""

import sys
from pathlib import Path
from textwrap import dedent

BASE = "https://example.org/campaign/"
ROOT = "/campaign/"
LANGUAGES = {"en": "English", "es": "Español"}
TYPES = [
    "home", "section", "statement", "news", "petition", "practice", "publication", "page",
    "region", "country", "topic", "hashtag", "regions", "countries", "topics", "hashtags", "practices", "facet", "facets",
    "map", "timeline", "translate", "feeds", "search", "not-found", "expired", "embed", "mastodon",
]
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
STYLE = """\
:root { color-scheme: light dark; --ink: #111; --paper: #fff; --link: #003a80; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #111; --link: #9cf; } }
body { margin: 0; padding: 1rem; font: 1.1rem/1.6 sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--link); }
nav a, nav summary { display: inline-block; padding: 0.6rem; }
:focus-visible { outline: 3px solid var(--link); }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: 1rem; }
@media print { :root { --ink: #000; --paper: #fff; } nav, .skip { display: none; } }
"""


CALENDAR = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Campaign//EN", "BEGIN:VEVENT", "UID:one@example.org",
    "DTSTAMP:20260501T000000Z", "DTSTART;VALUE=DATE:20260630", "DTEND;VALUE=DATE:20260701", "SUMMARY:Last day",
    "URL:https://example.org/campaign/petition/", "END:VEVENT", "END:VCALENDAR", "",
])


def address(type: str, lang: str) -> str:
    """Where the one page of a type lies, from the site's root."""
    start = "" if lang == "en" else f"{lang}/"
    if type == "not-found":
        return f"{start}404.html"
    return start if type == "home" else f"{start}{type}/"


def page(type: str, lang: str, of: str = "") -> str:
    """A page's source. `of` is the type of the item that an untranslated page stands for."""
    own = BASE + address(type, lang)
    other = next(code for code in LANGUAGES if code != lang)
    hidden = type in ("not-found", "expired", "untranslated")
    back = address("original", other) if type in ("original", "untranslated") else address(type, other)
    if type == "original":
        back = address("untranslated", other)
    head = [f'<link rel="canonical" href="{BASE + address("original", other) if type == "untranslated" else own}">']
    if hidden:
        head.append('<meta name="robots" content="noindex">')
    elif type != "original":
        head += [f'<link rel="alternate" hreflang="{code}" href="{BASE + address(type, code)}">' for code in LANGUAGES]
        head.append(f'<link rel="alternate" hreflang="x-default" href="{BASE + address(type, "en")}">')
    if type == "home":
        head.append(f'<link rel="alternate" type="application/atom+xml" href="{ROOT + address(type, lang)}feed.xml" title="Feed">')
        head.append(f'<link rel="alternate" type="application/feed+json" href="{ROOT + address(type, lang)}feed.json" title="Feed">')
    head.append('<script type="application/ld+json">{"@context": "https://schema.org", "@type": "WebPage"}</script>')
    everything = "".join(
        f'<li><a href="{ROOT + address(kind, lang)}">All about {kind}</a></li>'
        for kind in [*TYPES, "original" if lang == "en" else "untranslated"] if kind != "not-found"
    )
    signed = '<ul class="signatories"><li>An organisation</li></ul>' if type == "statement" else ""
    if type in ("map", "timeline"):
        signed = (
            '<svg width="100" height="40" aria-hidden="true"><rect width="100" height="40"/></svg>'
            "<table><thead><tr><th>Country</th></tr></thead><tbody><tr><td>Mexico</td></tr></tbody></table>"
        )
    return dedent(f"""\
        <!doctype html>
        <html lang="{lang}">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{POLICY}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{type} in {lang}</title>
        <link rel="stylesheet" href="{ROOT}style.css">
        {chr(10).join(head)}
        </head>
        <body data-type="{'page' if type == 'original' else type}">
        <a class="skip" href="#main">Skip</a>
        <header>
        <nav aria-label="Menu" data-menu><details><summary>Menu</summary><ul>{everything}</ul></details></nav>
        <nav aria-label="Languages" data-languages><a href="{ROOT + back}" hreflang="{other}" lang="{other}">{LANGUAGES[other]}</a></nav>
        </header>
        <main id="main" tabindex="-1"><h1>{type} in {lang}</h1><p>Text, and <a href="#main">an anchor</a>.</p>{signed}</main>
        <footer><p>The end</p></footer>
        </body>
        </html>
        """)


def feed(lang: str) -> tuple[str, str]:
    """The home page's feed as Atom and as JSON."""
    home, item = BASE + address("home", lang), BASE + address("news", lang)
    atom = dedent(f"""\
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">
        <id>{home}</id><title>Campaign</title><updated>2026-05-01T00:00:00Z</updated>
        <author><name>Campaign</name></author>
        <link rel="self" href="{home}feed.xml"/><link rel="alternate" href="{home}"/>
        <entry><id>{item}</id><title>News</title><updated>2026-05-01T00:00:00Z</updated>
        <link rel="alternate" href="{item}"/><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry>
        </feed>
        """)
    json = dedent(f"""\
        {{"version": "https://jsonfeed.org/version/1.1", "title": "Campaign", "language": "{lang}",
        "home_page_url": "{home}", "feed_url": "{home}feed.json",
        "items": [{{"id": "{item}", "url": "{item}", "title": "News", "content_html": "<p>Text</p>", "date_published": "2026-05-01T00:00:00Z"}}]}}
        """)
    return atom, json


def sitemap() -> str:
    entries = []
    for lang in LANGUAGES:
        for type in TYPES:
            if type not in ("not-found", "expired"):
                links = [*((code, address(type, code)) for code in LANGUAGES), ("x-default", address(type, "en"))]
                inside = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{BASE + to}"/>' for code, to in links)
                entries.append(f"<url><loc>{BASE + address(type, lang)}</loc><lastmod>2026-05-01</lastmod>{inside}</url>")
    entries.append(f"<url><loc>{BASE + address('original', 'en')}</loc></url>")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n"
    )


def write(folder: Path):
    files = {
        "style.css": STYLE,
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n",
        "_headers": f"/*\n  Content-Security-Policy: {POLICY}\n",
        "petition/last-day.ics": CALENDAR,
        "sitemap.xml": sitemap(),
        "original/index.html": page("original", "en"),
        "es/untranslated/index.html": page("untranslated", "es"),
    }
    for lang in LANGUAGES:
        for type in TYPES:
            to = address(type, lang)
            files[to if to.endswith(".html") else f"{to}index.html"] = page(type, lang)
        files[f"{address('home', lang)}feed.xml"], files[f"{address('home', lang)}feed.json"] = feed(lang)
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
