# SPDX-License-Identifier: GPL-3.0-or-later
"""How every source looks: licence line, size, nothing left undone, formatted."""

import pathlib
import re
import shutil
import subprocess

from rules import Rule, Tree, hits, main, strip_c

FILE_AIM, FILE_LIMIT = 600, 650
FUNCTION_AIM, FUNCTION_LIMIT = 60, 70
UNDONE = r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b"
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
PROGRAMS = r"(src|tests|data)/.*\.(c|h|py|sh)|\.ci/run"
C_SOURCES = r"(src|tests)/.*\.[ch]"


def licensed(tree):
    return [
        f"{path} does not begin with its licence"
        for path, text in tree.matching(PROGRAMS)
        if LICENCE not in "".join(text.splitlines(True)[: 2 if text.startswith("#!") else 1])
    ]


def nothing_undone(tree):
    return [
        hit
        for path, text in tree.matching(PROGRAMS + r"|.*\.(ui|md)|.*meson\.build|po/.*\.po")
        for hit in hits(path, text, UNDONE)
    ]


def functions(text):
    """(name, number of lines) of each function, from its return type to its closing brace."""
    start = name = None
    for number, line in enumerate(strip_c(text).splitlines()):
        match = re.match(r"^([a-z_]\w*) \(", line)
        if match:
            start, name = number, match[1]
        elif line.startswith("}") and start is not None:
            yield name, number - start + 2
            start = None


def long_files(tree, limit):
    return [
        f"{path} has {text.count(chr(10))} lines"
        for path, text in tree.matching(r"(src|tests|data)/.*\.(c|h|py|sh|ui)")
        if text.count("\n") > limit
    ]


def long_functions(tree, limit):
    return [
        f"{path}: {name} has {length} lines"
        for path, text in tree.matching(C_SOURCES)
        for name, length in functions(text)
        if length > limit
    ]


def formatter():
    """clang-format 14, the version that .clang-format is written for; others differ in details."""
    for name in ("clang-format-14", "clang-format"):
        if shutil.which(name):
            version = subprocess.run([name, "--version"], stdout=subprocess.PIPE, text=True).stdout
            if "version 14." in version:
                return name
    return None


def formatted(tree):
    problems = []
    for path, text in tree.matching(C_SOURCES):
        if FORMATTED.get(path) == text:
            continue
        command = [FORMATTER, "--style=file", f"--assume-filename={path}"]
        done = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        if done.stdout == text:
            FORMATTED[path] = text
        else:
            problems.append(f"{path} is not as clang-format -i leaves it")
    return problems


ROOT = pathlib.Path(__file__).resolve().parents[2]
FORMATTER = formatter()
FORMATTED = {}  # what was found in order, so that looking for a mistake formats one file only

C_FUNCTION = "/* SPDX-License-Identifier: GPL-3.0-or-later */\nvoid\nplanted (void)\n{\n%s}\n"

RULES = [
    Rule(
        "every program begins with its licence",
        licensed,
        {"a file without": lambda t: t.changed("src/core/davy-planted.c", "#include <glib.h>\n")},
    ),
    Rule(
        "nothing is left undone",
        nothing_undone,
        {"a note to do it later": lambda t: t.appended("src/core/davy-time.h", "/* TO" "DO: later */\n")},
    ),
    Rule(
        f"no file has more than {FILE_LIMIT} lines",
        lambda tree: long_files(tree, FILE_LIMIT),
        {"a long file": lambda t: t.changed("src/core/davy-planted.c", "\n" * (FILE_LIMIT + 1))},
    ),
    Rule(
        f"no function has more than {FUNCTION_LIMIT} lines",
        lambda tree: long_functions(tree, FUNCTION_LIMIT),
        {"a long function": lambda t: t.changed("src/core/davy-planted.c", C_FUNCTION % ("  ;\n" * 70))},
    ),
]
if FORMATTER:
    RULES.append(
        Rule(
            "C is formatted by .clang-format",
            formatted,
            {"a brace out of place": lambda t: t.changed("src/core/davy-planted.c", "int main(void) { return 0; }\n")},
        )
    )
else:
    print("# clang-format 14 is not here; the formatting is checked where it is, on Debian 12")

TREE = Tree.read(ROOT)
for remark in long_files(TREE, FILE_AIM) + long_functions(TREE, FUNCTION_AIM):
    print(f"# longer than it should be: {remark}")

main(RULES)
