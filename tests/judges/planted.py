#!/usr/bin/env python3
"""Pictures with all that exiftool can write into them go in, and come out clean.

`planted.py target/release/altavoz` begins a site, puts them there, builds it, and looks at every byte that is published.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pictures
from pages import Verdict

ROOT = Path(__file__).parents[2]
WORD = "Xochiquetzal"
TEXTS = ["EXIF:Artist", "EXIF:ImageDescription", "EXIF:UserComment", "EXIF:Copyright", "EXIF:Model", "XMP-dc:Creator", "XMP-dc:Description",
         "XMP-photoshop:City", "IPTC:By-line", "IPTC:Caption-Abstract", "Comment", "PNG:Author", "PNG:Title"]
PLACE = ["-EXIF:GPSLatitude=19.4326", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=99.1332", "-EXIF:GPSLongitudeRef=W", "-EXIF:Orientation#=6"]
# One pixel.
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" id="{WORD}"><title>Created with Sketch by {WORD}</title>
 <desc>{WORD}</desc><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about=""><dc:creator>{WORD}</dc:creator></rdf:Description></rdf:RDF></metadata>
 <style>.{WORD} {{ fill: #00f }} #{WORD}-home {{ r: 3 }}</style>
 <circle id="{WORD}-home" class="{WORD} {WORD}-none" cx="4" cy="4" r="4"/></svg>"""


def run(*command: object) -> subprocess.CompletedProcess:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def plant(file: Path):
    """Everything that the format takes, and bytes behind its end."""
    texts = [f"-{tag}={WORD}" for tag in TEXTS]
    run("exiftool", "-q", "-q", "-m", "-overwrite_original", *texts, *PLACE, file)
    if file.suffix == ".jpg":
        thumbnail = file.with_suffix(".thumbnail")
        shutil.copyfile(ROOT / "content/news/dawn.jpg", thumbnail)
        run("exiftool", "-q", "-q", "-m", "-overwrite_original", f"-ThumbnailImage<={thumbnail}", file)
        thumbnail.unlink()
    with file.open("ab") as end:
        end.write(WORD.encode())


def main(program: Path, verdict: Verdict) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        run(program, "init", site)
        item, assets = site / "content/news/planted", site / "assets"
        item.mkdir()
        shutil.copyfile(ROOT / "content/news/dawn.jpg", item / "a.jpg")
        shutil.copyfile(ROOT / "assets/pictures/paper-banners.png", item / "b.png")
        (item / "c.gif").write_bytes(GIF)
        shutil.copyfile(ROOT / "tests/judges/pixel.webp", item / "d.webp")
        (item / "e.svg").write_text(SVG, encoding="utf-8")
        sources = sorted(item.iterdir())
        for file in sources:
            if file.suffix != ".svg":
                plant(file)
            shutil.copyfile(file, assets / file.name)
        for said in pictures.read(sources):
            if not pictures.foreign(said):
                verdict.problem(said["SourceFile"], "nothing could be planted")
        shown = "\n\n".join(f"![A picture]({file.name})" for file in sources)
        (item / "index.md").write_text(f'+++\ntitle = "Planted"\ndate = 2026-01-01\ncountries = ["MX"]\n+++\n{shown}\n', encoding="utf-8")
        built = run(program, "build", "--root", site, "--today", "2026-11-22")
        if built.returncode != 0:
            verdict.problem("site", f"does not build: {built.stderr}")
        count = pictures.judge(site / "public", verdict)
        # Five of each place, and the photograph in three widths and two formats.
        if count < 15:
            verdict.problem("site", f"publishes {count} pictures only")
        for file in (site / "public").rglob("*"):
            if file.is_file() and (WORD.encode() in file.read_bytes() or WORD in file.name):
                verdict.problem(str(file.relative_to(site)), f"has `{WORD}` in it")
        return count


if __name__ == "__main__":
    verdict = Verdict("planted")
    count = main(Path(sys.argv[1]).resolve(), verdict)
    verdict.finish(f"{count} pictures")
