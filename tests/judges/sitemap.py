#!/usr/bin/env python3
"""The sitemap is valid by its schema and names exactly the pages that search engines may keep.

The schema comes from the npm package `sitemap`; it asks for a declaration of `xhtml:link`, given below.
"""

import sys
from pathlib import Path

from pages import Site, Verdict, folder_argument

try:
    from lxml import etree
except ImportError:
    sys.exit("sitemap: needs lxml; run by ./test, or with target/test-venv/bin/python")

SCHEMA = Path(__file__).parent.parent / "browser/node_modules/sitemap/schema/sitemap.xsd"
ENTRY = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XHTML_LINK = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml">
  <xs:element name="link"><xs:complexType>
    <xs:attribute name="rel" use="required" fixed="alternate"/>
    <xs:attribute name="hreflang" use="required"/>
    <xs:attribute name="href" use="required" type="xs:anyURI"/>
  </xs:complexType></xs:element>
</xs:schema>"""
BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="sitemap"/>
  <xs:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="xhtml"/>
</xs:schema>"""


class Shelf(etree.Resolver):
    def resolve(self, url, public_id, context):
        if url.endswith("xhtml"):
            return self.resolve_string(XHTML_LINK, context)
        return self.resolve_filename(str(SCHEMA), context)


def judge(site: Site, verdict: Verdict) -> int:
    file = site.folder / "sitemap.xml"
    if not file.is_file():
        verdict.problem("sitemap.xml", "is missing")
        return 0
    try:
        tree = etree.parse(str(file))
    except etree.XMLSyntaxError as error:
        verdict.problem("sitemap.xml", f"is not well-formed: {error}")
        return 0
    check_schema(tree, verdict)
    entries = tree.findall(f"{ENTRY}url")
    addresses = [(entry.findtext(f"{ENTRY}loc") or "").strip() for entry in entries]
    for address in {address for address in addresses if addresses.count(address) > 1}:
        verdict.problem("sitemap.xml", f"names `{address}` twice")
    for entry, address in zip(entries, addresses):
        check_entry(site, verdict, entry, address)
    for page in site.pages.values():
        if page.indexable and page.address not in addresses:
            verdict.problem("sitemap.xml", f"does not name {page.file}")
    return len(entries)


def check_schema(tree, verdict):
    parser = etree.XMLParser()
    parser.resolvers.add(Shelf())
    schema = etree.XMLSchema(etree.fromstring(BOTH, parser))
    if not schema.validate(tree):
        for error in schema.error_log:
            verdict.problem(f"sitemap.xml:{error.line}", error.message)


def check_entry(site, verdict, entry, address):
    page = site.page_at(address, site.base)
    if page is None or page.address != address:
        verdict.problem("sitemap.xml", f"`{address}` is no page's address")
        return
    if not page.indexable:
        verdict.problem("sitemap.xml", f"`{address}` is named although it is `noindex` or a redirect")
    links = {(link.get("hreflang"), link.get("href")) for link in entry.findall(f"{XHTML}link")}
    # A page without translations may name itself or nobody.
    if links != set(page.alternates) and {url for _, url in links} | {url for _, url in page.alternates} != {address}:
        verdict.problem("sitemap.xml", f"`{address}` has other alternates than the page's own head")


if __name__ == "__main__":
    if not SCHEMA.is_file():
        sys.exit("sitemap: no schema; run `npm ci` in tests/browser")
    site, verdict = Site(folder_argument()), Verdict("sitemap")
    count = judge(site, verdict)
    verdict.finish(f"{count} addresses")
