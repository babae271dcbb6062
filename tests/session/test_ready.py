# SPDX-License-Identifier: GPL-3.0-or-later
"""Before an incident: who can be helped, and a consent that was missing: test_ready.py PREFIX."""

import re
import sys

import acts
import story
from stage import Stage

CUSTOMERS = 48


def nobody_is_known(stage):
    stage.start_emulator()
    stage.start_program()
    window = acts.open_ready(stage)
    window.wait("label", stage.say("No customers yet"))
    window.wait("button", stage.say("_Sign in"))


def sign_in(stage):
    acts.sign_in(stage)
    acts.wait_idle(stage)


def all_checked(stage):
    ready, customers = (int(n) for n in re.findall(r"\d+", acts.wait_ready(stage)))
    assert customers == CUSTOMERS and 0 < ready < CUSTOMERS, (ready, customers)
    stage.notes["ready"] = ready


def nothing_was_changed(stage):
    changes = [r for r in stage.emulator.requests() if r["method"] in ("PUT", "PATCH", "DELETE")]
    posts = [r["path"] for r in stage.emulator.requests(method="POST")]
    assert not changes, changes
    assert all(p.endswith(("/token", "/query", "/authorize")) for p in posts), set(posts)


def find_customer(stage):
    said = acts.find_ready_customer(stage, acts.WITHOUT_CONSENT)
    assert stage.say("You cannot stop and delete in Azure") in said, said
    acts.ready(stage).wait("label", stage.say("Davylamp has no consent in the customer’s tenant"))


def is_asked_first(stage):
    question = acts.ask_for_consent(stage)
    assert not stage.emulator.requests("applicationconsents")
    question.wait("button", stage.say("Grant consent")).press()


def mark_flips(stage):
    window = acts.ready(stage)
    window.wait("label", stage.say("Consent is granted."))
    window.wait("label", stage.say("You can stop and delete in Azure"))
    window.wait_gone("label", stage.say("Davylamp has no consent in the customer’s tenant"))
    more = re.compile(rf"^{stage.notes['ready'] + 1} ")
    window.wait("label", more)


def one_consent_was_sent(stage):
    sent = stage.emulator.requests("applicationconsents", "POST")
    assert len(sent) == 1, sent
    assert "797f4846-ba00-4fd7-ba43-dac1f8f63013" in sent[0]["body"], sent


def escape_leaves(stage):
    acts.leave_ready(stage)
    acts.wait_alerts(stage)


STEPS = [
    ("without customers the page leads to the sign-in", nobody_is_known),
    ("Escape leaves it then, too", acts.leave_ready),
    ("somebody signs in", sign_in),
    ("the menu leads to who is ready", acts.open_ready),
    ("every customer is checked in the background", all_checked),
    ("checking changed nothing", nothing_was_changed),
    ("the customer without consent is found, with what is missing", find_customer),
    ("granting it is asked about first", is_asked_first),
    ("the consent is granted and the marks say so", mark_flips),
    ("exactly one consent was sent", one_consent_was_sent),
    ("Escape leads back to the alerts", escape_leaves),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
