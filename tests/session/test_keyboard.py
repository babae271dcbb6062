# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first start into a case without touching the mouse: test_keyboard.py PREFIX."""

import sys
import time

import a11y
import acts
import story
import waiting
from stage import APPLICATION_ID, Stage

WIZARD = f"{acts.CUSTOMER}, {acts.SUBSCRIPTION}"
MANY_TABS = 80
MOVE = 1.0  # second: on the floor nothing has the focus inside of an entry, so that none is seen to move


def tab_until(look, reached, what, by="Tab"):
    """Presses Tab until `reached` likes what has the focus by `look`, which is returned: each time
    when the one before has done its work, so that none comes after the last."""
    focused = look()
    for _ in range(MANY_TABS):
        if reached(focused):
            return focused
        a11y.key(by)
        focused = moved(look, focused)
    raise AssertionError(f"{MANY_TABS} times {by} did not lead to {what}")


def moved(look, before):
    """What has the focus when it is no longer what had it before."""
    end = time.monotonic() + MOVE
    while True:
        now = look()
        if a11y.differ(now, before) or time.monotonic() > end:
            return now


def tab_to(stage, role, text, title=None, by="Tab"):
    """Presses Tab until what is wanted has the focus."""
    wanted = stage.say(text)
    stage.wait_keyboard(title)
    return tab_until(
        lambda: stage.focused(title),
        lambda focused: focused is not None and focused.is_a(role) and focused.name == wanted,
        f"{role} “{wanted}”",
        by,
    )


def tab_to_row(stage):
    stage.wait_keyboard()
    tab_until(stage.focused, lambda focused: focused is not None and focused.is_a("row"), "a row")


def press(stage, text, title=None, role="button"):
    tab_to(stage, role, text, title)
    a11y.key("space")


def in_wizard(stage, text, role="button"):
    press(stage, text, WIZARD, role)


def typed(stage, text, words):
    """Types into an entry. On the floor the focus inside of one is not told: nothing has it then."""
    entry = stage.window().wait("entry", stage.say(text))
    tab_until(stage.focused, lambda focused: focused is None or focused.is_a("entry"), f"“{text}”")
    a11y.type_text(words)
    waiting.until(lambda: entry.text == words, f"“{words}” in “{text}”")


def typed_where_led(stage, question, words, write=a11y.type_text):
    """Types into the entry of the wizard that the focus is led to by itself, and sees it there."""

    def is_led_into_an_entry():
        focused = stage.focused(WIZARD)
        return focused is None or focused.is_a("entry")

    stage.wait_keyboard(WIZARD)
    waiting.until(is_led_into_an_entry, f"an entry of “{question}” to have the focus")
    write(words)
    waiting.until(lambda: words in acts.page(stage, question).words(), f"“{words}”")


def sign_in(stage):
    stage.start_emulator()
    stage.start_program()
    press(stage, "Sign in")
    stage.window().wait("button", stage.say("_Sign in in your browser"))
    typed(stage, "Application ID", APPLICATION_ID)
    press(stage, "_Sign in in your browser")
    acts.wait_alerts(stage)


def search(stage):
    stage.wait_keyboard()
    a11y.key("ctrl+f")
    waiting.until(
        lambda: acts.shown(stage.window().find("entry", stage.say("Search the alerts"))), "the search"
    )
    typed(stage, "Search the alerts", acts.SUBSCRIPTION)
    waiting.until(lambda: len(acts.alert_rows(stage)) == 1, "the alert that was searched")


def open_alert(stage):
    tab_to_row(stage)
    a11y.key("Return")
    acts.page_heading(stage)


def read_table(stage):
    press(stage, "Table")
    table = stage.window().wait("list", stage.say("Usage by day"))
    waiting.until(lambda: acts.shown(table), "the table")
    press(stage, "Table")


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


def ask_for_help(stage):
    """F1 explains the step that is shown, in a window that Escape closes."""
    acts.wait_forward(stage, "Record the judgement")
    stage.wait_keyboard(WIZARD)
    a11y.key("F1")
    stage.wait_keyboard(stage.say("Help"))
    shown = stage.window(stage.say("Help"))
    waiting.until(lambda: stage.say("Is the account in good standing?") in shown.words(), "the page of the step")
    a11y.key("Escape")
    waiting.until(lambda: stage.window(stage.say("Help")) is None, "the help to close")
    stage.take_keyboard(WIZARD)


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
    stage.quit_program()


STEPS = [
    ("signing in", sign_in),
    ("searching for an alert", search),
    ("opening it", open_alert),
    ("reading the graph as a table", read_table),
    ("going round the whole window", go_round),
    ("taking it in the wizard", begin),
    ("asking for help", ask_for_help),
    ("the first check", check_standing),
    ("the second check", check_usage),
    ("leaving and quitting", leave),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
