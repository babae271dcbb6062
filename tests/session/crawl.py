# SPDX-License-Identifier: GPL-3.0-or-later
"""A page as the keyboard finds it: what is operated there, how it is called, and where Tab leads.

What is on the screen is read into plain things first, so that the judgement can be tried on pages
that are only described.
"""

import dataclasses
import gettext
import re
import time

import a11y
from a11y import Atspi

# GTK 4.8 calls what has no name by its class.
CLASS = re.compile(r"^(Gtk|Adw|Davy)[A-Z]\w*$")

BUTTONS = a11y.ROLES["button"] | a11y.ROLES["choice"] | {"combo box", "menu button"}
CHOICES = a11y.ROLES["switch"] | {"radio button", "check box"}
LISTS = a11y.ROLES["list"]
ROWS = a11y.ROLES["row"] | {"table cell", "cell"}
QUESTION = "alert"

FEW_ROWS = 8  # are read of a list with many: GTK keeps more than are seen
MANY_STOPS = 250
TARGET = 24  # pixels, each way: smaller ones are missed by hands that shake
IDLE = 4  # keys in vain, before it is believed that there is nowhere to go
MOVE = 0.6  # second: where nothing tells what has the keyboard, it is waited for in vain
AFTER_LOSS = 0.15  # second, between the two words of one move


@dataclasses.dataclass(eq=False)
class Thing:
    """One accessible and what it says of itself."""

    role: str
    name: str = ""
    focusable: bool = False
    sensitive: bool = True
    seen: bool = True
    children: list = dataclasses.field(default_factory=list)
    parent: object = None
    node: object = None
    size: tuple = (0, 0)  # width and height; nothing for what has no place
    labels: list = dataclasses.field(default_factory=list)  # the names of what labels it

    def __post_init__(self):
        for child in self.children:
            child.parent = self

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def line(self):
        """It and all that it is in."""
        part = self
        while part is not None:
            yield part
            part = part.parent

    @property
    def own_name(self):
        return "" if CLASS.match(self.name) else self.name.strip()

    @property
    def words(self):
        """What can be read inside."""
        return [t.own_name for t in self.walk() if t.own_name]

    def __str__(self):
        near = next((t.own_name for t in list(self.line)[1:] if t.own_name), "")
        return f"{self.role} “{self.own_name or ' · '.join(self.words)[:60]}” in “{near}”"


def is_around_button(thing):
    return any(t is not thing and t.role in BUTTONS and t.focusable for t in thing.walk())


def is_header_of_columns(thing):
    """A row of a table beside the list of its rows."""
    beside = thing.parent.children if thing.parent is not None else []
    return thing.role in ROWS and any(t.role in LISTS for t in beside)


def is_inside_choice(thing):
    return thing.role in ROWS and any(part.role == "combo box" for part in thing.line)


def is_ground_of_question(thing):
    return thing.role in a11y.ROLES["group"] and any(part.role == QUESTION for part in thing.line)


def is_head_of_row(thing):
    return thing.role in a11y.ROLES["group"] and any(part.role in ROWS for part in thing.line)


# Parts of the toolkit that are not judged, and why.
PARTS = (
    (lambda t: t.role in LISTS, "its rows have the keyboard, and they are judged"),
    (lambda t: t.role in a11y.ROLES["label"], "text to be selected, which a screen reader reads by itself"),
    (lambda t: t.role == "scroll pane", "GTK gives it the keyboard where nothing inside takes it, to scroll"),
    (lambda t: t.role in BUTTONS and is_around_button(t), "what opens a menu is the button inside"),
    (is_inside_choice, "shows what is chosen"),
    (is_ground_of_question, "newer libadwaita keeps the keyboard there when nothing in a question has it"),
    (is_header_of_columns, "sorts by the mouse; the button with the menu of orders is judged"),
)


def is_window_control(thing):
    told = gettext.translation("gtk40", fallback=True).gettext
    return thing.own_name in {told(name) for name in ("Minimize", "Maximize", "Restore", "Close")}


def is_chosen_by_row(thing):
    row = next((t for t in thing.line if t.role in ROWS), None)
    return thing.role in CHOICES and row is not None and row.own_name == thing.own_name


# What Tab need not lead to, and the way there.
OTHER_WAYS = (
    (lambda t: t.role in a11y.ROLES["view"], "Alt and its number; the arrows from the one that is shown"),
    (is_window_control, "the window manager's own keys, and Ctrl+W"),
    (is_chosen_by_row, "the row around it, which has its name and is reached"),
)


def is_operated(thing):
    """Whether a person does something with it, and not with a part of it or what is around it."""
    if not (thing.seen and thing.sensitive) or any(is_part(thing) for is_part, _ in PARTS):
        return False
    return thing.focusable or thing.role in BUTTONS or is_quiet(thing)


def is_quiet(thing):
    """An entry: of most of them GTK 4.8 tells nothing when they have the keyboard."""
    return thing.role in a11y.ROLES["entry"]


def operated(page):
    return [thing for thing in page.walk() if is_operated(thing)]


def judge_names(page):
    """Each needs a name of its own; rows, the heads of those that unfold, and cells have theirs from
    what stands in them."""
    return [
        f"without a name: {thing}"
        for thing in operated(page)
        if not (thing.own_name or (thing.role in ROWS or is_head_of_row(thing)) and thing.words)
    ]


def is_field(thing):
    return is_quiet(thing) or thing.role in {"spin button", "combo box"}


def judge_labels(page):
    """A field is called as the label that is seen for it in its row: by a relation, or by the same name."""
    problems = []
    for field in filter(is_field, operated(page)):
        row = next((part for part in field.line if part.role in ROWS), field)
        seen = [t.own_name for t in row.walk() if t.role in a11y.ROLES["label"] and t.own_name]
        if seen and not (field.labels or field.own_name in seen):
            problems.append(f"called otherwise than its label “{seen[0]}”: {field}")
    return problems


def is_like_reached(thing, reached, roved):
    """A control in a row that the arrows lead to: Tab led to that of another row of the list."""
    row = next((part for part in thing.line if part.role in ROWS), None)
    around, rows = rows_of(row) if row is not None else (None, [])
    beside = [part for other in rows if other is not row for part in other.walk()]
    return around in roved and any(part.role == thing.role and part in reached for part in beside)


def judge_reach(page, stops, roved=(), silent=0):
    """What neither had the keyboard nor holds what had it, nor is a row of the lists in which the
    arrows move, `roved`; `silent` times nothing told that it had the keyboard."""
    reached = {part for stop in stops for part in stop.line}
    reached.update(row for around in roved for row in around.children if row.role in ROWS)
    left = [thing for thing in operated(page) if thing not in reached]
    left = [thing for thing in left if not is_like_reached(thing, reached, roved)]
    quiet = [thing for thing in left if is_quiet(thing)]
    if len(quiet) <= silent:
        left = [thing for thing in left if thing not in quiet]
    return [f"not reached: {thing}" for thing in left if not any(leads(thing) for leads, _ in OTHER_WAYS)]


def find_target(thing):
    """What is clicked to operate it: the row around an entry, or around a choice that the row makes."""
    row = next((t for t in thing.line if t.role in ROWS), None)
    return row if row is not None and (is_quiet(thing) or is_chosen_by_row(thing)) else thing


def targets(page):
    """What has a place of its own where it is clicked."""
    return [target for target in dict.fromkeys(map(find_target, operated(page))) if all(target.size)]


def judge_sizes(page):
    """What the mouse or a finger has to hit is not smaller than a target may be."""
    return [
        f"smaller than {TARGET} pixels: {target}, {target.size[0]} × {target.size[1]}"
        for target in targets(page)
        if min(target.size) < TARGET
    ]


def rows_of(row):
    """The list that a row is in, and its rows."""
    around = next((t for t in row.line if t.role in LISTS), None)
    return around, [t for t in around.children if t.role in ROWS] if around else []


def lists_to_rove(page, stops):
    """The lists of which not every row had the keyboard."""
    reached = {part for stop in stops for part in stop.line}
    lists = [thing for thing in page.walk() if thing.role in LISTS and thing in reached]
    return [t for t in lists if any(is_operated(row) and row not in reached for row in t.children)]


def holds_controls(row):
    return any(thing is not row and is_operated(thing) for thing in row.walk())


def judge_lists(stops):
    """Among rows that hold nothing but words the arrows move: Tab leads out. Between two rows it is no
    longer a way than an arrow."""
    problems = []
    for one, other in zip(stops, stops[1:]):
        if one.role in ROWS and other.role in ROWS and one is not other:
            around, rows = rows_of(one)
            same = around is not None and around is rows_of(other)[0]
            if same and len(rows) > 2 and not any(map(holds_controls, rows)):
                problems.append(f"Tab goes from row to row: {one}, {other}")
    return problems[:1]


def read(node, told):
    """A node and all below it. `told` says whether the toolkit tells what is seen."""
    states = node._ask(Atspi.Accessible.get_state_set, None)

    def has(state):
        return states is not None and states.contains(state)

    thing = Thing(
        role=node.role,
        name=node.name,
        focusable=has(Atspi.StateType.FOCUSABLE),
        sensitive=has(Atspi.StateType.SENSITIVE),
        seen=has(Atspi.StateType.SHOWING if told else Atspi.StateType.VISIBLE),
        node=node,
        size=node.box[2:] if node.is_a("window") else (0, 0),
    )
    if is_field(thing):
        thing.labels = node.related(Atspi.RelationType.LABELLED_BY)
    if thing.seen and node.role not in a11y.LEAVES:
        children = node.children
        if thing.role in LISTS and len(children) > a11y.MANY:
            children = children[:FEW_ROWS]
        thing.children = [read(child, told) for child in children]
        thing.__post_init__()
    return thing


def read_page(window):
    """A window's things, and whether the toolkit told which of them are seen: GTK 4.8 does not."""
    told = any(child.has_state(Atspi.StateType.SHOWING) for child in window.children)
    return read(window, told), told


def find_page(window):
    """What is operated of a window: the question that lies over all of it, where there is one. Newer
    libadwaita asks inside the window, which stays as it was, but neither mouse nor keyboard reaches it."""
    over = (thing for thing in window.walk() if thing.role == QUESTION and thing.size == window.size)
    return next(over, window)


def is_on_top(thing):
    """Whether it is what the mouse would meet in its place: in its middle, or in its corner, as parts
    that are not told of may lie upon it."""
    x, y, width, height = thing.node.box
    if not (width and height):
        return False
    for place in ((x + width // 2, y + height // 2), (x + 1, y + 1)):
        met = thing.node.window.at(*place)
        while met is not None:
            if met.accessible == thing.node.accessible:
                return True
            met = met.parent
    return False


def measure(node):
    """Its width and height. GTK 4.8 tells those without what is around the words: what seems small is
    felt by where the mouse still meets it."""

    def meets(x, y):
        met = node.window.at(x, y)
        while met is not None and met.accessible != node.accessible:
            met = met.parent
        return met is not None

    _, _, width, height = node.box
    if not (width and height) or min(width, height) >= TARGET:
        return width, height
    node.reveal()
    x, y, width, height = node.box
    x, y, half = x + width // 2, y + height // 2, TARGET // 2
    if meets(x - half, y) and meets(x + half - 1, y):
        width = max(width, TARGET)
    if meets(x, y - half) and meets(x, y + half - 1):
        height = max(height, TARGET)
    return width, height


class Hand:
    """Presses keys, and hears what has the keyboard then."""

    def __init__(self):
        self.told = []  # what got the keyboard, or None for what lost it, in order
        self.listener = a11y.listen("object:state-changed:focused", self._heard)

    def _heard(self, event):
        self.told.append(event.source if event.detail1 else None)

    def press(self, window, *keys):
        """What has the keyboard after these keys. None when nothing tells: it stays where it was, or
        goes where GTK 4.8 does not tell of it; on the way there, what had it tells that it lost it."""
        self.told.clear()
        a11y.key(*keys)
        end = time.monotonic() + MOVE
        while not any(self.told) and time.monotonic() < end:
            if self.told:
                end = min(end, time.monotonic() + AFTER_LOSS)
            window.box  # what the key did is told before this is answered
            a11y.drain()
        return next((gained for gained in reversed(self.told) if gained is not None), None)


class Crawler:
    """Goes round the pages that it is shown, and keeps what it met."""

    def __init__(self, stage):
        self.stage = stage
        self.hand = Hand()
        self.roved = {}  # whether the arrows move in a list
        self.pages = {}  # how many things are operated on each
        self.sides = []  # how wide or high each is, whichever is less
        self.problems = []

    def take(self, what):
        """Crawls over the newest window; once more where it may have changed on the way."""
        problems = self._crawl(what) and self._crawl(what)
        self.problems += [f"{what}: {problem}" for problem in problems]

    take_all = take

    def _crawl(self, what):
        window = self.stage.windows()[-1]
        self.stage.wait_keyboard(window.name)
        stops, silent = self._go_round(window)
        window.refresh()
        whole, told = read_page(window)
        page = find_page(whole)
        known = {thing.node.accessible: thing for thing in page.walk()}
        met = [thing for thing in (find(stop, known) for stop in stops) if thing is not None]
        if not told:
            reached = {part for stop in met for part in stop.line}
            for thing in operated(page):
                thing.seen = thing in reached or is_on_top(thing)
        for target in map(find_target, operated(page)):
            target.size = measure(target.node)
        inside = self._rove(window, lists_to_rove(page, met), len(stops), known)
        roved = [known[around] for around, moves in self.roved.items() if moves and around in known]
        self.pages[what] = len(operated(page))
        self.sides += [min(target.size) for target in targets(page)]
        return (
            judge_names(page)
            + judge_labels(page)
            + judge_sizes(page)
            + judge_lists(met)
            + judge_reach(page, met + inside, roved, silent)
        )

    def _go_round(self, window):
        """Presses Tab until something has the keyboard that had it before; returns what had it, and how
        many times nothing told that it had it. What Tab never leads to shows in what was not reached."""
        stops, silent, idle = [], 0, 0
        for _ in range(MANY_STOPS):
            now = self.hand.press(window, "Tab")
            if now in stops[:-1] or idle == IDLE:
                return stops, silent
            if now is None and stops and has_keyboard(stops[-1]):
                idle += 1
            elif now is None:
                silent += bool(stops)
            elif now not in stops:
                stops.append(now)
        raise AssertionError(f"Tab does not come round in “{window.name}”")

    def _rove(self, window, lists, stops, known):
        """Goes to a row of each of these lists, and on to another by the arrows; returns where the
        arrows led to, and Tab from there."""
        left = {around.node.accessible for around in lists} - self.roved.keys()
        inside = []
        for _ in range(2 * stops):
            if not left:
                break
            now = self.hand.press(window, "Tab")
            around = now and a11y.Node(now).parent.accessible
            if around in left:
                moved = self.hand.press(window, "ctrl+Down") or self.hand.press(window, "ctrl+Up")
                # Of a row that unfolds its head has the keyboard, which is a row of a list inside.
                met = find(moved, known) if moved is not None else None
                self.roved[around] = met is not None and known[around] in met.line
                left.remove(around)
                inside += [met, *self._go_inside(window, met, known)] if met is not None else []
        return inside

    def _go_inside(self, window, row, known):
        """Where rows of its list hold controls, goes on by the arrows to one that does, and to those by
        Tab. A list may begin with a heading, from which Tab leads out."""
        if not any(map(holds_controls, rows_of(row)[1])):
            return []
        while row is not None and not holds_controls(row):
            row = known.get(self.hand.press(window, "ctrl+Down"))
        control = known.get(self.hand.press(window, "Tab")) if row is not None else None
        return [control] if control is not None else []


def has_keyboard(accessible):
    node = a11y.Node(accessible)
    node.refresh()
    return node.is_focused


def find(accessible, known):
    """The thing that an accessible is, or is in."""
    node = a11y.Node(accessible)
    while node is not None and node.accessible not in known:
        node = node.parent
    return known[node.accessible] if node is not None else None
