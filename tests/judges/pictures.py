#!/usr/bin/env python3
"""Pictures hold pixels and shapes and nothing else, by exiftool, which knows more kinds of metadata than we do."""

import json
import subprocess
import sys
from pathlib import Path

from pages import Verdict, folder_argument

ENDINGS = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico"]
# What a format needs to be drawn; whatever else exiftool reads says something of somebody.
NEEDED = {
    "PNG": {"ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace", "Palette", "Transparency", "SRGBRendering"},
    "JFIF": {"JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"},
    "RIFF": {
        "ImageWidth", "ImageHeight", "VP8Version", "HorizontalScale", "VerticalScale", "WebP_Flags", "AlphaIsUsed", "AlphaPreprocessing",
        "AlphaFiltering", "AlphaCompression",
    },
    "GIF": {
        "GIFVersion", "ImageWidth", "ImageHeight", "HasColorMap", "ColorResolutionDepth", "BitsPerPixel", "BackgroundColor", "FrameCount",
        "TransparentColor",
    },
    "SVG": {"ImageWidth", "ImageHeight", "ViewBox", "Xmlns", "SVGVersion", "Role", "Fill", "Stroke", "Shape-rendering"},
    "File": {
        "FileName", "Directory", "FileSize", "FileModifyDate", "FileAccessDate", "FileInodeChangeDate", "FilePermissions", "FileType",
        "FileTypeExtension", "MIMEType", "ImageWidth", "ImageHeight", "EncodingProcess", "BitsPerSample", "ColorComponents",
        "YCbCrSubSampling",
    },
    "Composite": {"ImageSize", "Megapixels"},
    "ExifTool": {"ExifToolVersion"},
}


def read(files: list[Path]) -> list[dict]:
    """What exiftool says of each file; it ends with 1 where a file is broken, which it says in the file's own words."""
    if not files:
        return []
    # `-ee` looks into what is embedded, `-a` keeps what is said twice.
    command = ["exiftool", "-json", "-G0", "-a", "-ee", *map(str, files)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout or "[]")


def foreign(said: dict) -> list[str]:
    """The tags that no picture needs, as `EXIF:Artist`."""
    tags = (tag.split(":", 1) for tag in said if tag != "SourceFile")
    return [f"{group}:{name}" for group, name in tags if name not in NEEDED.get(group, set())]


def judge(folder: Path, verdict: Verdict) -> int:
    files = sorted(file for ending in ENDINGS for file in folder.rglob(f"*.{ending}"))
    # The badges of the translators' pages are data that the program draws; their titles are for screen readers.
    files = [file for file in files if not file.relative_to(folder).as_posix().startswith("api/")]
    for said in read(files):
        for tag in foreign(said):
            verdict.problem(str(Path(said["SourceFile"]).relative_to(folder)), f"has `{tag}` in it")
    return len(files)


if __name__ == "__main__":
    verdict = Verdict("pictures")
    count = judge(Path(folder_argument()), verdict)
    verdict.finish(f"{count} pictures")
