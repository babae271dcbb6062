# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages that not every day brings: another way to sign in, what is found nowhere, an alert of
ours, one more proof, no network, a sign-in that has ended."""

import a11y
import acts
import test_device_code as device_code
import test_own_alert as own_alert
import waiting

NOWHERE = "zzz"
SEARCHES = {
    "Subscriptions": "Search the subscriptions",
    "Cases": "Search the cases",
    "Alerts": "Search the alerts",
}
NO_TOKEN = 'POST /login/* x* status=400,body={"error":"invalid_grant"}'


def walk(stage, camera):
    sign_in(stage, camera)
    for view, entry in SEARCHES.items():
        no_match(stage, camera, view, entry)
    acts.open_alert(stage, own_alert.SUBSCRIPTION, own_alert.CUSTOMER)
    camera.take_all("own-alert")
    back_to_list(stage)
    prove(stage, camera)
    open_case(stage, camera)
    notices(stage, camera)
    stage.quit_program()


def sign_in(stage, camera):
    """By a code on another device, which is folded away behind the browser."""
    stage.start_emulator()
    a11y.fill_screen(stage.start_program(), *stage.size)
    device_code.open_ways(stage)
    camera.take("sign-in-ways")
    device_code.choose_code(stage)
    device_code.show_code(stage)
    camera.take("sign-in-code")
    device_code.enter_code(stage)
    acts.wait_idle(stage)


def no_match(stage, camera, view, title):
    """Searches for what is in no row, and goes back to all of them."""
    window = stage.window()
    acts.show_view(stage, view)

    def entry():
        return acts.shown(window.find("entry", stage.say(title)))

    def told():
        return [n for n in window.all("label", stage.say("Nothing matches")) if acts.shown(n)]

    waiting.insist(lambda: window.wait("button", stage.say("Search")).press(), entry, "the search")
    before = len(told())
    entry().set_text(NOWHERE)
    waiting.until(lambda: len(told()) > before, f"“{view}” without a match")
    camera.take("no-match-" + view.lower())
    entry().set_text("")


def back_to_list(stage):
    """Where the page of an alert covers the list."""

    def listed():
        return [row for row in acts.alert_rows(stage).values() if acts.shown(row)]

    if not listed():
        stage.wait_keyboard()
        waiting.insist(lambda: a11y.key("alt+Left"), listed, "the list")


def prove(stage, camera):
    """Microsoft wants to be sure who it is before it lets somebody take an alert."""
    acts.open_alert(stage)
    acts.open_wizard(stage)
    acts.wait_forward(stage, "Take the alert")
    stage.emulator.fault("POST /pc/v1/fraudEvents* x1 claims")
    acts.forward(stage, "Take the alert")
    name = stage.say("Confirm that it is you")
    waiting.until(lambda: stage.window(name), f"“{name}”")
    camera.take("step-up")
    (stage.browser / "manner").write_text("look-only")
    stage.window(name).wait("button", stage.say("_Confirm in your browser")).press()
    text = stage.say("Go on in your browser")
    waiting.until(lambda: acts.shown(stage.window(name).find("label", text)), f"“{text}”")
    camera.take("step-up-waiting")
    acts.close_by_escape(stage, name)
    camera.take("step-up-declined")
    acts.take(stage)
    acts.wait_forward(stage, "Record the judgement")
    acts.leave_for_later(stage)


def open_case(stage, camera):
    """One that somebody goes on with."""
    acts.show_view(stage, "Cases")
    cases = waiting.until(lambda: acts.shown(stage.window().find("list", stage.say("Cases"))), "the cases")
    row = waiting.until(lambda: acts.shown(cases.find("label", acts.CUSTOMER)), "the case")
    waiting.insist(
        row.click, lambda: acts.shown(stage.window().find("label", stage.say("Timeline"))), "its page"
    )
    camera.take_all("case-open")


def notices(stage, camera):
    """The bar under the header, and the way to sign in again."""
    acts.show_view(stage, "Subscriptions")
    stage.emulator.fault("* /pc/* x* hang-up")
    notice(stage, stage.say("Offline. %s").split("%s")[0].strip())
    camera.take("offline")
    stage.emulator.forget_faults()
    stage.emulator.fault(NO_TOKEN)
    stage.emulator.fault("* /pc/* x* expired-token")
    notice(stage, stage.say("Sign in again to refresh."))
    camera.take("signed-out")
    stage.window().wait("button", stage.say("Sign in")).press()
    waiting.until(
        lambda: acts.shown(stage.window().find("button", stage.say("_Sign in in your browser"))), "the sign-in"
    )
    camera.take("sign-in-again")


def notice(stage, text):
    stage.wait_keyboard()
    a11y.key("F5")
    waiting.until(lambda: any(text in words for words in stage.window().words()), f"“{text}”", 120)
