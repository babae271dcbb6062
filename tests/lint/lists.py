# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that have to name everything there is: texts to translate, sources, tests, the top level."""

import posixpath
import re

from rules import Rule, main, strip_c

TOP = {"src", "data", "po", "tests", "meson.build", "README.md", "LICENSE", "meson_options.txt"}
STRINGS_IN_C = re.compile(r"(\b(_|N_|C_|NC_|Q_)|\b(d|g_d)?n?p?gettext2?|\bg_dp?n?gettext2?) \(")
TRANSLATED = {
    ".c": lambda text: STRINGS_IN_C.search(strip_c(text)),
    ".h": lambda text: STRINGS_IN_C.search(re.sub(r"(?m)^#define.*$", "", strip_c(text))),
    ".ui": lambda text: 'translatable="' in text,
    ".in": lambda text: True,
}
TRANSLATED_FILES = r"src/.*\.(c|h|ui)|data/[^/]*\.(desktop|metainfo\.xml|gschema\.xml)\.in|data/[^/]*\.gschema\.xml"
DISPLAY_TEST = r"tests/display/(?:.*/)?test-[^/]*\.c"


def potfiles(tree):
    lines = tree.texts["po/POTFILES.in"].splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def has_strings(path, text):
    if path.endswith(".gschema.xml"):
        return "<summary>" in text
    return TRANSLATED[posixpath.splitext(path)[1]](text)


def potfiles_complete(tree):
    listed = set(potfiles(tree))
    return [
        f"po/POTFILES.in lacks {path}"
        for path, text in tree.matching(TRANSLATED_FILES)
        if path not in listed and has_strings(path, text)
    ]


def potfiles_tidy(tree):
    lines = potfiles(tree)
    problems = [f"po/POTFILES.in names {path}, which is not there" for path in lines if path not in tree.paths]
    problems += [
        f"po/POTFILES.in names {path}, which has no text to translate"
        for path in lines
        if path in tree.texts and not has_strings(path, tree.texts[path])
    ]
    if lines != sorted(set(lines)):
        problems.append("po/POTFILES.in is not sorted")
    return problems


def build_text(tree, path):
    """All meson.build files from the file's folder up to the top."""
    found = []
    folder = posixpath.dirname(path)
    while folder:
        found.append(tree.texts.get(f"{folder}/meson.build", ""))
        folder = posixpath.dirname(folder)
    return "\n".join(found)


def tests_registered(tree):
    problems = []
    for path, _ in tree.matching(r"tests/unit/.*test-[^/]*\.c"):
        name = re.search(r"test-(.*)\.c$", path)[1]
        own = tree.texts.get(posixpath.dirname(path) + "/meson.build", "")
        if f"'{name}'" not in own:
            problems.append(f"{path} is in no meson.build")
    others = rf"{DISPLAY_TEST}|tests/(?!unit|display|support)[^/]+/.*test-[^/]*\.c|tests/[^/]+/(.*/)?test_[^/]*\.py"
    for path, _ in tree.matching(others):
        base = posixpath.basename(path)
        short = re.sub(r"^test[-_]|\.(c|py)$", "", base)
        if not re.search(rf"'({re.escape(base)}|{re.escape(short)})'", build_text(tree, path)):
            problems.append(f"{path} is in no meson.build")
    return problems


def suites_entered(tree):
    text = tree.texts["tests/meson.build"]
    return [
        f"tests/meson.build does not enter {path.split('/')[1]}"
        for path, _ in tree.matching(r"tests/[^/]+/meson\.build")
        if f"subdir('{path.split('/')[1]}')" not in text
    ]


def lint_registered(tree):
    text = tree.texts["tests/lint/meson.build"]
    return [
        f"{path} is not in tests/lint/meson.build"
        for path, body in tree.matching(r"tests/lint/[^/]*\.py")
        if "\nmain(" in body and f"'{posixpath.basename(path)[:-3]}'" not in text
    ]


def sources_built(tree):
    return [
        f"{path} is in no meson.build"
        for path, _ in tree.matching(r"src/.*\.c")
        if not re.search(rf"'(?:[^']*/)?{re.escape(posixpath.basename(path))}'", build_text(tree, path))
    ]


def resources_listed(tree):
    listed = "".join(text for _, text in tree.matching(r"src/.*\.gresource\.xml"))
    return [
        f"{path} is in no gresource.xml"
        for path, _ in tree.matching(r"src/.*\.(ui|css)")
        if posixpath.basename(path) not in listed
    ]


def top_level(tree):
    names = {path.split("/")[0] for path in tree.paths}
    return [f"{name} does not belong at the top" for name in sorted(names) if name not in TOP and name[0] != "."]


main(
    [
        Rule(
            "POTFILES.in names every file with texts for people",
            potfiles_complete,
            {
                "a new file with a text": lambda t: t.changed("src/ui/davy-planted.c", 'planted (_ ("Hello"));\n'),
                "a new template with a text": lambda t: t.changed(
                    "src/ui/davy-planted.ui", '<property name="label" translatable="yes">Hello</property>\n'
                ),
                "a plural": lambda t: t.changed("src/triage/davy-planted.c", 'ngettext ("%d day", "%d days", n);\n'),
            },
        ),
        Rule(
            "POTFILES.in is sorted and names nothing else",
            potfiles_tidy,
            {"a file that is gone": lambda t: t.appended("po/POTFILES.in", "src/zz.c\n")},
        ),
        Rule(
            "every test file is registered",
            tests_registered,
            {
                "a unit test that never runs": lambda t: t.changed("tests/unit/core/test-planted.c", "\n"),
                "a display test that never runs": lambda t: t.changed("tests/display/test-planted.c", "\n"),
                "a story that never runs": lambda t: t.changed("tests/session/test_planted.py", "\n"),
            },
        ),
        Rule(
            "every suite is entered",
            suites_entered,
            {"one that is not": lambda t: t.changed("tests/planted/meson.build", "\n")},
        ),
        Rule(
            "every lint program is registered",
            lint_registered,
            {"one that is not": lambda t: t.changed("tests/lint/planted.py", "import rules\n\nmain([])\n")},
        ),
        Rule(
            "every source is built",
            sources_built,
            {"one that is not": lambda t: t.changed("src/core/davy-planted.c", "\n")},
        ),
        Rule(
            "every template and style sheet is a resource",
            resources_listed,
            {"one that is not": lambda t: t.changed("src/ui/davy-planted.ui", "<interface/>\n")},
        ),
        Rule(
            "the top level holds what it may and nothing else",
            top_level,
            {
                "a folder more": lambda t: t.changed("docs/index.md", "\n"),
                "a file more": lambda t: t.changed("NOTES.md", "\n"),
            },
        ),
    ]
)
