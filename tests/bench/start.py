#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long until a thousand alerts can be worked with, in starts of an empty libadwaita window.

start.py BUILD: from execve to the frame with at least 8 rows of alerts in it, in a list of 1,000.
"""

import copy
import json
import pathlib
import statistics
import sys

from bench import Bench, Figures

N_ALERTS = 1000
N_WARM_UPS = 2
N_RUNS = 15


def make_scenario(prefix):
    """The demonstration, with as many open alerts as the benchmark lists."""
    scenario = json.loads((prefix / "share/davylamp/demo/scenario.json").read_text())
    alerts = [a for a in scenario["alerts"] if "history" not in a and not a.get("test")]
    for i in range(N_ALERTS - len(alerts)):
        alert = copy.deepcopy(alerts[i % len(alerts)])
        alert["id"] = f"{alert['subscription']}_{i:08d}"
        alert["created"] = f"-{60 + 7 * i}m"
        alerts.append(alert)
    scenario["alerts"] = alerts
    return scenario


def main(build):
    prefix = pathlib.Path(build) / "prefix"
    figures = Figures()
    program, empty = [], []
    with Bench(build, make_scenario(prefix)) as bench:
        bench.run_refresh(alerts=N_ALERTS)  # fills the database
        for i in range(N_WARM_UPS + N_RUNS):
            empty.append(bench.run_empty())
            program.append(bench.run_program(what="alerts", alerts=N_ALERTS, ahead=bench.days)["alerts-ms"])
    program, empty = program[N_WARM_UPS:], empty[N_WARM_UPS:]
    figures.note("program, ms:     ", *(f"{value:.0f}" for value in program))
    figures.note("empty window, ms:", *(f"{value:.0f}" for value in empty))
    ratio = statistics.median(program) / statistics.median(empty)
    figures.note(f"start-ms {statistics.median(program):.1f} start-ms-base {statistics.median(empty):.1f}")
    figures.add("start-ratio", ratio, "max", 1.8)
    figures.finish()


if __name__ == "__main__":
    main(sys.argv[1])
