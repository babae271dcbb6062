# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-ins that do not go well, and the way on from each: test_trouble.py PREFIX."""

import sys

import acts
import story
import waiting
from stage import Stage

HINT = "The ID under which your organization registered Davylamp in Entra ID."


def begin(stage, manner):
    (stage.browser / "manner").write_text(manner)
    button = waiting.until(
        lambda: acts.shown(stage.window().find("button", stage.say("_Sign in in your browser"))), "the way to the browser"
    )
    waiting.until(lambda: button.is_sensitive, "the way to the browser to be open")
    button.press()


def wrong_id(stage):
    stage.start_emulator()
    stage.start_program()
    acts.open_sign_in(stage)
    window = stage.window()
    hint = window.wait("label", stage.say(HINT))
    acts.type_application_id(stage, "not an id")
    window.wait("button", stage.say("_Sign in in your browser")).press()
    waiting.until(lambda: hint.name != stage.say(HINT), "what is wrong with the ID")
    assert not (stage.browser / "opened").exists(), "a browser was opened with a wrong ID"
    acts.type_application_id(stage)


def declined(stage):
    begin(stage, "refuse")
    stage.window().wait("label", stage.say("The sign-in did not work"))
    retry = waiting.until(
        lambda: [n for n in stage.window().all("button", stage.say("_Try again")) if n.box[3] > 0], "the way on"
    )
    retry[-1].press()


def link_can_be_copied(stage):
    last_page = stage.browser / "last-page"
    waiting.until(last_page.exists, "the browser that declined to be through")
    last_page.unlink()
    begin(stage, "look-only")
    window = stage.window()
    text = stage.say("Go on in your browser")
    waiting.until(lambda: acts.shown(window.find("label", text)), f"“{text}”")
    window.wait("button", stage.say("Copy the _link"))
    window.wait("button", stage.say("_Open the page again"))
    # A browser that is still on its way would take the next step's manner for its own.
    waiting.until(last_page.exists, "the browser to have looked")


def cancelled(stage):
    text = stage.say("_Cancel")
    cancels = waiting.until(lambda: [n for n in stage.window().all("button", text) if n.box[3] > 0], f"“{text}”")
    cancels[-1].press()


def well_at_last(stage):
    begin(stage, "sign-in")
    acts.wait_alerts(stage)


STEPS = [
    ("a wrong application ID opens no browser", wrong_id),
    ("who declines in the browser is told, and can try again", declined),
    ("while no answer comes the link can be copied and opened again", link_can_be_copied),
    ("an answer that never comes can be cancelled", cancelled),
    ("the next try brings the alerts", well_at_last),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
