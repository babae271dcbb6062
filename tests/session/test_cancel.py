# SPDX-License-Identifier: GPL-3.0-or-later
"""Cancelling the subscription where nobody has rights in Azure, by keyboard: test_cancel.py PREFIX LANGUAGE."""

import re
import sys

import a11y
import acts
import story
import test_keyboard as keyboard
import test_stop
import waiting
from stage import Stage

CANCEL = "Cancel this subscription…"
NOW = "Cancel this subscription now"


def begin(stage):
    keyboard.sign_in(stage)
    keyboard.search(stage)
    keyboard.open_alert(stage)
    stage.emulator.fault("* /arm/* x* status=403")
    keyboard.press(stage, "_Stop the machines…")
    waiting.until(lambda: acts.shown(test_stop.stopping(stage).find("button", stage.say(CANCEL))), "the way out")


def ask(stage):
    title = stage.say(test_stop.TITLE)
    waiting.until(lambda: a11y.activate(title) and stage.has_keyboard(title), "the keyboard to come back")
    test_stop.press_like(test_stop.stopping(stage), "button", re.escape(stage.say(CANCEL)))
    return acts.wait_question(stage)


def is_asked_first(stage):
    question = ask(stage)
    reason = stage.say("Cancel this Azure subscription; reason: compromised")
    waiting.until(lambda: any(reason in words for words in question.words()), "what is sent")
    stage.wait_keyboard(question.name)
    a11y.key("Escape")
    waiting.until(lambda: len(stage.windows()) == 2, "the question to close")
    assert not cancelling(stage), cancelling(stage)


def cancel(stage):
    question = ask(stage)
    stage.wait_keyboard(question.name)
    test_stop.press_like(question, "button", re.escape(stage.say(NOW)))
    waiting.until(lambda: cancelling(stage), "the request")


def says_how_it_stands(stage):
    beginning = stage.say("Sent %s. Partner Center takes some ten minutes; it is looked at every minute.")
    end = beginning.split("%s")[1]
    waiting.until(lambda: any(end in words for words in test_stop.stopping(stage).words()), "how it stands")
    assert not acts.shown(test_stop.stopping(stage).find("button", stage.say(CANCEL)))


def cancelling(stage):
    return [r for r in stage.emulator.requests("/pc/", "POST") if r["path"].endswith("/cancel")]


def sent_nothing_else(stage):
    writes = [r for r in stage.emulator.requests("/pc/") if r["method"] not in ("GET", "HEAD")]
    assert len(writes) == 1, [f"{r['method']} {r['path']}" for r in writes]
    assert writes == cancelling(stage) and "compromise" in str(writes[0]["body"]), writes
    assert not test_stop.changes(stage), test_stop.changes(stage)


def is_still_open(stage):
    acts.close_by_escape(stage, stage.say(test_stop.TITLE))
    waiting.until(lambda: len(acts.alert_rows(stage)) == 1, "the alert, which is still open")


STEPS = [
    ("an alert of a subscription without rights is opened", begin),
    ("what would be sent is said, and nothing sent, before it is confirmed", is_asked_first),
    ("the subscription is cancelled", cancel),
    ("it is said how that stands", says_how_it_stands),
    ("one subscription was cancelled, and nothing else was sent", sent_nothing_else),
    ("no alert is resolved by it", is_still_open),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
