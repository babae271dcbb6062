# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates: every text can be translated, every button and spinner has a name, every key is listed."""

import re
import xml.etree.ElementTree as ElementTree

from rules import Rule, main

TEXTS = {
    "label",
    "title",
    "subtitle",
    "description",
    "placeholder-text",
    "tooltip-text",
    "tooltip-markup",
    "text",
    "body",
    "heading",
}
NAMED = {"GtkButton", "GtkMenuButton", "GtkToggleButton", "GtkSwitch", "GtkSpinner"}
NAMES = {"label", "tooltip-text"}
LISTS = {"GtkListBox", "GtkListView", "GtkColumnView", "GtkGridView"}
NEW_LIST = re.compile(r"gtk_(list_box|list_view|column_view|grid_view)_new \(")

# Their rows are the fields of a form, in which Tab goes from one to the next.
FORMS = {"src/ui/sign-in/davy-sign-in-start.ui", "src/ui/sign-in/davy-sign-in-waiting.ui"}


def templates(tree):
    return tree.matching(r"src/.*\.ui")


def spoken(text):
    """Whether a text has words in it."""
    return text is not None and re.search(r"[^\W\d_]{2,}", text)


def translatable(tree):
    problems = []
    for path, text in templates(tree):
        for element in ElementTree.fromstring(text).iter():
            name = element.get("name", "").replace("_", "-")
            if element.tag not in ("property", "attribute", "item") or len(element):
                continue
            if element.tag != "item" and name not in TEXTS:
                continue
            if spoken(element.text) and element.get("translatable") not in ("yes", "true"):
                problems.append(f"{path}: “{element.text.strip()}” cannot be translated")
    return problems


def properties(element):
    """The names set on an object: its properties and what assistive technologies are told."""
    direct = [child for child in element if child.tag in ("property", "binding")]
    told = [grand for child in element if child.tag == "accessibility" for grand in child]
    return {child.get("name", "").replace("_", "-") for child in direct + told}


def named_in_code(code, identity):
    """Whether the C file beside the template gives the widget its name."""
    telling = rf"self->{identity}\)?,[^;]*PROPERTY_LABEL|set_(tooltip_text|label) \([^;]*self->{identity}\b"
    return identity and re.search(telling, code)


def adorns(element):
    """Whether a spinner only adorns a text beside it."""
    role = element.find("property[@name='accessible-role']")
    return element.get("class") == "GtkSpinner" and role is not None and role.text == "presentation"


def named(tree):
    problems = []
    for path, text in templates(tree):
        code = tree.texts.get(path[:-2] + "c", "")
        for element in ElementTree.fromstring(text).iter("object"):
            if element.get("class") not in NAMED or adorns(element):
                continue
            if not properties(element) & NAMES and not named_in_code(code, element.get("id")):
                problems.append(f"{path}: {element.get('class')} {element.get('id', '')} has no accessible name")
    return problems


def explained(tree):
    """A text with a placeholder tells its translators what stands there."""
    problems = []
    for path, text in templates(tree):
        for element in ElementTree.fromstring(text).iter():
            holds = re.search(r"%(\d\$)?[sdu]", element.text or "")
            if element.get("translatable") and holds and not element.get("comments"):
                problems.append(f"{path}: “{element.text}” has a placeholder and no comment")
    return problems


def listed_keys(tree):
    """The keys of the application's table stand in the shortcuts window."""
    table = re.search(r"\n} keys\[\] = \{\n(.*?)\n\};", tree.texts["src/ui/davy-application-actions.c"], re.S)
    window = ElementTree.fromstring(tree.texts["src/ui/shortcuts/davy-shortcuts-window.ui"])
    shown = {
        key.lower()
        for element in window.iter("property")
        if element.get("name") == "accelerator"
        for key in element.text.split()
    }
    return [
        f"src/ui/shortcuts/davy-shortcuts-window.ui lacks {key} of {action}"
        for action, keys in re.findall(r'\{ "([^"]+)", \{([^}]*)\} \}', table[1])
        for key in re.findall(r'"([^"]+)"', keys)
        if key.lower() not in shown
    ]


def single_stops(tree):
    """Between the rows of a list the arrows move; Tab leaves it, or it is a way through a hundred rows."""
    problems = []
    for path, text in templates(tree):
        root = ElementTree.fromstring(text)
        inside = {it for stop in root.iter("object") if stop.get("class") == "DavyTabStop" for it in stop.iter()}
        problems += [
            f"{path}: Tab visits each row of {it.get('class')} {it.get('id', '')}"
            for it in root.iter("object")
            if it.get("class") in LISTS and it not in inside and path not in FORMS
        ]
    for path, text in tree.matching(r"src/ui/.*\.c"):
        if NEW_LIST.search(text) and "davy_tab_stop_new (" not in text:
            problems.append(f"{path}: Tab visits each row of the list that it makes")
    return problems


def planted(inner):
    return lambda tree: tree.changed("src/ui/davy-planted.ui", f"<interface>{inner}</interface>")


main(
    [
        Rule(
            "every text of a template can be translated",
            translatable,
            {
                "a label that cannot": planted('<object class="GtkLabel"><property name="label">Hello</property></object>'),
                "a menu item that cannot": planted('<menu><item><attribute name="label">Quit</attribute></item></menu>'),
                "a name for a screen reader that cannot": planted(
                    '<object class="GtkButton"><accessibility><property name="label">Close it</property></accessibility></object>'
                ),
            },
        ),
        Rule(
            "every button, switch and spinner of a template has a name",
            named,
            {
                "a button with only an icon": planted(
                    '<object class="GtkButton"><property name="icon-name">go-next-symbolic</property></object>'
                ),
                "a button named by its child alone": planted(
                    '<object class="GtkButton"><property name="child"><object class="GtkLabel">'
                    '<property name="label" translatable="yes">Go</property></object></property></object>'
                ),
                "a switch alone": planted('<object class="GtkSwitch" id="it"/>'),
                "a spinner alone": planted('<object class="GtkSpinner" id="it"/>'),
            },
        ),
        Rule(
            "every list is one stop for the Tab key",
            single_stops,
            {
                "one that is not": planted('<object class="GtkListBox"/>'),
                "one that the code makes": lambda t: t.changed(
                    "src/ui/davy-planted.c", "list = gtk_list_box_new ();\n"
                ),
            },
        ),
        Rule(
            "a placeholder in a template is explained to translators",
            explained,
            {"one that is not": planted('<property name="label" translatable="yes">%s left</property>')},
        ),
        Rule(
            "every key of the application stands in the shortcuts window",
            listed_keys,
            {
                "one that does not": lambda t: t.changed(
                    "src/ui/davy-application-actions.c",
                    t.texts["src/ui/davy-application-actions.c"].replace('{ "F1" }', '{ "F1", "F12" }'),
                )
            },
        ),
    ]
)
