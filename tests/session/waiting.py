# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition, with patience that ends."""

import time

PATIENCE = 30.0


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
