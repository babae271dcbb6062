# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of Microsoft's public pages through our readers: test_pages.py BUILD

The pages are not ours to keep. They are fetched; or, where there is no network, they lie in the
folder that DAVYLAMP_PAGES names, as OWNER/NAME/PATH of their repositories.
"""

import collections
import json
import os
import pathlib
import sys
import tempfile
import urllib.error
import urllib.request

import foreign
import pages

PLACE = "https://raw.githubusercontent.com"


def read_page(page):
    folder = os.environ.get("DAVYLAMP_PAGES")
    if folder:
        return (pathlib.Path(folder) / page.repository / page.path).read_text()
    address = f"{PLACE}/{page.repository}/{page.commit}/{page.path}"
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


class Reader(foreign.Child):
    """The program's own readers, behind the test server of the fault matrix."""

    def __init__(self, build, folder):
        super().__init__(pathlib.Path(build) / "tests/interop/pages-driver", stderr=2)
        self.file = pathlib.Path(folder) / "example.json"

    def read(self, endpoint, example):
        self.file.write_text(json.dumps(example))
        answer = self.ask(f"{endpoint} {self.file}")
        while answer.startswith("#"):  # a remark of the test framework's
            answer = self.hear()
        return answer


def check_page(reader, page, counts):
    examples = list(pages.find_examples(page, read_page(page)))
    counts["found"] += len(examples)
    assert len(examples) == len(page.endpoints), f"{len(examples)} examples are on the page"
    for text, endpoint in zip(examples, page.endpoints):
        if endpoint is None:
            counts["not for us"] += 1
            continue
        example, mended = pages.repair(page, text)
        wanted = f"read {pages.count_records(example)}"
        answer = reader.read(endpoint, pages.cut_links(example))
        assert answer == wanted, f"{endpoint} was to say “{wanted}” and said “{answer}”"
        counts["read"] += 1
        counts["repaired"] += mended


def main(build):
    counts = collections.Counter()
    failed = False
    print(f"1..{len(pages.PAGES)}")
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(build, folder)
        for number, page in enumerate(pages.PAGES, 1):
            sentence = f"{page.name} is read"
            try:
                check_page(reader, page, counts)
                print(f"ok {number} {sentence}", flush=True)
            except urllib.error.URLError as error:
                print(f"Bail out! {PLACE} cannot be reached ({error.reason}). Put the pages into a "
                      "folder and name it in DAVYLAMP_PAGES.")
                return 1
            except (AssertionError, ValueError, OSError) as error:
                failed = True
                print(f"not ok {number} {sentence}\n# {error}", flush=True)
        reader.end()
    print("# examples:", ", ".join(f"{counts[word]} {word}" for word in
                                   ("found", "read", "repaired", "not for us")))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
