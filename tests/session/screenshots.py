#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page, in three languages, light and dark: screenshots.py PREFIX FOLDER.

Each walk is a process of its own, as a process belongs to one desktop only; it is started as
screenshots.py PREFIX FOLDER LANGUAGE SCHEME.
"""

import os
import pathlib
import subprocess
import sys

import acts
import waiting
from stage import LOCALES, Stage

SCHEMES = ("light", "dark")
SIZE = "1200x800"


class Camera:
    """Takes numbered pictures of the desktop."""

    def __init__(self, stage, folder, name):
        self.stage = stage
        self.folder = pathlib.Path(folder)
        self.name = name
        self.number = 0

    def take(self, what):
        """Waits until nothing moves any more, and keeps what is seen then."""
        self.number += 1
        file = self.folder / f"{self.name}-{self.number:02}-{what}.png"
        earlier = None

        def still():
            nonlocal earlier
            now = self.stage.desktop.output("import", "-window", "root", "-silent", "rgb:-")
            same, earlier = now == earlier, now
            return same

        waiting.until(still, "a still picture", 60)
        self.stage.desktop.output("import", "-window", "root", str(file))


def walk(stage, camera):
    stage.start_emulator()
    stage.start_program()
    acts.open_sign_in(stage)
    camera.take("sign-in")
    acts.finish_sign_in(stage)
    acts.wait_idle(stage)
    camera.take("alerts")
    acts.show_view(stage, "Subscriptions")
    acts.wait_subscriptions(stage)
    camera.take("subscriptions")
    acts.show_view(stage, "Alerts")
    acts.open_alert(stage)
    camera.take("subscription")
    stage.window().wait("list", stage.say("Account standing")).reveal()
    camera.take("standing")
    acts.open_wizard(stage)
    wizard_pages(stage, camera)
    acts.forward(stage, "Close")
    acts.filter_status(stage, "Resolved")
    acts.search_alerts(stage, acts.SUBSCRIPTION)
    acts.open_alert(stage)
    camera.take("resolved")
    acts.show_view(stage, "Cases")
    stage.window().wait("list", stage.say("Cases"))
    camera.take("case")
    ready_pages(stage, camera)
    stage.quit_program()


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
    for act, what in (
        (acts.take, "detected"),
        (acts.judge_standing, "standing"),
        (acts.judge_usage, "usage"),
        (acts.record_calls, "customer"),
        (acts.decide, "what-is-it"),
        (acts.approve, "proof"),
        (acts.send, "last-look"),
    ):
        act(stage, lambda what=what: camera.take("wizard-" + what))
    acts.wait_result(stage)
    camera.take("wizard-result")


def walk_alone(prefix, folder, language, scheme):
    with Stage(prefix, language=language, scheme=scheme, size=SIZE) as stage:
        try:
            walk(stage, Camera(stage, folder, f"{language}-{scheme}"))
            status = 0
        except Exception as error:
            print(f"{language}, {scheme}: {error}", file=sys.stderr)
            status = 1
    os._exit(status)


def main(prefix, folder):
    """Starts the walks, as many at a time as there are processors for."""
    waiting_walks = [(language, scheme) for language in LOCALES for scheme in SCHEMES]
    running = []
    failed = 0
    while waiting_walks or running:
        while waiting_walks and len(running) < max(1, (os.cpu_count() or 2) // 2):
            language, scheme = waiting_walks.pop(0)
            print(f"Walking through the program: {language}, {scheme}", flush=True)
            command = [sys.executable, __file__, prefix, folder, language, scheme]
            running.append(subprocess.Popen(command))
        failed += running.pop(0).wait() != 0
    pictures = sorted(pathlib.Path(folder).glob("*.png"))
    print(f"{len(pictures)} pictures in {folder}")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) == 5:
        walk_alone(*sys.argv[1:])
    sys.exit(main(*sys.argv[1:]))
