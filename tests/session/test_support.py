# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking Microsoft about an alert, by keyboard: test_support.py PREFIX LANGUAGE."""

import json
import sys
import urllib.parse
import urllib.request

import a11y
import acts
import story
import test_keyboard as keyboard
import waiting
from stage import Stage

PAGE = "/pc/dashboard/support/servicerequests/create"
QUESTION = "Which pool was it"

# The portal's own words (terms.md E.1): its form does not speak the language of the catalogue.
FORM = {
    "en": ("Title", "Description", "Crypto-mining notification", "Affected subscription: "),
    "de": ("Titel", "Beschreibung", "Krypto-Mining-Benachrichtigung", "Betroffenes Abonnement: "),
    "fr": ("Titre", "Description", "Notification de minage de cryptomonnaie", "Abonnement affecté\u00a0: "),
}


def asking(stage):
    """The window in which Microsoft is asked."""
    title = stage.say("Ask Microsoft")
    return waiting.until(lambda: stage.window(title), "the window to ask Microsoft in")


def press(stage, text):
    keyboard.press(stage, text, stage.say("Ask Microsoft"))


def begin(stage):
    keyboard.sign_in(stage)
    keyboard.search(stage)
    keyboard.open_alert(stage)
    (stage.browser / "manner").write_text("look-only")


def ask(stage):
    keyboard.press(stage, "Ask _Microsoft…")
    entry = asking(stage).wait("entry", stage.say("E-mail"))
    waiting.until(lambda: "@" in entry.text, "the contact of the partner's profile")


def not_without_a_question(stage):
    press(stage, "_Open Partner Center")
    sentence = stage.say("Write down your questions or concerns.")
    waiting.until(lambda: sentence in asking(stage).words(), "what is missing to be said")
    assert PAGE not in (stage.browser / "opened").read_text()


def write(stage):
    label = stage.say("Your questions or concerns")
    entry = asking(stage).wait("entry", label)
    keyboard.tab_to(stage, "entry", "Your questions or concerns", stage.say("Ask Microsoft"), "shift+Tab")
    a11y.type_text(QUESTION)
    waiting.until(lambda: QUESTION in entry.text, "the question")


def value(stage, label):
    """What is to be written into a field of the portal."""
    row = copier(stage, label)
    while not row.is_a("row"):
        row = row.parent
    return next((n.text for n in row.all("label") if n.name != label), "")


def copier(stage, label):
    return asking(stage).wait("button", stage.say("Copy: %s") % label)


def is_filled_in(stage):
    title, description, notification, subscription = FORM[stage.language]
    waiting.until(lambda: value(stage, title) == notification, f"“{notification}” for “{title}”")

    def described():
        text = value(stage, description)
        return text if subscription + acts.SUBSCRIPTION in text and QUESTION in text else None

    text = waiting.until(described, f"the subscription and the question for “{description}”")
    stage.notes["form"] = {"title": notification, "description": text, "impact": "moderate", "contact": "c"}


def copy(stage):
    wanted = copier(stage, FORM[stage.language][0]).name
    keyboard.tab_until(
        lambda: asking(stage).focused(),
        lambda focused: focused is not None and focused.name == wanted,
        f"“{wanted}”",
    )
    a11y.key("space")


def open_portal(stage):
    press(stage, "_Open Partner Center")
    opened = stage.browser / "opened"
    waiting.until(lambda: PAGE in opened.read_text(), "Partner Center in the browser")


def submit(stage):
    """The person's part, in the browser."""
    body = urllib.parse.urlencode(stage.notes["form"]).encode()
    with urllib.request.urlopen(stage.emulator.base + PAGE, body) as answer:
        page = answer.read().decode()
    stage.notes["number"] = page.split("number is ")[1][:15]


def find(stage):
    press(stage, "_Find the new request")
    number = stage.notes["number"]
    waiting.until(lambda: any(number in w for w in asking(stage).words()), "the new request")
    press(stage, "_Keep its number")
    waiting.until(lambda: keeps(stage), "the number to be kept")


def keeps(stage):
    group = asking(stage).find("label", stage.say("Requests of this case"))
    return acts.shown(group) and stage.notes["number"] in asking(stage).words()


def comes_back(stage):
    acts.close_by_escape(stage, stage.say("Ask Microsoft"))
    asked = len(followed(stage))
    keyboard.press(stage, "Ask _Microsoft…")
    waiting.until(lambda: keeps(stage), "the number that was kept")
    waiting.until(lambda: len(followed(stage)) > asked, "the status to be asked for")


def followed(stage):
    return stage.emulator.requests("/pc/v1/servicerequests/" + stage.notes["number"], "GET")


def sent_nothing_else(stage):
    """Tokens and cost are asked for by POST, which changes nothing; nothing else is."""
    posted = [r["path"] for r in stage.emulator.requests() if r["method"] != "GET"]
    changing = [p for p in posted if not p.startswith(("/login", "/_emulator")) and not p.endswith("/query")]
    assert changing == [PAGE], json.dumps(changing)
    assert stage.emulator.requests("/pc/v1/servicerequests", "GET")


STEPS = [
    ("the keys lead to an alert", begin),
    ("Microsoft is asked from there, with the partner’s contact", ask),
    ("the portal is not opened without a question", not_without_a_question),
    ("the question is written", write),
    ("the form is filled in with the portal’s words", is_filled_in),
    ("a field is copied", copy),
    ("Partner Center opens in the browser", open_portal),
    ("the person submits the form there", submit),
    ("the new request is found and its number kept", find),
    ("it is there again later, and its status is asked for", comes_back),
    ("nothing was sent but what the person submitted", sent_nothing_else),
    ("the program complained of nothing", acts.complained_of_nothing),
]

if __name__ == "__main__":
    story.main(lambda: Stage(sys.argv[1], language=sys.argv[2]), STEPS)
