#!/usr/bin/env python3
"""robots.txt lets search engines in and names the sitemap."""

from urllib.robotparser import RobotFileParser

from pages import Site, Verdict, folder_argument


def judge(site: Site, verdict: Verdict) -> int:
    file = site.folder / "robots.txt"
    if not file.is_file():
        verdict.problem("robots.txt", "is missing")
        return 0
    lines = file.read_text(encoding="utf-8").splitlines()
    rules = RobotFileParser()
    rules.parse(lines)
    if f"{site.base}sitemap.xml" not in (rules.site_maps() or []):
        verdict.problem("robots.txt", f"does not name `{site.base}sitemap.xml`")
    if not any(line.lower().startswith("user-agent:") for line in lines):
        verdict.problem("robots.txt", "has no `User-agent` line")
    for page in site.pages.values():
        if page.indexable and not rules.can_fetch("*", page.address):
            verdict.problem("robots.txt", f"shuts {page.file} out")
    return len(lines)


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("robots")
    count = judge(site, verdict)
    verdict.finish(f"{count} lines")
