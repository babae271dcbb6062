# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyring that is absent or locked, and staying signed in without: test_keyring.py PREFIX STATE."""

import sys

import acts
import story
import waiting
from recorder import leaks
from stage import Stage

TITLES = {
    "absent": "Signed in, but there is no keyring",
    "locked": "Signed in, but the keyring is locked",
}


def sign_in(stage):
    stage.start_emulator()
    stage.start_program()
    acts.open_sign_in(stage)
    acts.press_sign_in(stage)


def is_told(stage):
    stage.window().wait("label", stage.say(TITLES[sys.argv[2]]))


def stay(stage):
    text = stage.say("_Stay signed in until Davylamp closes")
    waiting.until(lambda: acts.shown(stage.window().find("button", text)), f"“{text}”").press()
    acts.wait_alerts(stage)


def works(stage):
    acts.open_alert(stage)


def is_forgotten(stage):
    stage.quit_program()
    stage.start_program()
    acts.wait_alerts(stage)
    bar = {stage.say("Sign in"), stage.say("Try again", "notice")}

    def asks():
        return [n for n in stage.window().all("button") if n.name in bar and n.box[3] > 0]

    waiting.until(asks, "the bar that asks for a sign-in or the keyring")


def nothing_is_written(stage):
    found = leaks(stage.desktop.home, stage.recorder.secrets)
    assert stage.recorder.secrets and not found, found


STEPS = [
    ("signing in by the browser works", sign_in),
    ("what is wrong with the keyring is said", is_told),
    ("staying signed in until the program closes is offered, and brings the alerts", stay),
    ("the program works as ever", works),
    ("the next start shows the last state and asks", is_forgotten),
    ("no file holds a secret", nothing_is_written),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], keyring=sys.argv[2]), STEPS)
