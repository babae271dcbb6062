#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page, in three languages, light and dark, wide and as narrow as a telephone:
screenshots.py PREFIX FOLDER.

Each walk is a process of its own, as a process belongs to one desktop only; it is started as
screenshots.py PREFIX FOLDER LANGUAGE SCHEME WALK.
"""

import itertools
import os
import pathlib
import re
import subprocess
import sys

import a11y
import acts
import rare_pages
import waiting
from stage import LOCALES, Stage

SCHEMES = ("light", "dark")
WIDE = "1600x900"
NARROW = "360x800"

EDGE = 16  # pixels: outside of what a page asks
NOTCHES = 7  # of the wheel: less than a page
MANY_PICTURES = 9  # of one page
GLOW = 48  # of 255: less than a change of what is written

HOSTILE = "b58cb705-5226-48ac-b96d-1937ed83a42c"  # who made the machines of the demonstration


class Camera:
    """Takes numbered pictures of the desktop."""

    def __init__(self, stage, size, folder, name):
        self.stage = stage
        self.folder = pathlib.Path(folder)
        self.name = name
        self.number = 0
        self.size = size
        self.width, self.height = map(int, size.split("x"))

    def take(self, what):
        """Waits until nothing moves any more, and keeps what is seen then."""
        self._keep(what, self._wait_still())

    def take_all(self, what):
        """Takes a page from its top to its bottom, turning the wheel between the pictures."""
        seen = self._wait_still()
        self._keep(what, seen)
        for _ in range(MANY_PICTURES):
            edge = self._turn_wheel()
            earlier, seen = seen, self._wait_still()
            if self._is_same(self._until(edge, earlier), self._until(edge, seen)):
                return
            self._keep(what, seen)

    def _see(self):
        """Three bytes for each pixel; import writes each of them twice when it likes."""
        seen = self.stage.desktop.output("import", "-window", "root", "-silent", "rgb:-")
        return seen[:: len(seen) // (3 * self.width * self.height) or 1]

    def _wait_still(self):
        earlier = None

        def still():
            nonlocal earlier
            now = self._see()
            same, earlier = now == earlier, now
            return same

        waiting.until(still, "a still picture", 60)
        return earlier

    def _keep(self, what, seen):
        self.number += 1
        file = self.folder / f"{self.name}-{self.number:02}-{what}.png"
        command = ["convert", "-size", self.size, "-depth", "8", "rgb:-", str(file)]
        subprocess.run(command, input=seen, check=True)

    def _until(self, edge, seen):
        """The columns left of the edge: what is behind it is the bar that comes with the wheel."""
        wide = 3 * self.width
        return b"".join(seen[line : line + 3 * edge] for line in range(0, len(seen), wide))

    def _is_same(self, one, other):
        """But for the glow at the end of what was scrolled, which takes long to fade."""
        return one == other or max(map(abs, map(int.__sub__, one, other))) < GLOW

    def _turn_wheel(self):
        """Over the right edge of the newest window, where there is nothing that it would change;
        returns where that is."""
        window = self.stage.windows()[-1]
        left, top = a11y.window_origin(window)
        _, _, width, height = window.box
        a11y.hand("mousemove", left + width - EDGE, top + height // 2)
        a11y.hand("click", "--repeat", NOTCHES, "--delay", 10, 5)
        return left + width - EDGE


def begin(stage, camera):
    stage.start_emulator()
    window = stage.start_program()
    a11y.fill_screen(window, *stage.size)
    camera.take("first-start")
    acts.open_sign_in(stage)
    camera.take("sign-in")
    acts.finish_sign_in(stage)
    acts.wait_idle(stage)


def walk_program(stage, camera):
    """Every view, and a case that ends with Microsoft's approval."""
    begin(stage, camera)
    camera.take("alerts")
    acts.show_view(stage, "Cases")
    camera.take("no-cases")
    preferences(stage, camera)
    small_windows(stage, camera)
    acts.show_view(stage, "Subscriptions")
    acts.wait_subscriptions(stage)
    camera.take("subscriptions")
    acts.show_view(stage, "Alerts")
    acts.open_alert(stage)
    camera.take("subscription")
    stage.window().find("list", stage.say("Account standing")).reveal()
    camera.take("standing")
    acts.open_wizard(stage)
    wizard_pages(stage, camera)
    close_wizard(stage)
    acts.filter_status(stage, "Resolved")
    acts.search_alerts(stage, acts.SUBSCRIPTION)
    acts.open_alert(stage)
    camera.take("resolved")
    case_page(stage, camera)
    ready_pages(stage, camera)
    stage.quit_program()


def walk_unexpected(stage, camera):
    """The windows over an alert, and a case that goes through every step to the report."""
    begin(stage, camera)
    acts.open_alert(stage)
    windows_over_alert(stage, camera)
    acts.open_wizard(stage)
    acts.take(stage)
    evidence_window(stage, camera)
    acts.judge_standing(stage)
    acts.judge_usage(stage)
    acts.record_calls(stage)
    acts.decide(stage, lambda: camera.take("wizard-what-is-it"), answer="Unexpected")
    acts.mark_hostile(stage, HOSTILE, lambda: camera.take_all("wizard-origin"))
    acts.wait_forward(stage, "Record what was stopped")
    what = stage.say("What is stopped")
    waiting.until(lambda: acts.shown(acts.page(stage, acts.CONTAINMENT).find("list", what)), "what runs", 60)
    camera.take_all("wizard-contain")
    acts.leave_out(stage, acts.CONTAINMENT)
    acts.wait_forward(stage, "Record what was done")
    camera.take_all("wizard-identity")
    acts.forward(stage, "Record what was done")
    delete(stage, camera)
    cancel(stage, camera)
    for label, what in (
        ("Record the verification", "wizard-verify"),
        ("Send to Microsoft", "wizard-last-look"),
    ):
        acts.wait_forward(stage, label)
        camera.take_all(what)
        acts.forward(stage, label)
    acts.wait_forward(stage, "Record the request")
    camera.take_all("wizard-support")
    acts.leave_out(stage, acts.SUPPORT)
    acts.wait_forward(stage, "Close the case")
    acts.write(stage, acts.REPORT, "Handed over to", "Erika Muster")
    camera.take_all("wizard-report")
    acts.forward(stage, "Close the case")
    acts.wait_result(stage)
    camera.take_all("wizard-result")
    close_wizard(stage)
    case_page(stage, camera)
    stage.quit_program()


def close_wizard(stage):
    acts.forward(stage, "Close")
    case = f"{acts.CUSTOMER}, {acts.SUBSCRIPTION}"
    waiting.until(lambda: stage.window(case) is None, "the wizard to close")


def preferences(stage, camera):
    stage.wait_keyboard()
    a11y.key("ctrl+comma")
    name = stage.say("Preferences")
    waiting.until(lambda: stage.window(name), "the preferences")
    camera.take_all("preferences")
    acts.close_by_escape(stage, name)


def small_windows(stage, camera):
    """The help, the shortcuts, and what the program is, each over the program's window."""
    for show, what in (
        (lambda: a11y.key("F1"), "help"),
        (lambda: a11y.key("ctrl+question"), "shortcuts"),
        (lambda: show_about(stage), "about"),
    ):
        stage.wait_keyboard(stage.window().name)
        waiting.insist(show, lambda: len(stage.windows()) > 1, f"the window of {what}")
        camera.take_all(what)
        waiting.insist(
            lambda: a11y.key("Escape"), lambda: len(stage.windows()) == 1, f"the window of {what} to close"
        )


def show_about(stage):
    """From the menu; GTK 4.18 tells no names of menu items, and this one is the last."""
    a11y.key("F10")
    waiting.until(lambda: stage.window().all("menu item"), "the menu")[-1].press()


def case_page(stage, camera):
    """The list of cases, and the one that is there."""
    acts.show_view(stage, "Cases")
    closed = stage.say("Closed", "case")
    row = waiting.until(lambda: acts.shown(stage.window().find("label", closed)), "the case")
    camera.take("cases")
    waiting.insist(
        row.click, lambda: acts.shown(stage.window().find("label", stage.say("Timeline"))), "its page"
    )
    camera.take_all("case")


def windows_over_alert(stage, camera):
    def runs(window):
        return window.find("list", stage.say("What is stopped"))

    def is_written(window):
        button = window.find("button", stage.say("_Open in the mail program"))
        return button if button is not None and button.is_sensitive else None

    def is_filled_in(window):
        entry = window.find("entry", stage.say("E-mail"))
        return entry if entry is not None and "@" in entry.text else None

    over_alert(stage, camera, "_Stop the machines…", "Stop the machines", "stop", runs)
    over_alert(stage, camera, "_Write to the customer…", "Write to the customer", "letter", is_written)
    over_alert(stage, camera, "Ask _Microsoft…", "Ask Microsoft", "support", is_filled_in)


def over_alert(stage, camera, button, title, what, ready):
    """Opens a window over the alert, looks at all of it, and closes it."""
    stage.window().wait("button", stage.say(button)).press()
    name = stage.say(title)
    window = waiting.until(lambda: stage.window(name), f"“{name}”")
    waiting.until(lambda: acts.shown(ready(window)), f"“{name}” to be filled in", 60)
    camera.take_all(what)
    acts.close_by_escape(stage, name)


def evidence_window(stage, camera):
    acts.wait_forward(stage, "Record the judgement")
    words = stage.say("Evidence, %s").split("%s")[0]
    buttons = [n for n in acts.wizard(stage).all("button") if words in n.name and acts.shown(n)]
    buttons[0].press()
    name = stage.say("Evidence")
    waiting.until(lambda: stage.window(name), "the evidence")
    collecting = stage.say("_Stop collecting")
    waiting.until(lambda: not acts.shown(stage.window(name).find("button", collecting)), "the evidence", 120)
    camera.take_all("evidence")
    acts.close_by_escape(stage, name)


def delete(stage, camera):
    """Fills in what a deletion takes, carries it out and says why something stays."""
    acts.wait_forward(stage, "Record the deletion")

    def part(role, name):
        return acts.shown(acts.page(stage, acts.DELETION).find(role, stage.say(name)))

    waiting.until(lambda: part("entry", "Name"), "the plan", 60)
    acts.write(stage, acts.DELETION, "Name", "Erika Muster")
    acts.write(stage, acts.DELETION, "How, for example by phone", "By phone")
    acts.write(stage, acts.DELETION, "Name of the subscription", acts.SUBSCRIPTION)
    camera.take_all("wizard-delete")
    pattern = re.compile("^" + stage.say("_Delete %u resource").replace("%u", r"\d+"))
    acts.page(stage, acts.DELETION).find("button", pattern).press()

    def ended():
        stage.emulator.advance(60)
        return part("button", "_Look again")

    waiting.until(ended, "the deletion to end", 120)
    camera.take_all("wizard-deleted")
    acts.write(stage, acts.DELETION, "Note: why something stays, if it does", "It is locked")
    acts.forward(stage, "Record the deletion")


def cancel(stage, camera):
    """What cancelling is, and what suspending the plan would be; neither is done."""
    acts.wait_forward(stage, "Go on without cancelling")
    camera.take_all("wizard-cancel")
    acts.wizard(stage).wait("button", stage.say("The whole Azure plan…")).press()
    others = stage.say("What else it ends")
    waiting.until(lambda: acts.shown(acts.wizard(stage).find("label", others)), "the plan")
    camera.take_all("wizard-plan")
    acts.forward(stage, "Go on without cancelling")


def ready_pages(stage, camera):
    """Who is ready for an incident, one who is not, and what is asked before consent is granted."""
    acts.open_ready(stage)
    acts.wait_ready(stage)
    camera.take("ready")
    acts.find_ready_customer(stage, acts.WITHOUT_CONSENT)
    camera.take("ready-missing")
    question = acts.ask_for_consent(stage)
    camera.take("ready-consent")
    question.wait("button", stage.say("Not now")).press()
    acts.leave_ready(stage)


def wizard_pages(stage, camera):
    """Two answers that leave the case open, then the one that closes it."""
    for act, what in (
        (acts.take, "detected"),
        (acts.judge_standing, "standing"),
        (acts.judge_usage, "usage"),
        (acts.record_calls, "customer"),
    ):
        act(stage, lambda what=what: camera.take_all("wizard-" + what))
    leave_open(stage, camera, "Not reached yet", "not-reached")
    leave_open(stage, camera, "Wanted by the customer, but not approved by Microsoft", "wanted")
    for act, what in ((acts.decide, "what-is-it"), (acts.approve, "proof"), (acts.send, "last-look")):
        act(stage, lambda what=what: camera.take_all("wizard-" + what))
    acts.wait_result(stage)
    camera.take_all("wizard-result")


def leave_open(stage, camera, answer, what):
    """Gives an answer, looks at what comes of it, and goes back to the question."""
    acts.decide(stage, answer=answer)
    acts.wait_forward(stage, "Read the status and record it")
    camera.take_all(f"wizard-{what}-last-look")
    send = "Read the status and record it"
    acts.forward(stage, send)
    # A window always has a button “Close”.
    acts.wizard(stage).wait_gone("button", stage.say(send))
    camera.take_all("wizard-" + what)
    back = stage.say("_Back", "wizard")
    acts.wizard(stage).wait("button", back).press()
    acts.wait_forward(stage, send)
    acts.wizard(stage).wait("button", back).press()


WALKS = {
    "program": (walk_program, WIDE),
    "unexpected": (walk_unexpected, WIDE),
    "rare": (rare_pages.walk, WIDE),
    "narrow-program": (walk_program, NARROW),
    "narrow": (walk_unexpected, NARROW),
    "narrow-rare": (rare_pages.walk, NARROW),
}


def walk_alone(prefix, folder, language, scheme, walk):
    go, size = WALKS[walk]
    with Stage(prefix, language=language, scheme=scheme, size=size) as stage:
        camera = Camera(stage, size, folder, f"{language}-{scheme}-{walk}")
        try:
            go(stage, camera)
            status = 0
        except Exception as error:
            print(f"{language}, {scheme}, {walk}: {error}", file=sys.stderr)
            camera.take("broken-off")
            status = 1
    os._exit(status)


def main(prefix, folder):
    """Starts the walks, as many at a time as there are processors for."""
    waiting_walks = list(itertools.product(LOCALES, SCHEMES, WALKS))
    running = []
    failed = 0
    while waiting_walks or running:
        while waiting_walks and len(running) < max(1, (os.cpu_count() or 2) // 2):
            way = waiting_walks.pop(0)
            print("Walking through the program:", *way, flush=True)
            running.append(subprocess.Popen([sys.executable, __file__, prefix, folder, *way]))
        failed += running.pop(0).wait() != 0
    pictures = sorted(pathlib.Path(folder).glob("*.png"))
    print(f"{len(pictures)} pictures in {folder}")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) == 6:
        walk_alone(*sys.argv[1:])
    sys.exit(main(*sys.argv[1:]))
