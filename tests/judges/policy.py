#!/usr/bin/env python3
"""The content security policy is strict, on every page and in `_headers`, and no page needs it laxer."""

from urllib.parse import unquote

from pages import Site, Verdict, folder_argument

FORBIDDEN = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'")
# The program that searches is WebAssembly; no other page compiles anything.
SEARCHES = "'wasm-unsafe-eval'"
LOAD = ("script-src", "style-src", "img-src", "font-src", "connect-src", "media-src", "frame-src", "default-src")


def judge(site: Site, verdict: Verdict) -> int:
    for page in site.pages.values():
        if not page.csp:
            verdict.problem(page.file, "no policy in a `<meta>`")
        else:
            check(verdict, page.file, page.csp, page.type == "search")
        for line, what in page.inline:
            verdict.problem(f"{page.file}:{line}", f"{what}, which a strict policy blocks")
    headers = site.folder / "_headers"
    if not headers.is_file():
        verdict.problem("_headers", "is missing")
        return len(site.pages)
    found, block = 0, ""
    for line in headers.read_text(encoding="utf-8").splitlines():
        if line[:1].strip():
            block = unquote(line.strip())
        elif line.strip().lower().startswith("content-security-policy:"):
            found += 1
            # A site may lie under a path, so blocks are known by their ends.
            searches = any(block.endswith("/" + page.file.removesuffix("index.html"))
                           for page in site.pages.values() if page.type == "search")
            check(verdict, "_headers", line.partition(":")[2], searches)
    if not found:
        verdict.problem("_headers", "has no Content-Security-Policy")
    return len(site.pages)


def check(verdict, where, policy, searches):
    directives = {}
    for directive in policy.split(";"):
        words = directive.split()
        if words:
            directives.setdefault(words[0].lower(), words[1:])
    if directives.get("default-src") not in (["'none'"], ["'self'"]):
        verdict.problem(where, "`default-src` is neither 'none' nor 'self'")
    for name, sources in directives.items():
        for source in sources:
            if source in FORBIDDEN or (source == SEARCHES and (name != "script-src" or not searches)):
                verdict.problem(where, f"`{name}` allows {source}")
            # Signatures are sent to the collector, so `form-action` and `connect-src` may name it.
            if name in LOAD and name != "connect-src" and (source == "*" or source.startswith("http")):
                verdict.problem(where, f"`{name}` allows another host: {source}")


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("policy")
    count = judge(site, verdict)
    verdict.finish(f"{count} pages")
