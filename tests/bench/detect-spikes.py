#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""detect-spikes.py PROGRAM: that detect-spikes reads and says what it promises, in TAP."""

import datetime
import pathlib
import subprocess
import sys
import tempfile

FIRST = datetime.date(2026, 1, 5)
N_DAYS = 90


def run(program, text, *options):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "days.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        done = subprocess.run(
            [program, *options, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60
        )
    return done.returncode, done.stdout, done.stderr


def make_csv(values, skipped=()):
    lines = ["date,value"]
    for day, value in enumerate(values):
        if day not in skipped:
            lines.append(f"{FIRST + datetime.timedelta(days=day)},{'' if value is None else value}")
    return "\n".join(lines) + "\n"


def busy():
    """A life with a weekly pattern, a gap, a credit, a spike and a new level."""
    values = [100.0 + 7 * (day * 5 % 9 - 4) - (30 if day % 7 >= 5 else 0) for day in range(N_DAYS)]
    values[20:24] = [None] * 4
    values[33] = -60.5
    values[40] = 480
    values[60:80] = [3 * value for value in values[60:80]]
    return values


def from_zero():
    return [0] * 50 + [1400.25] * 12 + [0] * (N_DAYS - 62)


def rising():
    return [round(50 * 1.006**day * (1 if day < 55 else 1 + 0.06 * (day - 54)), 2) for day in range(N_DAYS)]


def alarms(output):
    return [line.rsplit(",", 1)[1] for line in output.splitlines()[1:]]


def check_columns(program):
    status, output, errors = run(program, make_csv(busy()))
    lines = output.splitlines()
    assert (status, errors) == (0, ""), errors
    assert lines[0] == "date,value,expected,low,high,alarm"
    assert len(lines) == 1 + N_DAYS
    assert lines[1] == "2026-01-05,72.0,,,,learning", lines[1]
    day = lines[1 + 40].split(",")
    assert day[:2] == ["2026-02-14", "480"] and day[5] == "spike"
    assert float(day[3]) < float(day[2]) < float(day[4]) < 480


def check_words(program):
    found = alarms(run(program, make_csv(busy()))[1])
    assert found[:7] == ["learning"] * 7
    assert found[21] == "none" and found[33] == "none"
    assert all(word in ("spike", "shift") for word in found[60:80]), found[60:80]
    assert found[81:] == ["none"] * (N_DAYS - 81), found[81:]
    assert alarms(run(program, make_csv(from_zero()))[1])[50:62] == ["new"] * 12


def check_causal(program):
    """Row d is made of the rows 1 to d: the file is cut after every day."""
    for shape in (busy(), from_zero(), rising()):
        lines = run(program, make_csv(shape))[1].splitlines()
        assert any(word in ("spike", "shift", "new") for word in alarms("\n".join(lines)))
        for length in range(N_DAYS):
            assert run(program, make_csv(shape[:length]))[1].splitlines() == lines[: 1 + length], length


def check_absent(program):
    """A day without a line is one without a value."""
    values = busy()
    whole = run(program, make_csv(values))[1].splitlines()
    cut = run(program, make_csv(values, skipped=range(20, 24)))[1].splitlines()
    assert cut == whole[:21] + whole[25:]


def check_incomplete(program):
    values = busy()[:58] + [3, 900]
    assert alarms(run(program, make_csv(values))[1])[-2:] == ["none", "spike"]
    assert alarms(run(program, make_csv(values), "--incomplete", "2")[1])[-2:] == ["incomplete", "spike"]


def check_nothing(program):
    assert run(program, "date,value\n") == (0, "date,value,expected,low,high,alarm\n", "")
    assert run(program, "date,value\r\n2026-01-05,1.5\r\n")[1].splitlines()[1] == "2026-01-05,1.5,,,,learning"


WRONG = {
    "": 1,
    "day,cost\n": 1,
    "date,value\n2026-01-05\n": 2,
    "date,value\n2026-01-05,1,2\n": 2,
    "date,value\n2026-01-05,1\n2026-02-30,1\n": 3,
    "date,value\n5 January 2026,1\n": 2,
    "date,value\n2026-01-05,1\n2026-01-05,1\n": 3,
    "date,value\n2026-01-06,1\n2026-01-05,1\n": 3,
    'date,value\n2026-01-05,"1"\n': 2,
    "date,value\n2026-01-05,1;5\n": 2,
    "date,value\n2026-01-05,nan\n": 2,
    "date,value\n2026-01-05,1e999\n": 2,
    "date,value\n2026-01-05,1\n\n2026-01-06,1\n": 3,
    "date,value\n0101-01-05,1\n2026-01-06,1\n": 3,
    "date,value\n2026-01-05,1\0\n": 1,
}


def check_wrong(program):
    for text, line in WRONG.items():
        status, output, errors = run(program, text)
        assert (status, output) == (2, ""), (text, status, output)
        assert f"days.csv:{line}: " in errors and errors.endswith(".\n"), (text, errors)


def check_usage(program):
    assert run(program, "date,value\n", "--incomplete", "-1")[0] == 2
    assert run(program, "date,value\n", "--unheard-of")[0] == 2
    assert subprocess.run([program], stderr=subprocess.DEVNULL).returncode == 2
    assert subprocess.run([program, "/nowhere/days.csv"], stderr=subprocess.DEVNULL).returncode == 2


CASES = {
    "a line is printed for each line that was read": check_columns,
    "every day of an episode alarms": check_words,
    "later rows change nothing": check_causal,
    "a day without a line is one without a value": check_absent,
    "late days are judged high only": check_incomplete,
    "a file without days is fine, and so are other line ends": check_nothing,
    "wrong input is told with file and line": check_wrong,
    "a wrong command is told": check_usage,
}


def main(program):
    print(f"1..{len(CASES)}")
    failed = False
    for number, (name, check) in enumerate(CASES.items(), 1):
        try:
            check(program)
        except AssertionError as problem:
            failed = True
            print(f"# {problem}")
            print(f"not ok {number} {name}")
        else:
            print(f"ok {number} {name}")
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1])
