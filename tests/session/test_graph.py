# SPDX-License-Identifier: GPL-3.0-or-later
"""The usage graph without eyes, and by keyboard: test_graph.py PREFIX LANGUAGE."""

import contextlib
import pathlib
import re
import sqlite3
import sys

import a11y
import acts
import story
import test_keyboard as keyboard
import waiting
from stage import Stage

FETCHED = 90  # days, at the first time
YEARS_PART = 4  # so many times as many are known to who has used the program for a year
MOST = 120  # points that are told one by one; above that they stand together
DATE = re.compile(r".*\b20\d\d\b")
MANY_PAGES = 90
ROWS_A_STEP = 30


def graph(stage):
    """The graph, as soon as it is told what it shows. It is looked for again where it has gone: a
    window has many parts."""

    def told():
        found = stage.notes.get("graph")
        if found is not None:
            found.refresh()
            if acts.shown(found) and len(acts.amounts(found.description)) >= 1:
                return found
        stage.notes["graph"] = stage.window().find("graph", stage.say("Usage graph"))
        return None

    return waiting.until(told, "the graph's sentences")


def read_points(stage):
    found = [node for node in graph(stage).children if node.is_a("list")]
    return [point.name for point in found[0].children] if found else []


def points(stage):
    """What each point that is seen is called, from the left to the right, when none changes."""

    def steady():
        names = read_points(stage)
        return names if names == read_points(stage) else None

    return waiting.until(steady, "the points to rest")


def wait_points(stage, n):
    """Waits until there are `n` points, each with a name of its own, and returns their names."""

    def told():
        names = points(stage)
        return names if len(names) == n and all(names) and len(set(names)) == n else None

    return waiting.until(told, f"{n} points with a name each")


def dates(name):
    """The day that a point stands for; the first and the last of several."""
    return DATE.match(name)[0].split(" – ")


def wait_change(stage, names):
    """Waits until other points are seen, and returns their names."""

    def changed():
        now = points(stage)
        return now if now and now != names and all(now) else None

    return waiting.until(changed, "other points")


def remember_a_year(stage):
    """Puts the same days before those that were fetched, as a year with the program would have."""
    folder = pathlib.Path(stage.environment["XDG_DATA_HOME"]) / "davylamp"
    (file,) = folder.glob("*/store.db")
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        for part in range(1, YEARS_PART):
            database.execute(
                "INSERT OR IGNORE INTO usage SELECT subscription_row, dimension, day - ?, name, currency,"
                " basis, account_id, micros, quantity, unit FROM usage"
                " WHERE day > (SELECT max (day) FROM usage) - ?",
                (part * FETCHED, FETCHED),
            )


def begin(stage):
    stage.start_emulator()
    stage.start_program()
    acts.sign_in(stage)
    acts.open_alert(stage)
    graph(stage)
    acts.wait_idle(stage)
    stage.quit_program()
    remember_a_year(stage)
    stage.start_program()
    acts.wait_alerts(stage)
    acts.open_alert(stage)
    graph(stage)


def says_it(stage):
    said = graph(stage).description
    start = stage.say("From %1$s to %2$s. %3$s. %4$s.").split("%1$s")[0]
    assert said.startswith(start) and "€" in said, said
    assert acts.page_heading(stage).name not in said, "the name is said by the page"


def every_point_is_told(stage):
    names = wait_points(stage, FETCHED)
    said = graph(stage).description
    assert dates(names[0])[0] in said and dates(names[-1])[0] in said, (names[0], names[-1], said)
    assert sum("€" in name for name in names) > FETCHED - 5, names


def choose_range(stage, name, label):
    """Newer GTK tells a button by what stands on it, older by the name that it was given."""
    either = "|".join(map(re.escape, (stage.say(name), stage.say(label, "range of days"))))
    stage.window().wait("choice", re.compile(f"^({either})$")).press()


def many_stand_together(stage):
    stage.notes["seen"] = points(stage)
    choose_range(stage, "All days that are known", "All")
    names = wait_change(stage, stage.notes["seen"])
    all_days = FETCHED * YEARS_PART
    together = -(-all_days // MOST)
    names = wait_points(stage, -(-all_days // together))
    assert len(names) <= MOST, len(names)
    in_all = stage.say("%s in all").replace("%s", "").strip()
    assert sum(in_all in name and len(dates(name)) == 2 for name in names) > len(names) - 3, names
    said = graph(stage).description
    assert dates(names[0])[0] in said and dates(names[-1])[-1] in said, said


def keys_zoom(stage):
    keyboard.tab_to(stage, "graph", "Usage graph")
    far = points(stage)
    a11y.key("End")
    seen = len(far)
    for _ in range(20):
        before = points(stage)
        a11y.key("plus")
        names = wait_change(stage, before)
        seen = len(names)
        if len(dates(names[0])) == 1:
            break
    assert seen <= MOST and dates(names[-1])[0] == dates(far[-1])[-1], names[-1]
    a11y.key("ctrl+Left")
    moved = wait_change(stage, names)
    assert len(moved) == seen and dates(moved[-1])[0] in [dates(name)[0] for name in names], moved
    a11y.key("0")
    wait_points(stage, len(far))


def status(stage):
    """What is read at the cursor, as it stands beside it."""
    said = graph(stage).description
    return next((n for n in graph(stage).walk() if said in (n.name, n.text)), None)


def keys_move_the_cursor(stage):
    a11y.key("0")
    choose_range(stage, "90 days", "90 d")
    names = wait_points(stage, FETCHED)

    def reads(index):
        said = graph(stage).description.split("\n")
        return ", ".join(said) == names[index] and status(stage) is not None

    for key, index in (("End", -1), ("Left", -2), ("Page_Up", -9), ("Right", -8)):
        a11y.key(key)
        waiting.until(lambda index=index: reads(index), f"{key} to lead to “{names[index]}”")


def short(date):
    """A day without its year."""
    return re.sub(r"\W20\d\d$", "", date)


def keys_select(stage):
    names = points(stage)
    for _ in range(3):
        a11y.key("shift+Left")
    first, last = (re.escape(short(dates(names[index])[0])) for index in (-11, -8))
    summed = re.compile(f"{first}.* – {last}.*€")
    waiting.until(lambda: graph(stage).near("label", summed), f"what “{summed.pattern}” come to")
    a11y.key("Escape")
    waiting.until(lambda: not graph(stage).near("label", summed), "the sum to go")


def place_hand(stage, share=0.5):
    """Puts the pointer that far across into the graph, and returns where the graph is, down."""
    found = graph(stage)
    found.reveal()
    x, y, width, height = found.box
    left, top = a11y.window_origin(stage.window())
    a11y.hand("mousemove", left + x + int(share * width), top + y + height // 2)
    return y


def wheel_zooms(stage):
    names = points(stage)
    place_hand(stage)
    a11y.hand("keydown", "ctrl", "click", 4, "keyup", "ctrl")
    closer = wait_change(stage, names)
    assert len(closer) < len(names), len(closer)
    a11y.hand("keydown", "shift", "click", 4, "keyup", "shift")
    earlier = wait_change(stage, closer)
    assert len(earlier) == len(closer), len(earlier)
    assert 0 < names.index(closer[0]) - names.index(earlier[0]) <= len(closer) / 8, earlier[0]


def wheel_scrolls(stage):
    """Without a key the wheel is the page's, above the graph too."""
    names = points(stage)
    before = place_hand(stage)
    a11y.hand("click", 5)
    waiting.until(lambda: graph(stage).box[1] != before, "the page to scroll")
    assert points(stage) == names


def dragging_selects(stage):
    """What the days come to that are seen, or selected, stands below the graph."""
    sums = re.compile(" – .*€")
    seen = graph(stage).near("label", sums).name
    place_hand(stage, 0.3)
    a11y.hand("mousedown", 1)
    place_hand(stage, 0.4)
    place_hand(stage, 0.7)
    a11y.hand("mouseup", 1)
    waiting.until(lambda: graph(stage).near("label", sums).name != seen, "the sum of what was selected")
    a11y.key("Escape")
    waiting.until(lambda: graph(stage).near("label", sums).name == seen, "the sum of what is seen")


def one_tab_leaves(stage):
    assert graph(stage).is_focused, "the graph has lost the focus"
    a11y.key("Tab")
    waiting.until(lambda: not graph(stage).is_focused, "the focus to leave")
    focused = stage.focused()
    assert focused is None or not DATE.match(focused.name), focused.name


def first_label(node):
    while node is not None and not node.is_a("label"):
        node = next(iter(node.children), None)
    return node


def rows_of_days(table):
    """The rows that are made, by their day; the floor tells them below a list of their own."""
    parts = table.children
    rows = parts if len(parts) > 2 else [row for part in parts for row in part.children]
    labels = [first_label(row) for row in rows]
    return {label.name: row for row, label in zip(rows, labels) if label and DATE.fullmatch(label.name)}


def table_holds_all(stage):
    a11y.key("ctrl+t")
    window = stage.window()
    table = waiting.until(
        lambda: acts.shown(window.find("list", stage.say("Usage by day"))), "the table of the days"
    )
    rows = waiting.until(lambda: rows_of_days(table), "rows of days")
    next(iter(rows.values())).click()
    seen = set(rows)
    for _ in range(MANY_PAGES):
        if len(seen) >= FETCHED * YEARS_PART:
            break
        # no further than what is made beyond what can be seen
        a11y.key(*["Page_Down"] * max(len(rows) // ROWS_A_STEP, 1))
        table.refresh()
        rows = rows_of_days(table)
        seen.update(rows)
    assert len(seen) == FETCHED * YEARS_PART, len(seen)


def shows_the_graph_again(stage):
    a11y.key("ctrl+t")
    graph(stage)


STEPS = [
    ("the program knows a year of usage", begin),
    ("the graph says in sentences what it shows", says_it),
    ("every point that is seen is told", every_point_is_told),
    ("from afar several stand together", many_stand_together),
    ("keys zoom and pan", keys_zoom),
    ("keys move the cursor and read", keys_move_the_cursor),
    ("keys select days, and their sum is said", keys_select),
    ("the wheel zooms and pans with a key", wheel_zooms),
    ("the wheel alone scrolls the page", wheel_scrolls),
    ("dragging selects days too", dragging_selects),
    ("one Tab leaves the graph", one_tab_leaves),
    ("the table holds every day", table_holds_all),
    ("the same key leads back to the graph", shows_the_graph_again),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
