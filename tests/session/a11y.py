# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as assistive technologies see it, and hands that use it.

What differs between GTK 4.8 and 4.18 stands in the tables here and nowhere else.
"""

import functools
import re
import subprocess

import gi
import waiting

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# A query that is not answered finds nothing, which must not happen because a computer is slow:
# otherwise 0.8 seconds are enough for that. In milliseconds, the second for one that has just started.
Atspi.set_timeout(20000, 20000)

# GTK has no cache of accessible objects to offer; being told so at every start helps nobody.
GLib.log_set_handler("dbind", GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)

# Our words for what is on the screen → the roles that the two versions give it.
ROLES = {
    "window": {"frame", "dialog", "window", "alert"},
    "button": {"push button", "button", "toggle button", "radio button", "check box", "link"},
    "switch": {"check box", "toggle button", "switch"},
    "choice": {"check box", "radio button", "toggle button", "push button", "button", "page tab"},
    "view": {"page tab", "tab"},
    "entry": {"text", "entry", "password text", "text box"},
    "label": {"label", "static", "heading"},
    "list": {"list", "list box", "table", "tree table", "grid"},
    "row": {"list item", "table row", "tree item", "row"},
    "graph": {"panel", "grouping", "image"},
    "group": {"filler", "panel", "grouping", "form", "generic", "section"},
    "menu item": {"menu item", "check menu item", "radio menu item"},
    "progress": {"progress bar"},
}

# What is not looked into from above, to save time: parts of GTK's widgets, and lists with many rows.
LEAVES = {"label", "image", "separator", "scroll bar", "page tab", "check box", "radio button", "spinner"}
MANY = 20

MARGIN = 70  # of a window: where its header is, and its buttons


def plain(name):
    """A name without what a mnemonic makes of it: “_Send Send” and “_Send” are “Send”."""
    name = (name or "").replace("_", "", 1)
    half = len(name) // 2
    if len(name) % 2 and name[half] == " " and name[:half] == name[half + 1 :]:
        return name[:half]
    return name


class Node:
    """One thing on the screen. A query that the program answers with an error finds nothing."""

    def __init__(self, accessible, window=None):
        self.accessible = accessible
        self.window = window

    def _ask(self, query, otherwise):
        try:
            return query(self.accessible)
        except GLib.Error:
            return otherwise

    @functools.cached_property
    def role(self):
        return self._ask(Atspi.Accessible.get_role_name, "")

    @property
    def name(self):
        return plain(self._ask(Atspi.Accessible.get_name, ""))

    @property
    def description(self):
        return self._ask(Atspi.Accessible.get_description, "") or ""

    def related(self, kind):
        """The names of what it has a relation of this kind to."""

        def read(accessible):
            relations = (r for r in accessible.get_relation_set() if r.get_relation_type() == kind)
            return [Node(r.get_target(n)).name for r in relations for n in range(r.get_n_targets())]

        return self._ask(read, [])

    @property
    def text(self):
        """What an entry or a label holds."""

        def read(accessible):
            interface = accessible.get_text_iface()
            if interface is None:
                return ""
            return Atspi.Text.get_text(interface, 0, Atspi.Text.get_character_count(interface))

        return self._ask(read, "")

    def has_state(self, state):
        return self._ask(lambda a: a.get_state_set().contains(state), False)

    @property
    def is_sensitive(self):
        return self.has_state(Atspi.StateType.SENSITIVE)

    @property
    def is_focused(self):
        return self.has_state(Atspi.StateType.FOCUSED)

    @property
    def is_checked(self):
        return self.has_state(Atspi.StateType.CHECKED) or self.has_state(Atspi.StateType.PRESSED)

    @property
    def children(self):
        def read(accessible):
            return [accessible.get_child_at_index(n) for n in range(accessible.get_child_count())]

        return [Node(child, self.window) for child in self._ask(read, []) if child is not None]

    @property
    def parent(self):
        found = self._ask(Atspi.Accessible.get_parent, None)
        return Node(found, self.window) if found is not None else None

    def near(self, role, wanted=None):
        """The first of that role and name among what shares the smallest part of the window with this."""
        part = self
        while part is not None and not part.is_a("window"):
            found = part.find(role, wanted)
            if found is not None and found.accessible != self.accessible:
                return found
            part = part.parent
        return None

    def walk(self, rows=False):
        """This and all below, but for what has nothing of its own inside, and rows of data."""
        yield self
        for child in self.children:
            if child.role in LEAVES or not rows and child.is_a("list") and child.count > MANY:
                yield child
            else:
                yield from child.walk(rows)

    @property
    def count(self):
        return self._ask(Atspi.Accessible.get_child_count, 0)

    def is_a(self, role):
        return self.role in ROLES[role]

    def says(self, wanted):
        """Whether the name matches: a text is found anywhere in it, a pattern by its search."""
        for text in (self.name, self.text):
            if wanted is None or (wanted.search(text) if hasattr(wanted, "search") else wanted in text):
                return True
        return False

    def all(self, role, wanted=None):
        self.refresh()
        return [node for node in self.walk() if node.is_a(role) and node.says(wanted)]

    def find(self, role, wanted=None):
        """The first of that role and name, or None. An exact name goes before one that contains it."""
        found = self.all(role, wanted)
        exact = [node for node in found if node.name == wanted]
        return (exact or found or [None])[0]

    def wait(self, role, wanted=None, patience=waiting.PATIENCE):
        return waiting.until(lambda: self.find(role, wanted), f"{role} “{wanted}” in “{self.name}”", patience)

    def wait_gone(self, role, wanted, patience=waiting.PATIENCE):
        waiting.until(lambda: not self.find(role, wanted), f"{role} “{wanted}” to go", patience)

    def focused(self):
        """What has the keyboard's focus below this, or None."""
        self.refresh()
        return self._focused_below()

    def _focused_below(self):
        for child in self.children:
            if child.is_focused and not child.is_a("window"):
                return child
            found = child._focused_below()
            if found is not None:
                return found
        return None

    def words(self):
        """All texts below, in order, those of data too."""
        self.refresh()
        found = []
        for node in self.walk(rows=True):
            for text in (node.name, node.text):
                if text and text not in found[-2:]:
                    found.append(text)
        return found

    def refresh(self):
        drain()
        self._ask(Atspi.Accessible.clear_cache, None)

    def set_text(self, text):
        if not self._ask(lambda a: Atspi.EditableText.set_text_contents(a.get_editable_text_iface(), text), False):
            raise AssertionError(f"“{self.name}” takes no text")

    def press(self):
        """Activates by the accessible action, by the mouse where there is none."""
        if not self._ask(lambda a: a.get_action_iface() and Atspi.Action.do_action(a.get_action_iface(), 0), False):
            self.click()

    @property
    def box(self):
        """Where it is in its window: x, y, width, height."""

        def read(accessible):
            interface = accessible.get_component_iface()
            return interface and interface.get_extents(Atspi.CoordType.WINDOW)

        found = self._ask(read, None)
        return (found.x, found.y, found.width, found.height) if found else (0, 0, 0, 0)

    def click(self):
        """Clicks into its middle with the mouse, after scrolling it into view."""
        self.reveal()
        x, y, width, height = self.box
        left, top = window_origin(self.window)
        hand("mousemove", left + x + width // 2, top + y + height // 2, "click", 1)

    def at(self, x, y):
        """What is seen at a place of its window, or None."""

        def pick(accessible):
            interface = accessible.get_component_iface()
            return interface and interface.get_accessible_at_point(x, y, Atspi.CoordType.WINDOW)

        found = self._ask(pick, None)
        return Node(found, self.window) if found is not None else None

    def _find_view(self):
        """The top and the bottom of what can be seen of it, the one below the other for what is out of
        sight: what scrolls ends above the buttons of a window, in however many lines they are."""
        top, bottom = MARGIN, self.window.box[3] - MARGIN
        part = self.parent
        while part is not None and not part.is_a("window"):
            _, y, _, height = part.box
            upper, lower = max(top, y), min(bottom, y + height)
            if upper < lower or part.role == "scroll pane":  # a popover hangs out of what opens it
                top, bottom = upper, lower
            part = part.parent
        return top, bottom

    def _find_scrollers(self):
        """What scrolls around it, the outermost first."""
        found = []
        part = self.parent
        while part is not None and not part.is_a("window"):
            if part.role == "scroll pane":
                found.insert(0, part)
            part = part.parent
        return found

    def reveal(self):
        """Turns the wheel over what scrolls around it until its middle can be seen, and it rests there.
        Where a turn moves nothing, what scrolls is at its end, and the next one inside has its turn."""
        scrollers = self._find_scrollers()
        if self.is_a("view") or not scrollers and any(self.box):
            return  # it is where it is, like what is in a header, or a button below a page
        left, top = window_origin(self.window)
        earlier = turned = None
        turn = 0

        def in_view():
            nonlocal earlier, turned, turn
            box, earlier = earlier, self.box
            if box != earlier:
                return False
            x, y, width, height = box
            middle = y + height // 2
            upper, lower = self._find_view()
            if upper < middle < lower:
                return True
            turn += box == turned
            start, end = scrollers[turn % len(scrollers)]._find_part_in_view() if scrollers else (0, 0)
            hand("mousemove", left + x + width // 2, top + (start + end) // 2)
            hand("click", 5 if middle > upper else 4)
            earlier, turned = None, box
            return False

        waiting.until(in_view, f"“{self.name}” to come into view")

    def _find_part_in_view(self):
        """The top and the bottom of the part of it that can be seen."""
        top, bottom = self._find_view()
        _, y, _, height = self.box
        return max(top, y), min(bottom, y + height)

    def dump(self, depth=0):
        """The tree as text, for the report of a test that failed."""
        lines = [f"{'  ' * depth}{self.role} “{self.name}” {self.text[:60]!r}"]
        for child in self.children:
            lines += child.dump(depth + 1)
        return lines


def drain():
    """Hears what the program has told since."""
    while GLib.MainContext.default().iteration(False):
        pass


def listen(what, heard):
    """Calls `heard` with each event of that kind, for as long as the result is kept."""
    listener = Atspi.EventListener.new(heard)
    listener.register(what)
    return listener


def differ(one, other):
    """Whether two nodes, or None, are not the same thing on the screen."""
    return (one and one.accessible) != (other and other.accessible)


def xdotool(*words):
    return subprocess.run(
        ["xdotool", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ).stdout


def hand(*words):
    """Moves the mouse or the keys. The question at the end is answered when the display has done all
    that came before, so that the program is told of it before anybody looks what became of it."""
    xdotool(*words, "getmouselocation")


def key(*names):
    """Presses keys, as in key("ctrl+q")."""
    hand("key", "--clearmodifiers", *names)


def type_text(text):
    """Types plain letters and digits, as slowly as every keyboard layout bears."""
    hand("type", "--delay", 20, "--args", 1, text)


def x_windows(title):
    """The windows of that title on the display. None may mean that the search broke off: xdotool
    before 3.20211022 does when any window on the display goes meanwhile."""
    return xdotool("search", "--onlyvisible", "--name", f"^{re.escape(title)}$").split()


def activate(title):
    """Gives a window the keyboard, as a click on its title does; False when it is not found."""
    found = x_windows(title)
    if found:
        xdotool("windowactivate", "--sync", found[-1])
    return bool(found)


def frame_extents(x_window):
    """The width of the shadow that GTK draws inside an X window: left, right, top, bottom."""
    shown = subprocess.run(
        ["xprop", "-id", x_window, "_GTK_FRAME_EXTENTS"], stdout=subprocess.PIPE, text=True
    ).stdout
    return [int(n) for n in re.findall(r"\d+", shown.split("=")[-1])] if "=" in shown else [0, 0, 0, 0]


def fill_screen(window, width, height):
    """Makes a window as large as the screen, in pixels."""

    def fill():
        found = waiting.until(lambda: x_windows(window.name), f"the window “{window.name}” on the display")[-1]
        left, right, top, bottom = frame_extents(found)
        xdotool("windowmove", found, -left, -top)
        xdotool("windowsize", found, width + left + right, height + top + bottom)

    waiting.insist(fill, lambda: window.box[2:] == (width, height), f"“{window.name}” to fill the screen")


def window_origin(window):
    """Where the contents of a window begin on the screen."""

    def origin():
        found = x_windows(window.name)
        geometry = dict(re.findall(r"(\w+)=(.*)", xdotool("getwindowgeometry", "--shell", *found[-1:])))
        if not found or not {"X", "Y"} <= geometry.keys():
            return None
        left, _, top, _ = frame_extents(found[-1])
        return int(geometry["X"]) + left, int(geometry["Y"]) + top

    return waiting.until(origin, f"the window “{window.name}” on the display")


def applications(name):
    """The nodes of the programs of that name on the accessibility bus."""
    desktop = Atspi.get_desktop(0)
    Node(desktop).refresh()
    return [child for child in Node(desktop).children if child.name == name and child.children]


def windows(name):
    """The program's windows, the newest last; those of another run of it after them."""
    found = [node for program in applications(name) for node in program.children if node.is_a("window")]
    for node in found:
        node.window = node
    return found
