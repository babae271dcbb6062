# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys: all that do something are in the window of shortcuts, and all of that window do; every action
of the program has a key or a place where it is found; every sort order is a menu item."""

import re
import xml.etree.ElementTree as ElementTree

from rules import Rule, main

APPLICATION = "src/ui/davy-application-actions.c"
WINDOW = "src/ui/shortcuts/davy-shortcuts-window.ui"
MODIFIERS = {"GDK_CONTROL_MASK": "<Control>", "GDK_ALT_MASK": "<Alt>", "GDK_SHIFT_MASK": "<Shift>"}

# Bound by GTK itself, or by what has no table of keys: the arrows of the graph, the answers.
BY_GTK = {"F10", "Return"}
FORMS = {"<Alt>1...9": {"<Alt>GDK_KEY_0+i"}, "<Shift>Left": {"Left"}, "<Shift>Right": {"Right"}}

# Actions without a key of their own, and where they are.
WITHOUT_KEY = {
    "about": "in the main menu, which F10 opens",
    "alerts": "beside the program's name in the list of programs; in the window Alt+1 does the same",
    "load-accounts": "a button of the bar that tells of the keyring",
    "ready": "in the main menu, which F10 opens",
    "sign-in": "a button of the page that asks for it",
    "subscriptions": "as for the alerts, with Alt+2",
    "try-demo": "a button of the first page",
}
SORTED = {
    "src/store/davy-alert-list.h": ("DAVY_ALERT_SORT_", "src/ui/alerts/davy-alert-filters.ui", "alerts-sort"),
    "src/store/davy-subscription-list.h": (
        "DAVY_SUBSCRIPTION_SORT_",
        "src/ui/subscriptions/davy-subscriptions-page.ui",
        "subscriptions-sort",
    ),
}


def listed(tree):
    """The keys that the window of shortcuts shows."""
    root = ElementTree.fromstring(tree.texts[WINDOW])
    found = [p.text for p in root.iter("property") if p.get("name") == "accelerator"]
    return {key for text in found for key in text.split()}


def accelerators(tree):
    """(action, keys) of the application's own table."""
    table = re.search(r"\bkeys\[\] = \{(.*?)\n\};", tree.texts[APPLICATION], re.S)[1]
    return [
        (action, re.findall(r'"([^"]+)"', keys)) for action, keys in re.findall(r'\{ "([^"]+)", \{([^}]*)\}', table)
    ]


def bound(tree):
    """(path, key) of all that is bound in the widgets, as the window of shortcuts writes it."""
    for path, text in tree.matching(r"src/(ui|chart)/.*\.c"):
        for key, modifiers in re.findall(r"GDK_KEY_(\w+(?: \+ i)?),\s*(GDK_\w+_MASK|0)\b", text):
            name = "GDK_KEY_" + key.replace(" ", "") if "+" in key else key
            yield path, MODIFIERS.get(modifiers, "") + name
        for key in re.findall(r"\{ GDK_KEY_(\w+), GDK_KEY_KP_", text):
            yield path, key


def all_listed(tree):
    """Keys with a modifier and function keys cannot be guessed; Escape and the arrows can."""
    known = listed(tree) | {form for key, forms in FORMS.items() if key in listed(tree) for form in forms}
    keys = [(APPLICATION, key) for _, found in accelerators(tree) for key in found] + list(bound(tree))
    return [
        f"{path}: {key} is not in {WINDOW}"
        for path, key in keys
        if re.match(r"<(Control|Alt)>|F\d", key) and "KP_" not in key and key not in known
    ]


def all_bound(tree):
    keys = {key for _, found in accelerators(tree) for key in found} | {key for _, key in bound(tree)} | BY_GTK
    return [
        f"{WINDOW}: {key} does nothing" for key in listed(tree) if not ({key} | FORMS.get(key, set())) & keys
    ]


def actions_have_keys(tree):
    table = re.search(r"GActionEntry actions\[\] = \{(.*?)\n\};", tree.texts[APPLICATION], re.S)[1]
    with_key = {action.partition(".")[2] for action, _ in accelerators(tree)}
    return [
        f"{APPLICATION}: app.{name} has no key, nor a word on where it is"
        for name in re.findall(r'\{ "([\w-]+)", \w+ \}', table)
        if name not in with_key and name not in WITHOUT_KEY
    ]


def sorts_in_menus(tree):
    problems = []
    for header, (prefix, menu, action) in SORTED.items():
        orders = set(re.findall(rf"^  {prefix}(\w+)", tree.texts[header], re.M))
        items = set()
        for item in ElementTree.fromstring(tree.texts[menu]).iter("item"):
            told = {a.get("name"): a.text for a in item.iter("attribute")}
            if told.get("action", "").endswith("." + action):
                items.add(told["target"].replace("-", "_").upper())
        problems += [f"{menu}: no menu item sorts by {order}" for order in sorted(orders - items)]
    return problems


def edited(path, old, new):
    return lambda tree: tree.changed(path, tree.texts[path].replace(old, new, 1))


BINDING = "gtk_widget_class_add_binding (klass, GDK_KEY_j, GDK_CONTROL_MASK, act, NULL);\n"

main(
    [
        Rule(
            "every key is in the window of shortcuts",
            all_listed,
            {
                "one of the application": edited(APPLICATION, '{ "F5", "<Control>r" }', '{ "F5", "<Control>j" }'),
                "one of a widget": lambda tree: tree.changed("src/ui/davy-planted.c", BINDING),
            },
        ),
        Rule(
            "every key of the window of shortcuts does something",
            all_bound,
            {"one that does nothing": edited(WINDOW, "&lt;Control&gt;comma", "&lt;Control&gt;j")},
        ),
        Rule(
            "every action of the program has a key or is found elsewhere",
            actions_have_keys,
            {"one without": edited(APPLICATION, '{ "about", about_cb }', '{ "planted", about_cb }')},
        ),
        Rule(
            "every sort order is a menu item",
            sorts_in_menus,
            {"one that is not": edited("src/store/davy-alert-list.h", "  DAVY_ALERT_SORT_COST,", "  DAVY_ALERT_SORT_AGE,")},
        ),
    ]
)
