# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page in a language that nobody speaks: what is plain there was never given to translators.
test_pseudo.py PREFIX WALK.

One text is left out of the catalogue on purpose: the story fails when it is not found.
"""

import contextlib
import gettext
import json
import os
import pathlib
import re
import sys

import pseudo
import screenshots
import story
from stage import Stage

# Its code in each walk: two may run at the same time. The locale is that of its first two letters.
LANGUAGES = {"program": "en_XA", "unexpected": "en_XB"}

# As good as unmarked. It stands on the first page of the walks.
PLANTED = "Sign in with your work account"

# Values of the demonstration that are shown as they are, by their keys. Those of other keys have words.
DATA_KEYS = {
    *("name", "displayName", "userName", "by", "email", "address", "city", "domain", "application"),
    *("description", "service", "subcategory", "region", "location", "group", "resourceGroup", "resource", "notes"),
}
DATA = {
    # Names of what Microsoft and others sell, and of this program.
    *("Davylamp", "Microsoft", "Azure", "Azure plan", "Entra ID", "SHA-256"),
    # Languages, in their own words.
    *("Deutsch", "English", "Français"),
    # What Microsoft tells beside an alert, of which no documentation tells what it means.
    "deploymentCount",
    # Keys, which the toolkit names inside of what the program says.
    *("Ctrl", "Alt", "Shift", "Return", "Escape", "Left", "Right", "Home", "End", "Page Up", "Page Down"),
    # What the walks type.
    *("Erika Muster", "By phone", "It is locked", "MS-2026-0815", "Not in this story", "It rose within a day."),
    *("Known for years, pays in time.", "They planned it and told Microsoft."),
}
# What the toolkit says by itself is in its own catalogues, of which every language has the same texts.
TOOLKIT = [f"/usr/share/locale/de/LC_MESSAGES/{name}.mo" for name in ("gtk40", "libadwaita")]
# Of its window's buttons, for where it is installed without catalogues, and of keys, which it makes up.
BUTTONS = {"Minimize the window", "Maximize the window", "Close the window", "Minimize", "Maximize", "Close"}
BUTTONS |= {"Page Up", "Page Down"}
# What GTK 4.8 calls things without a name.
CLASS = re.compile(r"(Gtk|Adw|Davy)[A-Z]\w+")
# Dates, ages and money are those of core/davy-format.c, which speaks English here. “”: a word that is not known.
WRITTEN = re.compile(
    r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
    r"|less than 1\u00a0min|\d\u00a0(min|h|days|UTC)\b|\b(EUR|CHF|GBP|USD)\b|“[^”]*”"
)
# Ids, addresses, sizes, images, types and operations of Azure, its refusals, and the rule that is copied.
WIRE = re.compile(
    r"\b(?:PUT|POST|PATCH|DELETE) \S+: HTTP \d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[0-9a-f]{4,8}…[0-9a-f]{4}|\b[0-9a-f]{64}\b|https?://\S+|\S+@\S+|/\S+|\b[\w.-]+\.example\b"
    r"|\b(?i:standard)\w+|\w+:[\w-]+:\w+|\bMicrosoft\.\w+|\b[a-z]+-[\w-]*\d[\w-]*"
    r"|The scope '.*?Please remove the lock and try again\.|\{\n.*\}",
    re.DOTALL,
)
# The form that is filled in at Microsoft, and the way to it, in the language that they have there.
FORM = "Copy into the form"
WAY = re.compile(r"Help \(\?\) → .*")

# Not read: the pages of the help are files of their own in each language, which lint/help compares;
# in the other window libadwaita says what the program says elsewhere, too.
UNREAD = {"help", "about"}

ROWS = 20  # of a list are read: the others are made in the same way
PLAIN = re.compile(r"[A-Za-z]{2,}")


def bare(text):
    """Without what a mnemonic may take from a name."""
    return text.replace("_", "")


def read_data(prefix):
    """The demonstration's own words, the longest first."""
    found = set(DATA)

    def read(value, key):
        if isinstance(value, dict):
            for name, part in value.items():
                read(part, name)
        elif isinstance(value, list):
            for part in value:
                read(part, key)
        elif isinstance(value, str) and key in DATA_KEYS:
            found.update({value, value.split("@")[0], value.split("/")[-1]})

    file = pathlib.Path(prefix, "share/davylamp/demo/scenario.json")
    read(json.loads(file.read_text()), None)
    words = sorted(filter(PLAIN.search, map(bare, found)), key=len, reverse=True)
    return [(word, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")) for word in words]


def read_toolkit(own):
    """The toolkit's texts, but for those that the program has too."""
    found = set()
    for file in filter(os.path.exists, TOOLKIT):
        with open(file, "rb") as catalogue:
            found |= set(gettext.GNUTranslations(catalogue)._catalog)
    texts = {(key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2] for key in found}
    return BUTTONS | set(map(bare, texts)) - set(map(bare, own))


class Reader:
    """Takes the place of the camera: reads every page of a walk, and keeps what is plain in it."""

    def __init__(self, stage, data, toolkit):
        self.stage = stage
        self.data = data
        self.toolkit = toolkit
        self.form = stage.say(FORM)
        self.known = {}
        self.plain = {}

    def take(self, what):
        if what in UNREAD:
            return
        window = self.stage.windows()[-1]
        window.refresh()
        self._read(window, what)

    take_all = take

    def _read(self, node, what):
        name = node.name
        if name == self.form and not node.is_a("label"):
            return
        for text in (name, node.description):
            if self._is_plain(text):
                self.plain.setdefault(text, f"{what}, {node.role}")
        for child in node.children[:ROWS]:
            self._read(child, what)

    def _is_plain(self, text):
        if text not in self.known:
            self.known[text] = self._find_plain(text)
        return self.known[text]

    def _find_plain(self, text):
        if bare(text) in self.toolkit or CLASS.fullmatch(text) or WAY.fullmatch(text):
            return False
        rest = bare(WIRE.sub("", text))
        for value, pattern in self.data:
            if value in rest:
                rest = pattern.sub("", rest)
        return PLAIN.search(WRITTEN.sub("", rest)) is not None


def steps(prefix, walk, own):
    found = {}

    def go(stage):
        reader = Reader(stage, read_data(prefix), read_toolkit(own))
        walk(stage, reader)
        found.update(reader.plain)

    def planted(_):
        assert found.pop(PLANTED, None), f"“{PLANTED}” was not found"

    def nothing_else(_):
        assert not found, "\n".join(f"{where}: “{text}”" for text, where in found.items())

    return [
        ("The program is walked through in a language that nobody speaks", go),
        ("A text that is left out of its catalogue is found", planted),
        ("Every other text on the way was given to translators, or is data", nothing_else),
    ]


@contextlib.contextmanager
def make_stage(prefix, language, size, texts):
    marked = [entry for entry in texts if entry.source != PLANTED]
    with pseudo.installed(prefix, language, marked), Stage(prefix, language=language, size=size) as stage:
        yield stage


def main(prefix, name):
    walk, size = screenshots.WALKS[name]
    texts = pseudo.read_texts()
    own = {entry.source for entry in texts}
    story.main(lambda: make_stage(prefix, LANGUAGES[name], size, texts), steps(prefix, walk, own))


if __name__ == "__main__":
    main(*sys.argv[1:])
