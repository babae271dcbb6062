# SPDX-License-Identifier: GPL-3.0-or-later
"""A sign-in is kept, rotated and wiped in a keyring that a person may have: test_keyrings.py BUILD
NAME, one of gnome-keyring, KeePassXC, KWallet."""

import sys

import foreign
import keyrings
import story
import waiting
from desktop import Desktop


class Stage:
    def __init__(self, build, name):
        self.build = build
        self.packages = foreign.Packages(foreign.OAUTH_SERVER)
        self.server = foreign.OauthServer(self.packages)
        self.desktop = Desktop()
        self.keyring = keyrings.ALL[name](self.desktop)
        self.start()

    def start(self):
        self.person = foreign.Person(self.build, self.server.base, self.desktop.environment)

    def changed(self, before):
        self.keyring.answer_questions()
        return self.keyring.secrets() != before

    def describe(self):
        return [self.keyring.describe()]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.desktop.__exit__()
        self.server.end()
        self.packages.__exit__()


def is_kept(stage):
    answer = stage.person.sign_in()
    assert answer == "signed-in ada@northwind.example", answer
    stage.person.end()
    assert len(stage.keyring.secrets()) == 1
    stage.start()
    assert stage.person.ask("load") == "accounts 1"


def rotates(stage):
    """The server takes each refresh token once: every start works with the newest alone."""
    seen = set()
    for _ in range(3):
        before = stage.keyring.secrets()
        stage.person.token()
        waiting.until(lambda: stage.changed(before), "the keyring to hold the new token")
        seen |= stage.keyring.secrets()
        stage.person.end()
        assert len(stage.keyring.secrets()) == 1
        stage.start()
        assert stage.person.ask("load") == "accounts 1"
    assert len(seen) == 3, seen


def is_wiped(stage):
    assert stage.person.ask("sign-out") == "signed-out"
    stage.person.end()
    assert not stage.keyring.secrets()
    stage.start()
    assert stage.person.ask("load") == "accounts 0"
    stage.person.end()


STEPS = [
    ("a sign-in is kept for the next start", is_kept),
    ("the newest token is kept as they rotate", rotates),
    ("nothing is left after signing out", is_wiped),
]

if __name__ == "__main__":
    story.main(lambda: Stage(*sys.argv[1:]), STEPS)
