# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, from the first start to the alert that is resolved: test_confirm.py PREFIX LANGUAGE."""

import re
import sys

import acts
import story
import waiting
from recorder import leaks
from stage import Stage


def start(stage):
    stage.start_emulator()
    window = stage.start_program()
    window.wait("button", stage.say("Sign in"))


def sign_in(stage):
    acts.sign_in(stage)
    assert "code=" in (stage.browser / "opened").read_text()


def browser_is_told(stage):
    page = waiting.until(lambda: read(stage.browser / "last-page"), "the browser's last page")
    assert stage.say("Signed in") in page, page


def read(file):
    return file.read_text() if file.exists() else ""


def find_alert(stage):
    acts.open_alert(stage)
    stage.window().wait("label", "d76e2212…ad76")


def read_graph(stage):
    graph = stage.window().wait("graph", stage.say("Usage graph"))
    waiting.until(
        lambda: len(acts.amounts(graph.description)) >= 3 and "€" in graph.description,
        "the numbers of the graph's summary",
    )


def read_table(stage):
    """The same numbers as a table, and one of them in the graph's summary."""
    window = stage.window()
    window.wait("button", stage.say("Table")).press()
    table = window.wait("list", stage.say("Usage by day"))
    waiting.until(lambda: len([w for w in table.words() if "€" in w]) >= 10, "amounts in the table")


def check(stage):
    acts.open_wizard(stage)
    acts.take(stage)
    acts.judge_standing(stage)
    acts.judge_usage(stage)
    acts.record_calls(stage)


def decide(stage):
    acts.decide(stage)
    acts.approve(stage)


def look_again(stage):
    acts.wait_forward(stage, "Send to Microsoft")
    for part in (acts.EVENT_ID, "Resolved", "Legitimate", stage.say("Microsoft, Partner Center")):
        waiting.until(
            lambda part=part: part in " ".join(acts.page(stage, acts.REVIEW).words()), f"“{part}” to be said"
        )


def nothing_sent_yet(stage):
    assert not resolving(stage), resolving(stage)


def send(stage):
    acts.send(stage)
    acts.wait_result(stage)


def prove(stage):
    for part in ("Status in Partner Center", "Correlation ID"):
        text = stage.say(part)
        waiting.until(
            lambda text=text: text in acts.page(stage, "The alert is resolved").words(), f"“{text}” to be said"
        )
    acts.forward(stage, "Close")


def leaves_the_open_ones(stage):
    waiting.until(lambda: not acts.alert_rows(stage), "the alert to leave the open ones")


def start_again(stage):
    stage.quit_program()
    visited = read(stage.browser / "opened")
    stage.start_program()
    acts.wait_alerts(stage)
    assert read(stage.browser / "opened") == visited, "the browser was opened again"


def find_resolved(stage):
    acts.filter_status(stage, "Resolved")
    acts.search_alerts(stage, acts.SUBSCRIPTION)
    status = stage.say("Resolved", "alert status")
    waiting.until(lambda: any(status in name for name in acts.alert_rows(stage)), "the resolved alert")


def resolving(stage):
    """Every request of the log that asks for Resolved."""
    posts = stage.emulator.requests("/pc/v1/fraudEvents", "POST")
    return [r for r in posts if re.search(r'"EventStatus"\s*:\s*"Resolved"', str(r["body"]), re.I)]


def sent_once(stage):
    sent = resolving(stage)
    assert len(sent) == 1, sent
    assert acts.EVENT_ID in str(sent[0]["body"]), sent


def quit_at_the_end(stage):
    stage.quit_program()


def keeps_no_secret(stage):
    assert len(stage.recorder.secrets) > 10, "the recorder has seen no tokens"
    found = leaks(stage.desktop.home, stage.recorder.secrets)
    assert not found, found


def would_find_one(stage):
    for secret in sorted(stage.recorder.secrets)[:5]:
        file = stage.desktop.home / "planted"
        file.write_bytes(b"\0\1" + secret.encode() + b"\2")
        found = leaks(stage.desktop.home, stage.recorder.secrets)
        file.unlink()
        assert found, "a planted secret was not found"


STEPS = [
    ("the first start asks to sign in", start),
    ("signing in by the browser brings the alerts", sign_in),
    ("the browser is told to go back", browser_is_told),
    ("an alert leads to its subscription", find_alert),
    ("the graph tells its numbers", read_graph),
    ("the graph is a table too", read_table),
    ("the three checks are recorded", check),
    ("the answer asks for its proof", decide),
    ("the last look names what is sent", look_again),
    ("nothing was resolved before it", nothing_sent_yet),
    ("the alert is resolved", send),
    ("it is proved by reading it back", prove),
    ("it leaves the open alerts", leaves_the_open_ones),
    ("the next start needs no sign-in", start_again),
    ("the alert is found resolved", find_resolved),
    ("exactly one change to Resolved was sent, with the event’s id", sent_once),
    ("the program ends when it is told to", quit_at_the_end),
    ("no file holds a secret", keeps_no_secret),
    ("a secret in a file would be found", would_find_one),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
