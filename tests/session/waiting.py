# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition, with patience that ends."""

import time

PATIENCE = 60.0
ATTEMPT = 10.0  # until what a hand did is done again


class Impatient(AssertionError):
    """What was waited for did not come."""


def until(condition, what, patience=PATIENCE):
    """Asks `condition` until it answers with something true, which is returned."""
    end = time.monotonic() + patience
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise Impatient(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(0.02)


def insist(act, condition, what, patience=PATIENCE):
    """Acts until `condition` answers with something true, which is returned.

    For clicks and keys: one is lost where a window has only just come, or moves under the hand.
    """
    end = time.monotonic() + patience
    while True:
        act()
        try:
            return until(condition, what, ATTEMPT)
        except Impatient:
            if time.monotonic() > end:
                raise
