# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of src/ include only what src/meson.build and their own room_needs allow."""

import posixpath
import re

from rules import Rule, main

# Which headers belong to a dependency that a room has to name in its room_needs.
NEEDED_FOR = {
    "gio_unix": r"gio/g(unix|desktopappinfo)|glib-unix",
    "json": r"json-glib/",
    "soup": r"libsoup/",
    "secret": r"libsecret/",
    "sqlite": r"sqlite3",
    "cairo": r"cairo",
    "pangocairo": r"pango/",
    "gtk": r"(gtk|gdk|gsk|graphene)(/|\.h)",
    "adwaita": r"adwaita\.h",
}
IMPLIED = {"adwaita": {"gtk"}, "gtk": {"cairo", "pangocairo", "gio_unix"}, "pangocairo": {"cairo"}}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def rooms(tree):
    """Room → the rooms it may include, from the list in src/meson.build."""
    block = re.search(r"^rooms = \{(.*?)^\}", tree.texts["src/meson.build"], re.M | re.S)[1]
    return {
        room: re.findall(r"'([^']+)'", below)
        for room, below in re.findall(r"^\s*'([^']+)':\s*\[([^\]]*)\]", block, re.M)
    }


def needs(tree, room):
    """The dependencies that a room may use, with those that they bring along."""
    text = tree.texts.get(f"src/{room}/meson.build", "")
    found = set(re.findall(r"\w+", re.search(r"room_needs = \[([^\]]*)\]", text)[1]))
    while True:
        more = found.union(*(IMPLIED.get(name, set()) for name in found))
        if more == found:
            return found
        found = more


def sources(tree):
    return tree.matching(r"src/[^/]+/.*\.[ch]")


def only_known_rooms(tree):
    known = set(rooms(tree))
    return sorted({f"src/{p.split('/')[1]} is not a room" for p, _ in sources(tree) if p.split("/")[1] not in known})


def only_listed_rooms(tree):
    allowed = rooms(tree)
    problems = []
    for path, text in sources(tree):
        room = path.split("/")[1]
        for quote, name in INCLUDE.findall(text):
            if quote == "<" or name == "config.h":
                continue
            target = name.split("/")[0]
            if target != room and target not in allowed.get(room, []):
                problems.append(f"{path} includes {name}, and {room} may not include {target}")
    return problems


def reached(tree, path, seen):
    """The system headers that a file sees through our own headers."""
    if path in seen or path not in tree.texts:
        return set()
    seen.add(path)
    found = set()
    for quote, name in INCLUDE.findall(tree.texts[path]):
        if quote == "<":
            found.add((name, path))
        else:
            found |= reached(tree, posixpath.join("src", name), seen)
    return found


def only_needed_dependencies(tree):
    problems = []
    for path, _ in sources(tree):
        room = path.split("/")[1]
        if room not in rooms(tree):
            continue
        has = needs(tree, room)
        for name, via in sorted(reached(tree, path, set())):
            for dependency, pattern in NEEDED_FOR.items():
                if re.match(pattern, name) and dependency not in has:
                    problems.append(f"{path} sees <{name}> through {via}; {room} does not need {dependency}")
    return problems


def no_own_header_in_angles(tree):
    known = set(rooms(tree))
    return [
        f"{path} includes <{name}>; our own headers stand in quotes"
        for path, text in sources(tree)
        for quote, name in INCLUDE.findall(text)
        if quote == "<" and name.split("/")[0] in known and name.split("/")[-1].startswith("davy-")
    ]


main(
    [
        Rule(
            "every folder of src/ is a room of the list",
            only_known_rooms,
            {"a folder that is no room": lambda t: t.changed("src/misc/davy-misc.c", "\n")},
        ),
        Rule(
            "a room includes only the rooms that its list names",
            only_listed_rooms,
            {
                "core including net": lambda t: t.appended("src/core/davy-time.h", '#include "net/davy-http.h"\n'),
                "a header below ui including ui": lambda t: t.appended(
                    "src/store/davy-planted.h", '#include "ui/common/davy-context.h"\n'
                ),
                "an include without its room": lambda t: t.appended("src/net/davy-http.h", '#include "davy-link.h"\n'),
            },
        ),
        Rule(
            "a room sees only the libraries that it needs, through its own headers too",
            only_needed_dependencies,
            {
                "libsoup in ui": lambda t: t.changed("src/ui/common/davy-planted.c", "#include <libsoup/soup.h>\n"),
                "GTK in a header that sync includes": lambda t: t.changed(
                    "src/sync/davy-planted.c", '#include "core/davy-planted.h"\n'
                ).changed("src/core/davy-planted.h", "#include <gtk/gtk.h>\n"),
            },
        ),
        Rule(
            "our own headers are included in quotes",
            no_own_header_in_angles,
            {"one in angles": lambda t: t.appended("src/net/davy-http.h", "#include <core/davy-time.h>\n")},
        ),
    ]
)
