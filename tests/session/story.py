# SPDX-License-Identifier: GPL-3.0-or-later
"""A story is a list of steps, each a sentence and a function of the stage; it reports in TAP."""

import os
import sys
import traceback


def tell(stage, steps):
    """Plays the steps in order; after one that failed the others are not reached, and fail."""
    print(f"1..{len(steps)}", flush=True)
    broken = False
    for number, (sentence, step) in enumerate(steps, 1):
        if broken:
            print(f"not ok {number} {sentence} (not reached)", flush=True)
            continue
        try:
            step(stage)
            print(f"ok {number} {sentence}", flush=True)
        except Exception:  # whatever it was, the report tells it
            broken = True
            print(f"not ok {number} {sentence}")
            show(traceback.format_exc())
            show_stage(stage)
    return 1 if broken else 0


def show(text):
    for line in text.splitlines():
        print(f"# {line}", flush=True)


def show_stage(stage):
    """What was on the screen and what the program had to say, to understand a failure."""
    try:
        for line in stage.describe():
            show(line)
    except Exception as error:
        show(f"and the stage cannot be described: {error}")


def main(make_stage, steps):
    """Runs a story as a program. The last words come before the display goes away."""
    with make_stage() as stage:
        status = tell(stage, steps)
    sys.stdout.flush()
    # The accessibility library keeps threads that wait for the bus that has just ended.
    os._exit(status)
