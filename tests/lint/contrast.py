# SPDX-License-Identifier: GPL-3.0-or-later
"""Contrast of what is written and drawn, worked out from the colours of the style sheets and of the
graph: 4.5 for text and 3 for shapes, in light, dark and high contrast. `contrast.py --table` prints
all of it."""

import re
import sys

from rules import Rule, Tree, main

TEXT, SHAPE = 4.5, 3.0
STYLE, PLOT = "src/ui/style%s.css", "src/plot/davy-plot-theme.c"
DETAILS = {"light": "", "dark": "-dark"}

# The named colours of libadwaita 1.2, the floor; those of 1.7 are darker in light, lighter in dark.
NAMED = {
    "light": {
        "accent_color": "#1c71d8",
        "accent_bg_color": "#3584e4",
        "success_color": "#1b8553",
        "warning_color": "#9c6e03",
        "warning_bg_color": "#e5a50a",
        "error_color": "#c01c28",
        "destructive_bg_color": "#e01b24",
        "window_bg_color": "#fafafa",
        "window_fg_color": "rgba(0, 0, 0, 0.8)",
        "popover_fg_color": "rgba(0, 0, 0, 0.8)",
        "popover_bg_color": "#ffffff",
        "view_bg_color": "#ffffff",
        "headerbar_bg_color": "#ebebeb",
        "card_bg_color": "#ffffff",
    },
    "dark": {
        "accent_color": "#78aeed",
        "accent_bg_color": "#3584e4",
        "success_color": "#8ff0a4",
        "warning_color": "#f8e45c",
        "warning_bg_color": "#cd9309",
        "error_color": "#ff7b63",
        "destructive_bg_color": "#c01c28",
        "window_bg_color": "#242424",
        "window_fg_color": "#ffffff",
        "popover_fg_color": "#ffffff",
        "popover_bg_color": "#383838",
        "view_bg_color": "#1e1e1e",
        "headerbar_bg_color": "#303030",
        "card_bg_color": "rgba(255, 255, 255, 0.08)",
    },
}
WORDS = {"white": "#ffffff", "black": "#000000"}
GROUNDS = ("window_bg_color", "view_bg_color", "card_bg_color", "popover_bg_color")
HEADER = ("headerbar_bg_color",)

# Where each selector of ours that colours something stands, and what it is.
PLACES = {
    ".notice": (SHAPE, ("window_bg_color",)),
    ".notice > label": (TEXT, ("window_bg_color",)),
    ".notice > button": (TEXT, ("window_bg_color",)),
    ".demonstration": (TEXT, HEADER),
    ".filters .narrowing": (TEXT, ("window_bg_color",)),
    "alertrow .overdue": (TEXT, ("window_bg_color", "view_bg_color")),
    "severitymark": (SHAPE, GROUNDS),
    "severitymark.high": (SHAPE, GROUNDS),
    "severitymark.medium": (SHAPE, GROUNDS),
    "severitymark.low": (SHAPE, GROUNDS),
    "davychart > reading": (TEXT, ("popover_bg_color",)),
    ".excess": (TEXT, GROUNDS),
    ".success": (TEXT, GROUNDS),
    ".warning": (TEXT, GROUNDS),
    ".error": (TEXT, GROUNDS),
    ".accent": (TEXT, GROUNDS),
    "button.suggested-action": (TEXT, ("accent_bg_color",)),
    "button.destructive-action": (TEXT, ("destructive_bg_color",)),
    "columnview > header > button > box": (TEXT, ("view_bg_color",)),
    "popover.menu accelerator": (TEXT, ("popover_bg_color",)),
    "calendar > grid > label.day-number.other-month": (TEXT, ("popover_bg_color",)),
}

# What libadwaita 1.2 writes there where our style sheets say nothing.
PLATFORM = {
    "button.suggested-action": "white",
    "button.destructive-action": "white",
    "columnview > header > button > box": "alpha(currentColor, 0.4)",
    "popover.menu accelerator": "alpha(currentColor, 0.55)",
    "calendar > grid > label.day-number.other-month": "alpha(currentColor, 0.3)",
}
# The wash upon a button that the mouse is over, from libadwaita too.
UNDER_MOUSE = ("button.suggested-action", "button.destructive-action")
WASH = "alpha(white, 0.1)"
DIM = ".dim-label"

# What the functions of the graph draw in colours of its theme, and how strong the strongest of it has
# to be: 0 for what is behind what is read, or is told by the words and the table too.
DRAWN = {
    "draw_shape": ("a mark of an alert", SHAPE),
    "draw_mark_line": ("from a mark to the line", 0),
    "draw_mark_label": ("words at a mark", TEXT),
    "draw_event_shape": ("a mark of an event", SHAPE),
    "davy_plot_draw_limit": ("the limit", SHAPE),
    "draw_swatch": ("a line in the legend", SHAPE),
    "davy_plot_draw_legend": ("words of the legend", TEXT),
    "draw_shading": ("ground of days", 0),
    "draw_axes": ("lines of the axes", 0),
    "draw_band": ("the expected range", 0),
    "draw_excess": ("hatching of an excess", 0),
    "davy_plot_layout_draw_cursor": ("the cursor", SHAPE),
    "davy_plot_layout_draw_selection": ("edges of a selection", SHAPE),
    "draw_dot": ("the end of a sparkline", SHAPE),
    "davy_plot_draw_spark": ("a sparkline", SHAPE),
}
SET = re.compile(
    r"(?:davy_plot_set_color \(cr, |davy_plot_fade \()[^,;]*?&theme->(text|accent|warning), "
    r"(?:theme->high_contrast \? )?([\d.]+)(?: : ([\d.]+))?\)"
)


def parse_colour(text):
    """(red, green, blue, alpha), each from 0 to 1."""
    if text.startswith("#"):
        return (*(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)), 1.0)
    parts = [float(part) for part in re.findall(r"[\d.]+", text)]
    return (*(part / 255 for part in parts[:3]), parts[3])


def split_arguments(text):
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def mix(one, other, share):
    return tuple(a + (b - a) * share for a, b in zip(one, other))


def evaluate(text, named, written):
    """A colour as GTK's style sheets say it; `written` is what text has there."""
    text = WORDS.get(text.strip(), text.strip())
    call = re.fullmatch(r"(alpha|mix)\s*\((.*)\)", text)
    if call:
        arguments = split_arguments(call[2])
        one = evaluate(arguments[0], named, written)
        if call[1] == "alpha":
            return (*one[:3], one[3] * float(arguments[1]))
        return mix(one, evaluate(arguments[1], named, written), float(arguments[2]))
    if text == "currentColor":
        return written
    return evaluate(named[text[1:]], named, written) if text.startswith("@") else parse_colour(text)


def over(colour, ground):
    """What is seen of a colour upon an opaque one."""
    return (*mix(ground[:3], colour[:3], colour[3]), 1.0)


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(colour, ground):
    light, dark = sorted((luminance(over(colour, ground)), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def declarations(text):
    """{selector: {property: value}} and the colours that are defined."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    defined = dict(re.findall(r"@define-color (\w+) ([^;]+);", text))
    rules = {}
    for selectors, body in re.findall(r"([^{};]+)\{([^}]*)\}", text):
        for selector in selectors.split(","):
            found = re.findall(r"([\w-]+):\s*([^;]+);", body)
            rules.setdefault(" ".join(selector.split()), {}).update(found)
    return rules, defined


def sheets(tree, scheme, high):
    """What our style sheets say in a look of the system, one upon the other as GTK loads them."""
    rules, named = {}, dict(NAMED[scheme])
    for suffix in ("", *(["-dark"] if scheme == "dark" else []), *(["-hc"] if high else [])):
        more, defined = declarations(tree.texts.get(STYLE % suffix, ""))
        named.update(defined)
        for selector, body in more.items():
            rules.setdefault(selector, {}).update(body)
    return rules, named


def looks():
    for scheme in NAMED:
        for high in (False, True):
            yield scheme, high, scheme + (", high contrast" if high else "")


def texts(tree):
    """(look, what, on what, contrast, least) of all that the style sheets colour."""
    for scheme, high, look in looks():
        rules, named = sheets(tree, scheme, high)
        window = evaluate("@window_bg_color", named, None)
        plain = evaluate("@window_fg_color", named, None)
        dim = (*plain[:3], plain[3] * float(rules.get(DIM, {}).get("opacity", "0.55")))
        for ground in GROUNDS + HEADER:
            under = over(evaluate("@" + ground, named, None), window)
            yield look, "text", ground, contrast(plain, under), TEXT
            yield look, "dimmed text", ground, contrast(dim, under), TEXT
        for selector, (least, grounds) in PLACES.items():
            body = rules.get(selector, {})
            colour = evaluate(body.get("color") or PLATFORM.get(selector) or f"@{selector[1:]}_color", named, plain)
            for ground in grounds:
                under = over(evaluate("@" + ground, named, None), window)
                if "background-color" in body:
                    under = over(evaluate(body["background-color"], named, plain), under)
                yield look, selector, ground, contrast(colour, under), least
                if selector in UNDER_MOUSE:
                    image = rules.get(selector + ":hover", {}).get("background-image", f"image({WASH})")
                    washed = over(evaluate(image[len("image(") : -1], named, plain), under)
                    yield look, selector + ":hover", ground, contrast(colour, washed), least


def drawings(tree):
    """(function, path, colour of the theme, its share in high contrast, its share else)."""
    for path, text in tree.matching(r"src/plot/.*\.c"):
        for found in SET.finditer(text):
            function = re.findall(r"^(\w+) \(", text[: found.start()], re.M)[-1]
            yield function, path, found[1], float(found[2]), float(found[3] or found[2])


def shapes(tree):
    """The same for the graph, upon the ground of its theme and the card that it stands on."""
    source = tree.texts[PLOT]
    for scheme, high, look in looks():
        part = re.search(rf"davy_plot_theme_{scheme} = \{{(.*?)\}};", source, re.S)[1]
        theme = {name: parse_colour("#" + value) for name, value in re.findall(r"\.(\w+) = HEX \(0x(\w+)\)", part)}
        layers = re.search(rf"{scheme}_layers\[N_LAYERS\] = \{{(.*?)\}};", source, re.S)[1]
        named = NAMED[scheme]
        card = over(evaluate("@card_bg_color", named, None), evaluate("@window_bg_color", named, None))
        drawn = {"line": theme["accent"], "more than expected": theme["warning"]}
        drawn |= {f"layer {n}": parse_colour("#" + v) for n, v in enumerate(re.findall(r"HEX \(0x(\w+)\)", layers), 1)}
        for ground, under in (("the graph’s ground", theme["background"]), ("card_bg_color", card)):
            for name, colour in drawn.items():
                yield look, "graph: " + name, ground, contrast(colour, under), SHAPE
            for name, share in (("text", 1.0), ("labels", 1.0 if high else 0.7)):
                written = evaluate("@window_fg_color", named, None)
                faded = (*written[:3], written[3] * share)
                yield look, "graph: " + name, ground, contrast(faded, under), TEXT
            yield look, "graph: text in a file", ground, contrast(theme["text"], under), TEXT
            strongest = {}
            for function, _, name, share, usual in drawings(tree):
                colour = evaluate("@window_fg_color", named, None) if name == "text" else theme[name]
                seen = contrast((*colour[:3], colour[3] * (share if high else usual)), under)
                strongest[function] = max(seen, strongest.get(function, 0))
            for function, seen in strongest.items():
                what, least = DRAWN.get(function, (function, 0))
                yield look, "graph: " + what, ground, seen, least


def readable(tree):
    return [
        f"{look}: {what} on {ground} has {found:.2f}, not {least}"
        for look, what, ground, found, least in (*texts(tree), *shapes(tree))
        if found < least
    ]


def placed(tree):
    """A selector that colours text, of which it is not known where it stands, is not measured."""
    return [
        f"{path}: it is not said on what “{selector}” stands"
        for path, text in tree.matching(r"src/ui/style.*\.css")
        for selector, body in declarations(text)[0].items()
        if "color" in body and selector not in PLACES
    ] + [f"{path}: it is not said what {name} draws" for name, path, *_ in drawings(tree) if name not in DRAWN]


def print_table(tree):
    print(f"{'look':22} {'what':46} {'on':22} {'contrast':>8} least")
    for look, what, ground, found, least in (*texts(tree), *shapes(tree)):
        print(f"{look:22} {what:46} {ground:22} {found:8.2f} {least}")


def without(selector):
    """The style sheets without what they say of one selector."""

    def change(tree):
        for suffix in ("", "-hc"):
            path = STYLE % suffix
            tree = tree.changed(path, tree.texts[path].replace(selector, ".nothing"))
        return tree

    return change


def fainter(tree):
    return tree.appended(STYLE % "", ".excess {\n  color: alpha(currentColor, 0.5);\n}\n")


def paler(tree):
    return tree.changed(PLOT, tree.texts[PLOT].replace(".accent = HEX (0x1c71d8)", ".accent = HEX (0xa0c8f0)"))


def faded_cursor(tree):
    path = "src/plot/davy-plot-overlay.c"
    return tree.changed(path, tree.texts[path].replace("1 : 0.55", "1 : 0.3"))


NEW = "  davy_plot_set_color (cr, &theme->text, 0.5);\n"


if "--table" in sys.argv:
    import pathlib

    print_table(Tree.read(pathlib.Path(__file__).resolve().parents[2]))
    sys.exit()

main(
    [
        Rule(
            "text has a contrast of 4.5 and shapes have 3, in every look",
            readable,
            {
                "text that is too faint": fainter,
                "a line of the graph that is too pale": paler,
                "a cursor that is too faint": faded_cursor,
                "the platform’s own words over a column": without("columnview > header > button > box"),
                "the platform’s own keys in a menu": without("popover.menu accelerator"),
                "a button that gets lighter under the mouse": without("button.suggested-action:hover"),
            },
        ),
        Rule(
            "it is known on what each coloured text stands, and what each part of the graph is",
            placed,
            {
                "a new one": lambda tree: tree.appended(STYLE % "", ".new {\n  color: @accent_color;\n}\n"),
                "a new part of the graph": lambda tree: tree.appended(
                    "src/plot/davy-plot-draw.c", "static void\ndraw_new (void)\n{\n" + NEW + "}\n"
                ),
            },
        ),
    ]
)
