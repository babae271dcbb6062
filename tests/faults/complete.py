#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""complete.py LIBRARY: no request of the program is missing from the fault matrix.

LIBRARY holds the tables. What they call is read from its symbols, since a function without a line in
a table is one that the compiler refuses as unused.
"""

import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
PUBLIC = re.compile(r"\b(davy_\w+_(?:client|service)_\w+_async) \(")
SENDS = re.compile(r"\bdavy_(?:http_send|pages_fetch)_async \(")

# The account's own requests are no functions of a client: each place that sends one, and its line.
LOGIN = {
    "davy-account.c": ["login/refresh"],
    "davy-browser-code.c": ["login/redeem-code"],
    "davy-device-code.c": ["login/device-code", "login/device-tokens"],
}


def public_calls():
    """Function → header, of every call of a client."""
    return {
        name: header.relative_to(TOP)
        for room in ("partner", "azure")
        for header in sorted((TOP / "src" / room).glob("*.h"))
        if not header.name.endswith("-private.h")
        for name in PUBLIC.findall(header.read_text())
    }


def called(library):
    symbols = subprocess.run(["nm", "-u", library], check=True, capture_output=True, text=True)
    return set(re.findall(r"\bU (davy_\w+)", symbols.stdout))


def missing_calls(public, symbols):
    return [f"{name} of {header}" for name, header in public.items() if name not in symbols]


def missing_sign_ins(sources, table):
    found = []
    for name, text in sources.items():
        lines = LOGIN.get(name, [])
        if len(SENDS.findall(text)) != len(lines):
            found.append(f"{name} sends in {len(SENDS.findall(text))} places, not in {len(lines)}")
        found += [f"{line} of {name}" for line in lines if f'"{line}"' not in table]
    return found


def main(library):
    public = public_calls()
    symbols = called(library)
    sources = {path.name: path.read_text() for path in (TOP / "src/account").glob("*.c")}
    table = (pathlib.Path(__file__).parent / "endpoints-login.c").read_text()
    planted = {"davy_planted_client_list_async": "planted.h"}
    cases = [
        ("every call of a client has a line", missing_calls(public, symbols)),
        ("every request of a sign-in has a line", missing_sign_ins(sources, table)),
        (
            "a call without a line is found",
            [] if missing_calls(planted, symbols) and public else ["it was not"],
        ),
        (
            "a sign-in's request without a line is found",
            [] if missing_sign_ins({"new.c": "davy_http_send_async (x);"}, table) else ["it was not"],
        ),
    ]
    print(f"1..{len(cases)}")
    for number, (name, missing) in enumerate(cases, 1):
        for line in missing:
            print(f"# missing: {line}")
        print(f"{'not ' if missing else ''}ok {number} {name}")
    return 1 if any(missing for _, missing in cases) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
