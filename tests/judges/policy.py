#!/usr/bin/env python3
"""The content security policy is strict, on every page and in `_headers`, and no page needs it laxer."""

from pages import Site, Verdict, folder_argument

FORBIDDEN = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'")
LOAD = ("script-src", "style-src", "img-src", "font-src", "connect-src", "media-src", "frame-src", "default-src")


def judge(site: Site, verdict: Verdict) -> int:
    for page in site.pages.values():
        if not page.csp:
            verdict.problem(page.file, "no policy in a `<meta>`")
        else:
            check(verdict, page.file, page.csp)
        for line, what in page.inline:
            verdict.problem(f"{page.file}:{line}", f"{what}, which a strict policy blocks")
    headers = site.folder / "_headers"
    if not headers.is_file():
        verdict.problem("_headers", "is missing")
        return len(site.pages)
    policies = [line.partition(":")[2] for line in headers.read_text(encoding="utf-8").splitlines()
                if line.strip().lower().startswith("content-security-policy:")]
    if not policies:
        verdict.problem("_headers", "has no Content-Security-Policy")
    for policy in policies:
        check(verdict, "_headers", policy)
    return len(site.pages)


def check(verdict, where, policy):
    directives = {}
    for directive in policy.split(";"):
        words = directive.split()
        if words:
            directives.setdefault(words[0].lower(), words[1:])
    if directives.get("default-src") not in (["'none'"], ["'self'"]):
        verdict.problem(where, "`default-src` is neither 'none' nor 'self'")
    for name, sources in directives.items():
        for source in sources:
            if source in FORBIDDEN:
                verdict.problem(where, f"`{name}` allows {source}")
            # Signatures are sent to the collector, so `form-action` and `connect-src` may name it.
            if name in LOAD and name != "connect-src" and (source == "*" or source.startswith("http")):
                verdict.problem(where, f"`{name}` allows another host: {source}")


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("policy")
    count = judge(site, verdict)
    verdict.finish(f"{count} pages")
