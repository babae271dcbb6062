# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop is told, and what its buttons do: test_notices.py PREFIX LANGUAGE."""

import contextlib
import json
import pathlib
import re
import sqlite3
import sys
import urllib.error
import urllib.request

import a11y
import acts
import story
import waiting
from notifications import CLOSED
from stage import Stage

# Of the demonstration, by the beginning of their subscriptions' ids: alerts that are open at first,
# one of them a test, and one that comes later. Microsoft does not know of what is found at OURS.
MINING, LOW, TEST, LATER = "d76e2212", "63018894", "ed83abfa", "9c845470"
CHANGES = {
    MINING: {"created": "-19m"},
    LOW: {"created": "-5m", "type": "UsageAnomalyDetection"},
    TEST: {"created": "-14m"},
    LATER: {"created": "+10m"},
}
OURS, OUR_SUBSCRIPTION = "Wingtip Verlag GmbH", "Wingtip Production"
MANY = 7  # come all at once after that
MINUTE = 60


def cut_scenario(stage):
    """Only what the story is about: the rest is read as well, takes its time, and has its own to tell."""
    whole = json.loads((stage.prefix / "share/davylamp/demo/scenario.json").read_text())
    alerts = {a["id"][:8]: a for a in whole["alerts"] if a["id"][:8] in CHANGES}
    wanted = {alert["subscription"] for alert in alerts.values()}
    owners = {}
    customers = [cut_customer(customer, wanted, owners) for customer in whole["customers"]]
    scenario = {
        **{name: whole[name] for name in ("version", "partner", "behaviour", "users", "resellers")},
        "customers": [customer for customer in customers if customer["subscriptions"]],
        "alerts": [{**alert, **CHANGES[one]} for one, alert in alerts.items()],
    }
    for number in range(MANY):
        where = list(owners)[number % len(owners)]
        new = {"id": f"{number}-of-many", "subscription": where, "created": "+20m"}
        scenario["alerts"].append({**alerts[MINING], **new})
    last = {"id": "last-of-all", "subscription": alerts[LOW]["subscription"], "created": "+40m"}
    scenario["alerts"].append({**alerts[LATER], **last})
    file = stage.desktop.base / "scenario.json"
    file.write_text(json.dumps(scenario))
    stage.notes.update(alerts=alerts, owners={where[:8]: names for where, names in owners.items()})
    return str(file)


def cut_customer(customer, wanted, owners):
    """The customer with nothing but the wanted subscriptions, which are put among the owners."""
    left = []
    for bought in customer["subscriptions"]:
        inside = [e for e in bought.get("entitlements", []) if is_wanted(e["id"], e, wanted)]
        if inside:
            left.append({**bought, "entitlements": inside})
        elif is_wanted(bought.get("azureId"), bought, wanted):
            left.append(bought)
        owners.update({e["id"]: (customer["name"], e["name"]) for e in inside})
        if bought in left:
            owners[bought["azureId"]] = (customer["name"], bought["name"])
    return {**customer, "subscriptions": left}


def is_wanted(azure_id, subscription, wanted):
    return azure_id in wanted or subscription.get("name") == OUR_SUBSCRIPTION


# What is expected


def titled(stage, text, what):
    return stage.say(text, "notification").replace("%s", stage.say(what))


def owner(stage, alert):
    customer, subscription = stage.notes["owners"][alert]
    pattern = stage.say("%1$s, %2$s", "case")
    return pattern.replace("%1$s", customer).replace("%2$s", subscription)


def pattern(stage, text):
    return re.compile(re.escape(stage.say(text)).replace("%s", ".+"))


def find(stage, title, standing=True):
    """The notification of that title, or None; the last one that was sent."""
    found = stage.notifications.standing() if standing else stage.notifications.sent()
    return next((n for n in reversed(found) if n.title == title), None)


def wait_for(stage, title):
    return waiting.until(lambda: find(stage, title), f"“{title}” among {stage.notifications.standing()}")


def wait_gone(stage, title):
    waiting.until(lambda: not find(stage, title), f"“{title}” to go")


def count(stage):
    return len(stage.notifications.sent())


def refresh(stage):
    """Until all of it is through, and has been told."""
    asked = len(stage.emulator.requests("/pc/v1/fraudEvents", "GET"))
    stage.wait_keyboard()
    a11y.key("F5")
    waiting.until(
        lambda: len(stage.emulator.requests("/pc/v1/fraudEvents", "GET")) > asked, "the alerts to be read"
    )
    acts.wait_idle(stage)


def mining(stage):
    return titled(stage, "New alert: %s", "Crypto-mining")


def low(stage):
    return titled(stage, "New alert: %s", "Unusual usage")


def still_open(stage):
    return titled(stage, "Still open: %s", "Crypto-mining")


def ours(stage):
    return titled(stage, "Found by Davylamp: %s", "Cost above the expected range")


# The story


def are_told(stage):
    stage.start_emulator(cut_scenario(stage))
    stage.start_program()
    acts.sign_in(stage)
    wait_for(stage, mining(stage))
    acts.wait_idle(stage)
    wait_for(stage, ours(stage))
    titles = sorted(n.title for n in stage.notifications.sent())
    test = titled(stage, "Test alert: %s", "Crypto-mining")
    assert titles == sorted([mining(stage), low(stage), test, ours(stage)]), titles


def say_what_is_at_stake(stage):
    told = wait_for(stage, mining(stage))
    lines = told.body.split("\n")
    assert lines[0] == owner(stage, MINING), told
    assert pattern(stage, "%s left").fullmatch(lines[-1]), told
    found = wait_for(stage, ours(stage))
    assert OURS in found.body and pattern(stage, "≈ %s a day").search(found.body), found
    assert "€" in found.body, found


def are_as_urgent_as_they_are_grave(stage):
    urgent = {n.title: n.urgency for n in stage.notifications.sent()}
    assert urgent[mining(stage)] == "critical", urgent
    assert urgent[low(stage)] == "normal", urgent
    assert urgent[titled(stage, "Test alert: %s", "Crypto-mining")] == "low", urgent


def have_buttons(stage):
    labels = [stage.say("Open", "notification"), stage.say("Snooze for 15 minutes", "notification")]
    for told in stage.notifications.standing():
        assert list(told.buttons) == labels and told.leads, told


def come_once(stage):
    before = count(stage)
    refresh(stage)
    refresh(stage)
    assert count(stage) == before, stage.notifications.sent()[before:]


def lead_to_the_alert(stage):
    customer = stage.notes["owners"][LOW][0]
    stage.notifications.press(wait_for(stage, low(stage)), stage.say("Open", "notification"))
    acts.page_heading(stage, customer)
    wait_gone(stage, low(stage))


def lead_there_by_themselves(stage):
    """A person need not hit the button."""
    stage.notifications.press(wait_for(stage, ours(stage)))
    acts.page_heading(stage, OURS)


def go_when_looked_at(stage):
    test = wait_for(stage, titled(stage, "Test alert: %s", "Crypto-mining"))
    stage.notifications.press(test, stage.say("Snooze for 15 minutes", "notification"))
    acts.open_alert(stage, stage.notes["owners"][MINING][1], stage.notes["owners"][MINING][0])
    waiting.until(lambda: closed(stage, mining(stage)), "what was looked at to be withdrawn")


def closed(stage, title):
    """Whether the program has withdrawn it."""
    told = find(stage, title, standing=False)
    lines = stage.notifications.lines()
    return any(x["what"] == "closed" and x["id"] == told.id and x["reason"] == CLOSED for x in lines)


# Put off


@contextlib.contextmanager
def database(stage):
    folder = pathlib.Path(stage.environment["XDG_DATA_HOME"]) / "davylamp"
    (file,) = folder.glob("*/store.db")
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as opened, opened:
        yield opened


def let_snooze_end(stage):
    """Moves the moment: the program has the clock of the computer."""
    with database(stage) as opened:
        moved = opened.execute("UPDATE notices SET again_at = 1 WHERE again_at <> 0").rowcount
    assert moved == 1, moved


def put_off(stage):
    """One that comes later, on its way."""
    stage.emulator.advance(11 * MINUTE)
    refresh(stage)
    title = titled(stage, "New alert: %s", "Suspicious operations in Resource Manager")
    told = wait_for(stage, title)
    assert told.urgency == "normal" and owner(stage, LATER) in told.body, told
    let_snooze_end(stage)  # that of the test
    before = count(stage)
    stage.notifications.press(told, stage.say("Snooze for 15 minutes", "notification"))
    wait_gone(stage, title)
    waiting.until(lambda: is_put_off(stage), "the moment to be kept")
    waiting.until(lambda: find(stage, still_open(stage)), "the test to come again")
    refresh(stage)
    assert count(stage) == before + 1, stage.notifications.sent()[before:]


def is_put_off(stage):
    with database(stage) as opened:
        ((found,),) = opened.execute("SELECT count(*) FROM notices WHERE again_at > 1")
    return found == 1


def start_anew(stage):
    """It comes again, and nothing else does."""
    before = count(stage)
    stage.quit_program()
    assert is_put_off(stage)
    let_snooze_end(stage)
    stage.start_program()
    acts.wait_alerts(stage)
    title = titled(stage, "Still open: %s", "Suspicious operations in Resource Manager")
    wait_for(stage, title)
    acts.wait_idle(stage)
    refresh(stage)
    assert count(stage) == before + 1, stage.notifications.sent()[before:]


# Elsewhere


def resolve(stage, alert):
    """As a colleague does, with what the program was given to sign in with: one of it is the token."""
    known = stage.notes["alerts"][alert]
    address = f"{stage.emulator.base}/pc/v1/fraudEvents/subscription/{known['subscription']}/status"
    body = {"EventIds": [known["id"]], "EventStatus": "Resolved", "ResolvedReason": "Fraud"}
    for secret in stage.recorder.secrets:
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)
        with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(request):
            return
    raise AssertionError("no token of Partner Center was handed out")


def go_when_resolved_elsewhere(stage):
    before = count(stage)
    title = titled(stage, "Still open: %s", "Suspicious operations in Resource Manager")
    resolve(stage, LATER)
    refresh(stage)
    waiting.until(lambda: closed(stage, title), "what is resolved to be withdrawn")
    assert count(stage) == before, stage.notifications.sent()[before:]


# Many


def of_many(stage, one, many):
    """A text for a number of things; the catalogue knows it by that for one."""
    return many if stage.language == "en" else stage.say(one)


def are_one_when_many_come(stage):
    before = count(stage)
    stage.emulator.advance(10 * MINUTE)
    refresh(stage)
    told = wait_for(stage, of_many(stage, "%u new alert", "%u new alerts").replace("%u", str(MANY)))
    assert count(stage) == before + 1, stage.notifications.sent()[before:]
    assert told.urgency == "critical" and list(told.buttons)[0] == stage.say("Open", "notification")
    named = told.body.split("\n")
    customers = {customer for customer, _ in stage.notes["owners"].values()}
    rest = of_many(stage, "and %u more customer", "and %u more customers")
    assert len(set(named[:3]) & customers) == 3, (named, customers)
    assert named[3:] == [rest.replace("%u", str(len(customers) - 3))], named
    stage.notes["many"] = told


def view(stage):
    """Which view is in front: the program keeps that as it changes."""
    kept = (stage.desktop.home / ".config/glib-2.0/settings/keyfile").read_text()
    return re.search(r"^last-view='(.*)'$", kept, re.M)[1]


def lead_to_the_list(stage):
    acts.show_view(stage, "Subscriptions")
    waiting.until(lambda: view(stage) == "subscriptions", "the subscriptions")
    stage.notifications.press(stage.notes["many"])
    waiting.until(lambda: view(stage) == "alerts", "the list of alerts")
    waiting.until(lambda: stage.notes["many"] not in stage.notifications.standing(), "what was seen to go")


def come_without_a_window(stage):
    stage.quit_program()
    before = count(stage)
    stage.emulator.advance(20 * MINUTE)
    command = (str(stage.executable), "--endpoints", stage.endpoints(), "--background")
    stage.program = stage.desktop.start(*command)
    told = wait_for(stage, titled(stage, "New alert: %s", "Suspicious operations in Resource Manager"))
    assert count(stage) == before + 1, stage.notifications.sent()[before:]
    assert not stage.windows() and owner(stage, LOW) in told.body, told
    stage.notifications.press(told)
    waiting.until(stage.window, "the window")
    acts.page_heading(stage, stage.notes["owners"][LOW][0])


STEPS = [
    ("each alert is told, what we found too, and what was resolved is not", are_told),
    ("they say whose they are, what is at stake and how long there is", say_what_is_at_stake),
    ("they are as urgent as the alerts are grave", are_as_urgent_as_they_are_grave),
    ("they have their buttons, in this language", have_buttons),
    ("a refresh tells nothing again", come_once),
    ("Open leads to the alert", lead_to_the_alert),
    ("so does the notification by itself", lead_there_by_themselves),
    ("looking at the alert withdraws it", go_when_looked_at),
    ("Snooze puts off one of them, and another comes again", put_off),
    ("a new start tells again what was put off, and nothing else", start_anew),
    ("what is resolved elsewhere is withdrawn", go_when_resolved_elsewhere),
    ("many that come at once are told as one", are_one_when_many_come),
    ("which leads to the list", lead_to_the_list),
    ("without a window one comes as well, and opens it", come_without_a_window),
    ("the program complained of nothing", acts.complained_of_nothing),
]


def make_stage():
    return Stage(sys.argv[1], language=sys.argv[2])


if __name__ == "__main__":
    story.main(make_stage, STEPS)
