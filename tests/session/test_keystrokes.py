# SPDX-License-Identifier: GPL-3.0-or-later
"""From opening an alert to its resolution, read back, in few keystrokes: test_keystrokes.py PREFIX WAY LANGUAGE.

WAY is `false-alarm` or `approved`. Nothing is touched but keys.
"""

import sys

import a11y
import acts
import story
import test_keyboard
import waiting
from stage import Stage

MOST = 16
WHY = "A build farm of their own"


class Hands:
    """Counts what is pressed; what is written as text is not counted."""

    def __init__(self):
        self.pressed = []

    def press(self, *keys):
        self.pressed += keys
        a11y.key(*keys)

    def write(self, text):
        a11y.type_text(text)


def reach_the_alert(stage):
    """To the row of the alert, which is not opened yet."""
    test_keyboard.sign_in(stage)
    acts.wait_idle(stage)
    test_keyboard.search(stage)
    test_keyboard.tab_to_row(stage)
    stage.notes["hands"] = Hands()


def open_alert(stage):
    stage.notes["hands"].press("Return")
    acts.page_heading(stage)
    button = stage.window().wait("button", stage.say("_Handle the alert"))
    waiting.until(lambda: button.is_sensitive, "the way into the wizard")


def handle(stage):
    stage.notes["hands"].press("alt+" + stage.letter("_Handle the alert"))
    acts.wait_forward(stage, "Take the alert")
    stage.wait_keyboard(test_keyboard.WIZARD)


def take(stage):
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_forward(stage, "Record the judgement")


def answer(stage, question, key, answer_text):
    """Chooses an answer by its place, and sees that it is the one that was meant."""
    stage.notes["hands"].press(key)
    text = stage.say(answer_text)

    def chosen():
        return any(n.is_checked for n in acts.page(stage, question).all("choice", text) if n.name == text)

    waiting.until(chosen, f"“{answer_text}” to be chosen")


def write(stage, question, text):
    test_keyboard.typed_where_led(stage, question, text, stage.notes["hands"].write)


def judge(stage):
    answer(stage, acts.STANDING, "alt+1", "In good standing")
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_forward(stage, "Record what you see")
    answer(stage, acts.USAGE, "alt+1", "A sudden rise")
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_forward(stage, "Record the calls", "Record the call")


def record_the_calls(stage):
    """First the reseller, then the customer: their answers are the first and the third."""
    for key, who in (("alt+1", "Jonas Berg"), ("alt+3", "Erika Muster")):
        answer(stage, acts.CONTACT, key, "Reached")
        write(stage, acts.CONTACT, who)
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_forward(stage, "Record the answer")


def decide_false_alarm(stage):
    answer(stage, acts.VERDICT, "alt+2", "A false alarm")
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_forward(stage, "Record the reason")


def give_the_reason(stage):
    write(stage, "Why is it a false alarm?", WHY)
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_forward(stage, "Send to Microsoft")


def decide_approved(stage):
    answer(stage, acts.VERDICT, "alt+1", "Expected, and approved by Microsoft")
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_forward(stage, "Record the approval")


def give_the_approval(stage):
    """Its reference, and after Enter its date, as they stand in Microsoft's letter."""
    write(stage, acts.APPROVAL, "MS-2026-0815")
    stage.notes["hands"].press("Return")
    write(stage, acts.APPROVAL, "2026-03-01")
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_forward(stage, "Send to Microsoft")


def send(stage):
    stage.notes["hands"].press("ctrl+Return")
    acts.wait_result(stage)


def is_read_back(stage):
    said = acts.page(stage, "The alert is resolved").words()
    assert stage.say("Status in Partner Center") in said, said
    last = stage.emulator.requests("/pc/v1/fraudEvents")[-1]
    assert last["method"] == "GET", last


def sent_nothing_else(stage):
    """One taking and one resolution, and in Azure questions only."""
    writes = [r for r in stage.emulator.requests("/pc/") if r["method"] not in ("GET", "HEAD")]
    bodies = [str(r["body"]) for r in writes if r["path"].startswith("/pc/v1/fraudEvents/")]
    assert len(bodies) == len(writes) == 2, [f"{r['method']} {r['path']}" for r in writes]
    assert '"Investigating"' in bodies[0] and '"Resolved"' in bodies[1], bodies
    assert '"Legitimate"' in bodies[1] and acts.EVENT_ID in bodies[1], bodies
    asked = [r for r in stage.emulator.requests("/arm/") if r["method"] != "GET"]
    assert all(r["method"] == "POST" and r["path"].endswith("/query") for r in asked), asked


def were_few(stage):
    pressed = stage.notes["hands"].pressed
    assert len(pressed) <= MOST, pressed
    story.show(f"{len(pressed)} keystrokes: {' '.join(pressed)}")


WAYS = {
    "false-alarm": (decide_false_alarm, give_the_reason),
    "approved": (decide_approved, give_the_approval),
}


def steps(way):
    decide, prove = WAYS[way]
    return [
        ("an alert is found", reach_the_alert),
        ("it is opened", open_alert),
        ("the wizard opens", handle),
        ("the alert is taken", take),
        ("the checks are recorded", judge),
        ("the calls are recorded", record_the_calls),
        ("the answer is recorded", decide),
        ("its reason or proof is recorded", prove),
        ("it is sent", send),
        ("the resolution is read back", is_read_back),
        ("nothing was sent but one taking and one resolution", sent_nothing_else),
        (f"all that took at most {MOST} keystrokes beside the text", were_few),
        ("the program complained of nothing", acts.complained_of_nothing),
    ]


if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[3]), steps(sys.argv[2]))
