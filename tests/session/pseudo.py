# SPDX-License-Identifier: GPL-3.0-or-later
"""A language that nobody speaks: every letter has an accent, every text stands in brackets and is
four tenths longer. A plain word on the screen is one that no translator was asked for, or data.
"""

import contextlib
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests/lint"))

from rules import Tree  # noqa: E402
from workshop import Workshop  # noqa: E402

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀçđéƒğħíĵķľɱñöþɋŕšťûṽŵẋýžÅƁÇĐÉƑĞĦÎĴĶĽṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
LONGER = 0.4
WORD = 6  # letters of what a text is made longer by

# What means something to a program: a placeholder and markup.
KEPT = re.compile(r"(%(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?(?:ll|l|z)?[a-zA-Z%]|<[^<>]*>|&\w+;)")


def speak(text):
    """A text in that language."""
    said = "".join(part if n % 2 else part.translate(ACCENTS) for n, part in enumerate(KEPT.split(text)))
    body = said.rstrip("\n")
    more = max(1, round(LONGER * len(body.replace("_", ""))))
    filling = " ".join("ë" * min(WORD, more - n) for n in range(0, more, WORD + 1))
    return f"⟦{body} {filling}⟧" + said[len(body) :]


def quote(text):
    return json.dumps(text, ensure_ascii=False)


def write_entry(entry):
    lines = [f"msgctxt {quote(entry.context)}"] if entry.context is not None else []
    lines.append(f"msgid {quote(entry.source)}")
    if entry.plural is None:
        return "\n".join([*lines, f"msgstr {quote(speak(entry.source))}\n"])
    lines.append(f"msgid_plural {quote(entry.plural)}")
    for number, text in enumerate((entry.source, entry.plural)):
        lines.append(f"msgstr[{number}] {quote(speak(text))}")
    return "\n".join(lines) + "\n"


def read_texts():
    """Every text that the program asks a translation for."""
    with Workshop(Tree.read(ROOT)) as workshop:
        return workshop.template()


@contextlib.contextmanager
def installed(prefix, language, entries):
    """The catalogue beside those of the installed program, for as long as it is used."""
    folder = pathlib.Path(prefix).resolve() / f"share/locale/{language}/LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "davylamp.mo"
    catalogue = HEADER + "\n" + "\n".join(map(write_entry, entries))
    subprocess.run(["msgfmt", f"--output-file={file}", "-"], input=catalogue.encode(), check=True)
    try:
        yield
    finally:
        file.unlink()
        folder.rmdir()
        folder.parent.rmdir()
