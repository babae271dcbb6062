# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page in a narrow window, with text of a size: no window is wider than the screen:
test_text_size.py PREFIX LANGUAGE WIDTH SIZE."""

import sys

import story
import test_crawl
from stage import Stage

HEIGHT = 1000


class Ruler:
    """Measures the pages that it is shown; a window is as wide as the widest thing in it needs."""

    def __init__(self, stage, width):
        self.stage = stage
        self.width = width
        self.pages = {}

    def take(self, what):
        self.pages[what] = max(window.box[2] for window in self.stage.windows())

    take_all = take


def measuring(width):
    def begin(stage):
        test_crawl.begin(stage)
        stage.notes["crawler"] = Ruler(stage, width)

    return begin


def all_have_room(stage):
    ruler = stage.notes["crawler"]
    story.show(f"{len(ruler.pages)} pages, the widest of {max(ruler.pages.values())} pixels")
    wide = {what: width for what, width in ruler.pages.items() if width > ruler.width}
    assert not wide, wide


def steps(width):
    replaced = {test_crawl.begin: measuring(width), test_crawl.found_nothing: all_have_room}
    told = {test_crawl.found_nothing: "no window is wider than the screen"}
    return [
        (told.get(step, sentence), replaced.get(step, step))
        for sentence, step in test_crawl.STEPS
        if step is not test_crawl.finds_mistakes
    ]


if __name__ == "__main__":
    _, prefix, language, width, text = sys.argv
    story.main(
        lambda: Stage(prefix, language=language, size=f"{width}x{HEIGHT}", text=float(text)), steps(int(width))
    )
