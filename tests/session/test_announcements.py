# SPDX-License-Identifier: GPL-3.0-or-later
"""What changes by itself is told to assistive technologies: test_announcements.py PREFIX LANGUAGE.

GTK 4.8 has no call that speaks: there the change of a label or of a description is told. This listens
for it as a screen reader does.
"""

import sys

import acts
import story
import waiting
from stage import Stage

TOLD = ("object:property-change", "object:text-changed:insert", "object:announcement")


class Ear:
    """Keeps what the bus tells, from the moment it is made."""

    def __init__(self):
        import a11y  # it listens to the bus that this process has entered by now

        self.a11y = a11y
        self.heard = []
        self.listeners = [a11y.listen(kind, self._hear) for kind in TOLD]

    def _hear(self, event):
        self.heard.append(str(event.any_data))

    def expect(self, text, act):
        """Does something, and waits until a change to this text is told."""
        self.a11y.drain()
        self.heard.clear()
        act()

        def told():
            self.a11y.drain()
            return any(text in word for word in self.heard)

        waiting.until(told, f"“{text}” to be told")


def begin(stage):
    stage.start_emulator()
    stage.start_program()
    acts.sign_in(stage)
    acts.wait_idle(stage)
    stage.notes["ear"] = Ear()


def refreshed(stage):
    button = stage.window().wait("button", stage.say("Refresh"))
    stage.notes["ear"].expect(stage.say("The refresh is done."), button.press)


def copied(stage):
    acts.open_alert(stage)
    button = waiting.until(
        lambda: acts.shown(stage.window().find("button", stage.say("subscription ID"))), "the ID"
    )
    stage.notes["ear"].expect(stage.say("Copied"), button.press)


def stepped(stage):
    acts.open_wizard(stage)
    acts.wait_forward(stage, "Take the alert")
    second = stage.say("Step %1$u of %2$u: %3$s").replace("%1$u", "2").split("%")[0]
    stage.notes["ear"].expect(second, lambda: acts.take(stage))


def refused(stage):
    acts.leave_for_later(stage)
    stage.emulator.fault("* /pc/* x* status=403")
    button = stage.window().wait("button", stage.say("Refresh"))
    stage.notes["ear"].expect(stage.say("Showing what was known at %s.").split("%")[0], button.press)


STEPS = [
    ("the program starts", begin),
    ("the end of a refresh is told", refreshed),
    ("that something is copied is told", copied),
    ("the next step of a case is told", stepped),
    ("a refresh that is refused is told", refused),
    ("the program ends well", Stage.quit_program),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
