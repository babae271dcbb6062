# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole Azure plan, suspended by keyboard: test_plan.py PREFIX LANGUAGE."""

import json
import sys

import a11y
import acts
import estate
import story
import test_keyboard as keyboard
import test_unexpected as unexpected
import waiting
from stage import Stage

PLAN = "30000000-0000-4000-8000-000000000002"
ARCHIVE = "Archive 2019"
QUESTION = "The whole subscription"


def scenario():
    """Nothing in the plan runs any more, neither the subscription nor the other one in it."""
    told = json.loads(estate.scenario(3599, []))
    entitlements = told["customers"][0]["subscriptions"][0]["entitlements"]
    entitlements.append({"id": "40000000-0000-4000-8000-00000000000c", "name": ARCHIVE})
    for entitlement in entitlements:
        entitlement["status"] = "inactive"
    return json.dumps(told)


def begin(stage):
    unexpected.begin_with(stage, scenario())


def lead(stage):
    """Nobody is marked, nothing is stopped or deleted."""
    unexpected.forward(stage, "Record who it was")
    unexpected.pass_over(stage)
    acts.wait_forward(stage, "Record the deletion")
    unexpected.write(stage, acts.DELETION, "Note: why something stays, if it does", "Nothing of theirs")
    keyboard.in_wizard(stage, "Leave this step _out")


def page(stage):
    return acts.page(stage, QUESTION)


def says(stage, text):
    return unexpected.says(stage, QUESTION, text)


def unfold(stage):
    acts.wait_forward(stage, "Go on without cancelling")
    ends = stage.say("What else it ends")
    opener = stage.say("The whole Azure plan…")
    waiting.until(lambda: any(acts.shown(n) for n in page(stage).all("button", opener)), "the way to the plan")
    assert not acts.shown(page(stage).find("label", ends)), "the plan is proposed"
    unexpected.tab_until(stage, lambda node: node.name == opener, f"“{opener}”")
    a11y.key("space")
    waiting.until(lambda: acts.shown(page(stage).find("label", ends)), "what is in the plan")


def read(stage):
    for part in (PLAN, ARCHIVE):
        waiting.until(lambda part=part: says(stage, part), f"“{part}”")


def suspending(stage):
    return next((n for n in page(stage).all("button", stage.say("Suspend this plan now")) if acts.shown(n)), None)


def may_suspend(stage):
    button = suspending(stage)
    return button is not None and button.is_sensitive


def type_name(stage):
    """Last of all: the evidence was collected meanwhile."""
    missing = stage.say("Type the customer’s name as it is written above.")
    waiting.until(lambda: says(stage, missing), "the evidence")
    assert not may_suspend(stage), "nothing was typed yet"
    unexpected.write(stage, QUESTION, "Name of the customer", acts.CUSTOMER)
    waiting.until(lambda: may_suspend(stage), "the way to suspend")
    assert not written(stage), written(stage)


def suspend(stage):
    name = stage.say("Suspend this plan now")
    unexpected.tab_until(stage, lambda node: node.name == name, f"“{name}”")
    a11y.key("space")
    before, after = stage.say("Sent %s, and proved by a read: the plan is suspended.").split("%s")

    def is_proved():
        return any(w.startswith(before) and w.endswith(after) for w in page(stage).words())

    waiting.until(is_proved, "the proof")


def written(stage):
    """What was asked of Partner Center about subscriptions that changes something."""
    asked = [r for r in stage.emulator.requests("/pc/v1/customers") if r["method"] != "GET"]
    return [f"{r['method']} {r['path'].rpartition('/')[2]}" for r in asked]


def sent_once(stage):
    assert written(stage) == [f"PATCH {PLAN}"], written(stage)
    changed = [r["path"] for r in stage.emulator.requests("/arm/") if r["method"] in ("DELETE", "PUT", "PATCH")]
    assert not changed, changed
    assert not unexpected.resolving(stage), unexpected.resolving(stage)


def is_open(stage):
    keyboard.in_wizard(stage, "Do this _later")
    waiting.until(lambda: stage.window(keyboard.WIZARD) is None, "the wizard to close")
    waiting.until(lambda: len(acts.alert_rows(stage)) == 1, "the alert, which is still open")


def read_case(stage):
    waiting.insist(lambda: a11y.key("alt+3"), lambda: stage.say("Cases") in stage.window().words(), "the cases")
    keyboard.tab_to_row(stage)
    a11y.key("Return")
    act = stage.say("Suspend the whole Azure plan", "act")
    waiting.until(lambda: any(act in words for words in stage.window().words()), f"“{act}” in the timeline")


STEPS = [
    ("the keys lead to an alert", begin),
    ("it is taken, checked, and nobody wanted it", unexpected.check),
    ("the way leads past what needs not be done", lead),
    ("the plan is unfolded by hand", unfold),
    ("it tells what else is in it", read),
    ("nothing is sent before the evidence is stored and the name typed", type_name),
    ("the plan is suspended, and that is proved", suspend),
    ("one request was sent, and nothing else changed", sent_once),
    ("the alert is still open", is_open),
    ("the case tells what was done", read_case),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
