#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the window stays alive while everything is fetched anew.

refresh.py BUILD: the longest time in which the main loop did not come back to its poll, with the
alerts scrolled to the middle, from the second second of the program to the end of a whole refresh;
and how many requests it takes until the first alert is on the screen.
"""

import datetime
import statistics
import sys

from bench import Bench, Figures

N_RUNS = 5
PLANTED = 80  # milliseconds


def prove(bench, figures):
    """The probe must find a stall that is planted, or its figures mean nothing."""
    found = bench.run_refresh(alerts=1, stall=PLANTED)["longest-stall-ms"]
    figures.note(f"planted {PLANTED} ms, found {found:.1f} ms")
    if found < PLANTED:
        sys.exit("the probe did not find the planted stall")


def count_first_requests(bench):
    """Requests until the first alert is on the screen of a program that has seen none before."""
    bench.forget()
    n_before = len(bench.emulator.requests())
    seen = bench.run_program(what="alerts", alerts=1)["alerts-at"]
    times = [r["time"] for r in bench.emulator.requests()[n_before:] if not r["path"].startswith("/_emulator")]
    limit = datetime.datetime.fromtimestamp(seen, datetime.timezone.utc)
    return sum(1 for time in times if datetime.datetime.fromisoformat(time.replace("Z", "+00:00")) <= limit)


def main(build):
    figures = Figures()
    with Bench(build) as bench:
        first_requests = max(count_first_requests(bench) for _ in range(N_RUNS))
        bench.run_refresh(alerts=1)  # fills the database
        prove(bench, figures)
        runs = [bench.run_refresh(alerts=1) for _ in range(N_RUNS)]
    stalls = [run["longest-stall-ms"] for run in runs]
    figures.note("longest stalls, ms:", *(f"{value:.1f}" for value in stalls))
    figures.note("of which busy, ms: ", *(f"{run['longest-busy-ms']:.1f}" for run in runs))
    figures.note("refreshes, ms:     ", *(f"{run['refresh-ms']:.0f}" for run in runs))
    figures.add("longest-stall-ms", statistics.median(stalls), "max", 50)
    figures.add("alerts-first-requests", first_requests, "max", 3)
    figures.finish()


if __name__ == "__main__":
    main(sys.argv[1])
