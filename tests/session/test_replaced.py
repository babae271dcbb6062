# SPDX-License-Identifier: GPL-3.0-or-later
"""An upgrade takes the program's file away while it runs: test_replaced.py PREFIX."""

import shutil
import sys

import acts
import story
import waiting
from stage import Stage

DEMONSTRATION = "Davylamp (demonstration)"


def start_a_copy(stage):
    stage.executable = stage.desktop.base / "davylamp"
    shutil.copy(stage.prefix / "bin/davylamp", stage.executable)
    stage.start_emulator()
    stage.start_program()


def replace_it(stage):
    stage.executable.unlink()
    shutil.copy("/bin/false", stage.executable)


def try_the_demonstration(stage):
    stage.window().wait("button", stage.say("_Try the demonstration")).press()
    waiting.until(lambda: stage.window(stage.say(DEMONSTRATION)), "the demonstration's window")


def is_the_same_program(stage):
    stage.take_keyboard(stage.say(DEMONSTRATION))
    stage.window(stage.say(DEMONSTRATION)).wait("label", stage.say("Demonstration"))


STEPS = [
    ("a copy of the program starts", start_a_copy),
    ("another takes its place", replace_it),
    ("the demonstration starts all the same", try_the_demonstration),
    ("it is the same program", is_the_same_program),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
