#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a graph stays quick, however much is in it.

chart.py BUILD: a frame with 6 stacked series of 5 years of days, in frames with 1 series of 90 days;
and a frame in which the cursor moves, in frames that are drawn anew: of the two graphs the slower
one. Processor time of the main thread at 1600 × 400, with GTK's cairo renderer.
"""

import pathlib
import sys

from bench import Figures
from desktop import Desktop


def main(build):
    figures = Figures()
    with Desktop(size="1700x500") as desktop:
        desktop.environment["GTK_A11Y"] = "none"
        report = desktop.output(pathlib.Path(build) / "tests/bench/chart").decode()
    times = {name: float(value) for name, value in map(str.split, report.splitlines())}
    for name, value in times.items():
        figures.note(f"{name}-ms {value:.3f}")
    figures.add("frame-ratio", times["full-large"] / times["full-small"], "max", 3)
    cursor = max(times[f"cursor-{size}"] / times[f"full-{size}"] for size in ("small", "large"))
    figures.add("cursor-ratio", cursor, "max", 0.5)
    figures.finish()


if __name__ == "__main__":
    main(sys.argv[1])
