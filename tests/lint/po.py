# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads gettext's catalogues."""

import ast
import re
from dataclasses import dataclass, field


LANGUAGES = ("de", "fr")


@dataclass
class Entry:
    comment: str = ""
    context: str = None
    source: str = ""
    plural: str = None
    texts: list = field(default_factory=list)
    flags: set = field(default_factory=set)

    @property
    def key(self):
        return (self.context, self.source)


def set_field(entry, keyword, text):
    if keyword == "msgctxt":
        entry.context = text
    elif keyword == "msgid":
        entry.source = text
    elif keyword == "msgid_plural":
        entry.plural = text
    else:
        entry.texts.append(text)


def parse_block(lines):
    """One entry, or None for a block of comments or of obsolete lines."""
    entry, keyword, seen = Entry(), None, {}
    for line in lines:
        if line.startswith("#,"):
            entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith("#."):
            entry.comment += line[2:].strip() + " "
        match = re.match(r'(?:(msg\w+(?:\[\d\])?)\s+)?(".*")\s*$', line)
        if not match or line.startswith("#"):
            continue
        keyword = match[1] or keyword
        seen[keyword] = seen.get(keyword, "") + ast.literal_eval(match[2])
    for keyword, text in seen.items():
        set_field(entry, keyword, text)
    return entry if "msgid" in seen else None


def parse(text):
    """The entries of a catalogue, without its header."""
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text)]
    found = [entry for entry in map(parse_block, blocks) if entry]
    return [entry for entry in found if entry.source]


def catalogues(language):
    """Those of the program and of its help."""
    return (f"po/{language}.po", f"data/help/{language}/{language}.po")


def entries(tree, language):
    return [entry for path in catalogues(language) for entry in parse(tree.texts[path])]


def help_entries(tree, language):
    return parse(tree.texts[f"data/help/{language}/{language}.po"])


def all_entries(tree, language):
    """What the program says, and what its help says."""
    return entries(tree, language) + help_entries(tree, language)


def translated(language, source, text):
    """A mistake: what adds a translation to the catalogue of a tree."""
    entry = f'\nmsgid "{source}"\nmsgstr "{text}"\n'
    return lambda tree: tree.appended(f"po/{language}.po", entry)


def asked(text, comment=""):
    """A mistake: what adds a text of the program to a tree."""
    source = f'{comment}\n_ ("{text}");\n'
    return lambda tree: tree.changed("src/ui/davy-planted.c", source).appended(
        "po/POTFILES.in", "src/ui/davy-planted.c\n"
    )
