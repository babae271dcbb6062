# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page by the keyboard alone: all that is operated has a name, and is reached:
test_crawl.py PREFIX LANGUAGE."""

import sys

import a11y
import acts
import screenshots
import story
import waiting
from stage import Stage


def described(*things):
    """A window with these things in it."""
    from crawl import Thing

    return Thing("frame", "Davylamp", children=list(things))


def row(*children, name=""):
    from crawl import Thing

    return Thing("list item", name, focusable=True, children=list(children))


def finds_mistakes(_):
    """The judgement itself, on pages with a mistake and on the same without."""
    from crawl import Thing, find_page, judge_labels, judge_lists, judge_names, judge_reach, judge_sizes

    button = Thing("push button", "Refresh", focusable=True)
    nameless = Thing("push button", "GtkButton", focusable=True)
    assert judge_names(described(button)) == []
    assert len(judge_names(described(button, nameless))) == 1
    assert judge_names(described(row(Thing("label", "An alert")))) == []
    assert len(judge_names(described(row()))) == 1

    assert judge_reach(described(button), [button]) == []
    assert len(judge_reach(described(button), [])) == 1
    assert len(judge_reach(described(Thing("push button", "Not by keyboard")), [])) == 1
    entry = Thing("text", "Name")
    assert len(judge_reach(described(entry), [])) == 1
    assert judge_reach(described(entry), [], silent=1) == []

    rows = [row(Thing("label", str(n))) for n in range(3)]
    around = Thing("list", "Alerts", focusable=True, children=rows)
    page = described(around)
    assert len(judge_reach(page, rows[:1])) == 2
    assert judge_reach(page, rows[:1], [around]) == []
    inside = [Thing("push button", str(n), focusable=True) for n in range(2)]
    pair = Thing("list", "Machines", focusable=True, children=[row(one) for one in inside])
    assert len(judge_reach(described(pair), [pair.children[0]], [pair])) == 2
    assert judge_reach(described(pair), [pair.children[0], inside[0]], [pair]) == []
    assert len(judge_reach(described(pair), [pair.children[0], inside[0]])) == 2
    assert len(judge_lists(rows)) == 1
    assert judge_lists([rows[0], button]) == []
    fields = [row(Thing("switch", "On", focusable=True), name="A field") for _ in range(2)]
    Thing("list", "Fields", children=fields)
    assert judge_lists(fields) == []

    ground = Thing("panel", focusable=True, children=[Thing("push button", "Not now", focusable=True)])
    question = Thing("alert", "Grant consent?", children=[ground], size=(900, 600))
    behind = described(button, question)
    behind.size = (900, 600)
    assert find_page(behind) is question
    assert judge_names(question) == []
    assert len(judge_reach(question, [])) == 1
    question.size = (900, 60)
    assert find_page(behind) is behind

    called = Thing("text", "Name")
    label = Thing("label", "Whose name")
    assert len(judge_labels(described(row(label, called)))) == 1
    called.labels = ["Whose name"]
    assert judge_labels(described(row(label, called))) == []
    assert judge_labels(described(row(Thing("label", "Name"), Thing("text", "Name")))) == []

    large = Thing("push button", "Copy", focusable=True, size=(24, 24))
    small = Thing("push button", "Copy", focusable=True, size=(60, 20))
    assert judge_sizes(described(large)) == []
    assert len(judge_sizes(described(large, small))) == 1
    field = Thing("text", "Name", size=(200, 18))
    assert len(judge_sizes(described(field))) == 1
    around = row(field, name="Name")
    around.size = (300, 50)
    assert judge_sizes(described(around)) == []


def begin(stage):
    import crawl  # it listens to the bus that this process has entered by now

    stage.notes["crawler"] = crawl.Crawler(stage)
    stage.start_emulator()
    stage.start_program()




def first_pages(stage):
    crawler = stage.notes["crawler"]
    crawler.take("first start")
    acts.open_sign_in(stage)
    crawler.take("sign-in")
    acts.finish_sign_in(stage)
    acts.wait_idle(stage)
    button = stage.window().wait("button", stage.say("Refresh"))
    told = stage.say("The refresh is done.")
    waiting.until(lambda: button.description == told, "a word on the end of the refresh")


def help_window(stage, crawler):
    name = stage.say("Help")
    stage.wait_keyboard()
    a11y.key("F1")
    waiting.until(lambda: stage.window(name), "the help")
    crawler.take("help")
    acts.close_by_escape(stage, name)


def shortcuts_window(stage, crawler):
    name = stage.say("Keyboard shortcuts", "shortcuts")
    stage.wait_keyboard()
    a11y.key("ctrl+question")
    waiting.until(lambda: stage.window(name), "the shortcuts")
    crawler.take("shortcuts")
    acts.close_by_escape(stage, name)


def windows_of_program(stage):
    crawler = stage.notes["crawler"]
    screenshots.preferences(stage, crawler)
    help_window(stage, crawler)
    shortcuts_window(stage, crawler)
    screenshots.ready_pages(stage, crawler)


def views(stage):
    crawler = stage.notes["crawler"]
    crawler.take("alerts")
    acts.show_view(stage, "Cases")
    crawler.take("no cases")
    acts.show_view(stage, "Subscriptions")
    acts.wait_subscriptions(stage)
    crawler.take("subscriptions")
    acts.show_view(stage, "Alerts")


def subscription(stage):
    crawler = stage.notes["crawler"]
    acts.open_alert(stage)
    crawler.take("subscription")
    screenshots.windows_over_alert(stage, crawler)


def looking(stage, name):
    return lambda: stage.notes["crawler"].take(name)


def first_steps(stage):
    acts.open_wizard(stage)
    acts.take(stage, looking(stage, "wizard: detected"))
    screenshots.evidence_window(stage, stage.notes["crawler"])
    acts.judge_standing(stage, looking(stage, "wizard: standing"))
    acts.judge_usage(stage, looking(stage, "wizard: usage"))
    acts.record_calls(stage, looking(stage, "wizard: customer"))


def answers(stage):
    screenshots.leave_open(stage, stage.notes["crawler"], "Not reached yet", "not-reached")
    acts.decide(stage, looking(stage, "wizard: what is it"))
    acts.wait_forward(stage, "Record the approval")
    stage.notes["crawler"].take("wizard: approval")
    acts.wizard(stage).wait("button", stage.say("_Back", "wizard")).press()


def unexpected(stage):
    crawler = stage.notes["crawler"]
    acts.decide(stage, answer="Unexpected")
    acts.mark_hostile(stage, screenshots.HOSTILE, looking(stage, "wizard: origin"))
    acts.wait_forward(stage, "Record what was stopped")
    what = stage.say("What is stopped")
    waiting.until(lambda: acts.shown(acts.page(stage, acts.CONTAINMENT).find("list", what)), "what runs", 60)
    crawler.take("wizard: contain")
    acts.leave_out(stage, acts.CONTAINMENT)
    acts.wait_forward(stage, "Record what was done")
    crawler.take("wizard: identity")
    acts.forward(stage, "Record what was done")
    screenshots.delete(stage, crawler)
    screenshots.cancel(stage, crawler)


def last_steps(stage):
    crawler = stage.notes["crawler"]
    for label, name in (("Record the verification", "verify"), ("Send to Microsoft", "last look")):
        acts.wait_forward(stage, label)
        crawler.take("wizard: " + name)
        acts.forward(stage, label)
    acts.wait_forward(stage, "Record the request")
    crawler.take("wizard: support")
    acts.leave_out(stage, acts.SUPPORT)
    acts.wait_forward(stage, "Close the case")
    acts.write(stage, acts.REPORT, "Handed over to", "Erika Muster")
    crawler.take("wizard: report")
    acts.forward(stage, "Close the case")
    acts.wait_result(stage)
    crawler.take("wizard: result")
    screenshots.close_wizard(stage)
    screenshots.case_page(stage, crawler)


def found_nothing(stage):
    crawler = stage.notes["crawler"]
    story.show(
        f"{stage.language}: {len(crawler.pages)} pages, {sum(crawler.pages.values())} things that are operated, "
        f"{len(crawler.problems)} without a name, not reached or too small; the smallest has {min(crawler.sides)} pixels"
    )
    assert not crawler.problems, "\n".join(crawler.problems)


STEPS = [
    ("the judgement finds mistakes", finds_mistakes),
    ("the program starts", begin),
    ("the first pages", first_pages),
    ("the views", views),
    ("the windows of the program", windows_of_program),
    ("a subscription and the windows over it", subscription),
    ("the first steps of a case", first_steps),
    ("answers that leave it open", answers),
    ("what follows where it was unexpected", unexpected),
    ("the last steps, and the case", last_steps),
    ("all has a name, is reached and is large enough", found_nothing),
    ("the program ends well", Stage.quit_program),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
