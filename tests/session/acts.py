# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with the program, in its own words of whatever language."""

import re

import a11y
import stage as stages
import waiting

# The alert of the stories: mining on an Azure plan subscription that is paid in euro.
CUSTOMER = "Fabrikam Robotics GmbH"
SUBSCRIPTION = "Fabrikam Shop"
EVENT_ID = "d76e2212-1ee4-4544-ae40-962ba3b7ad76_ef43eeda-a75e-44a0-a07d-65cfe73c9869"


def shown(node):
    """The node, if it has a place in its window; None for one on a page that was never shown."""
    return node if node is not None and node.box[3] > 0 else None


def complained_of_nothing(stage):
    """But for libsecret's own word on a keyring that comes or goes, which 0.20 cannot be rid of."""
    said = [line for line in stage.program_messages().splitlines() if "libsecret-WARNING" not in line]
    assert not any(word in line for line in said for word in ("WARNING", "CRITICAL")), said


# Signing in


def open_sign_in(stage):
    """From the first page to the one that asks for the application's ID."""
    stage.window().wait("button", stage.say("Sign in")).press()
    return stage.window().wait("button", stage.say("_Sign in in your browser"))


def type_application_id(stage, text=stages.APPLICATION_ID):
    stage.window().wait("entry", stage.say("Application ID")).set_text(text)


def sign_in(stage):
    """Signs in by the browser, which does its part by itself."""
    open_sign_in(stage)
    return finish_sign_in(stage)


def finish_sign_in(stage):
    press_sign_in(stage)
    return wait_alerts(stage)


def press_sign_in(stage):
    """Names the application and goes on in the browser."""
    type_application_id(stage)
    button = stage.window().wait("button", stage.say("_Sign in in your browser"))
    waiting.until(lambda: button.is_sensitive, "the way to the browser")
    button.press()


# Alerts


def wait_alerts(stage):
    return waiting.until(lambda: alert_rows(stage), "the alerts")


def wait_idle(stage):
    """Waits until the refresh that runs after a sign-in is through."""
    button = stage.window().wait("button", stage.say("Refresh"))
    waiting.until(lambda: button.box[3] > 0 and button.is_sensitive, "the refresh to end", 120)


def show_view(stage, name):
    # That of the alerts says how many are open, once that is known.
    texts = [stage.say(name)] + ([stage.say("Alerts (%u)")] if name == "Alerts" else [])
    said = re.compile("|".join(re.escape(text).replace("%u", r"\d+") for text in texts))
    tabs = waiting.until(lambda: [t for t in stage.window().all("view", said) if shown(t)], f"the tab “{name}”")
    tabs[0].click()


def wait_subscriptions(stage):
    """Waits until the table of subscriptions has rows."""

    def rows():
        tables = stage.window().all("list", stage.say("Subscriptions"))
        return any(n.is_a("list") and n.count > 5 and shown(n) for t in tables for n in t.walk())

    waiting.until(rows, "the subscriptions")


def alert_rows(stage):
    """The rows of the list of alerts that are made, by what they say."""
    found = stage.window().find("list", stage.say("Alerts"))
    parts = [(row, row.children) for row in found.children] if found else []
    return {inside[0].name: row for row, inside in parts if inside}


def search_alerts(stage, text):
    """Types into the search of the alerts and returns the rows that are left."""
    window = stage.window()
    if shown(window.find("entry", stage.say("Search the alerts"))) is None:
        window.wait("button", stage.say("Search")).press()
    waiting.until(
        lambda: shown(window.find("entry", stage.say("Search the alerts"))), "the search"
    ).set_text(text)

    def only_matching():
        rows = alert_rows(stage)
        return rows if rows and all(text in name for name in rows) else None

    return waiting.until(only_matching, f"alerts with “{text}”")


def open_alert(stage, text=SUBSCRIPTION, customer=CUSTOMER):
    """Finds one alert and opens the page of its subscription."""
    search_alerts(stage, text)

    def click():
        found = [row for name, row in alert_rows(stage).items() if text in name and shown(row)]
        if found:
            found[0].click()

    return waiting.insist(click, lambda: heading(stage, customer), f"the page of {customer}")


def heading(stage, customer):
    """The heading of the page that is open, or None: the customer's name alone."""
    return next((n for n in stage.window().all("label", customer) if n.name == customer), None)


def page_heading(stage, customer=CUSTOMER):
    return waiting.until(lambda: heading(stage, customer), f"the page of {customer}")


def amounts(text):
    """The numbers in a text, however the language groups and separates them."""
    return re.findall(r"\d[\d.,\u00a0\u202f]*", text)


STATUSES = ("Open", "Active", "Investigating", "Resolved", "Any status")


def filter_status(stage, status):
    """Picks which alerts are listed, by their status. GTK 4.18 tells no names of menu items."""
    window = stage.window()
    names = [stage.say(name, "filter") for name in STATUSES]

    def opener():
        label = next((n for name in names for n in window.all("label", name) if n.name == name), None)
        return label and label.near("button")

    waiting.until(opener, "the choice of the status").press()

    def item():
        found = window.all("menu item")
        named = [n for n in found if n.name == stage.say(status, "filter")]
        return (named or found[STATUSES.index(status) :] or [None])[0]

    waiting.until(item, f"“{status}” in the menu").press()


# Who is ready for an incident

WITHOUT_CONSENT = "Clinique des Tilleuls"


def ready(stage):
    return waiting.until(
        lambda: stage.window(stage.say("Ready for an incident?")), "the page of who is ready"
    )


def open_ready(stage):
    """From the menu; GTK 4.18 tells no names of menu items, and this one is the first."""
    window = stage.window()
    name = stage.say("_Ready for an incident?")

    def item():
        found = window.all("menu item")
        return next((n for n in found if n.name == name), found[0] if found else None)

    stage.wait_keyboard(window.name)
    a11y.key("F10")
    waiting.until(item, "the menu").press()
    return ready(stage)


def wait_ready(stage):
    """Waits until all customers are checked, and returns what is said of how many are ready."""
    summary = re.compile(r"^\W*\d+ \D+ \d+ \D+$")

    def told():
        label = shown(ready(stage).find("label", summary))
        return label if label and not ready(stage).find("button", stage.say("Stop checking")) else None

    return waiting.until(told, "all customers to be checked", 120).name


def find_ready_customer(stage, customer):
    """Searches for one customer and opens its detail; returns what the row said."""
    window = ready(stage)
    window.wait("button", stage.say("Search")).press()
    entry = waiting.until(
        lambda: shown(window.find("entry", stage.say("Search the customers"))), "the search"
    )
    entry.set_text(customer)

    def row():
        found = window.find("list", stage.say("Customers"))
        rows = [(r, r.children) for r in found.children] if found else []
        named = [r for r, inside in rows if inside and customer in inside[0].name]
        return named[0] if named and len(rows) == 1 else None

    said = waiting.until(row, f"{customer} alone").children[0].name

    def click():
        found = row()
        if shown(found):
            found.click()

    waiting.insist(click, lambda: [n for n in window.all("label", customer) if n.name == customer], customer)
    return said


def ask_for_consent(stage):
    """Presses what grants consent, and returns the question that comes before."""
    ready(stage).wait("button", stage.say("_Grant consent…")).press()
    return wait_question(stage)


def wait_question(stage):
    """The window that asks once more. Newer libadwaita gives its name to a part of it only."""
    return waiting.until(
        lambda: next((w for w in stage.windows() if w.find("button", stage.say("Not now"))), None),
        "the question",
    )


def leave_ready(stage):
    """Closes the page by Escape, that of the search first."""
    close_by_escape(stage, stage.say("Ready for an incident?"))


def close_by_escape(stage, title):
    """Presses Escape in a window until it has closed."""

    def closed():
        if stage.window(title) is None:
            return True
        if a11y.activate(title) and stage.has_keyboard(title):
            a11y.key("Escape")
        return False

    waiting.until(closed, f"“{title}” to close")


# The wizard


def open_wizard(stage):
    """From the page of the subscription to the wizard's window."""
    button = stage.window().wait("button", stage.say("Handle the alert"))
    waiting.until(lambda: button.is_sensitive, "the way into the wizard")
    button.press()
    return wizard(stage)


def wizard(stage):
    """The wizard's window; its title names the customer and the subscription."""
    return waiting.until(lambda: stage.window(f"{CUSTOMER}, {SUBSCRIPTION}"), "the wizard")


def page(stage, question):
    """One page of the wizard, by the question that it asks."""
    text = stage.say(question)

    def named():
        return next((n for n in wizard(stage).all("group", text) if n.name == text and n.children), None)

    return waiting.until(named, f"the page “{question}”")


def choose(stage, question, answer):
    """Gives an answer on a page, to everyone it is asked about there."""
    text = stage.say(answer)
    choices = waiting.until(
        lambda: [n for n in page(stage, question).all("choice", text) if n.name == text],
        f"the answer “{answer}” to “{question}”",
    )
    for choice in choices:
        if not choice.is_checked:
            waiting.insist(choice.press, lambda: choice.is_checked, f"“{answer}” to be chosen")


def write(stage, question, title, text):
    """Writes into every field of that title on a page."""
    fields = waiting.until(
        lambda: [n for n in page(stage, question).all("entry", stage.say(title)) if n.box[3] > 0],
        f"a field “{title}”",
    )
    for field in fields:
        field.set_text(text)


def forward(stage, *labels):
    """Presses the button that does what the page is for, under one of these names."""
    names = [stage.say(label) for label in labels]

    def possible():
        found = [n for n in wizard(stage).all("button") if n.name in names and n.is_sensitive]
        return found[-1] if found else None

    waiting.until(possible, f"“{names}” to be possible").press()


def leave_for_later(stage):
    wizard(stage).wait("button", stage.say("Do this _later")).press()
    waiting.until(lambda: stage.window(f"{CUSTOMER}, {SUBSCRIPTION}") is None, "the wizard to close")


def wait_forward(stage, *labels):
    """Waits for the page whose forward button has one of these names."""
    names = [stage.say(label) for label in labels]
    waiting.until(
        lambda: any(n.name in names for n in wizard(stage).all("button")), f"the page with “{names}”"
    )


DETECTED = "What was detected"
STANDING = "Is the account in good standing?"
USAGE = "Is the usage expected?"
CONTACT = "What does the customer say?"
VERDICT = "What is it?"
APPROVAL = "What did Microsoft approve?"
REVIEW = "A last look"

# What follows where it was unexpected.
ORIGIN = "How was it made, and by whom?"
CONTAINMENT = "Cut the caller off and stop what runs"
DELETION = "What is deleted?"
SUPPORT = "What do you ask Microsoft?"
REPORT = "What does the customer get?"


def unseen():
    """Nobody looks at a page before it is left; a camera does."""


def take(stage, look=unseen):
    wait_forward(stage, "Take the alert")
    look()
    forward(stage, "Take the alert")


def judge_standing(stage, look=unseen):
    wait_forward(stage, "Record the judgement")
    choose(stage, STANDING, "In good standing")
    write(stage, STANDING, "Note", "Known for years, pays in time.")
    look()
    forward(stage, "Record the judgement")


def judge_usage(stage, look=unseen):
    wait_forward(stage, "Record what you see")
    choose(stage, USAGE, "A sudden rise")
    write(stage, USAGE, "Note", "It rose within a day.")
    look()
    forward(stage, "Record what you see")


def record_calls(stage, look=unseen):
    wait_forward(stage, "Record the calls", "Record the call")
    choose(stage, CONTACT, "Reached")
    write(stage, CONTACT, "Who did you speak to?", "Erika Muster")
    write(stage, CONTACT, "What was said", "They planned it and told Microsoft.")
    look()
    forward(stage, "Record the calls", "Record the call")


def decide(stage, look=unseen, answer="Expected, and approved by Microsoft"):
    wait_forward(stage, "Record the answer")
    choose(stage, VERDICT, answer)
    look()
    forward(stage, "Record the answer")


def approve(stage, look=unseen):
    """Enters the approval: its reference and its date."""
    wait_forward(stage, "Record the approval")
    write(stage, APPROVAL, "Reference of the approval", "MS-2026-0815")
    pick_day(stage, APPROVAL, "Approved on")
    look()
    forward(stage, "Record the approval")


def pick_day(stage, question, title):
    """Opens the calendar of a date and picks the first day that it shows."""
    text = stage.say(title)
    row = waiting.until(
        lambda: next((n for n in page(stage, question).all("row", text) if n.name == text), None),
        f"the row “{title}”",
    )
    opener = row.wait("button").children[0]
    before = opener.wait("label").name

    def is_open():
        # Besides the button, which GTK makes of two: to the month before, to the next, and the years.
        return any(shown(n) for n in row.all("button")[2:])

    opener.press()
    waiting.until(is_open, "the calendar")
    waiting.insist(
        lambda: a11y.key("Right", "space"),
        lambda: opener.find("label").name != before,
        f"a day for “{title}”",
    )
    a11y.key("Escape")
    waiting.until(lambda: not is_open(), "the calendar to close")


def mark_hostile(stage, caller, look=unseen):
    """Says of the one who made the machines that they are hostile."""
    wait_forward(stage, "Record who it was")

    def row():
        found = page(stage, ORIGIN).all("label", caller)
        return next((n for n in found if n.name == caller and n.box[3] > 0), None)

    waiting.until(row, "the caller", 60).click()
    hostile = stage.say("Hostile", "caller")
    waiting.until(lambda: any(hostile in n.name for n in wizard(stage).all("label")), "the marks")
    a11y.key("Down", "Down", "Down", "Down", "Return")
    waiting.until(lambda: hostile in page(stage, ORIGIN).words(), "the mark")
    look()
    forward(stage, "Record who it was")


def leave_out(stage, question, why="Not in this story"):
    """Goes past a step that may be left out, which wants a reason."""
    write(stage, question, "Note", why)
    button = wizard(stage).wait("button", stage.say("Leave this step _out"))
    waiting.until(lambda: button.is_sensitive, "a step that may be left out")
    button.press()


def send(stage, look=unseen):
    wait_forward(stage, "Send to Microsoft")
    look()
    forward(stage, "Send to Microsoft")


def wait_result(stage):
    return wizard(stage).wait("label", stage.say("The alert is resolved"))
