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
import sys
import urllib.error
import urllib.parse
import urllib.request


class Forms(html.parser.HTMLParser):
    """The forms of a page: where they go, their fields, their buttons."""

    def __init__(self, page):
        super().__init__()
        self.forms = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append({"action": attributes.get("action", ""), "fields": {}, "buttons": []})
        elif self.forms and tag == "input" and attributes.get("type") not in ("submit", "radio", "checkbox"):
            self.forms[-1]["fields"][attributes.get("name")] = attributes.get("value") or ""
        elif self.forms and tag in ("button", "input") and attributes.get("name"):
            self.forms[-1]["buttons"].append((attributes["name"], attributes.get("value") or ""))


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


def choose(form, refuse, extra):
    """The fields to send: what the page filled in, what is known, and the button."""
    fields = {**form["fields"], **{k: v for k, v in extra.items() if k in form["fields"]}}
    refusing = [b for b in form["buttons"] if "cancel" in (b[0] + b[1]).lower() or "deny" in b[1].lower()]
    others = [b for b in form["buttons"] if b not in refusing]
    for name, value in (refusing if refuse else others)[:1]:
        fields[name] = value
    return fields


def main(address, extra):
    browser = Browser(os.environ["DAVYLAMP_BROWSER"])
    final, page = browser.visit(address)
    if browser.manner() == "look-only":
        return
    for _ in range(4):
        forms = Forms(page).forms
        if not forms:
            break
        target = urllib.parse.urljoin(final, forms[0]["action"])
        final, page = browser.visit(target, choose(forms[0], browser.manner() == "refuse", extra))
    (browser.folder / "last-page").write_text(page)


if __name__ == "__main__":
    main(sys.argv[1], dict(word.split("=", 1) for word in sys.argv[2:]))
