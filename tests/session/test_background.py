# SPDX-License-Identifier: GPL-3.0-or-later
"""The program without a window, and started on what an id names: test_background.py PREFIX LANGUAGE."""

import configparser
import hashlib
import json
import shlex
import subprocess
import sys

import a11y
import acts
import story
import waiting
from stage import Stage

ID = "io.github.davylamp.Davylamp"
UNKNOWN = "<b>00000000-dead</b> & co"
BACKGROUND = "Go on when the window is closed"
AT_LOGIN = "Start at log-in"
TOGETHER = [
    ["--background", "--alert=x"],
    ["--alert=x", "--subscription=y"],
    ["--background", "--subscription=y"],
    ["--background", "list", "alerts"],
]


def start(stage, *options):
    """Starts the program as a launcher does, and does not wait for anything."""
    return stage.desktop.start(str(stage.executable), "--endpoints", stage.endpoints(), *options)


def profile(stage):
    return hashlib.sha256(stage.endpoints().encode()).hexdigest()[:12]


def bus_name(stage):
    return f"{ID}.Endpoints_{profile(stage)}"


def passes_on(stage, *options):
    """A start that finds the program running: it ends well, at once."""
    second = start(stage, *options)
    waiting.until(lambda: second.poll() is not None, "the second start to end")
    assert second.returncode == 0, second.returncode
    stage.desktop.output("gapplication", "list-actions", bus_name(stage))  # its answer comes after what was passed on
    assert stage.program.poll() is None, "the first one has ended"


def is_on_bus(stage):
    said = stage.desktop.output(
        *("gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus"),
        *("--method", "org.freedesktop.DBus.NameHasOwner", ID),
    )
    return b"true" in said


def passes_on_plain(stage):
    """As passes_on(), without the emulator."""
    second = stage.desktop.start(str(stage.executable))
    waiting.until(lambda: second.poll() is not None, "the second start to end")
    assert second.returncode == 0 and stage.program.poll() is None


def listed(stage, what):
    command = (stage.executable, "--endpoints", stage.endpoints(), "list", what, "--json")
    return json.loads(stage.desktop.output(*map(str, command)))


def set_preference(stage, key, value):
    schema = f"{ID}:/io/github/davylamp/Davylamp/endpoints-{profile(stage)}/"
    schemas = stage.prefix / "share/glib-2.0/schemas"
    stage.desktop.output("gsettings", "--schemadir", str(schemas), "set", schema, key, value)


def asked(stage):
    """How often the alerts were asked for."""
    return len(stage.emulator.requests("/pc/v1/fraudEvents", "GET"))


def wait_window(stage):
    return waiting.until(stage.window, "the window")


def close_window(stage):
    stage.wait_keyboard()
    waiting.insist(lambda: a11y.key("ctrl+w"), lambda: not stage.windows(), "the window to close")


def refuses_what_makes_no_sense(stage):
    for options in TOGETHER:
        done = subprocess.run(
            [stage.executable, *options], env=stage.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert done.returncode == 2 and done.stderr.count("\n") == 1 and not done.stdout, (options, done)


def says_that_it_is_blind(stage):
    """Nobody is signed in; a click shows the window, which says so itself."""
    stage.start_emulator()
    stage.program = start(stage, "--background")
    (told,) = waiting.until(stage.notifications.standing, "what is told of it")
    assert told.title == stage.say("Davylamp is not watching at the moment"), told
    assert told.body == stage.say("Nobody is signed in") and not stage.windows(), told
    stage.notifications.press(told)
    wait_window(stage)
    waiting.until(lambda: not stage.notifications.standing(), "what was told to go")
    set_preference(stage, "background", "true")
    stage.quit_program()
    set_preference(stage, "background", "false")
    assert not stage.notifications.standing(), "who quits is told that it does not watch"


def sign_in(stage):
    stage.start_program()
    acts.sign_in(stage)
    acts.wait_idle(stage)
    stage.quit_program()


def refreshes_without_window(stage):
    before = asked(stage)
    stage.program = start(stage, "--background")
    waiting.until(lambda: asked(stage) > before, "a refresh")
    assert not stage.windows()


def second_changes_nothing(stage):
    passes_on(stage, "--background")
    assert not stage.windows()


def start_raises_window(stage):
    passes_on(stage)
    wait_window(stage)
    acts.wait_alerts(stage)
    assert len(stage.windows()) == 1


def second_leaves_the_window_alone(stage):
    passes_on(stage, "--background")
    assert len(stage.windows()) == 1


def ends_with_its_window(stage):
    close_window(stage)
    stage.wait_ended()


def goes_on_when_preferred(stage):
    set_preference(stage, "background", "true")
    stage.start_program()
    acts.wait_alerts(stage)
    acts.wait_idle(stage)
    close_window(stage)
    before = asked(stage)
    passes_on(stage, "--background")
    passes_on(stage)
    wait_window(stage)
    acts.wait_alerts(stage)
    assert asked(stage) == before, "a window brings no refresh of its own"
    close_window(stage)


def pick(stage, what):
    """One that is not at the top, so that it is on the screen for no other reason."""
    found = listed(stage, what)
    names = [record["name" if what == "subscriptions" else "subscriptionName"] for record in found]
    return next(r for r, name in reversed(list(zip(found, names))) if name and names.count(name) == 1)


def shows_alert(stage):
    stage.notes["alert"] = alert = pick(stage, "alerts")
    passes_on(stage, f"--alert={alert['id'].upper()}")
    wait_window(stage)
    acts.page_heading(stage, alert["customerName"])
    stage.window().wait("label", alert["subscriptionName"])


def shows_subscription(stage):
    stage.notes["subscription"] = subscription = pick(stage, "subscriptions")
    passes_on(stage, f"--subscription={subscription['id']}")
    acts.page_heading(stage, subscription["customerName"])
    stage.window().wait("label", subscription["name"])


def says_unknown(stage):
    for option, text in (("alert", "No alert with the ID %s is known"), ("subscription", "No subscription with the ID %s is known")):
        passes_on(stage, f"--{option}={UNKNOWN}")
        stage.window().wait("label", stage.say(text) % UNKNOWN)


def shows_window_behind_a_case(stage):
    """As by a click on what the desktop was told of a case: else nothing would be left to close."""
    close_window(stage)
    stage.desktop.output("gapplication", "action", bus_name(stage), "handle-alert", "int64 1")
    waiting.until(lambda: len(stage.windows()) == 2, "the wizard, and the window behind it")
    stage.wait_keyboard()
    waiting.insist(lambda: a11y.key("ctrl+w"), lambda: len(stage.windows()) == 1, "the wizard to close")


def ends_when_no_longer_preferred(stage):
    close_window(stage)
    set_preference(stage, "background", "false")
    stage.wait_ended()


def starts_on_alert(stage):
    alert = stage.notes["alert"]
    stage.start_program("--endpoints", stage.endpoints(), "--alert", alert["id"])
    acts.page_heading(stage, alert["customerName"])
    stage.quit_program()


def starts_on_subscription(stage):
    subscription = stage.notes["subscription"]
    stage.start_program("--endpoints", stage.endpoints(), "--subscription", subscription["id"])
    acts.page_heading(stage, subscription["customerName"])
    stage.quit_program()


def starts_on_unknown(stage):
    stage.start_program("--endpoints", stage.endpoints(), "--alert", UNKNOWN)
    stage.window().wait("label", stage.say("No alert with the ID %s is known") % UNKNOWN)


def quits(stage):
    set_preference(stage, "background", "true")
    stage.quit_program()
    set_preference(stage, "background", "false")


def open_preferences(stage):
    title = stage.say("Preferences")
    stage.wait_keyboard()
    waiting.insist(lambda: a11y.key("ctrl+comma"), lambda: stage.window(title), "the preferences")
    return stage.window(title)


def close_preferences(stage):
    title = stage.say("Preferences")
    stage.take_keyboard(title)
    waiting.insist(lambda: a11y.key("Escape"), lambda: not stage.window(title), "the preferences to close")


def find_switch(stage, name):
    return stage.window(stage.say("Preferences")).wait("switch", stage.say(name))


def turn(stage, name, on):
    waiting.until(lambda: find_switch(stage, name).is_sensitive, f"“{name}” to be free")
    find_switch(stage, name).press()
    waiting.until(lambda: find_switch(stage, name).is_checked == on, f"“{name}” to be turned")


def entry(stage):
    return stage.desktop.home / ".config/autostart" / f"{ID}.desktop"


def offers_no_log_in_elsewhere(stage):
    stage.start_program()
    open_preferences(stage).wait("label", stage.say("Not with --demo or --endpoints"))
    turn(stage, BACKGROUND, True)
    assert not find_switch(stage, AT_LOGIN).is_sensitive
    close_preferences(stage)
    close_window(stage)
    passes_on(stage)
    wait_window(stage)
    open_preferences(stage)
    turn(stage, BACKGROUND, False)
    close_preferences(stage)
    close_window(stage)
    stage.wait_ended()
    assert not entry(stage).exists()


def starts_at_log_in(stage):
    stage.program = stage.desktop.start(str(stage.executable))
    wait_window(stage)
    open_preferences(stage)
    turn(stage, BACKGROUND, True)
    assert not entry(stage).exists()
    turn(stage, AT_LOGIN, True)
    waiting.until(entry(stage).exists, "the entry")
    written = configparser.ConfigParser(interpolation=None)
    written.read_string(entry(stage).read_text())
    command = shlex.split(written["Desktop Entry"]["Exec"])
    assert command == [str(stage.executable), "--background"], command
    done = subprocess.run(["desktop-file-validate", entry(stage)], stdout=subprocess.PIPE, text=True)
    assert done.returncode == 0 and not done.stdout, done.stdout
    close_preferences(stage)
    stage.quit_program()
    stage.program = stage.desktop.start(*command)  # as the desktop does at the next log-in
    waiting.until(lambda: is_on_bus(stage), "the program without a window")
    assert not stage.windows()
    passes_on_plain(stage)
    wait_window(stage)


def stops_to_start(stage):
    open_preferences(stage)
    turn(stage, AT_LOGIN, False)
    waiting.until(lambda: not entry(stage).exists(), "the entry to go")
    turn(stage, AT_LOGIN, True)
    waiting.until(entry(stage).exists, "the entry")
    turn(stage, BACKGROUND, False)
    waiting.until(lambda: not entry(stage).exists(), "the entry to go with the background")
    assert not find_switch(stage, AT_LOGIN).is_sensitive
    close_preferences(stage)
    close_window(stage)
    stage.wait_ended()


STEPS = [
    ("options that make no sense together are refused", refuses_what_makes_no_sense),
    ("with nobody signed in it says that it does not watch", says_that_it_is_blind),
    ("somebody signs in, and quits", sign_in),
    ("started in the background it refreshes, and shows no window", refreshes_without_window),
    ("a second start in the background changes nothing", second_changes_nothing),
    ("a start as usual shows the window of the one that runs", start_raises_window),
    ("a start in the background leaves that window alone", second_leaves_the_window_alone),
    ("without the preference it ends with its window", ends_with_its_window),
    ("with it the window goes and the program stays", goes_on_when_preferred),
    ("an alert is shown by its id", shows_alert),
    ("a subscription is shown by its id", shows_subscription),
    ("an id that nobody knows is said to be so", says_unknown),
    ("a case is opened before the window", shows_window_behind_a_case),
    ("it ends once it is not to stay any more", ends_when_no_longer_preferred),
    ("it starts on an alert", starts_on_alert),
    ("it starts on a subscription", starts_on_subscription),
    ("it starts on an id that nobody knows", starts_on_unknown),
    ("Quit ends it, preference or not", quits),
    ("with servers of its own it goes on, but does not start at log-in", offers_no_log_in_elsewhere),
    ("the preferences let it start at log-in", starts_at_log_in),
    ("and no longer", stops_to_start),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], sys.argv[2]), STEPS)
