#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts test cases from Meson's logs: count.py RESULTS SUITE...

RESULTS holds SUITE.json, one line a test program with its output in TAP. What failed is shown; a
skipped case, a program that broke off and a suite without a case count as failed.
"""

import json
import pathlib
import re
import sys

CASE = re.compile(r"^(\s*)(not )?ok\b(.*)$")


def cases(output):
    """The test cases in a TAP text: (passed, text). The line that ends a subtest is not one."""
    found = []
    deepest = 0
    for line in output.splitlines():
        match = CASE.match(line)
        if not match:
            continue
        indent = len(match[1])
        if indent < deepest:
            deepest = indent
            continue
        deepest = indent
        skipped = "# SKIP" in match[3].upper()
        found.append((not match[2] and not skipped, line.strip()))
    return found


def count_program(record):
    """(passed, failed, report) of one test program."""
    found = cases(record.get("stdout") or "")
    passed = sum(1 for ok, _ in found if ok)
    failures = [text for ok, text in found if not ok]
    if record["result"] not in ("OK", "EXPECTEDFAIL") and not failures:
        failures.append(f"{record['name']} ended as {record['result']}")
    if not found and not failures:
        failures.append(f"{record['name']} ran no test case")
    report = ""
    if failures:
        report = "\n".join(
            [f"--- {record['name']}", *failures, record.get("stdout") or "", record.get("stderr") or ""]
        )
    return passed, len(failures), report


def main(results, suites):
    passed = failed = 0
    for suite in suites:
        log = pathlib.Path(results) / f"{suite}.json"
        records = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        if not records:
            print(f"--- the suite {suite} ran nothing")
            failed += 1
        for record in records:
            good, bad, report = count_program(record)
            passed += good
            failed += bad
            if report:
                print(report)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
