# SPDX-License-Identifier: GPL-3.0-or-later
"""The two commands: what tests/count.py counts, and that the shell accepts the scripts."""

import json
import pathlib
import subprocess
import sys
import tempfile

from rules import Rule, main

SCRIPTS = (r"data/.*\.sh", r"tests/.*\.sh", r"\.ci/run")

GOOD = "1..2\nok 1 /core/one\nok 2 /core/two\n"
NESTED = "TAP version 14\n# Subtest: core\n    ok 1 /core/one\n    ok 2 /core/two\n    1..2\nok 1 core\n1..1\n"
EXPECTED = {
    "all passed": (("OK", GOOD), "2 passed, 0 failed"),
    "subtests count, the line that sums them up does not": (("OK", NESTED), "2 passed, 0 failed"),
    "one failed": (("FAIL", "ok 1 /a\nnot ok 2 /b\n"), "1 passed, 1 failed"),
    "a skipped one has not passed": (("OK", "ok 1 /a\nok 2 /b # SKIP no display\n"), "1 passed, 1 failed"),
    "a program that broke off": (("ERROR", "1..3\nok 1 /a\n"), "1 passed, 1 failed"),
    "a program that ran too long": (("TIMEOUT", ""), "0 passed, 1 failed"),
    "a program without a case": (("OK", ""), "0 passed, 1 failed"),
}


def counted(text, result, output):
    """The last line that the counter prints for one program, and its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        record = {"name": "planted", "result": result, "stdout": output}
        pathlib.Path(folder, "unit.json").write_text(json.dumps(record) + "\n")
        done = subprocess.run(
            [sys.executable, "-c", text, folder, "unit"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    return done.stdout.rstrip().rsplit("\n", 1)[-1], done.returncode


def counts(tree):
    problems = []
    for what, ((result, output), expected) in EXPECTED.items():
        line, status = counted(tree.texts["tests/count.py"], result, output)
        if line != expected or (status == 0) != expected.endswith(" 0 failed"):
            problems.append(f"{what}: “{line}” with status {status}, expected “{expected}”")
    return problems


def scripts_parse(tree):
    problems = []
    for path, text in [found for pattern in SCRIPTS for found in tree.matching(pattern)]:
        done = subprocess.run(["bash", "-n"], input=text, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            problems.append(f"{path}: {done.stderr.strip()}")
    return problems


def without(path, old, new=""):
    return lambda tree: tree.changed(path, tree.texts[path].replace(old, new))


main(
    [
        Rule(
            "the counter counts single cases, and takes nothing for passed that did not run",
            counts,
            {
                "one that lets skipped cases pass": without("tests/count.py", " and not skipped"),
                "one that believes a program that broke off": without("tests/count.py", 'not in ("OK", "EXPECTEDFAIL")', "is None"),
                "one whose status says nothing": without("tests/count.py", "return 1 if failed else 0", "return 0"),
            },
        ),
        Rule(
            "the shell accepts every script",
            scripts_parse,
            {"one with a brace too few": lambda t: t.appended("data/try.sh", "broken () {\n")},
        ),
    ]
)
