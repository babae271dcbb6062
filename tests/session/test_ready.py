# SPDX-License-Identifier: GPL-3.0-or-later
"""Before an incident: who can be helped, and a consent that was missing: test_ready.py PREFIX."""

import re
import sys

import a11y
import acts
import story
import waiting
from stage import Stage

CUSTOMER = "Clinique des Tilleuls"  # has not consented
CUSTOMERS = 48


def sign_in(stage):
    stage.start_emulator()
    stage.start_program()
    acts.sign_in(stage)
    acts.wait_idle(stage)


def ready(stage):
    return waiting.until(
        lambda: stage.window(stage.say("Ready for an incident?")), "the page of who is ready"
    )


def open_page(stage):
    """From the menu; GTK 4.18 tells no names of menu items, and this one is the first."""
    window = stage.window()
    a11y.key("F10")
    name = stage.say("_Ready for an incident?")

    def item():
        found = window.all("menu item")
        return next((n for n in found if n.name == name), found[0] if found else None)

    waiting.until(item, "the menu").press()
    ready(stage)


def all_checked(stage):
    summary = re.compile(rf"^\d+ .* {CUSTOMERS} ")

    def told():
        label = ready(stage).find("label", summary)
        return label if label and not ready(stage).find("button", stage.say("Stop checking")) else None

    stage.notes["ready"] = int(waiting.until(told, "all customers to be checked", 120).name.split()[0])
    assert 0 < stage.notes["ready"] < CUSTOMERS, stage.notes


def nothing_was_changed(stage):
    changes = [r for r in stage.emulator.requests() if r["method"] in ("PUT", "PATCH", "DELETE")]
    posts = [r["path"] for r in stage.emulator.requests(method="POST")]
    assert not changes, changes
    assert all(p.endswith(("/token", "/query", "/authorize")) for p in posts), set(posts)


def find_customer(stage):
    window = ready(stage)
    window.find("button", stage.say("Search")).press()
    entry = waiting.until(
        lambda: acts.shown(window.find("entry", stage.say("Search the customers"))), "the search"
    )
    entry.set_text("tilleuls")

    def row():
        found = window.find("list", stage.say("Customers"))
        rows = [(r, r.children) for r in found.children] if found else []
        named = [r for r, inside in rows if inside and CUSTOMER in inside[0].name]
        return named[0] if named and len(rows) == 1 else None

    found = waiting.until(row, f"{CUSTOMER} alone")
    assert stage.say("You cannot stop and delete in Azure") in found.children[0].name, found.children[0].name
    found.click()
    window.wait("label", stage.say("Davylamp has no consent in the customer’s tenant"))


def is_asked_first(stage):
    ready(stage).wait("button", stage.say("_Grant consent…")).press()
    question = waiting.until(
        lambda: next((w for w in stage.windows() if w.find("button", stage.say("Not now"))), None),
        "the question",
    )
    assert not stage.emulator.requests("applicationconsents")
    question.find("button", stage.say("Grant consent")).press()


def mark_flips(stage):
    window = ready(stage)
    window.wait("label", stage.say("Consent is granted."))
    window.wait("label", stage.say("You can stop and delete in Azure"))
    window.wait_gone("label", stage.say("Davylamp has no consent in the customer’s tenant"))
    more = re.compile(rf"^{stage.notes['ready'] + 1} ")
    window.wait("label", more)


def one_consent_was_sent(stage):
    sent = stage.emulator.requests("applicationconsents", "POST")
    assert len(sent) == 1, sent
    assert "797f4846-ba00-4fd7-ba43-dac1f8f63013" in sent[0]["body"], sent


STEPS = [
    ("somebody signs in", sign_in),
    ("the menu leads to who is ready", open_page),
    ("every customer is checked in the background", all_checked),
    ("checking changed nothing", nothing_was_changed),
    ("the customer without consent is found, with what is missing", find_customer),
    ("granting it is asked about first", is_asked_first),
    ("the consent is granted and the marks say so", mark_flips),
    ("exactly one consent was sent", one_consent_was_sent),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
