# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels: which may be shortened, and where a person reads the rest."""

import re
import xml.etree.ElementTree as ElementTree

from rules import Rule, main, strip_c

PAGE = "whole on the page that the row opens"
MENU = "whole among the choices that the button opens"
BESIDE = "never more than the lines hold, or whole on the clipboard"
TOOLTIP = "whole in its tooltip"

# Every label that may be shortened, by its file: its id in a template, its name in C.
MAY_BE_SHORTENED = {
    "src/ui/alerts/davy-alert-filters.ui": {
        "status_label": MENU,
        "severity_label": MENU,
        "customer_label": MENU,
    },
    "src/ui/alerts/davy-alert-list-row.ui": {
        "what": PAGE,
        "whose": PAGE,
        "which": PAGE,
        "cost": PAGE,
        "facts": PAGE,
    },
    "src/ui/alerts/davy-customer-popover.c": {"label": TOOLTIP},
    "src/ui/cases/davy-case-list-row.ui": {"customer": PAGE, "subscription": PAGE, "facts": PAGE},
    "src/ui/common/davy-alert-more.c": {"row": BESIDE},
    "src/ui/common/davy-choice-factory.c": {"label": MENU},
    "src/ui/common/davy-copy-button.c": {"self->label": TOOLTIP},
    "src/ui/common/davy-usage-choice.ui": {
        "split_label": MENU,
        "part_label": MENU,
        "measure_label": MENU,
    },
    "src/ui/ready/davy-ready-row.c": {"mark->label": PAGE, "self->name": PAGE},
    "src/ui/sign-in/davy-sign-in-start.ui": {"known_id_row": BESIDE},
    "src/ui/subscriptions/davy-subscription-columns.c": {"label": TOOLTIP},
    "src/ui/subscriptions/davy-subscription-list-row.ui": {"customer": PAGE, "name": PAGE},
    "src/ui/subscriptions/davy-subscription-usage-cell.c": {"self->label": PAGE},
}

IN_TEMPLATE = {"ellipsize": "none", "lines": "-1", "title-lines": "0", "subtitle-lines": "0"}
IN_C = re.compile(
    r"\b(?:gtk_label_set_(?:ellipsize|lines)|adw_\w+_set_(?:title|subtitle)_lines|pango_layout_set_ellipsize)"
    r" \((?P<label>(?:[^(),]|\([^()]*\))*),(?P<how>[^;]*)\);"
)
WHOLE = re.compile(r"\s*(PANGO_ELLIPSIZE_NONE|-1|0)\s*")
SHORTENS = re.compile(r"\bPANGO_ELLIPSIZE_(START|MIDDLE|END)\b")
CAST = re.compile(r"^[A-Z_]+ \((.*)\)$")


def in_template(text):
    """The ids of what a template shortens; of what has none, its class."""
    for element in ElementTree.fromstring(text).iter("object"):
        for child in element.findall("property"):
            whole = IN_TEMPLATE.get(child.get("name", "").replace("_", "-"))
            if whole is not None and child.text != whole:
                yield element.get("id") or element.get("class")


def in_c(text):
    """The names of what the code shortens; "?" where it does so in another way than by a call."""
    code = strip_c(text)
    calls = [call for call in IN_C.finditer(code) if not WHOLE.fullmatch(call["how"])]
    yield from (CAST.sub(r"\1", call["label"].strip()) for call in calls)
    if SHORTENS.search(IN_C.sub("", code)):
        yield "?"


def shortened(tree):
    """(path, label) of all that is shortened."""
    for path, text in tree.matching(r"src/.*\.(c|ui)"):
        yield from ((path, label) for label in (in_c(text) if path.endswith(".c") else in_template(text)))


def listed(tree):
    return [
        f"{path}: {label} is shortened, and nobody says where the rest is read"
        for path, label in shortened(tree)
        if label not in MAY_BE_SHORTENED.get(path, {})
    ]


def tidy(tree):
    found = set(shortened(tree))
    return [
        f"{path}: {label} is not shortened any more"
        for path, labels in MAY_BE_SHORTENED.items()
        for label in labels
        if (path, label) not in found
    ]


def has_tooltip(tree):
    """Whether there is the tooltip that the list speaks of."""
    return [
        f"{path}: {label} has no tooltip"
        for path, labels in MAY_BE_SHORTENED.items()
        for label, why in labels.items()
        if why == TOOLTIP and "gtk_widget_set_tooltip_text (" not in strip_c(tree.texts.get(path, ""))
    ]


ROW = "src/ui/cases/davy-case-list-row.ui"
POPOVER = "src/ui/alerts/davy-customer-popover.c"
PLANTED = '<interface><object class="GtkLabel" id="planted"><property name="{}">{}</property></object></interface>\n'


def template(name, value):
    return lambda tree: tree.changed("src/ui/davy-planted.ui", PLANTED.format(name, value))


def code(line):
    return lambda tree: tree.changed("src/ui/davy-planted.c", line + "\n")


main(
    [
        Rule(
            "a label is shortened only where the rest is read elsewhere",
            listed,
            {
                "one in a template": template("ellipsize", "end"),
                "one that has so many lines and no more": template("lines", "2"),
                "one in C": code("gtk_label_set_ellipsize (GTK_LABEL (planted), PANGO_ELLIPSIZE_END);"),
                "one in C that is shortened at times": code(
                    "gtk_label_set_ellipsize (planted, wide ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_MIDDLE);"
                ),
                "one that is made so": code('g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, NULL);'),
                "a row that has so many lines and no more": code(
                    "adw_action_row_set_title_lines (ADW_ACTION_ROW (planted), 1);"
                ),
                "another label of a file that is listed": lambda t: t.appended(
                    POPOVER, "gtk_label_set_ellipsize (other, PANGO_ELLIPSIZE_END);\n"
                ),
            },
        ),
        Rule(
            "the list of what may be shortened names nothing else",
            tidy,
            {"one that is whole by now": lambda t: t.changed(ROW, t.texts[ROW].replace("ellipsize", "wrap"))},
        ),
        Rule(
            "what has its whole text in a tooltip has one",
            has_tooltip,
            {"one without": lambda t: t.changed(POPOVER, t.texts[POPOVER].replace("tooltip", "name"))},
        ),
    ]
)
