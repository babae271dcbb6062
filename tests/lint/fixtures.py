# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing in the repository looks like a secret that somebody recorded."""

import re

from rules import Rule, hits, main

SECRETS = (
    r"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"  # a JSON web token
    r"|\b[Bb]earer [A-Za-z0-9._~+/-]{20,}"
    r"|\b[01]\.A[A-Za-z0-9_-]{30,}"  # refresh tokens and codes of Microsoft's login
    r"|\bM\.[CR]\d+_[A-Z]{2,}\.[A-Za-z0-9-]{8,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r'|"(access_token|refresh_token|id_token|client_secret|password)"\s*:\s*"[^"$%{<]{16,}"'
)
OPAQUE = r"(?<![A-Za-z0-9+/_-])(?=[A-Za-z0-9+/_-]*[a-z])(?=[A-Za-z0-9+/_-]*[A-Z])(?=[A-Za-z0-9+/_-]*[0-9])[A-Za-z0-9+_-]{40,}"
GUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"  # an id, and no secret
MAIL = r"[\w.+-]+@(?!(?:[\w-]+\.)*(?:example|test|invalid)\b)(?!(?:[\w-]+\.)*example\.(?:com|org|net)\b)[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|de|fr|eu|microsoft)\b"
DATA = r"(tests|data)/.*\.(json|http|txt|xml)"


def no_secret(tree):
    return [
        hit
        for path, text in tree.matching(r"(src|tests|data|po)/.*|README\.md")
        if path != "tests/lint/fixtures.py"
        for hit in hits(path, text, SECRETS)
    ]


def nothing_opaque(tree):
    return [hit for path, text in tree.matching(DATA) for hit in hits(path, re.sub(GUID, "guid", text), OPAQUE)]


def no_person(tree):
    return [hit for path, text in tree.matching(DATA) for hit in hits(path, text, MAIL)]


def planted(text, path="tests/unit/net/planted.json"):
    return lambda tree: tree.changed(path, text)


TOKEN = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9"

main(
    [
        Rule(
            "no file holds anything like a token or a key",
            no_secret,
            {
                "a JSON web token": planted(f"{TOKEN}.eyJhdWQiOiJodHRwcyJ9.c2ln"),
                "a recorded header": planted("Authorization: Bearer 0123456789abcdefghijklmnop", "tests/t.http"),
                "a refresh token": planted('"0.AXkAtSMxT0a' + "Q" * 30 + '"'),
                "a token's member": planted('{"refresh_token": "abcdefgh-0123456789"}'),
                "a private key": planted("-----BEGIN " "PRIVATE KEY-----", "tests/unit/net/key.json"),
            },
        ),
        Rule(
            "data files hold nothing opaque",
            nothing_opaque,
            {"a long random word": planted('"' + "aB3" * 20 + '"', "data/demo/planted.json")},
        ),
        Rule(
            "data files hold no real mail address",
            no_person,
            {"one": planted('"someone@fabrikam.com"', "data/demo/planted.json")},
        ),
    ]
)
