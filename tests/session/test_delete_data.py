# SPDX-License-Identifier: GPL-3.0-or-later
"""All local data is deleted, and the program starts anew: test_delete_data.py PREFIX LANGUAGE."""

import contextlib
import pathlib
import sqlite3
import sys

import a11y
import acts
import stage as stages
import story
import waiting
from recorder import leaks
from stage import Stage

SCHEMA = "io.github.davylamp.RefreshToken"
MARKS = [mark.encode() for mark in (acts.CUSTOMER, acts.SUBSCRIPTION, stages.APPLICATION_ID, "northwind.example")]
# What stays in a database that nothing was written to.
SETTLED = ("state", "sqlite_sequence")


def begins_a_case(stage):
    stage.start_emulator()
    stage.start_program()
    acts.sign_in(stage)
    acts.wait_idle(stage)
    acts.open_alert(stage)
    acts.open_wizard(stage)
    acts.take(stage)
    acts.leave_for_later(stage)


def profile(stage):
    (folder,) = (pathlib.Path(stage.environment["XDG_DATA_HOME"]) / "davylamp").iterdir()
    return folder


def sign_ins(stage):
    return stage.desktop.output("secret-tool", "search", "--all", "xdg:schema", SCHEMA).decode()


def kept(stage):
    """The files below the home that speak of a customer, a subscription, an account."""
    found = []
    for file in stage.desktop.home.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            if file.is_file() and any(mark in file.read_bytes() for mark in MARKS):
                found.append(file)
    return found


def keeps_much(stage):
    """Without which the steps that follow would show nothing."""
    assert any(profile(stage) in file.parents for file in kept(stage)), kept(stage)
    assert any("settings" in file.parts for file in kept(stage)), kept(stage)
    (profile(stage) / "store.db.damaged-1").write_text(acts.CUSTOMER)  # an earlier one, set aside
    assert sign_ins(stage)
    waiting.until(stage.notifications.standing, "what the desktop was told")


def can_be_deleted_by_no_other(stage):
    """Whatever is on the bus can start the actions of a program, and is not asked."""
    name = f"io.github.davylamp.Davylamp.Endpoints_{profile(stage).name.removeprefix('endpoints-')}"
    path = "/" + name.replace(".", "/")
    call = ("gdbus", "call", "--session", "--dest", name, "--object-path", path, "--method", "org.gtk.Actions.List")
    offered = stage.desktop.output(*call).decode()
    assert "'quit'" in offered and "delete" not in offered, offered


def is_refreshing(stage):
    """While everything is deleted."""
    stage.emulator.fault("GET /pc/v1/customers x1 delay=120000")
    stage.wait_keyboard()
    a11y.key("F5")
    cancel = stage.say("Cancel the refresh")
    waiting.until(lambda: any(acts.shown(n) for n in stage.window().all("button", cancel)), "the refresh")


def press(stage, label):
    def found():
        nodes = [n for w in stage.windows() for n in w.all("button", stage.say(label)) if acts.shown(n)]
        return nodes[-1] if nodes else None  # a question comes last

    waiting.until(found, f"“{label}”").press()


def texts(stage):
    return "\n".join(n.name for w in stage.windows() for n in w.all("label"))


def asks_for_deletion(stage):
    stage.wait_keyboard()
    a11y.key("ctrl+comma")
    name = stage.say("Preferences")
    waiting.until(lambda: stage.window(name), "the preferences")
    press(stage, "_Delete…")
    waiting.until(lambda: stage.say("Delete all local data?") in texts(stage), "the question")


def says_what_goes(stage):
    for text in ("The database with alerts, customers and usage", "The sign-ins in the keyring"):
        assert stage.say(text) in texts(stage), texts(stage)
    assert "• 1 " in texts(stage), texts(stage)


def can_be_declined(stage):
    press(stage, "_Cancel")
    waiting.until(lambda: stage.say("Delete all local data?") not in texts(stage), "the question to go")
    acts.close_by_escape(stage, stage.say("Preferences"))
    assert (profile(stage) / "store.db").exists() and sign_ins(stage)


def agree(stage):
    stage.notes["program"] = stage.program.pid
    press(stage, "_Delete everything")


def starts_anew(stage):
    waiting.until(lambda: stage.say("See your customers’ alerts") in texts(stage), "the first start")
    assert stage.program.poll() is None
    assert stage.window(stage.say("Preferences")) is None


def takes_back_what_it_told(stage):
    """Which names customers."""
    waiting.until(lambda: not stage.notifications.standing(), "the notifications to go")


def says_so(stage):
    waiting.until(lambda: stage.say("All local data is deleted") in texts(stage), "the words for it")


def nothing_is_left(stage):
    assert not kept(stage), kept(stage)
    assert not sign_ins(stage), sign_ins(stage)
    files = sorted(file.name for file in profile(stage).iterdir())
    assert set(files) <= {"store.db", "store.db-wal", "store.db-shm"}, files
    with contextlib.closing(sqlite3.connect(profile(stage) / "store.db")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {name: db.execute(f"SELECT count (*) FROM {name}").fetchone()[0] for name in tables}
    assert not {name: n for name, n in rows.items() if n and name not in SETTLED}, rows
    assert not leaks(stage.desktop.home, stage.recorder.secrets)


def lock(stage):
    stage.lock_keyring()


def names_the_keyring(stage):
    waiting.until(lambda: stage.say("Not all local data could be deleted") in texts(stage), "what stayed", 90)
    part = stage.say("• The sign-ins in the keyring: unlock it, or delete Davylamp’s entries in Passwords and Keys")
    assert part in texts(stage), texts(stage)
    assert stage.say("• The settings") not in texts(stage), texts(stage)
    stage.unlock_keyring()
    assert sign_ins(stage)


def try_again(stage):
    press(stage, "_Try again")
    says_so(stage)


def can_be_used_at_once(stage):
    acts.sign_in(stage)
    acts.wait_idle(stage)
    acts.open_alert(stage)
    assert sign_ins(stage)


STEPS = [
    ("a case is begun", begins_a_case),
    ("much is kept on the disk and in the keyring", keeps_much),
    ("no other program can delete it", can_be_deleted_by_no_other),
    ("a refresh is under way", is_refreshing),
    ("deleting is asked about", asks_for_deletion),
    ("the question says what goes", says_what_goes),
    ("who declines keeps all", can_be_declined),
    ("with the keyring locked it is asked for again", lambda stage: (lock(stage), asks_for_deletion(stage))),
    ("who agrees sees the program start anew", lambda stage: (agree(stage), starts_anew(stage))),
    ("what the desktop was told is taken back", takes_back_what_it_told),
    ("what stayed is named", names_the_keyring),
    ("trying again deletes it, too", try_again),
    ("nothing is left", nothing_is_left),
    ("signing in works at once", can_be_used_at_once),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], sys.argv[2]), STEPS)
