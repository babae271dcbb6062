# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of one walk through the program, in FOLDER/LANGUAGE-SCHEME-WIDTH/:
test_pages.py PREFIX EYE FOLDER LANGUAGE SCHEME WALK.

It fails when a page of the walk was not taken, and when a person does not see all of a label that
may not be cut.
"""

import dataclasses
import pathlib
import re
import signal
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/session"))

import screenshots  # noqa: E402
import story  # noqa: E402
import waiting  # noqa: E402
from screenshots import Camera  # noqa: E402
from stage import Stage  # noqa: E402

BEGIN = ("first-start", "sign-in")
END = ("cases", "case")
CASE = (
    *("wizard-detected", "wizard-standing", "wizard-usage", "wizard-customer", "wizard-not-reached-last-look"),
    *("wizard-not-reached", "wizard-wanted-last-look", "wizard-wanted", "wizard-what-is-it", "wizard-proof"),
    *("wizard-last-look", "wizard-result"),
)
READY = ("ready", "ready-missing", "ready-consent")
OVER_ALERT = ("stop", "letter", "support", "evidence")
UNEXPECTED = (
    *("wizard-what-is-it", "wizard-origin", "wizard-contain", "wizard-identity", "wizard-delete"),
    *("wizard-deleted", "wizard-cancel", "wizard-plan", "wizard-verify", "wizard-last-look"),
    *("wizard-support", "wizard-report", "wizard-result"),
)
VIEWS = ("alerts", "no-cases", "subscriptions", "subscription", "standing", "resolved")
WINDOWS = ("preferences", "help", "shortcuts", "about")
RARE = (
    *("sign-in-ways", "sign-in-code", "no-match-subscriptions", "no-match-cases", "no-match-alerts", "own-alert"),
    *("step-up", "step-up-waiting", "step-up-declined", "case-open", "offline", "signed-out", "sign-in-again"),
)

# Every page that a walk comes by: what it does not take, or takes without its being here, fails.
PAGES = {
    "program": {*BEGIN, *VIEWS, *WINDOWS, *CASE, *END, *READY},
    "rare": {*RARE},
    "unexpected": {*BEGIN, *OVER_ALERT, *UNEXPECTED, *END},
}

# Where a label may be shortened, by what it is in, and why. Its accessible name is its whole text.
MAY_BE_SHORTENED = (
    (r"^ GtkLabel#(what|whose|which|facts) .* DavyAlertListRow\b", "whole on the page that the row opens"),
    (r"^ GtkLabel#(customer|name) .* DavySubscriptionListRow\b", "whole on the page that the row opens"),
    (r" AdwWindowTitle#heading .* DavyWizardWindow\b", "the same lines stand below, where they wrap"),
)

# Pages in a window of the toolkit that is wider than a telephone, with words cut off there, and why.
MAY_BE_WIDE = {"shortcuts": "GTK gives its window of shortcuts a width of its own"}


@dataclasses.dataclass(frozen=True)
class Cut:
    """A label of which not all is seen."""

    wrong: str
    text: str
    tooltip: str
    place: str

    @property
    def is_allowed(self):
        """Shortened, not cut off, where that may be, or where the whole text is a tooltip."""
        if self.wrong != "ellipsized":
            return False
        return self.text in self.tooltip or any(re.search(where, self.place) for where, _ in MAY_BE_SHORTENED)

    def __str__(self):
        return f"{self.wrong}: “{self.text}” in{self.place}"


class Album(Camera):
    """Keeps which pages were taken, and what was cut in their pictures."""

    def __init__(self, stage, size, folder, name):
        super().__init__(stage, size, folder, name)
        self.labels = pathlib.Path(stage.desktop.base / "labels")
        self.pages = set()
        self.cut = {}
        self.wide = set()

    def _keep(self, what, seen):
        super()._keep(what, seen)
        self.pages.add(what)
        if any(window.box[2] > self.width for window in self.stage.windows()):
            self.wide.add(what)
        for cut in self._look():
            if not cut.is_allowed:
                self.cut.setdefault(cut, what)

    def _look(self):
        """What the library that is loaded into the program finds."""
        self.labels.unlink(missing_ok=True)
        self.stage.program.send_signal(signal.SIGUSR1)
        waiting.until(self.labels.exists, "word on the labels")
        return [Cut(*line.split("\t")) for line in self.labels.read_text().splitlines()]


def finds_mistakes(_):
    """The judgement itself, on labels that are only described."""
    place = " GtkLabel GtkBox DavyNoPlace"
    assert not Cut("ellipsized", "A long text", "", place).is_allowed
    assert not Cut("ellipsized", "A long text", "Another", place).is_allowed
    assert Cut("ellipsized", "A long text", "A long text", place).is_allowed
    assert not Cut("clipped", "A long text", "A long text", place).is_allowed


def steps(eye, folder, language, scheme, walk):
    go, size = screenshots.WALKS[walk]
    name = walk.removeprefix("narrow").strip("-") or "unexpected"
    width = size.split("x")[0]
    folder = pathlib.Path(folder, f"{language}-{scheme}-{width}")
    pages = PAGES[name]
    albums = []

    def walk_through(stage):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{name}-*.png"):
            old.unlink()
        album = Album(stage, size, folder, name)
        albums.append(album)
        stage.loaded = {"LD_PRELOAD": eye, "CUT_LABELS": str(album.labels)}
        go(stage, album)

    def all_taken(_):
        album = albums[0]
        story.show(f"{album.number} pictures of {len(album.pages)} pages: {folder}/{name}-*.png")
        assert album.pages == pages, f"not taken: {pages - album.pages}, not known: {album.pages - pages}"

    def all_have_room(_):
        assert albums[0].wide <= MAY_BE_WIDE.keys(), albums[0].wide - MAY_BE_WIDE.keys()

    def nothing_cut(_):
        assert not albums[0].cut, "\n".join(f"{page}: {cut}" for cut, page in albums[0].cut.items())

    return [
        ("the judgement finds mistakes", finds_mistakes),
        (f"{language}, {scheme}, {width} pixels: the walk “{name}”", walk_through),
        ("every page of it was taken", all_taken),
        ("no window is wider than the screen", all_have_room),
        ("no label is cut where it must not be", nothing_cut),
    ]


def main(prefix, eye, folder, language, scheme, walk):
    _, size = screenshots.WALKS[walk]
    story.main(
        lambda: Stage(prefix, language=language, scheme=scheme, size=size),
        steps(eye, folder, language, scheme, walk),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
