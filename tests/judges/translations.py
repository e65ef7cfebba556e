#!/usr/bin/env python3
"""What translate-toolkit's pofilter rightly finds in the shared pairs, our checks find too.

    translations.py VECTORS   says what pofilter found that nothing is expected for
    translations.py --selftest VECTORS   takes the codes away and wants that to be told

The program is held to the codes in the file by its own tests; a faultless pair that pofilter complains of is a
false alarm of pofilter, and shown.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# pofilter's tests → the codes that name the same signs. What is not named here is style in English interfaces.
SAYS = {
    "brackets": {"heading-id", "link-target", "placeholder", "raw-html", "skeleton", "unbalanced"},
    "doublespacing": {"double-space"},
    "doublewords": {"double-word", "placeholder"},
    "emails": {"contact"},
    "endpunc": {"end-mark", "raw-html", "skeleton"},
    "endwhitespace": {"double-space"},
    "functions": {"number", "skeleton", "raw-html"},
    "long": {"length"},
    "newlines": {"value", "skeleton"},
    "notranslatewords": {"glossary-missing"},
    "numbers": {"number", "contact", "skeleton", "link-target"},
    "printf": {"placeholder"},
    "pythonbraceformat": {"heading-id", "placeholder"},
    "short": {"length"},
    "startwhitespace": {"double-space"},
    "unchanged": {"unchanged"},
    "urls": {"link-target"},
    "variables": {"placeholder"},
    "xmltags": {"raw-html", "skeleton"},
}


def entry(number, pair):
    text = "".join(f'msg{key} {json.dumps(pair[field], ensure_ascii=False)}\n' for key, field in (("id", "source"), ("str", "target")))
    return f'msgctxt "{number}"\n{text}'


def pofilter(pairs, lang):
    """The tests of pofilter that fail, by pair."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.po"), Path(folder, "out.po")
        head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {lang}\\n"\n\n'
        source.write_text(head + "\n".join(entry(number, pair) for number, pair in pairs), encoding="utf-8")
        program = Path(sys.executable).parent / "pofilter"
        subprocess.run([sys.executable, program, "--progress=none", f"--language={lang}", source, target], check=True, capture_output=True)
        found = {}
        text = target.read_text(encoding="utf-8") if target.exists() else ""
        for block in text.split("\n\n"):
            context = re.search(r'^msgctxt "(\d+)"', block, re.M)
            tests = re.findall(r"^# \(pofilter\) (\w+):", block, re.M)
            if context and tests:
                found[int(context[1])] = tests
    return found


def judge(pairs):
    """What only pofilter finds, and how much both do."""
    problems, both, alarms = [], 0, []
    for lang in sorted({pair["lang"] for pair in pairs}):
        of_lang = [(number, pair) for number, pair in enumerate(pairs) if pair["lang"] == lang]
        for number, tests in pofilter(of_lang, lang).items():
            pair = pairs[number]
            codes = {code.removeprefix("translation/") for code in pair["expect"]}
            for test in (test for test in tests if test in SAYS):
                line = f"{test}: {pair['source']!r} / {pair['target']!r}"
                if codes & SAYS[test]:
                    both += 1
                elif pair["expect"] or pair.get("planted"):
                    problems.append(line)
                else:
                    alarms.append(line)
    return problems, both, alarms


def main():
    pairs = json.loads(Path(sys.argv[-1]).read_text(encoding="utf-8"))
    if "--selftest" in sys.argv:
        bare = [{**pair, "planted": bool(pair["expect"]), "expect": []} for pair in pairs]
        problems, both, _ = judge(bare)
        print(f"selftest: {len(problems)} findings of pofilter are missed where nothing is expected")
        return 0 if len(problems) >= 15 and both == 0 else 1
    problems, both, alarms = judge(pairs)
    for line in alarms:
        print(f"pofilter's false alarm, {line}")
    for line in problems:
        print(f"only pofilter finds {line}")
    print(f"translations: {both} findings of both, {len(problems)} problems")
    # A judge that finds nothing judges nothing.
    return 1 if problems or both < 15 else 0


if __name__ == "__main__":
    sys.exit(main())
