# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed in the middle of a case, offline, and going on where one was: test_resume.py PREFIX."""

import sys

import acts
import story
import waiting
from stage import Stage

NOTE = "Half a sentence that is not recorded yet"


def begin(stage):
    stage.start_emulator()
    stage.start_program()
    acts.sign_in(stage)
    acts.open_alert(stage)
    acts.open_wizard(stage)
    acts.take(stage)
    acts.judge_standing(stage)


def is_killed(stage):
    acts.wait_forward(stage, "Record what you see")
    acts.write(stage, acts.USAGE, "Note", NOTE)
    waiting.until(lambda: NOTE in acts.page(stage, acts.USAGE).words(), "the note")
    acts.leave_for_later(stage)
    acts.open_wizard(stage)
    acts.wait_forward(stage, "Record what you see")
    stage.kill_program()


def goes_on(stage):
    stage.start_program()
    acts.wait_alerts(stage)
    acts.open_alert(stage)
    acts.open_wizard(stage)
    acts.wait_forward(stage, "Record what you see")


def keeps_the_note(stage):
    waiting.until(lambda: NOTE in acts.page(stage, acts.USAGE).words(), "the note that was begun")


def taken_once(stage):
    sent = stage.emulator.requests("/pc/v1/fraudEvents", "POST")
    assert len(sent) == 1 and "Investigating" in str(sent[0]["body"]), sent


def is_offline(stage):
    stage.quit_program()
    stage.emulator.stop()
    stage.recorder.stop()
    stage.start_program()
    acts.wait_alerts(stage)


def says_how_old(stage):
    beginning = stage.say("Offline. %s").split("%s")[0].strip()

    def bar():
        return any(beginning in word for word in stage.window().words())

    waiting.until(bar, "the bar that says so", 60)


def shows_the_page(stage):
    acts.open_alert(stage)
    graph = stage.window().wait("graph", stage.say("Usage graph"))
    waiting.until(lambda: len(acts.amounts(graph.description)) >= 3, "the graph's numbers")


STEPS = [
    ("a case is taken and its first check recorded", begin),
    ("the program is killed at the second check", is_killed),
    ("the case goes on at the same step", goes_on),
    ("a note that was begun is still there", keeps_the_note),
    ("the alert was taken exactly once", taken_once),
    ("a start without a network shows the last state", is_offline),
    ("it says that it is offline, and how old this is", says_how_old),
    ("a subscription can be read offline", shows_the_page),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
