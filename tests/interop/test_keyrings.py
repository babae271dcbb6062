# SPDX-License-Identifier: GPL-3.0-or-later
"""A sign-in is kept, rotated and wiped in every keyring a person may have: test_keyrings.py BUILD."""

import sys

import foreign
import keyrings
import story
from desktop import Desktop


class Stage:
    """A desktop and an OAuth server for all, one keyring after the other."""

    def __init__(self, build):
        self.build = build
        self.packages = foreign.Packages(foreign.OAUTH_SERVER)
        self.server = foreign.OauthServer(self.packages)
        self.desktop = None

    def change_keyring(self, keyring):
        self.put_away()
        self.desktop = Desktop()
        self.keyring = keyring(self.desktop)
        self.start()

    def start(self):
        self.person = foreign.Person(self.build, self.server.base, self.desktop.environment)

    def put_away(self):
        if self.desktop is not None:
            self.desktop.__exit__()

    def describe(self):
        return [self.keyring.describe()]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.put_away()
        self.server.end()
        self.packages.__exit__()


def is_kept(keyring):
    def step(stage):
        stage.change_keyring(keyring)
        answer = stage.person.sign_in()
        assert answer == "signed-in ada@northwind.example", answer
        stage.person.end()
        assert stage.keyring.count() == 1
        stage.start()
        assert stage.person.ask("load") == "accounts 1"
        stage.person.token()

    return step


def rotates(stage):
    """The server takes each refresh token once: the next start works with the newest alone."""
    for _ in range(2):
        stage.person.token()
        stage.person.end()
        assert stage.keyring.count() == 1
        stage.start()
        assert stage.person.ask("load") == "accounts 1"
    stage.person.token()


def is_wiped(stage):
    assert stage.person.ask("sign-out") == "signed-out"
    stage.person.end()
    assert stage.keyring.count() == 0
    stage.start()
    assert stage.person.ask("load") == "accounts 0"
    stage.person.end()


STEPS = [
    step
    for keyring in keyrings.ALL
    for step in (
        (f"{keyring.name} keeps a sign-in for the next start", is_kept(keyring)),
        (f"{keyring.name} keeps the newest token as they rotate", rotates),
        (f"{keyring.name} has nothing left after signing out", is_wiped),
    )
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
