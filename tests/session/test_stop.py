# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopping the machines from an alert, by keyboard: test_stop.py PREFIX LANGUAGE."""

import re
import sys

import a11y
import acts
import story
import test_keyboard as keyboard
import waiting
from stage import Stage

TITLE = "Stop the machines"
ROLES = "Whose access goes first"
READY = "What is stopped"
OTHER = "What cannot be stopped from here"
CHANGES = ("DELETE", "PATCH", "PUT", "POST")


def stopping(stage):
    return waiting.until(lambda: stage.window(stage.say(TITLE)), "the window that stops the machines")


def changes(stage):
    """What was sent to Azure that may change something there."""
    asked = stage.emulator.requests("/arm/")
    return [
        f"{r['method']} {r['path']}"
        for r in asked
        if r["method"] in CHANGES and not r["path"].endswith("/Microsoft.CostManagement/query")
    ]


def position(sent, pattern):
    found = [i for i, request in enumerate(sent) if re.search(pattern, request)]
    assert found, f"nothing like “{pattern}” in {sent}"
    return found[0]


def rows(stage, title):
    """The rows of a list, by all the words in them."""
    text = stage.say(title)
    found = next((n for n in stopping(stage).all("list", text) if n.children and acts.shown(n)), None)
    return [" ".join(row.words()) for row in found.children] if found else []


def begin(stage):
    keyboard.sign_in(stage)
    keyboard.search(stage)
    keyboard.open_alert(stage)
    keyboard.press(stage, "_Stop the machines…")
    waiting.until(lambda: rows(stage, READY), "what can be stopped")


def tells(stage):
    waiting.until(lambda: "€" in " ".join(stopping(stage).words()), "the price")

    def others():
        told = " ".join(rows(stage, OTHER))
        return told if "vm-brief-1" in told and "hold" in told else None

    other = waiting.until(others, "what cannot be stopped, with the lock's name")
    assert stage.say("It stops with what started it.") not in other, other


def older_is_not_ticked(stage):
    def machines():
        found = {n.name: n.is_checked for n in stopping(stage).all("choice") if acts.shown(n)}
        return found if {"vm-gateway", "vmss-a1"} <= found.keys() else None

    ticked = waiting.until(machines, "the machines")
    assert ticked["vm-gateway"] is False and ticked["vmss-a1"] is True, ticked


def nothing_sent_yet(stage):
    assert not changes(stage), changes(stage)


def press_like(window, role, pattern):
    """Presses what is like the pattern in the window, by Tab and space."""
    keyboard.tab_until(
        window.focused,
        lambda focused: focused is not None and focused.is_a(role) and re.fullmatch(pattern, focused.name),
        f"{role} “{pattern}”",
    )
    a11y.key("space")


def choose_access(stage):
    """The first of those who have made machines."""
    text = stage.say(ROLES)

    def access():
        return [n for part in stopping(stage).all("list", text) for n in part.walk() if n.is_a("choice")]

    stage.wait_keyboard(stage.say(TITLE))
    press_like(stopping(stage), "choice", re.escape(waiting.until(access, "whose access goes")[0].name))


def stop(stage):
    named = re.sub(r"%u\\ \w+", r"\\d+ \\w+", re.escape(stage.say("_Stop %u resource…")))
    press_like(stopping(stage), "button", named)
    question = acts.wait_question(stage)
    question.wait("label", stage.say("Stop the machines?"))
    stage.wait_keyboard(question.name)
    press_like(question, "button", f"(?!{re.escape(stage.say('Not now'))}$).+")


def follow(stage):
    def watched():
        stage.emulator.advance(20)
        buttons = stopping(stage).all("button", stage.say("_End the watch"))
        return next((b for b in buttons if acts.shown(b)), None)

    waiting.until(watched, "the watch", 120)


def sent_in_order(stage):
    sent = changes(stage)
    role = position(sent, "^DELETE .*/roleAssignments/")
    scaling = position(sent, "(?i)^PATCH .*/autoscalesettings/grow-vmss-a1$")
    assert role < scaling < position(sent, "^PATCH .*/virtualMachineScaleSets/vmss-a1$"), sent
    stage.notes["sent"] = sent


def sent_nothing_else(stage):
    sent = stage.notes["sent"]
    assert not [s for s in sent if s.startswith(("DELETE", "PUT")) and "/roleAssignments/" not in s], sent
    assert not [s for s in sent if "powerOff" in s or "vm-gateway" in s or "vm-brief" in s], sent
    assert not [s for s in sent if "-ml/" in s], f"what is locked was tried: {sent}"
    assert len(sent) == len(set(sent)), f"something was sent twice: {sent}"


def evidence_came_first(stage):
    asked = [f"{r['method']} {r['path']}" for r in stage.emulator.requests("/arm/")]
    first = position(asked, "^DELETE ")
    assert position(asked, "^GET .*/eventtypes/management/values") < first


def resolves_nothing(stage):
    assert not stage.emulator.requests("/pc/v1/fraudEvents", "POST")
    acts.close_by_escape(stage, stage.say(TITLE))
    waiting.until(lambda: len(acts.alert_rows(stage)) == 1, "the alert, which is still open")


STEPS = [
    ("an alert leads to its machines", begin),
    ("what runs is told with its price and what holds it", tells),
    ("what is older than the incident is not ticked", older_is_not_ticked),
    ("nothing was sent before a person says so", nothing_sent_yet),
    ("the access to be taken away is chosen", choose_access),
    ("it is asked once more", stop),
    ("all is followed to its end and watched", follow),
    ("roles went first, then scaling, then machines", sent_in_order),
    ("nothing else was sent", sent_nothing_else),
    ("the evidence came first", evidence_came_first),
    ("no alert is resolved by it", resolves_nothing),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
