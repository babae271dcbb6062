# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers that resolve nothing, by keyboard: test_kept_open.py PREFIX WAY LANGUAGE.

WAY is `not-reached` or `wanted`.
"""

import sys

import a11y
import acts
import story
import test_keyboard as keyboard
import test_unexpected as unexpected
import waiting
from stage import Stage

STAYS = "The alert stays under investigation"


def check(stage):
    unexpected.forward(stage, "Take the alert")
    unexpected.answer(stage, "Record the judgement", "alt+1", "ctrl+Return")
    unexpected.answer(stage, "Record what you see", "alt+1", "ctrl+Return")


def reach_nobody(stage):
    unexpected.answer(stage, "Record the call", "alt+2", "ctrl+Return")


def reach_the_customer(stage):
    unexpected.answer(stage, "Record the call", "alt+1")
    keyboard.typed_where_led(stage, acts.CONTACT, "Erika")
    a11y.key("ctrl+Return")


def decide(key):
    return lambda stage: unexpected.answer(stage, "Record the answer", key, "ctrl+Return")


def look_again(stage):
    unexpected.forward(stage, "Read the status and record it")
    waiting.until(lambda: unexpected.says(stage, STAYS, stage.say("Read back on %s").split("%s")[0]), "the proof")


def offers_to_stop(stage):
    offer = stage.say("_Stop the machines…")
    waiting.until(lambda: any(acts.shown(n) for n in acts.wizard(stage).all("button", offer)), "a way to stop")
    stage.wait_keyboard(keyboard.WIZARD)
    a11y.key("ctrl+Return")


def is_still_open(stage):
    waiting.until(lambda: len(stage.windows()) == 1 and stage.has_keyboard(), "the keyboard to come back")
    assert len(acts.alert_rows(stage)) == 1, acts.alert_rows(stage)


def sent_nothing_else(stage):
    writes = [r for r in stage.emulator.requests("/pc/") if r["method"] not in ("GET", "HEAD")]
    assert len(writes) == 1 == len(unexpected.changes(stage, "Investigating")), writes
    asked = [r for r in stage.emulator.requests("/arm/") if r["method"] != "GET"]
    assert all(r["path"].endswith("/query") for r in asked), asked


WAYS = {
    "not-reached": (reach_nobody, "alt+5"),
    "wanted": (reach_the_customer, "alt+3"),
}


def steps(way):
    call, key = WAYS[way]
    return [
        ("the keys lead to an alert", unexpected.begin),
        ("it is taken and checked", check),
        ("the call is recorded", call),
        ("the answer is recorded", decide(key)),
        ("the last look reads the status", look_again),
        ("stopping is offered to the end", offers_to_stop),
        ("the alert is still among the open ones", is_still_open),
        ("it was taken, and nothing else was sent", sent_nothing_else),
        ("the program complained of nothing", acts.complained_of_nothing),
    ]


if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[3]), steps(sys.argv[2]))
