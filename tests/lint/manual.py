# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page: it names what the program takes, and man has nothing to remark on it."""

import re
import subprocess

from rules import Rule, main

PAGE = "data/davylamp.1"
ENTRY = re.compile(r'\{\s*"([a-z][a-z-]*)",\s*(?:0|\'\w\'),\s*(\w+),\s*G_OPTION_ARG')
VERSION = re.compile(r"^\s*version: '([^']+)'", re.M)
COMMAND = re.compile(r'\{ "([a-z]+)", davy_\w+_command_run \}')
HEADING = re.compile(r'\{ (?:STATUS|"\w+"), "([A-Z]+)",')


def options(tree):
    """What --help shows, of the program and of its commands."""
    found = {"help"}
    for _, text in tree.matching(r"src/(main|cli/[^/]*)\.c"):
        found |= {name for name, flags in ENTRY.findall(text) if flags != "G_OPTION_FLAG_HIDDEN"}
    return sorted(found)


def names_options(tree):
    plain = tree.texts[PAGE].replace("\\-", "-")
    return [f"--{name} is not in {PAGE}" for name in options(tree) if not re.search(rf"--{name}(?![\w-])", plain)]


def names_commands(tree):
    """In the synopsis and under a heading of its own."""
    page = tree.texts[PAGE]
    commands = COMMAND.findall(tree.texts["src/main.c"])
    wrong = [] if commands else ["no command was found in src/main.c"]
    for name in commands:
        if not re.search(rf"^\.SS {name}\b", page, re.M) or not re.search(rf"^\.B {name}\b", page, re.M):
            wrong.append(f"the command {name} is not in {PAGE}")
    return wrong


def names_columns(tree):
    columns = sorted(set(HEADING.findall(tree.texts["src/store/davy-listing.c"])))
    return [f"the column {name} is not in {PAGE}" for name in columns if not re.search(rf"\b{name}\b", tree.texts[PAGE])]


def names_version(tree):
    version = VERSION.search(tree.texts["meson.build"])[1]
    return [] if f'"Davylamp {version}"' in tree.texts[PAGE] else [f"{PAGE} is not of version {version}"]


def formats(tree):
    command = ["groff", "-man", "-Tutf8", "-ww", "-z"]
    done = subprocess.run(command, input=tree.texts[PAGE], stderr=subprocess.PIPE, text=True)
    return done.stderr.splitlines()


def without(word):
    return lambda tree: tree.changed(PAGE, tree.texts[PAGE].replace(word, ""))


RULES = [
    Rule(
        "the manual page names every option",
        names_options,
        {"one that --help shows": without(r"\-\-json"), "one of the program": without(r"\-\-demo")},
    ),
    Rule(
        "the manual page names every command",
        names_commands,
        {"no heading": without(".SS export"), "no synopsis": without(".B export case")},
    ),
    Rule("the manual page names every column", names_columns, {"one less": without("SEVERITY, ")}),
    Rule("the manual page is of this version", names_version, {"an older one": without("0.1.0")}),
    Rule("the manual page is well-formed", formats, {"a macro that is none": lambda t: t.appended(PAGE, ".XYZ\n")}),
]

main(RULES)
