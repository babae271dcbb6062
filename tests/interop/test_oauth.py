# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in at an OAuth server that we did not write: test_oauth.py BUILD."""

import sys

import foreign
import story
from desktop import Desktop

SIGNED_IN = "signed-in ada@northwind.example"


class Stage:
    def __init__(self, build):
        self.build = build
        self.packages = foreign.Packages(foreign.OAUTH_SERVER)
        self.desktop = Desktop()
        self.server = foreign.OauthServer(self.packages)
        self.start()

    def start(self):
        self.person = foreign.Person(self.build, self.server.base, self.desktop.environment)

    def describe(self):
        return [f"the server gave out {self.server.control('grants')}"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.person.end()
        self.server.end()
        self.desktop.__exit__()
        self.packages.__exit__()


def signs_in(stage):
    assert stage.person.ask("load").startswith("error")  # there is no keyring on this bus
    answer = stage.person.sign_in()
    assert answer == SIGNED_IN + " memory", answer


def rotates(stage):
    tokens = {stage.person.token() for _ in range(4)}
    assert len(tokens) == 4, tokens
    assert stage.server.control("grants").count("refresh_token") >= 3


def is_revoked(stage):
    stage.server.control("revoke")
    answer = stage.person.ask("token")
    assert answer.startswith("error"), answer
    assert stage.person.ask("state") == "needs-sign-in"


def signs_in_again(stage):
    answer = stage.person.sign_in()
    assert answer == SIGNED_IN + " memory", answer
    assert stage.person.ask("state") == "signed-in"
    assert stage.person.token() != stage.person.token()


def keeps_what_is_good(stage):
    stage.server.control("long")
    token = stage.person.token()
    renewals = stage.server.control("grants").count("refresh_token")
    assert stage.person.token() == token
    assert stage.server.control("grants").count("refresh_token") == renewals
    stage.server.control("short")


def signs_out(stage):
    assert stage.person.ask("sign-out") == "signed-out"
    stage.person.end()


def signs_in_by_code(stage):
    stage.start()
    answer = stage.person.sign_in_by_code()
    assert answer == SIGNED_IN + " memory", answer
    assert stage.person.token() != stage.person.token()


STEPS = [
    ("a person signs in through the browser, with PKCE", signs_in),
    ("the refresh token rotates, time after time", rotates),
    ("a refresh token revoked there leads back to sign-in", is_revoked),
    ("signing in again goes on with the same person", signs_in_again),
    ("a token that is still good is used again", keeps_what_is_good),
    ("signing out ends it", signs_out),
    ("a person signs in by a code on another device, and the token rotates", signs_in_by_code),
    ("a sign-in by code that is revoked leads back, too", is_revoked),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1]), STEPS)
