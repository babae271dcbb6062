#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program costs without a window, in an empty libadwaita program that has none either.

background.py BUILD: memory after a whole refresh (PSS: what is shared with others is divided by their
number), and how often the machine is woken for it until the next one.
"""

import pathlib
import re
import statistics
import subprocess
import sys
import time

from bench import PATIENCE, Bench, Figures

N_ROUNDS = 3
QUIET_SECONDS = 15  # connections are closed for a while after the last answer
WATCHED_SECONDS = 240  # less than an interval: it watches what is between two refreshes
LOOK_SECONDS = 0.5


def count_wakes(process):
    """How often each thread of a process went to sleep and was woken again."""
    found = {}
    for task in pathlib.Path(f"/proc/{process.pid}/task").iterdir():
        try:
            status = (task / "status").read_text()
        except FileNotFoundError:  # it has just ended
            continue
        found[task.name] = int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", status, re.M)[1])
    return found


def count_new(before, after):
    return sum(n - before.get(task, 0) for task, n in after.items())


def wait_quiet(process):
    """Until no thread of it was woken for a while: what it does at its start is over."""
    end = time.monotonic() + PATIENCE
    since, known = time.monotonic(), count_wakes(process)
    while time.monotonic() - since < QUIET_SECONDS:
        assert time.monotonic() < end, "it does not come to rest"
        time.sleep(LOOK_SECONDS)
        now = count_wakes(process)
        if now != known:
            since, known = time.monotonic(), now


def read_memory(process):
    """What its memory is made of, in MiB."""
    text = pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return {name: int(kib) / 1024 for name, kib in re.findall(r"^(\w+):\s*(\d+) kB", text, re.M)}


class Running:
    """A program that runs on the desktop of the benchmark and is at rest."""

    def __init__(self, bench, *command):
        environment = dict(bench.desktop.environment, GTK_A11Y="none")
        self.process = subprocess.Popen(
            list(map(str, command)), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def settle(self):
        wait_quiet(self.process)
        assert self.process.poll() is None, "it has ended"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def run_empty(bench):
    return Running(bench, bench.build / "tests/bench/empty-background")


def run_program(bench):
    return Running(bench, bench.stage.prefix / "bin/davylamp", "--endpoints", bench.endpoints, "--background")


def measure_memory(bench, figures):
    program, empty = [], []
    for _ in range(N_ROUNDS):
        bench.forget()
        # Both at once: what of the libraries others share is the same for both.
        with run_empty(bench) as base, run_program(bench) as ours:
            base.settle()
            ours.settle()
            assert bench.count_alerts() > 0, "it has fetched nothing"
            empty.append(read_memory(base.process))
            program.append(read_memory(ours.process))
    for name in ("Pss", "Pss_Anon", "Pss_File", "Rss"):
        ours, base = (statistics.median(memory[name] for memory in found) for found in (program, empty))
        figures.note(f"{name.lower()}-mib {ours:.1f} {name.lower()}-mib-base {base:.1f}")
    ratio = statistics.median(m["Pss"] for m in program) / statistics.median(m["Pss"] for m in empty)
    figures.add("pss-ratio", ratio, "max", 1.6)


def measure_wakes(bench, figures):
    with run_empty(bench) as empty, run_program(bench) as program:
        empty.settle()
        program.settle()
        before = [count_wakes(running.process) for running in (program, empty)]
        time.sleep(WATCHED_SECONDS)
        after = [count_wakes(running.process) for running in (program, empty)]
    ours, base = (count_new(*pair) * 60 / WATCHED_SECONDS for pair in zip(before, after))
    figures.note(f"wakeups-per-minute {ours:.2f} wakeups-per-minute-base {base:.2f}")
    figures.add("wakeups-per-minute", ours, "max", 2)


def main(build):
    figures = Figures()
    with Bench(build) as bench:
        measure_memory(bench, figures)
        measure_wakes(bench, figures)
    figures.finish()


if __name__ == "__main__":
    main(sys.argv[1])
