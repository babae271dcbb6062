# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people at the same case, each with a program of their own: test_two_programs.py PREFIX."""

import json
import os
import subprocess
import sys

import acts
import story
import waiting
from stage import Emulator, Stage

CLEAN = dict(os.environ)  # before a stage fills it with its desktop
TOLD = "Somebody else changed this in the meantime. Look at the current state, then decide again."


class Borrowed(Emulator):
    """The emulator of another process."""

    def __init__(self, base):  # pylint: disable=super-init-not-called
        self.base = base


def go_to_the_last_look(stage):
    acts.judge_standing(stage)
    acts.judge_usage(stage)
    acts.record_calls(stage)
    acts.decide(stage, answer="A false alarm")
    acts.wait_forward(stage, "Record the reason")
    acts.write(stage, "Why is it a false alarm?", "Reason", "A build farm.")
    acts.forward(stage, "Record the reason")
    acts.wait_forward(stage, "Send to Microsoft")


# The colleague, in a process, a desktop and a profile of their own


def colleague(prefix, base):
    """Comes to the last look, waits for a word, sends, and says what was seen."""
    with Stage(prefix) as stage:
        stage.emulator = Borrowed(base)
        stage.start_program()
        acts.sign_in(stage)
        acts.open_alert(stage)
        acts.open_wizard(stage)
        acts.forward(stage, "Begin the checks")
        go_to_the_last_look(stage)
        print("ready", flush=True)
        sys.stdin.readline()
        acts.forward(stage, "Send to Microsoft")
        waiting.until(lambda: stage.say(TOLD) in acts.wizard(stage).words(), "the word of the change")
        waiting.until(
            lambda: acts.wizard(stage).find("button", stage.say("Read the status and record it")),
            "the last look to show how it stands",
        )
        print(json.dumps(acts.wizard(stage).words()), flush=True)
        stage.kill_program()
    os._exit(0)


def listen(stage):
    line = stage.notes["colleague"].stdout.readline()
    assert line, "the colleague has ended"
    return line.strip()


def begin(stage):
    stage.start_emulator()
    stage.start_program()
    acts.sign_in(stage)
    acts.open_alert(stage)
    acts.open_wizard(stage)
    acts.take(stage)
    go_to_the_last_look(stage)


def call_the_colleague(stage):
    stage.notes["colleague"] = subprocess.Popen(
        [sys.executable, __file__, str(stage.prefix), stage.emulator.base],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=CLEAN,
    )
    assert listen(stage) == "ready"


def resolve(stage):
    acts.send(stage)
    acts.wait_result(stage)


def colleague_sends(stage):
    process = stage.notes["colleague"]
    process.stdin.write("send\n")
    process.stdin.flush()
    said = json.loads(listen(stage))
    assert any(TOLD in words for words in said), said


def changes(stage):
    return [str(r["body"]) for r in stage.emulator.requests("/pc/v1/fraudEvents", "POST")]


def nothing_is_overwritten(stage):
    sent = changes(stage)
    assert len(sent) == 2, sent  # the taking, and one resolution
    assert sum('"Resolved"' in body for body in sent) == 1, sent


STEPS = [
    ("one takes the alert and comes to the last look", begin),
    ("a colleague comes to it with another profile", call_the_colleague),
    ("the first resolves the alert", resolve),
    ("the second is told, and shown how it stands", colleague_sends),
    ("nothing is overwritten", nothing_is_overwritten),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    if len(sys.argv) > 2:
        colleague(sys.argv[1], sys.argv[2])
    else:
        story.main(lambda: Stage(sys.argv[1]), STEPS)
