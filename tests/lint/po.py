# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads gettext's catalogues."""

import ast
import re
from dataclasses import dataclass, field


@dataclass
class Entry:
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
