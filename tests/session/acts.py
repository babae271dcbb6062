# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with the program, in its own words of whatever language."""

import re

import waiting

# The alert of the stories: mining on an Azure plan subscription that is paid in euro.
CUSTOMER = "Fabrikam Robotics GmbH"
SUBSCRIPTION = "Fabrikam Shop"
EVENT_ID = "d76e2212-1ee4-4544-ae40-962ba3b7ad76_ef43eeda-a75e-44a0-a07d-65cfe73c9869"


def alert_rows(stage):
    """The rows of the list of alerts that are made, by what they say."""
    found = stage.window().find("list", stage.say("Alerts"))
    return {row.children[0].name: row for row in found.children if row.children} if found else {}


def search_alerts(stage, text):
    """Types into the search of the alerts and returns the rows that are left."""
    window = stage.window()
    entry = window.wait("entry", stage.say("Search the alerts"))
    if entry.box[3] == 0:
        window.find("button", stage.say("Search")).press()
    entry.set_text(text)

    def only_matching():
        rows = alert_rows(stage)
        return rows if rows and all(text in name for name in rows) else None

    return waiting.until(only_matching, f"alerts with “{text}”")


def open_alert(stage, text=SUBSCRIPTION, customer=CUSTOMER):
    """Finds one alert and opens the page of its subscription."""
    rows = search_alerts(stage, text)
    next(iter(rows.values())).children[0].click()
    return page_heading(stage, customer)


def page_heading(stage, customer=CUSTOMER):
    """The heading of the page that is open: the customer's name, outside the list."""

    def heading():
        for node in stage.window().all("label", customer):
            if node.name == customer:
                return node
        return None

    return waiting.until(heading, f"the page of {customer}")


def amounts(text):
    """The numbers in a text, however the language groups and separates them."""
    return re.findall(r"\d[\d.,\u00a0\u202f]*", text)
