#!/usr/bin/env python3
"""Every page and drawing is valid by the Nu Html Checker (`vnu-jar` from npm); a warning counts as an error.

A warning that nobody has to act on is soon a page of them, so one that is wrong is named below with its reason.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

from pages import Verdict, folder_argument

JAR = Path(__file__).parent.parent / "browser/node_modules/vnu-jar/build/dist/vnu.jar"
ACCEPTED = [
    # The checker reads files, where 'self' means nothing, and takes JSON-LD for a script; the browser judges the policy itself.
    r"violates Content Security Policy",
]
BATCH = 400


def judge(folder: Path, verdict: Verdict) -> int:
    files = sorted(str(file) for pattern in ("*.html", "*.svg") for file in folder.rglob(pattern))
    for start in range(0, len(files), BATCH):
        for message in messages(files[start:start + BATCH]):
            tell(folder, verdict, message)
    return len(files)


def messages(files):
    command = ["java", "-Xss4m", "-jar", str(JAR), "--also-check-svg", "--format", "json", "--stdout", *files]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return json.loads(ran.stdout)["messages"]
    except (ValueError, KeyError):
        sys.exit(f"markup: the checker did not answer: {ran.stdout[-500:]}{ran.stderr[-500:]}")


def tell(folder, verdict, message):
    level = message.get("subType") or message["type"]
    text = message.get("message", "")
    if level == "info" or any(re.search(pattern, text) for pattern in ACCEPTED):
        return
    file = unquote(message.get("url", "").removeprefix("file:"))
    name = file.removeprefix(str(folder.resolve())).lstrip("/")
    verdict.problem(f"{name}:{message.get('lastLine', 0)}", f"{level}: {text}")


if __name__ == "__main__":
    if not JAR.is_file():
        sys.exit("markup: no checker; run `npm ci` in tests/browser")
    folder, verdict = Path(folder_argument()).resolve(), Verdict("markup")
    count = judge(folder, verdict)
    if count == 0:
        verdict.problem(folder.name, "holds no page")
    verdict.finish(f"{count} pages and drawings")
