# SPDX-License-Identifier: GPL-3.0-or-later
"""What was installed is what a desktop expects, and the bus can start it: test_installed.py PREFIX."""

import configparser
import os
import re
import shutil
import subprocess
import sys

import story
import waiting
from stage import LOCALES, Stage

ID = "io.github.davylamp.Davylamp"

# The name of the component is that of the desktop entry and of the Flatpak, which have a capital. How
# the developer is named changed with AppStream 1.0, and Debian 12 has an older one.
KNOWN_HINTS = ("cid-contains-uppercase-letter", "unknown-tag developer")


def silent(*command):
    """Runs a checker that has nothing to say where nothing is wrong."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0 and not done.stdout.strip(), done.stdout


def shared(stage, name):
    file = stage.prefix / "share" / name
    assert file.exists(), file
    return file


def entry_is_valid(stage):
    silent("desktop-file-validate", shared(stage, f"applications/{ID}.desktop"))


def metainfo_is_valid(stage):
    done = subprocess.run(
        ["appstreamcli", "validate", "--pedantic", "--no-net", "--no-color", shared(stage, f"metainfo/{ID}.metainfo.xml")],
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    hints = re.findall(r"^[EWIP]: .*", done.stdout, re.M)
    assert done.returncode == 0 and all(any(k in h for k in KNOWN_HINTS) for h in hints), done.stdout


def speaks_three_languages(stage):
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read_string(shared(stage, f"applications/{ID}.desktop").read_text())
    for language in set(LOCALES) - {"en"}:
        shared(stage, f"locale/{language}/LC_MESSAGES/davylamp.mo")
        assert entry["Desktop Entry"][f"Comment[{language}]"] != entry["Desktop Entry"]["Comment"]
        assert f'<p xml:lang="{language}">' in shared(stage, f"metainfo/{ID}.metainfo.xml").read_text()


def schema_is_compiled(stage):
    schemas = shared(stage, "glib-2.0/schemas")
    shared(stage, "glib-2.0/schemas/gschemas.compiled")
    silent("glib-compile-schemas", "--strict", "--dry-run", schemas)
    listed = stage.desktop.output("gsettings", "--schemadir", schemas, "list-relocatable-schemas").decode()
    assert ID in listed.split(), listed


def icons_are_found(stage):
    """A cache of them can be made, and names both."""
    copy = stage.desktop.base / "hicolor"
    shutil.copytree(shared(stage, "icons/hicolor"), copy)
    shutil.copy("/usr/share/icons/hicolor/index.theme", copy)
    subprocess.run(["gtk4-update-icon-cache", "--quiet", copy], check=True)
    cache = (copy / "icon-theme.cache").read_bytes()
    assert ID.encode() + b"\0" in cache and ID.encode() + b"-symbolic" in cache


def can_be_activated(stage):
    """As by a click on a notification of a program that was closed."""
    stage.offer_service(shared(stage, f"dbus-1/services/{ID}.service"))
    stage.desktop.output("gapplication", "launch", ID)
    window = waiting.until(stage.window, "the window of the program that the bus started")
    window.wait("button", stage.say("Sign in"))


def is_one(stage):
    """Whoever starts it then raises what is there, and ends at once."""
    stage.program = stage.desktop.start(str(stage.executable))
    stage.wait_ended()
    assert len(stage.windows()) == 1
    stage.desktop.output("gapplication", "action", ID, "quit")
    waiting.until(lambda: not stage.windows(), "the program to end")


def shown_view(stage):
    """The view that is chosen, by its name in the settings."""
    keyfile = (stage.desktop.home / ".config/glib-2.0/settings/keyfile").read_text()
    return re.search(r"^last-view='(\w+)'", keyfile, re.M)[1]


def entry_offers_views(stage):
    """A launcher asks the bus for what the entry names, or runs its command; the bus starts the program."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(shared(stage, f"applications/{ID}.desktop").read_text())
    for view in ("subscriptions", "alerts"):
        assert view in entry["Desktop Entry"]["Actions"].split(";")
        command = entry[f"Desktop Action {view}"]["Exec"].split()
        assert command == ["gapplication", "action", ID, view], command
        for language in set(LOCALES) - {"en"}:
            assert entry[f"Desktop Action {view}"][f"Name[{language}]"]
        stage.desktop.output(*command)
        waiting.until(stage.window, "the window")
        waiting.until(lambda: shown_view(stage) == view, f"the view of the {view}")
    stage.desktop.output("gapplication", "action", ID, "quit")
    waiting.until(lambda: not stage.windows(), "the program to end")


def commands_need_no_desktop(stage):
    """Neither a display nor a bus, and nothing is made where nothing is."""
    home = stage.desktop.base / "script"
    home.mkdir()

    def run(*words):
        command = [stage.executable, *words]
        done = subprocess.run(command, env={"HOME": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        return done.returncode, done.stdout, done.stderr

    for words in (["list", "cases"], ["export", "case", "1", str(home / "case")]):
        status, said, reason = run(*words)
        assert (status, said) == (1, "") and reason.startswith("There is no database"), reason
        assert run(*words, "--frobnicate")[0] == 2 and run("--demo", *words)[0] == 2
        assert f"davylamp {words[0]} " in run(*words, "--help")[1]
    status, said, reason = run("frobnicate")
    assert (status, said) == (2, "") and "frobnicate" in reason, reason
    assert not list(home.iterdir())


def goes_without_a_trace(stage):
    """Installed once more below another root, as for a package, and taken away again."""
    build = stage.prefix.parent
    root = stage.desktop.base / "root"
    environment = {**os.environ, "DESTDIR": str(root)}
    mine = stage.desktop.home / ".local/share/davylamp/default/store.db"
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.touch()

    def run(*command):
        subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        return {str(file.relative_to(root)) for file in root.rglob("*") if not file.is_dir()}

    there = run("meson", "install", "-C", build, "--no-rebuild", "--quiet")
    for name in ("bin/davylamp", "share/man/man1/davylamp.1", f"share/applications/{ID}.desktop"):
        assert any(file.endswith(name) for file in there), (name, there)
    assert not run("ninja", "-C", build, "uninstall")
    assert mine.exists()


STEPS = [
    ("the desktop entry is valid", entry_is_valid),
    ("the metainfo is valid", metainfo_is_valid),
    ("both and the program speak three languages", speaks_three_languages),
    ("the schema is compiled", schema_is_compiled),
    ("the icons are found", icons_are_found),
    ("the bus starts it, and it shows its window", can_be_activated),
    ("it stays one program", is_one),
    ("its commands need no desktop", commands_need_no_desktop),
    ("the desktop entry offers views, and the bus opens them", entry_offers_views),
    ("uninstalled it leaves nothing but what is the person's", goes_without_a_trace),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
