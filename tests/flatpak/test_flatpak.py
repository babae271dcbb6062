# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak, built, installed apart from all others, and used in its sandbox: test_flatpak.py PREFIX BUILD LANG.

What it measured and what the program is allowed stands in BUILD/flatpak/report.txt afterwards.
"""

import configparser
import pathlib
import re
import subprocess
import sys
import time

from sandbox import ID, Sandbox  # it leads to the modules of the session tests, which follow

import acts
import story
import waiting
from recorder import leaks

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WORK = pathlib.Path(sys.argv[2]) / "flatpak"
INSTALLATION = WORK / "tested"
ALLOWED = {
    ("Context", "shared"): {"network", "ipc"},
    ("Context", "sockets"): {"wayland", "fallback-x11"},
    ("Context", "devices"): {"dri"},
}
SCHEMA = "io.github.davylamp.RefreshToken"
NOT_TO_BE_SEEN = "davylamp-not-for-the-sandbox"


class Report:
    """What is worth knowing beside what passed."""

    def __init__(self):
        self.lines = []

    def add(self, line):
        self.lines.append(line)
        (WORK / "report.txt").write_text("\n".join(self.lines) + "\n")


report = Report()


def size(folder):
    """In megabytes, what has several names once."""
    shown = subprocess.run(["du", "-sm", folder], stdout=subprocess.PIPE, text=True).stdout
    return int(shown.split()[0])


def flatpak(*words):
    done = subprocess.run(["flatpak", "--user", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return done.stdout


# Built and installed


def is_built(stage):
    begun = time.monotonic()
    with open(WORK / "install.log", "w") as log:
        status = subprocess.run(
            [ROOT / "data/flatpak/install.sh", "--no-start"], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        ).returncode
    said = (WORK / "install.log").read_text(errors="replace")
    assert status == 0, said[-4000:]
    stand_in = "stand-in" in said
    report.add(f"runtime: {'a stand-in of Debian packages' if stand_in else 'the public one of GNOME'}")
    report.add(f"time to build and install: {time.monotonic() - begun:.0f} s")
    report.add(f"disk: installed with its runtime and SDK {size(INSTALLATION)} MB")
    if (WORK / "repo").exists():
        report.add(f"disk: the runtime that is kept in {WORK / 'repo'} {size(WORK / 'repo')} MB")
    report.add(f"disk: the program alone {size(location(stage))} MB")


def passed_its_tests(stage):
    said = (WORK / "install.log").read_text(errors="replace")
    count = {name: int(n) for name, n in re.findall(r"^(Ok|Fail|Timeout|Expected Fail):\s+(\d+)", said, re.M)}
    assert count.get("Ok", 0) > 50 and not count.get("Fail") and not count.get("Timeout"), count
    report.add(f"unit tests in the build: {count['Ok']} programs passed, {count['Fail']} failed")


def location(stage):
    return pathlib.Path(flatpak("info", "--show-location", ID).strip())


def is_allowed_little(stage):
    shown = flatpak("info", "--show-permissions", ID)
    report.add("permissions:\n  " + shown.strip().replace("\n", "\n  "))
    parsed = configparser.ConfigParser(delimiters="=")
    parsed.optionxform = str
    parsed.read_string(shown)
    found = {
        (section, name): set(filter(None, value.split(";")))
        for section in parsed.sections()
        for name, value in parsed[section].items()
    }
    # Some versions of Flatpak name what the second one falls back to as well.
    sockets = found[("Context", "sockets")]
    if "fallback-x11" in sockets:
        sockets.discard("x11")
    assert found == ALLOWED, found


def is_offered(stage):
    """In the list of programs, with its icon, and for the bus."""
    exports = location(stage) / "export/share"
    for name in (
        f"applications/{ID}.desktop",
        f"metainfo/{ID}.*.xml",  # Flatpak-builder may give it the older name
        f"icons/hicolor/scalable/apps/{ID}.svg",
        f"icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
        f"dbus-1/services/{ID}.service",
    ):
        assert list(exports.glob(name)), name
    subprocess.run(["desktop-file-validate", exports / f"applications/{ID}.desktop"], check=True)


# In the sandbox


def sees_no_home(stage):
    """No file of that name, which lies in the home, in its documents, beside it, and in the build folder."""
    documents = stage.desktop.home / "Documents"
    documents.mkdir()
    places = (stage.desktop.home, documents, stage.desktop.base, WORK)
    for folder in places:
        (folder / NOT_TO_BE_SEEN).write_text("private")
    try:
        inside = stage.run_inside("sh", "-c", f"find / -name {NOT_TO_BE_SEEN} 2>/dev/null; ls -A $HOME; echo told")
    finally:
        for folder in places:
            (folder / NOT_TO_BE_SEEN).unlink()
        documents.rmdir()
    assert inside.split() == [".var", "told"], inside
    report.add("seen of the home folder: its own .var/app/" + ID)


def cannot_be_changed(stage):
    tried = stage.run_inside(
        "sh", "-c", "for f in /app /usr; do touch $f/planted 2>/dev/null && echo $f; done; echo told"
    )
    assert tried.split() == ["told"], tried


def finds_its_libraries(stage):
    found = stage.run_inside("ldd", "/app/bin/davylamp")
    assert "libsecret-1.so.0" in found and "not found" not in found, found


def signs_in(stage):
    stage.start_emulator()
    stage.start_program()
    acts.sign_in(stage)
    acts.wait_idle(stage)
    stage.notes["visited"] = visited(stage)


def visited(stage):
    return (stage.browser / "opened").read_text().splitlines()


def keeps_it_in_its_file(stage):
    file = stage.folder / "data/keyrings/default.keyring"
    assert file.exists(), list(stage.folder.rglob("*"))
    report.add(f"the sign-in is kept in ~/{file.relative_to(stage.desktop.home)}, encrypted")
    found = stage.desktop.output("secret-tool", "search", "--all", "xdg:schema", SCHEMA)
    assert not found, "the keyring itself holds a sign-in"


def is_still_signed_in(stage):
    stage.quit_program()
    asked = len(stage.emulator.requests("/pc/", "GET"))
    stage.start_program()
    acts.wait_alerts(stage)
    waiting.until(lambda: len(stage.emulator.requests("/pc/", "GET")) > asked, "what it asks when it is signed in")
    acts.wait_idle(stage)
    assert visited(stage) == stage.notes["visited"], "the browser was opened again"
    bar = {stage.say("Sign in"), stage.say("Try again", "notice")}
    assert not [n for n in stage.window().all("button") if n.name in bar and acts.shown(n)]


def works(stage):
    acts.open_alert(stage)


def nothing_is_written(stage):
    found = leaks(stage.desktop.home, stage.recorder.secrets)
    assert stage.recorder.secrets and not found, found


def is_started_by_the_bus(stage):
    """As by a click on a notification: the bus starts it, and it shows its window."""
    stage.quit_program()
    stage.offer_service(location(stage) / f"export/share/dbus-1/services/{ID}.service")
    stage.desktop.output("gapplication", "launch", ID)
    window = waiting.until(stage.window, "the window of the program that the bus started")
    window.wait("button", stage.say("Sign in"))
    stage.desktop.output("gapplication", "action", ID, "quit")
    waiting.until(lambda: not stage.windows(), "the program to end")


def goes_without_a_trace(stage):
    """What a person did with it stays."""
    flatpak("uninstall", "--noninteractive", ID)
    assert ID not in flatpak("list", "--app", "--columns=application")
    assert (stage.folder / "data/davylamp").is_dir()


STEPS = [
    ("one command builds and installs it", is_built),
    ("its unit tests pass in the build", passed_its_tests),
    ("it is allowed what it needs, and nothing more", is_allowed_little),
    ("it is offered to the desktop", is_offered),
    ("nothing of the home is seen inside", sees_no_home),
    ("neither itself nor its runtime can be written inside", cannot_be_changed),
    ("all its libraries are there", finds_its_libraries),
    ("signing in works, through the portals", signs_in),
    ("the sign-in is in its own encrypted file, and not in the keyring", keeps_it_in_its_file),
    ("the next start is still signed in", is_still_signed_in),
    ("an alert can be opened", works),
    ("no file holds a secret", nothing_is_written),
    ("the program complained of nothing", acts.complained_of_nothing),
    ("the bus starts it", is_started_by_the_bus),
    ("it can be uninstalled, and leaves what is the person's", goes_without_a_trace),
]


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    story.main(lambda: Sandbox(sys.argv[1], INSTALLATION, sys.argv[3]), STEPS)
