# SPDX-License-Identifier: GPL-3.0-or-later
"""What Microsoft has not reported is found and answered: test_own_alert.py PREFIX ANSWER LANGUAGE."""

import contextlib
import pathlib
import re
import sqlite3
import sys

import a11y
import acts
import story
import test_keyboard as keyboard
import waiting
from stage import Stage

# Of the demonstration: machines run there, and no alert names them.
CUSTOMER = "Wingtip Verlag GmbH"
SUBSCRIPTION = "Wingtip Production"

ANSWERS = {"planned": "_Planned", "no-issue": "_Not an issue"}
QUESTION = "What was it?"
READ_BY_POST = re.compile(r"/oauth2/|/devicecode|/Microsoft\.CostManagement/query$")


def pattern(stage, *texts):
    """What one text of several shows with whatever stands in its places."""
    shown = [re.sub(r"%(\d\$)?s", ".+", stage.say(text)) for text in texts]
    return re.compile("|".join(shown))


def found(stage):
    """The rows of the list that are about the subscription, by what they say."""
    return [name for name in acts.alert_rows(stage) if SUBSCRIPTION in name]


def search(stage):
    """Types the subscription into the search, by keyboard."""
    stage.wait_keyboard()
    a11y.key("ctrl+f")
    waiting.until(
        lambda: acts.shown(stage.window().find("entry", stage.say("Search the alerts"))), "the search"
    )
    keyboard.typed(stage, "Search the alerts", SUBSCRIPTION)
    waiting.until(lambda: all(SUBSCRIPTION in name for name in acts.alert_rows(stage)), "what was searched")


def is_found(stage):
    keyboard.sign_in(stage)
    acts.wait_idle(stage)
    search(stage)
    rows = waiting.until(lambda: found(stage), "the alert of ours")
    assert len(rows) == 1, rows
    ours = stage.say("Davylamp: %s").replace("%s", stage.say("Cost above the expected range"))
    assert ours in rows[0] and acts.amounts(rows[0]) and "€" in rows[0], rows[0]


def open_alert(stage):
    keyboard.tab_to_row(stage)
    a11y.key("Return")
    acts.page_heading(stage, CUSTOMER)
    says(stage, pattern(stage, "Found by Davylamp, not reported by Microsoft"))


def says(stage, wanted):
    return waiting.until(
        lambda: next((word for word in stage.window().words() if wanted.search(word)), None),
        f"“{wanted.pattern}”",
    )


def is_explained(stage):
    """What it was, what was expected, and what came together since."""
    since = pattern(stage, "%1$s; since then %2$s more than expected")
    onset = pattern(
        stage,
        "On %1$s it was %2$s, where %3$s to %4$s were expected",
        "On %1$s it was %2$s, where nothing was expected",
    )
    sentence = says(stage, since)
    assert onset.search(sentence) and sentence.count("€") >= 2, sentence


def is_ours_alone(stage):
    """There is no status at Microsoft that could be changed."""
    waiting.until(lambda: acts.shown(stage.window().find("label", stage.say(QUESTION))), "the question")
    assert not acts.shown(stage.window().find("button", stage.say("_Handle the alert")))


def answer(stage):
    keyboard.press(stage, ANSWERS[stage.notes["answer"]])
    waiting.until(lambda: not found(stage), "the alert to leave the open ones")
    show_resolved(stage)
    is_answered(stage)


def is_answered(stage):
    """It stands among the resolved ones, and says how it was closed."""
    rows = waiting.until(lambda: found(stage), "the alert of ours among the resolved ones")
    words = stage.say("%1$s: %2$s", "alert").replace("%1$s", stage.say("Resolved", "alert status"))
    closed = words.replace("%2$s", stage.say(ANSWERS[stage.notes["answer"]]))
    assert len(rows) == 1 and closed in rows[0], rows


def status_name(stage, status):
    return stage.say("Status: %s").replace("%s", stage.say(status, "filter"))


def show_resolved(stage):
    """Picks the status in its menu, whose items newer GTK does not name: one step further each time."""
    wanted = status_name(stage, "Resolved")
    names = [status_name(stage, status) for status in acts.STATUSES]
    for steps in range(len(names)):
        stage.wait_keyboard()
        keyboard.tab_until(stage.focused, lambda focused: focused and focused.name in names, "the status")
        a11y.key("space")
        waiting.until(lambda: stage.window().all("menu item"), "the menu")
        a11y.key(*["Down"] * steps, "Return")
        waiting.until(lambda: not stage.window().all("menu item"), "the menu to close")
        if stage.window().find("button", wanted):
            return
    raise AssertionError(f"no way to “{wanted}”")


def asked(stage, path, method):
    return len(stage.emulator.requests(path, method))


def refresh(stage):
    alerts = "/pc/v1/fraudEvents"
    before = asked(stage, alerts, "GET")
    stage.wait_keyboard()
    a11y.key("F5")
    waiting.until(lambda: asked(stage, alerts, "GET") > before, "the alerts to be asked for again")
    acts.wait_idle(stage)
    is_answered(stage)


def age_usage(stage):
    """Makes the program forget when it fetched the usage; returns where it asks for it."""
    folder = pathlib.Path(stage.environment["XDG_DATA_HOME"]) / "davylamp"
    (file,) = folder.glob("*/store.db")
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE subscriptions SET usage_fetched_at = 0 WHERE name = ?", (SUBSCRIPTION,))
        (found,) = database.execute("SELECT azure_id FROM subscriptions WHERE name = ?", (SUBSCRIPTION,))
    return f"/subscriptions/{found[0]}/providers/Microsoft.CostManagement/query"


def restart(stage):
    """Also when the usage has been fetched anew, and the excess has been found in it again."""
    stage.quit_program()
    query = age_usage(stage)
    before = asked(stage, query, "POST")
    stage.start_program()
    acts.wait_alerts(stage)
    waiting.until(lambda: asked(stage, query, "POST") > before, "the usage to be asked for again")
    acts.wait_idle(stage)
    search(stage)  # still among the resolved ones: the choice is kept as well
    is_answered(stage)


def still_says_it(stage):
    """Its page, too: what is said need not be said again."""
    open_alert(stage)
    button = stage.window().wait("button", stage.say(ANSWERS[stage.notes["answer"]]))
    waiting.until(lambda: not button.is_sensitive, "the answer to be given")


def nothing_was_sent(stage):
    """But for what signs in, and for what is read by a question with a body."""
    sent = [
        f"{asked['method']} {asked['path']}"
        for asked in stage.emulator.requests()
        if asked["method"] not in ("GET", "HEAD") and not READ_BY_POST.search(asked["path"])
    ]
    assert not sent, sent


STEPS = [
    ("the excess stands among the alerts, marked as ours", is_found),
    ("it opens, and says who found it", open_alert),
    ("a sentence tells what it was, with figures", is_explained),
    ("it is not handled as one of Microsoft's", is_ours_alone),
    ("an answer closes it", answer),
    ("a refresh does not bring it back", refresh),
    ("a restart keeps the answer", restart),
    ("its page says it too", still_says_it),
    ("nothing was sent to Microsoft", nothing_was_sent),
    ("the program complained of nothing", acts.complained_of_nothing),
]


def make_stage():
    stage = Stage(sys.argv[1], language=sys.argv[3])
    stage.notes["answer"] = sys.argv[2]
    return stage


if __name__ == "__main__":
    story.main(make_stage, STEPS)
