# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed in the middle of deleting 20 resources: test_deletion.py PREFIX POINT.

POINT says when, each of the 20 once: `before-intent`, `after-intent`, `after-request`,
`after-answer`, `after-result`. Five are under way at once, so that four kills reach all of them;
that each stood at the point is proved by the journal and by the emulator's log before the kill.
The program knows nothing of this: what it waits for at the point is an answer that the emulator
keeps back, or its database, which somebody else is writing to.
"""

import pathlib
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "session"))

import acts
import estate
import story
import waiting
from journal import Journal
from stage import Stage

LOCK_SETTLES = 0.4  # seconds in which what is not locked would have been written
SHORT_TOKEN = 60  # seconds: so short that every request asks for another
LONG_TOKEN = 3599


# What is seen


def asked(stage, method, path=None):
    """What the emulator was asked about one resource, or about all."""
    found = [r for r in stage.emulator.requests("/arm/", method)]
    return [r for r in found if path is None or r["path"].endswith("/" + path)]


def each(batch, condition):
    return all(condition(path) for path in batch)


def entries_of(stage, path):
    """What the journal says about the deletion of one resource: a list for each intent."""
    return stage.notes["journal"].acts().get(f"{estate.GROUP}/{path}", [])


def is_intended(stage, path):
    return entries_of(stage, path)[-1:] == [[]]


def is_answered(stage, path):
    return any("status" in r for r in asked(stage, "DELETE", path))


def let_requests_go(stage):
    """What the emulator holds back is answered now, and nothing held any more."""
    request = urllib.request.Request(stage.emulator.base + "/_emulator/faults", method="DELETE")
    urllib.request.urlopen(request).close()


# The points. Each holds the program there, and proves where it stands.


def hold_reads(stage, batch):
    for path in batch:
        stage.emulator.fault(f"GET */{path} x1 hold")


def wait_held_reads(stage, batch, before):
    """All five are read before they are deleted, and nobody was answered."""

    def read(path):
        return len(asked(stage, "GET", path)) > before[path]

    waiting.until(lambda: each(batch, read), "all five to be read", 60)


def wait_reads_answered(stage, batch):
    waiting.until(
        lambda: each(batch, lambda path: all("status" in r for r in asked(stage, "GET", path))),
        "the answers to the reads",
    )


def before_intent(stage, batch, press):
    """The intent cannot be written: somebody else is writing."""
    before = {path: len(asked(stage, "GET", path)) for path in batch}
    hold_reads(stage, batch)
    press()
    wait_held_reads(stage, batch, before)
    stage.notes["journal"].seize()
    let_requests_go(stage)
    wait_reads_answered(stage, batch)
    time.sleep(LOCK_SETTLES)
    assert each(batch, lambda path: not entries_of(stage, path)), "an intent was written"
    assert each(batch, lambda path: not asked(stage, "DELETE", path)), "something was sent"


def after_intent(stage, batch, press):
    """The intents are written; what is sent next asks for a token first, and gets none."""
    before_intent(stage, batch, press)
    stage.emulator.fault("POST */token x* hold")
    stage.notes["journal"].let_go()
    waiting.until(lambda: each(batch, lambda path: is_intended(stage, path)), "the intents")
    time.sleep(LOCK_SETTLES)
    assert each(batch, lambda path: not asked(stage, "DELETE", path)), "something was sent"


def after_request(stage, batch, press):
    """The requests have arrived, and are carried out only when nobody waits any more."""
    for path in batch:
        stage.emulator.fault(f"DELETE */{path} x1 hold")
    press()
    waiting.until(lambda: each(batch, lambda path: asked(stage, "DELETE", path)), "the requests", 60)
    assert each(batch, lambda path: is_intended(stage, path)), "an answer was written"
    assert not any(is_answered(stage, path) for path in batch), "a request was answered"


def after_answer(stage, batch, press):
    """The answers have arrived, and cannot be written down."""
    for path in batch:
        stage.emulator.fault(f"DELETE */{path} x1 hold")
    press()
    waiting.until(lambda: each(batch, lambda path: asked(stage, "DELETE", path)), "the requests", 60)
    stage.notes["journal"].seize()
    let_requests_go(stage)
    waiting.until(lambda: each(batch, lambda path: is_answered(stage, path)), "the answers")
    time.sleep(LOCK_SETTLES)
    assert each(batch, lambda path: is_intended(stage, path)), "an answer was written"


def after_result(stage, batch, press):
    """The results are written; the reads that are to prove them are not answered."""
    for path in batch:
        # one before it is deleted, one that looks whether it is gone, and then the proof
        stage.emulator.fault(f"GET */{path} x2 delay=1")
        stage.emulator.fault(f"GET */{path} x* hold")
    press()
    waiting.until(
        lambda: each(batch, lambda path: entries_of(stage, path)[-1:] == [["act-result"]]), "the results", 60
    )


POINTS = {
    "before-intent": before_intent,
    "after-intent": after_intent,
    "after-request": after_request,
    "after-answer": after_answer,
    "after-result": after_result,
}


# The story


def go_to_deletion(stage):
    scenario = stage.desktop.base / "scenario.json"
    scenario.write_text(estate.scenario(SHORT_TOKEN if point is after_intent else LONG_TOKEN))
    stage.notes["journal"] = Journal(stage.desktop.home)
    stage.start_emulator(scenario)
    stage.start_program()
    acts.sign_in(stage)
    acts.open_alert(stage)
    acts.open_wizard(stage)
    acts.take(stage)
    acts.judge_standing(stage)
    acts.judge_usage(stage)
    acts.record_calls(stage)
    acts.decide(stage, answer="Unexpected")
    acts.mark_hostile(stage, estate.EVE)
    pass_over(stage)


def pass_over(stage):
    """Leaves the stopping out, and records what was done about identities: nothing."""
    acts.wait_forward(stage, "Record what was stopped")
    acts.leave_out(stage, acts.CONTAINMENT)
    acts.forward(stage, "Record what was done")
    acts.page(stage, acts.DELETION)


def button(stage, text):
    found = acts.page(stage, acts.DELETION).find("button", stage.say(text))
    return found if found is not None and found.box[3] > 0 and found.is_sensitive else None


def give_consent(stage):
    waiting.until(lambda: acts.page(stage, acts.DELETION).find("entry", stage.say("Name")), "the plan", 60)
    acts.write(stage, acts.DELETION, "Name", "Erika Muster")
    acts.write(stage, acts.DELETION, "How, for example by phone", "By phone")
    assert button(stage, "_Delete 20 resources") is None, "nothing was typed yet"
    acts.write(stage, acts.DELETION, "Name of the subscription", acts.SUBSCRIPTION)
    waiting.until(lambda: button(stage, "_Delete 20 resources"), "20 resources to be deleted", 60)
    assert not asked(stage, "DELETE"), "something was deleted"


def kill(stage):
    stage.kill_program()
    stage.notes["journal"].let_go()
    let_requests_go(stage)


def freeze(stage):
    """The plan is written down; then the program dies before anything is sent."""
    for path in estate.BATCHES[0]:
        # as evidence, and before it is deleted
        stage.emulator.fault(f"GET */{path} x1 delay=1")
        stage.emulator.fault(f"GET */{path} x* hold")
    button(stage, "_Delete 20 resources").press()
    waiting.until(lambda: "plan" in stage.notes["journal"].kinds(), "the frozen plan", 60)
    kill(stage)
    stage.notes["decided"] = stage.notes["journal"].entries()
    assert not asked(stage, "DELETE"), "something was deleted"


def go_on(stage):
    """Starts the program again, up to the button that goes on."""
    if point is after_request and stage.notes.get("batch"):
        waiting.until(
            lambda: each(stage.notes["batch"], lambda path: is_answered(stage, path)),
            "the requests to be carried out",
        )
    stage.start_program()
    acts.wait_alerts(stage)
    acts.open_alert(stage)
    acts.open_wizard(stage)
    return waiting.until(lambda: button(stage, "_Go on deleting"), "the way on", 60)


def kill_at(number):
    def step(stage):
        batch = estate.BATCHES[number]
        way_on = go_on(stage)
        point(stage, batch, way_on.press)
        kill(stage)
        stage.notes["batch"] = batch

    return step


def end(stage):
    go_on(stage).press()
    said = stage.say("%u of %u are gone.").replace("%u", "20")
    waiting.until(lambda: said in acts.page(stage, acts.DELETION).words(), "all 20 to be gone", 120)


def none_forgotten(stage):
    acts_of = stage.notes["journal"].acts()
    gone = [path for path, found in acts_of.items() if "act-proof" in found[-1]]
    assert sorted(gone) == sorted(estate.PLANNED), set(estate.PLANNED) ^ set(gone)


def none_twice(stage):
    for path in (path for batch in estate.BATCHES for path in batch):
        sent = asked(stage, "DELETE", path)
        assert len(sent) == 1 and sent[0]["status"] in (200, 202), sent


def none_outside(stage):
    wrong = [r["path"] for r in asked(stage, "DELETE") if not r["path"].endswith(tuple(estate.PLANNED))]
    assert not wrong, wrong


def nothing_lost(stage):
    entries = stage.notes["journal"].entries()
    decided = stage.notes["decided"]
    assert entries[: len(decided)] == decided, "what was decided reads otherwise now"
    assert [position for position, *_ in entries] == list(range(1, len(entries) + 1))
    assert stage.notes["journal"].kinds().count("plan") == 1


STEPS = [
    ("the case comes to the deletion", go_to_deletion),
    ("nothing is deleted without the typed name", give_consent),
    ("the plan is frozen, and the program killed", freeze),
    ("five machines are killed at the point", kill_at(0)),
    ("five interfaces are killed at the point", kill_at(1)),
    ("five disks are killed at the point", kill_at(2)),
    ("five addresses are killed at the point", kill_at(3)),
    ("the last start ends it", end),
    ("none is forgotten: each is proved to be gone", none_forgotten),
    ("none is deleted twice", none_twice),
    ("none is deleted that was not in the plan", none_outside),
    ("no decision is lost", nothing_lost),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    point = POINTS[sys.argv[2]]
    story.main(lambda: Stage(sys.argv[1]), STEPS)
