#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser of the session tests: opens a link, fills in the sign-in page, follows where it leads.

It is registered as the handler of http links in the tests' home. DAVYLAMP_BROWSER names a folder
outside that home: `opened` collects every address it visited, `manner` says what to do, one of
sign-in (the default), refuse, look-only.
"""

import html.parser
import os
import pathlib
import socket
import sys
import urllib.error
import urllib.parse
import urllib.request


resolve = socket.getaddrinfo


def resolve_as_browsers_do(host, *rest, **options):
    """“localhost” is this computer, whether /etc/hosts says so or is missing."""
    return resolve("127.0.0.1" if host == "localhost" else host, *rest, **options)


socket.getaddrinfo = resolve_as_browsers_do


class Forms(html.parser.HTMLParser):
    """The forms of a page: where they go, what is filled in, their buttons."""

    def __init__(self, page):
        super().__init__()
        self.forms = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append({"action": attributes.get("action", ""), "fields": {}, "buttons": []})
        elif not self.forms or not attributes.get("name"):
            return
        elif tag == "button":
            self.forms[-1]["buttons"].append((attributes["name"], attributes.get("value", "")))
        elif tag == "input" and (attributes.get("type") != "radio" or "checked" in attributes):
            self.forms[-1]["fields"][attributes["name"]] = attributes.get("value", "")


class Browser:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def visit(self, address, fields=None):
        """Opens an address, by POST when there are fields; returns the final address and page."""
        self.note(address)
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        try:
            with urllib.request.build_opener(Noting(self)).open(address, body, timeout=30) as answer:
                return answer.geturl(), answer.read().decode()
        except urllib.error.HTTPError as error:
            return address, error.read().decode()

    def note(self, address):
        with open(self.folder / "opened", "a") as file:
            file.write(address + "\n")

    def manner(self):
        file = self.folder / "manner"
        return file.read_text().strip() if file.exists() else "sign-in"


class Noting(urllib.request.HTTPRedirectHandler):
    """Follows redirects and writes each down."""

    def __init__(self, browser):
        self.browser = browser

    def redirect_request(self, request, answer, code, message, headers, address):
        self.browser.note(address)
        return super().redirect_request(request, answer, code, message, headers, address)


def fill_in(form, refuse, known):
    """The fields to send: what the page filled in, what is known, and the button pressed."""
    fields = {**form["fields"], **{name: text for name, text in known.items() if name in form["fields"]}}
    for name, value in form["buttons"]:
        if (value == "decline") == refuse:
            fields[name] = value
    return fields


def sign_in(folder, address, known=()):
    """Goes through the pages from this address on; `known` is typed where the page asks for it."""
    browser = Browser(folder)
    manner = browser.manner()
    final, page = browser.visit(address)
    while manner != "look-only":
        forms = Forms(page).forms
        if not forms:
            break
        target = urllib.parse.urljoin(final, forms[0]["action"])
        final, page = browser.visit(target, fill_in(forms[0], manner == "refuse", dict(known)))
    (browser.folder / "last-page").write_text(page)


if __name__ == "__main__":
    sign_in(os.environ["DAVYLAMP_BROWSER"], sys.argv[1])
