#!/usr/bin/env python3
"""Every judge lets a faultless site pass and names each fault that is planted in it.

A judge that cannot fail would say the same of a broken site. `selftest.py links axe` tries these two only.
"""

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fixture

HERE = Path(__file__).parent
BROWSER = HERE.parent / "browser"
NEWS = "news/index.html"
ANCHOR = '<a href="#main">an anchor</a>'
PUT = "<p>Text, and"

# judge → (file, what is there, what stands there instead, what the judge has to say); "" for what is there adds to the end.
FAULTS = {
    "links.py": [
        (NEWS, PUT, '<p><a href="../nowhere/">x</a>', "`../nowhere/` in <a href> leads to no file"),
        ("page/index.html", PUT, '<p><a href="/news/">x</a>', "lies outside the site's path `/campaign/`"),
        ("topic/index.html", PUT, '<p><a href="/campaign/news">x</a>', "its address ends with a slash"),
        ("country/index.html", ANCHOR, '<a href="#nowhere">x</a>', "no id `nowhere` in country/index.html"),
        ("region/index.html", PUT, '<p><img src="https://tracker.example.net/x.png" alt="">', "is fetched from another host"),
        ("hashtag/index.html", PUT, '<p><img src="/campaign/a.svg" srcset="/campaign/b.svg 2x" alt="">', "`/campaign/b.svg` in <img srcset> leads to no file"),
        ("topics/index.html", '<link rel="stylesheet"', '<link rel="preconnect" href="https://fonts.example.net"><link rel="stylesheet"', "`https://fonts.example.net` in <link preconnect> is fetched"),
        ("style.css", "", "\n@import 'https://fonts.example.net/x.css';", "in the style sheet is fetched from another host"),
        ("404.html", PUT, '<p><a href="news/">x</a>', "a not-found page is shown at any depth"),
        ("lonely/index.html", "", fixture.page("page", "en"), "no way leads here from the home page"),
    ],
    "kinds.py": [
        ("es/petition/index.html", 'data-type="petition"', 'data-type="page"', "no page of the type `petition` in `es`"),
        ("es/untranslated/index.html", 'data-type="untranslated"', "", "no `data-type` on the body"),
    ],
    "languages.py": [
        (NEWS, f'hreflang="es" href="{fixture.BASE}es/news/"', f'hreflang="es" href="{fixture.BASE}es/page/"', "does not answer with the same list"),
        ("practice/index.html", 'hreflang="x-default" href="https://example.org/campaign/', 'hreflang="x-default" href="https://example.org/campaign/es/', "not the page in the default language"),
        ("topic/index.html", f'rel="canonical" href="{fixture.BASE}topic/"', f'rel="canonical" href="{fixture.BASE}"', "not its own address"),
        ("statement/index.html", 'data-languages><a href="/campaign/es/statement/"', 'data-languages><a href="/campaign/es/"', "and from there not back"),
        ("es/page/index.html", "data-languages", "", "no language switcher"),
        ("es/untranslated/index.html", '<meta name="robots" content="noindex">', "", "an untranslated page must be `noindex`"),
    ],
    "sitemap.py": [
        ("sitemap.xml", "<lastmod>2026-05-01</lastmod>", "<lastmod>1 May</lastmod>", "lastmod"),
        ("sitemap.xml", f"<url><loc>{fixture.BASE}original/</loc></url>", "", "does not name original/index.html"),
        ("sitemap.xml", f"<loc>{fixture.BASE}es/topic/</loc>", f"<loc>{fixture.BASE}es/nowhere/</loc>", "is no page's address"),
        (NEWS, "<title>", '<meta name="robots" content="noindex"><title>', "is named although it is `noindex`"),
        ("practice/index.html", 'hreflang="es" href', 'hreflang="fr" href', "has other alternates than the page's own head"),
    ],
    "robots.py": [("robots.txt", "Allow: /", "Disallow: /campaign/news/\nAllow: /", "shuts news/index.html out"), ("robots.txt", "Sitemap:", "Map:", "does not name")],
    "calendars.py": [
        ("petition/last-day.ics", "DTEND;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260702", "is no single day"),
        ("petition/last-day.ics", "UID:one@example.org\r\n", "", "has no UID"),
        ("petition/last-day.ics", "SUMMARY:Last day", "SUMMARY:" + "Last day " * 10, "longer than 75 octets"),
    ],
    "policy.py": [
        (NEWS, "style-src 'self'", "style-src 'self' 'unsafe-inline'", "`style-src` allows 'unsafe-inline'"),
        ("page/index.html", PUT, '<p style="color: red">', "attribute `style` on <p>"),
        ("topic/index.html", PUT, "<script>alert(1)</script><p>", "inline <script>"),
        ("_headers", "img-src 'self'", "img-src *", "`img-src` allows another host: *"),
        (NEWS, "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "`script-src` allows 'wasm-unsafe-eval'"),
    ],
    "data.py": [(NEWS, '"WebPage"}', '"WebPage",}', "is not JSON"), ("page/index.html", "https://schema.org", "https://example.org", "without schema.org"), ("petition/index.html", "application/ld+json", "text/plain", "no JSON-LD")],
    "feeds.py": [
        ("feed.xml", "<updated>2026-05-01T00:00:00Z</updated>\n<link", "<updated>2026-05-01</updated>\n<link", "is no date of RFC 3339"),
        ("feed.xml", "&lt;p&gt;Text", '&lt;a href="/news/"&gt;Text', "the relative address `/news/` means nothing"),
        ("feed.xml", "<author><name>Campaign</name></author>", "", "no author"),
        ("feed.xml", f'rel="self" href="{fixture.BASE}feed.xml"', 'rel="self" href="feed.xml"', "its `self` link is"),
        ("es/feed.xml", f"<id>{fixture.BASE}es/news/</id>", f"<id>{fixture.BASE}es/other/</id>", "feed.json beside it has other items"),
        ("es/feed.xml", "</entry>", "</entry><entry><title>Without</title></entry>", "no `id` in the entry"),
        ("es/feed.json", "jsonfeed.org/version/1.1", "jsonfeed.org/version/1", "its version is"),
        ("es/index.html", "application/atom+xml", "text/xml", "does not announce es/feed.xml"),
        ("news/feed.xml", "", "<feed><unclosed></feed>", "is not well-formed"),
    ],
    "markup.py": [(NEWS, PUT, "<p><div>x</div>", "No “p” element in scope"), ("page/index.html", PUT, '<p><img src="x.png">', "“img” element must have an “alt” attribute"), ("bad.svg", "", '<svg xmlns="http://www.w3.org/2000/svg"><nonsense/></svg>', "nonsense")],
    "pictures.py": [
        ("bad.svg", "", '<svg xmlns="http://www.w3.org/2000/svg"><metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><r:Description r:about=""><dc:creator>Ana</dc:creator></r:Description></r:RDF></metadata></svg>', "Creator` in it"),
        ("titled.svg", "", '<svg xmlns="http://www.w3.org/2000/svg"><title>Created with Sketch by Ana</title></svg>', "`SVG:Title` in it"),
        ("described.svg", "", '<svg xmlns="http://www.w3.org/2000/svg"><desc>Ana\'s map</desc></svg>', "`SVG:Desc` in it"),
    ],
    "axe.mjs": [(NEWS, '<nav aria-label="Menu"', '<nav><a href="#main"></a></nav><nav aria-label="Menu"', "link-name"), ("style.css", "--ink: #111;", "--ink: #999;", "color-contrast"), ("es/news/index.html", "<h1>", "<h3>", "page-has-heading-one")],
    "network.mjs": [
        (NEWS, PUT, '<p><img src="https://tracker.example.net/x.png" alt="">', "the console says: Loading the image 'https://tracker.example.net/x.png' violates"),
        ("_headers", "img-src 'self'", "img-src 'self' https:", "asks another host: https://tracker.example.net/y.png"),
        ("statement/index.html", "img-src 'self'", "img-src 'self' https:", ""),
        ("statement/index.html", PUT, '<p><img src="https://tracker.example.net/y.png" alt="">', "asks another host"),
        ("news/index.html", "<h1>", '<img src="/campaign/missing.png" alt=""><h1>', "404 for /campaign/missing.png"),
        ("es/news/index.html", PUT, "<script>alert(1)</script><p>", "the console says: Executing inline script"),
    ],
    "reflow.mjs": [(NEWS, PUT, "<pre>" + "wide " * 40 + "</pre><p>", "px wide at 320 px")],
    "scriptless.mjs": [
        (NEWS, "<details>", "<details hidden>", "the menu shows 0 links"),
        ("statement/index.html", 'data-languages><a href="/campaign/es/statement/"', 'data-languages><a href="/campaign/es/"', "the switcher to es leads to another item"),
    ],
    "print.mjs": [("style.css", ".skip { display: none; }", ".skip, .signatories { display: none; }", "1 of 1 signatories do not print"), ("es/statement/index.html", "signatories", "signed", "no statement in es has signatories")],
    "keyboard.mjs": [
        (NEWS, '<a class="skip" href="#main">Skip</a>', "", "the first Tab reaches no skip link"),
        ("style.css", ":focus-visible { outline: 3px solid var(--link); }", ":focus-visible { outline: none; }", "cannot be seen"),
        ("style.css", ".skip:focus { inset-inline-start: 1rem; }", "", "the skip link stays hidden"),
    ],
}


def run(judge: str, folder: Path) -> subprocess.CompletedProcess:
    if judge.endswith(".py"):
        command = [sys.executable, str(HERE / judge), str(folder)]
    else:
        command = ["node", str(BROWSER / judge), str(folder), "--types=news,statement"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def plant(folder: Path, file: str, old: str, new: str):
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_bytes().decode() if path.exists() else ""
    if old not in text:
        raise SystemExit(f"selftest: {file} has no `{old}` to put a fault in its place")
    path.write_bytes((text.replace(old, new, 1) if old else text + new).encode())


def examine(judge: str) -> list[tuple[bool, str, str]]:
    """What was expected of one judge: whether it held, the complaint if not, and what the judge said."""
    planted = FAULTS[judge]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fixture.write(folder)
        clean = run(judge, folder)
        held = [(clean.returncode == 0, f"{judge} finds fault with a faultless site", clean.stdout + clean.stderr)]
        for file, old, new, _ in planted:
            plant(folder, file, old, new)
        spoilt = run(judge, folder)
    held.append((spoilt.returncode == 1, f"{judge} ends with {spoilt.returncode} on a broken site", spoilt.stderr))
    for file, _, _, said in planted:
        # A fault in two places is said of the second.
        if said:
            held.append((said in spoilt.stdout, f"{judge} does not say `{said}` of {file}", spoilt.stdout))
    return held


def main():
    wanted = sys.argv[1:]
    judges = [judge for judge in FAULTS if not wanted or judge.partition(".")[0] in wanted]
    with ThreadPoolExecutor(2) as pool:
        expectations = [expectation for held in pool.map(examine, judges) for expectation in held]
    failed = [(what, said) for held, what, said in expectations if not held]
    for what, said in failed:
        print(f"  {what}")
        print("".join(f"    {line}\n" for line in said.splitlines()[-15:]), end="")
    print(f"selftest: {len(judges)} judges, {len(expectations) - len(failed)} expectations held, {len(failed)} did not")
    sys.exit(1 if failed or not judges else 0)


if __name__ == "__main__":
    main()
