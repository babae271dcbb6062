# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lint programs share: the tree of sources in memory, rules over it, and their report.

A rule is a function from a Tree to the list of what is wrong. Each brings mistakes: changed copies
of the tree in which it has to find something, so that a rule that went blind is noticed.
"""

import os
import pathlib
import re
import sys
from dataclasses import dataclass, field

TEXT = {".1", ".c", ".h", ".py", ".sh", ".ui", ".xml", ".in", ".css", ".json", ".po", ".md", ".build", ".svg", ".page"}
NOT_SOURCES = re.compile(r"^(\.git|build.*|__pycache__|\.cache)$")


class Tree:
    """The texts of the repository by path."""

    def __init__(self, texts, paths):
        self.texts = texts
        self.paths = paths

    @classmethod
    def read(cls, root):
        texts, paths = {}, set()
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if not NOT_SOURCES.match(name)]
            for name in names:
                file = pathlib.Path(folder, name)
                path = file.relative_to(root).as_posix()
                paths.add(path)
                if file.suffix in TEXT or not file.suffix:
                    texts[path] = file.read_text(errors="replace")
        paths.discard(".git")
        return cls(texts, paths)

    def matching(self, pattern):
        """(path, text) of every file whose whole path matches."""
        return [(p, t) for p, t in sorted(self.texts.items()) if re.fullmatch(pattern, p)]

    def changed(self, path, text):
        """A copy in which one file has another text, or is gone with None."""
        texts, paths = dict(self.texts), set(self.paths)
        if text is None:
            del texts[path]
            paths.discard(path)
        else:
            texts[path] = text
            paths.add(path)
        return Tree(texts, paths)

    def appended(self, path, text):
        return self.changed(path, self.texts.get(path, "") + text)


@dataclass
class Rule:
    """A sentence that holds, how it is checked, and mistakes that the check has to find."""

    sentence: str
    check: object
    mistakes: dict = field(default_factory=dict)


def strip_c(text):
    """C without comments and with empty strings; lines keep their numbers."""

    def blank(match):
        word = match[0]
        if word.startswith("/"):
            return re.sub(r"[^\n]", " ", word)
        return word[0] + word[-1]

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def hits(path, text, pattern):
    """Each line where the pattern matches, as path:line: what."""
    return [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match[0].strip()}"
        for match in re.finditer(pattern, text)
    ]


def main(rules):
    tree = Tree.read(pathlib.Path(__file__).resolve().parents[2])
    number = failed = 0

    def report(good, sentence, details=()):
        nonlocal number, failed
        number += 1
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} {sentence}")
        for detail in details:
            print("# " + " ".join(detail.split()))

    print(f"1..{sum(1 + len(rule.mistakes) for rule in rules)}")
    for rule in rules:
        problems = rule.check(tree)
        report(not problems, rule.sentence, problems)
        for mistake, plant in rule.mistakes.items():
            found = set(rule.check(plant(tree))) - set(problems)
            report(bool(found), f"found: {mistake}")
    sys.exit(1 if failed else 0)
