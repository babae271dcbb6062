# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in by a code on another device, with a keyring to keep it: test_device_code.py PREFIX."""

import re
import sys

import acts
import browser
import story
import waiting
from stage import Stage

ON_DEVICE = "Use a code on another device"


def code_row(stage):
    return acts.shown(stage.window().find("row", stage.say(ON_DEVICE)))


def open_ways(stage):
    """From the first start to the ways that are folded away behind the browser."""
    acts.open_sign_in(stage)
    acts.type_application_id(stage)
    opener = stage.window().wait("button", stage.say("_Other ways and settings"))
    waiting.insist(opener.click, lambda: code_row(stage), f"“{ON_DEVICE}”")


def choose_code(stage):
    code_row(stage).click()


def ask_for_code(stage):
    stage.start_emulator()
    stage.start_program()
    open_ways(stage)
    choose_code(stage)


def show_code(stage):
    window = stage.window()
    window.wait("label", stage.say("Enter this code"))
    shape = re.compile(r"^[A-Z0-9]{4,}-?[A-Z0-9]{4,}$")
    stage.notes["code"] = window.wait("label", shape).name
    stage.notes["page"] = window.wait("label", re.compile(r"http://\S+/device")).name


def no_browser_opened(stage):
    assert not (stage.browser / "opened").exists(), "a browser was opened for a code"


def enter_code(stage):
    address = re.search(r"http://\S+/device", stage.notes["page"])[0]
    browser.sign_in(stage.browser, address, {"code": stage.notes["code"]})
    assert "You are signed in" in (stage.browser / "last-page").read_text()
    acts.wait_alerts(stage)


def is_kept(stage):
    stage.quit_program()
    stage.start_program()
    acts.wait_idle(stage)
    acts.wait_alerts(stage)
    assert stage.window().find("button", stage.say("_Sign in in your browser")) is None


STEPS = [
    ("a code is asked for, folded away behind the browser", ask_for_code),
    ("the code and the page to enter it are shown", show_code),
    ("no browser opens by itself", no_browser_opened),
    ("entering the code elsewhere brings the alerts", enter_code),
    ("the next start needs no code", is_kept),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
