# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody wanted, from the verdict to the closed case, by keyboard: test_unexpected.py PREFIX LANGUAGE."""

import re
import sys

import a11y
import acts
import estate
import story
import test_keyboard as keyboard
import waiting
from stage import Stage

MACHINES = ["vm-1"]
STRAY = "disk-stray"
VERIFICATION = "Does it go on?"


def tab_until(stage, found, what, by="Tab"):
    """Presses Tab in the wizard until what has the focus is what is wanted."""
    stage.wait_keyboard(keyboard.WIZARD)
    keyboard.tab_until(
        lambda: stage.focused(keyboard.WIZARD), lambda focused: focused is not None and found(focused), what, by
    )


def forward(stage, label):
    answer(stage, label, "ctrl+Return")


def answer(stage, label, *keys):
    acts.wait_forward(stage, label)
    stage.wait_keyboard(keyboard.WIZARD)
    a11y.key(*keys)


def says(stage, question, text):
    """Whether one page says so; a word of another one, that is not seen, does not count."""
    return any(text in words for words in acts.page(stage, question).words())


def begin_with(stage, text):
    """Handles the alert of a scenario, given as JSON."""
    scenario = stage.desktop.base / "scenario.json"
    scenario.write_text(text)
    start = stage.start_emulator
    stage.start_emulator = lambda: start(scenario)
    keyboard.sign_in(stage)
    keyboard.search(stage)
    keyboard.open_alert(stage)
    keyboard.press(stage, "_Handle the alert")


def begin(stage):
    stray = estate.stands(f"{estate.COMPUTE}/disks", STRAY, takes="0s")
    begin_with(stage, estate.scenario(3599, MACHINES, [stray]))


def check(stage):
    forward(stage, "Take the alert")
    answer(stage, "Record the judgement", "alt+1", "ctrl+Return")
    answer(stage, "Record what you see", "alt+1", "ctrl+Return")
    answer(stage, "Record the call", "alt+1")
    keyboard.typed_where_led(stage, acts.CONTACT, "Erika")
    a11y.key("ctrl+Return")
    answer(stage, "Record the answer", "alt+4", "ctrl+Return")


def mark(stage):
    """Says of the one who made the machines that they are hostile."""
    acts.wait_forward(stage, "Record who it was")
    waiting.until(lambda: acts.page(stage, acts.ORIGIN).find("label", estate.EVE), "the caller", 60)
    tab_until(stage, lambda node: node.name == estate.EVE, "the caller")
    hostile = stage.say("Hostile", "caller")
    a11y.key("space")
    waiting.until(lambda: hostile in acts.wizard(stage).words(), "the marks")
    a11y.key("Down", "Down", "Down", "Down", "Return")
    waiting.until(lambda: hostile in acts.page(stage, acts.ORIGIN).words(), "the mark")
    a11y.key("ctrl+Return")


def pass_over(stage):
    """The machines are deleted, not stopped; about identities nothing is to be done."""
    acts.wait_forward(stage, "Record what was stopped")
    keyboard.typed_where_led(stage, acts.CONTAINMENT, "They are deleted")
    keyboard.in_wizard(stage, "Leave this step _out")
    answer(stage, "Record what was done", "ctrl+Return")


def shown_entry(stage, question, title):
    found = acts.page(stage, question).all("entry", stage.say(title))
    return next((n for n in found if n.box[3] > 0), None)


def write(stage, question, title, words):
    """Types into one entry of a page. On the floor nothing tells which has the focus: what is typed does."""
    entry = waiting.until(lambda: shown_entry(stage, question, title), f"the entry “{title}”")

    def written(focused):
        if focused is not None and not (focused.is_a("entry") and focused.name == entry.name):
            return False
        a11y.type_text(words)
        waiting.until(lambda: any(n.text == words for n in acts.page(stage, question).all("entry")), f"“{words}”")
        if entry.text != words:
            a11y.key("ctrl+a", "BackSpace")
        return entry.text == words

    stage.wait_keyboard(keyboard.WIZARD)
    if stage.notes.get("written") == question:
        a11y.key("Tab")  # out of the last one
    stage.notes["written"] = question
    keyboard.tab_until(lambda: stage.focused(keyboard.WIZARD), written, f"“{title}”")


def delete_button(stage):
    """The button that deletes, and how many it names."""
    wanted = re.compile(re.escape(stage.say("_Delete %u resource")).replace("%u", r"(\d+)") + "s?$")
    for node in acts.page(stage, acts.DELETION).all("button", wanted):
        if acts.shown(node):
            return node, int(wanted.search(node.name)[1])
    return None, 0


def may_delete(stage):
    button, _ = delete_button(stage)
    return button is not None and button.is_sensitive


def plan(stage):
    """All that the hostile caller made is ticked, and nothing else; one of it the person keeps."""
    acts.wait_forward(stage, "Record the deletion")
    waiting.until(lambda: delete_button(stage)[1] == len(estate.planned(MACHINES)) + 1, "the plan", 60)
    tab_until(stage, lambda node: node.is_a("row") and estate.GROUP_NAME in node.words(), "the list")
    tab_until(stage, lambda node: STRAY in node.words(), STRAY, by="Down")
    a11y.key("space")
    waiting.until(lambda: delete_button(stage)[1] == len(estate.planned(MACHINES)), "one less")


def confirm(stage):
    write(stage, acts.DELETION, "Name", "Erika")
    write(stage, acts.DELETION, "How, for example by phone", "By phone")
    assert not may_delete(stage), "nothing was typed yet"
    write(stage, acts.DELETION, "Name of the subscription", acts.SUBSCRIPTION)
    waiting.until(lambda: may_delete(stage), "the way to delete")
    assert not deleted(stage), deleted(stage)


def delete(stage):
    number = len(estate.planned(MACHINES))
    name = waiting.until(lambda: delete_button(stage)[0], "the way to delete").name
    tab_until(stage, lambda node: node.name == name, f"“{name}”")
    a11y.key("space")
    gone = stage.say("%u of %u are gone.").replace("%u", str(number))
    waiting.until(lambda: gone in acts.page(stage, acts.DELETION).words(), "all to be gone", 120)
    stage.wait_keyboard(keyboard.WIZARD)
    a11y.key("ctrl+Return")


def keep_the_subscription(stage):
    answer(stage, "Go on without cancelling", "ctrl+Return")


def verify(stage):
    """It is looked at once; the two days are not waited for, and the note says why."""
    acts.wait_forward(stage, "Go on all the same")
    keyboard.typed_where_led(stage, VERIFICATION, "The customer has moved on")
    keyboard.in_wizard(stage, "_Look now")
    quiet = stage.say("No machines came back.")
    waiting.until(lambda: says(stage, VERIFICATION, quiet), "what was found")
    a11y.key("ctrl+Return")


def look_again(stage):
    acts.wait_forward(stage, "Send to Microsoft")
    for part in (acts.EVENT_ID, "Resolved", "Fraud"):
        waiting.until(lambda part=part: says(stage, acts.REVIEW, part), f"“{part}”")
    assert not resolving(stage), resolving(stage)
    a11y.key("ctrl+Return")


def ask_nothing(stage):
    acts.wait_forward(stage, "Record the request")
    write(stage, acts.SUPPORT, "Note", "Nothing to ask")
    keyboard.in_wizard(stage, "Leave this step _out")


def report(stage):
    acts.wait_forward(stage, "Close the case")
    write(stage, acts.REPORT, "Handed over to", "Erika")
    a11y.key("ctrl+Return")
    acts.wait_result(stage)
    for part in (stage.say("Status in Partner Center"), stage.say("Correlation ID")):
        waiting.until(lambda part=part: says(stage, "The alert is resolved", part), f"“{part}”")
    stage.wait_keyboard(keyboard.WIZARD)
    a11y.key("ctrl+Return")
    waiting.until(lambda: not acts.alert_rows(stage), "the alert to leave the open ones")


def is_closed(stage):
    waiting.until(lambda: len(stage.windows()) == 1 and stage.has_keyboard(), "the keyboard to come back")
    closed = stage.say("Closed on")
    waiting.insist(lambda: a11y.key("alt+3"), lambda: closed in stage.window().words(), "the closed case")


# What was sent


def changes(stage, status):
    """Every change of the alert that was asked for, to this status."""
    asked = stage.emulator.requests("/pc/v1/fraudEvents", "POST")
    return [str(r["body"]) for r in asked if re.search(rf'"EventStatus"\s*:\s*"{status}"', str(r["body"]), re.I)]


def resolving(stage):
    return changes(stage, "Resolved")


def deleted(stage):
    return [r["path"] for r in stage.emulator.requests("/arm/", "DELETE")]


def sent_to_partner_center(stage):
    assert len(changes(stage, "Investigating")) == 1, changes(stage, "Investigating")
    sent = resolving(stage)
    assert len(sent) == 1 and "Fraud" in sent[0] and acts.EVENT_ID in sent[0], sent
    writes = [r for r in stage.emulator.requests("/pc/") if r["method"] not in ("GET", "HEAD")]
    assert len(writes) == 2, [f"{r['method']} {r['path']}" for r in writes]


def sent_to_azure(stage):
    sent = deleted(stage)
    wanted = ["/arm" + path for path in estate.planned(MACHINES)]
    assert sorted(sent) == sorted(wanted), set(sent) ^ set(wanted)
    other = [
        f"{r['method']} {r['path']}"
        for r in stage.emulator.requests("/arm/")
        if r["method"] not in ("GET", "DELETE") and not r["path"].endswith("/query")
    ]
    assert not other, other


STEPS = [
    ("the keys lead to an alert", begin),
    ("it is taken, checked, and nobody wanted it", check),
    ("the one who made it is marked hostile", mark),
    ("stopping is left out, identities are gone through", pass_over),
    ("what the hostile made is ticked, one of it is kept", plan),
    ("nothing is deleted before it is confirmed and the name typed", confirm),
    ("what is ticked is deleted", delete),
    ("the subscription stays", keep_the_subscription),
    ("it is looked whether it goes on", verify),
    ("the last look names what is sent", look_again),
    ("Microsoft is asked nothing", ask_nothing),
    ("the report is handed over, and the case closed", report),
    ("it stands among the cases", is_closed),
    ("Partner Center got one Investigating and one Fraud", sent_to_partner_center),
    ("Azure got a deletion for each that was ticked, and nothing else", sent_to_azure),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
