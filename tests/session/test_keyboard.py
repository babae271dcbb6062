# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first start into a case without touching the mouse: test_keyboard.py PREFIX."""

import sys

import a11y
import acts
import story
import waiting
from stage import APPLICATION_ID, Stage

MANY_TABS = 80


def tab_to(stage, role, text, title=None, by="Tab"):
    """Presses Tab until what is wanted has the focus."""
    wanted = stage.say(text)
    for _ in range(MANY_TABS):
        window = stage.window(title)
        focused = window.focused() if window else None
        if focused is not None and focused.is_a(role) and focused.name == wanted:
            return focused
        a11y.key(by)
    raise AssertionError(f"{MANY_TABS} times Tab did not lead to {role} “{wanted}”")


def press(stage, text, title=None, role="button"):
    tab_to(stage, role, text, title)
    a11y.key("space")


def in_wizard(stage, text, role="button"):
    press(stage, text, f"{acts.CUSTOMER}, {acts.SUBSCRIPTION}", role)


def typed(stage, text, words):
    """Types into an entry. On the floor the focus inside of one is not told: nothing has it then."""
    entry = stage.window().wait("entry", stage.say(text))
    for _ in range(MANY_TABS):
        focused = stage.window().focused()
        if focused is None or focused.is_a("entry"):
            a11y.type_text(words)
            waiting.until(lambda: entry.text == words, f"“{words}” in “{text}”")
            return
        a11y.key("Tab")
    raise AssertionError(f"no Tab led into “{text}”")


def sign_in(stage):
    stage.start_emulator()
    stage.start_program()
    press(stage, "Sign in")
    stage.window().wait("button", stage.say("_Sign in in your browser"))
    typed(stage, "Application ID", APPLICATION_ID)
    press(stage, "_Sign in in your browser")
    acts.wait_alerts(stage)


def search(stage):
    a11y.key("ctrl+f")
    typed(stage, "Search the alerts", acts.SUBSCRIPTION)
    waiting.until(lambda: len(acts.alert_rows(stage)) == 1, "the alert that was searched")


def open_alert(stage):
    for _ in range(MANY_TABS):
        focused = stage.window().focused()
        if focused is not None and focused.is_a("row"):
            break
        a11y.key("Tab")
    a11y.key("Return")
    acts.page_heading(stage)


def read_table(stage):
    press(stage, "Table")
    table = stage.window().wait("list", stage.say("Usage by day"))
    waiting.until(lambda: acts.shown(table), "the table")
    tab_to(stage, "button", "Sum", by="shift+Tab")
    a11y.key("space")


def go_round(stage):
    """Through all of the page and the header, and back."""
    tab_to(stage, "graph", "Usage graph")
    tab_to(stage, "button", "Main menu")
    tab_to(stage, "graph", "Usage graph")


def begin(stage):
    button = stage.window().wait("button", stage.say("Handle the alert"))
    waiting.until(lambda: button.is_sensitive, "the way into the wizard")
    press(stage, "Handle the alert")
    acts.wait_forward(stage, "Take the alert")
    in_wizard(stage, "Take the alert")


def check_standing(stage):
    acts.wait_forward(stage, "Record the judgement")
    in_wizard(stage, "In good standing", "choice")
    in_wizard(stage, "Record the judgement")


def check_usage(stage):
    acts.wait_forward(stage, "Record what you see")
    in_wizard(stage, "A sudden rise", "choice")
    in_wizard(stage, "Record what you see")
    acts.wait_forward(stage, "Record the calls", "Record the call")


def leave(stage):
    in_wizard(stage, "Do this _later")
    waiting.until(lambda: stage.window(f"{acts.CUSTOMER}, ") is None, "the wizard to close")
    a11y.key("ctrl+q")
    stage.wait_ended()


STEPS = [
    ("signing in", sign_in),
    ("searching for an alert", search),
    ("opening it", open_alert),
    ("reading the graph as a table", read_table),
    ("going round the whole window", go_round),
    ("taking it in the wizard", begin),
    ("the first check", check_standing),
    ("the second check", check_usage),
    ("leaving and quitting", leave),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
