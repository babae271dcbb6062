# SPDX-License-Identifier: GPL-3.0-or-later
"""The help: valid pages that are reached, know the program's words, and are translated."""

import pathlib
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

import po
from po import LANGUAGES, help_entries
from rules import Rule, main

PAGES = "data/help/C/"
MALLARD = "{http://projectmallard.org/1.0/}"
# What the program's window can show; src/ui/help/davy-help-page.c.
BLOCKS = {"page", "info", "desc", "title", "section", "links", "p", "list", "steps", "item"}
INLINES = {"gui", "em", "key", "keyseq", "code", "link"}
NAMED_IN_C = r'\bdavy_help_(?:topic_set|window_show_page) \([^;]*?"([a-z-]+)"\)|"app\.help::([a-z-]+)"'
NAMED_IN_TEMPLATES = (
    r'name="action">app\.help</attribute>\s*<attribute name="target">([a-z-]+)<'
    r"|name=\"action-name\">(?:app\.help|help\.show)</property>\s*<property name=\"action-target\">'([a-z-]+)'<"
)


def pages(tree):
    return {path[len(PAGES) : -len(".page")]: text for path, text in tree.matching(PAGES + r"[^/]*\.page")}


def parsed(tree):
    """The roots of the pages that are XML at all; the others are told of by `valid`."""
    roots = {}
    for name, text in pages(tree).items():
        try:
            roots[name] = ElementTree.fromstring(text)
        except ElementTree.ParseError:
            pass
    return roots


def on_disk(tree, command):
    """What a command says about the pages in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="davylamp-lint-") as folder:
        names = []
        for name, text in pages(tree).items():
            pathlib.Path(folder, name + ".page").write_text(text)
            names.append(name + ".page")
        done = subprocess.run(
            command + names, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return done.returncode, done.stdout


def valid(tree):
    status, said = on_disk(tree, ["yelp-check", "validate"])
    return said.splitlines() or ["yelp-check failed"] * (status != 0)


def shown(tree):
    return [
        f"{name}: the window cannot show <{element.tag.removeprefix(MALLARD)}>"
        for name, root in parsed(tree).items()
        for element in root.iter()
        if element.tag.removeprefix(MALLARD) not in BLOCKS | INLINES
    ]


def linked(tree):
    roots = parsed(tree)
    places = {"index"} | {f"index#{part.get('id')}" for part in roots["index"].iter(MALLARD + "section")}
    listed = {
        group
        for links in roots["index"].iter(MALLARD + "links")
        for group in links.get("groups", "").split()
    }
    problems = []
    for name, root in roots.items():
        if root.get("id") != name:
            problems.append(f"{name}: the page calls itself {root.get('id')}")
        guides = []
        for link in root.iter(MALLARD + "link"):
            target = link.get("xref")
            guides += [link.get("group")] if link.get("type") == "guide" else []
            if target is not None and target not in places and target not in roots:
                problems.append(f"{name}: a link to {target}, which is not there")
        if name != "index" and not set(guides) & listed:
            problems.append(f"{name}: the contents do not list it")
    return problems


def built(tree):
    names = set(re.findall(r"'([^']+)\.page'", tree.texts["data/help/meson.build"]))
    problems = [f"data/help/meson.build lacks {name}" for name in sorted(set(pages(tree)) - names)]
    return problems + [f"{name} is not there" for name in sorted(names - set(pages(tree)))]


def wanted_by_program(tree):
    """(where, page) of every page that the program opens."""
    for path, text in tree.matching(r"src/.*\.c"):
        for match in re.finditer(NAMED_IN_C, text):
            yield path, match[1] or match[2]
    for path, text in tree.matching(r"src/.*\.ui"):
        for match in re.finditer(NAMED_IN_TEMPLATES, text):
            yield path, match[1] or match[2]
    for key in re.findall(r'\.key = "([a-z-]+)"', tree.texts["src/triage/davy-steps.c"]):
        yield "src/triage/davy-steps.c", f"step-{key}"


def there(tree):
    have = pages(tree)
    return [f"{path}: the help has no page {page}" for path, page in wanted_by_program(tree) if page not in have]


def complete(tree):
    status, said = on_disk(tree, ["itstool", "-o", "-"])
    if status:
        return [said]
    wanted = {entry.key for entry in po.parse(said)}
    problems = []
    for language in LANGUAGES:
        have = {entry.key: entry for entry in help_entries(tree, language)}
        for key in wanted:
            entry = have.get(key)
            if entry is None or not all(entry.texts) or "fuzzy" in entry.flags:
                problems.append(f"{language} lacks “{key[1]}”")
        problems += [f"{language} has “{key[1]}”, which no page says" for key in have if key not in wanted]
    return problems


def well_formed(tree):
    problems = []
    for language in LANGUAGES:
        done = subprocess.run(
            ["msgfmt", "--check", "--output-file=/dev/null", "-"],
            input=tree.texts[f"data/help/{language}/{language}.po"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        problems += [f"{language}: {line}" for line in done.stdout.splitlines() if done.returncode]
    return problems


def tags(text):
    """The elements of a text in any order, links with where they lead."""
    return sorted(re.findall(r"<(?!/)([^<>]*)>", text))


def same_elements(tree):
    return [
        f"{language}: “{text}” has other elements than “{entry.source}”"
        for language in LANGUAGES
        for entry in help_entries(tree, language)
        for text in filter(None, entry.texts)
        if tags(text) != tags(entry.source)
    ]


def named(text):
    return re.findall(r"<gui>(.*?)</gui>", text)


def program_words(tree, language):
    """Each text of the program, without its mnemonic, and what it is called in a language."""
    plain = lambda text: text.replace("_", "")
    words = {}
    for entry in po.entries(tree, language):
        words.setdefault(plain(entry.source), set()).update(map(plain, entry.texts))
    return words


def same_names(tree):
    problems = []
    for language in LANGUAGES:
        words = program_words(tree, language)
        for entry in help_entries(tree, language):
            for source, text in zip(named(entry.source), named("".join(entry.texts))):
                if text not in words.get(source, ()):
                    problems.append(f"{language}: the program does not call “{source}” “{text}”")
    return problems


def page(name, old, new):
    path = f"{PAGES}{name}.page"
    return lambda tree: tree.changed(path, tree.texts[path].replace(old, new, 1))


def translated(language, old, new):
    path = f"data/help/{language}/{language}.po"

    def plant(tree):
        return tree.changed(path, tree.texts[path].replace(old, new, 1))

    return plant


def entry(language, source, text, flags=""):
    path = f"data/help/{language}/{language}.po"
    return lambda tree: tree.appended(path, f'\n{flags}msgid "{source}"\nmsgstr "{text}"\n')


main(
    [
        Rule(
            "yelp-check takes every page for Mallard",
            valid,
            {
                "a list without items": page("money", "<list>", "<list><p>A</p>"),
                "a tag too few": page("money", "</page>", ""),
            },
        ),
        Rule(
            "the window can show every element",
            shown,
            {"a table": page("money", "</page>", "<table><tr><td><p>A</p></td></tr></table></page>")},
        ),
        Rule(
            "every page is in the contents, and every link leads somewhere",
            linked,
            {
                "a page that is not listed": page("money", 'group="money"', 'group="coins"'),
                "a link to nowhere": page("money", 'xref="step-verify"', 'xref="step-planted"'),
                "a page of another name": page("money", 'id="money"', 'id="coins"'),
            },
        ),
        Rule(
            "every page is installed",
            built,
            {
                "a page more": lambda t: t.changed(PAGES + "planted.page", "<page/>\n"),
                "a page less": lambda t: t.changed(PAGES + "money.page", None),
            },
        ),
        Rule(
            "every page that the program opens is there",
            there,
            {
                "the page of a step": lambda t: t.changed(PAGES + "step-origin.page", None),
                "a topic": lambda t: t.appended(
                    "src/ui/davy-about.c", 'davy_help_topic_set (GTK_WIDGET (self), "planted");\n'
                ),
                "a link of a template": lambda t: t.changed(
                    "src/ui/davy-planted.ui",
                    '<property name="action-name">app.help</property>\n'
                    "<property name=\"action-target\">'planted'</property>\n",
                ),
            },
        ),
        Rule(
            "every text of the help is translated into German and French, none is left over",
            complete,
            {
                "a text more": page("money", "</title>", "</title><p>Planted.</p>"),
                "a translation left over": entry("fr", "A sentence that is gone", "Une phrase"),
                "an uncertain translation": translated("de", 'msgid "Evidence"', '#, fuzzy\nmsgid "Evidence"'),
            },
        ),
        Rule(
            "msgfmt --check is content with the catalogues of the help",
            well_formed,
            {"an entry twice": lambda t: entry("de", "A", "B")(entry("de", "A", "C")(t))},
        ),
        Rule(
            "a translation has the elements of its source",
            same_elements,
            {"a link lost": entry("de", "See <link xref='money'>Money</link>", "Siehe Geld")},
        ),
        Rule(
            "the help calls everything what the program calls it",
            same_names,
            {
                "another word in German": entry("de", "<gui>Cases</gui>", "<gui>Akten</gui>"),
                "a button that is gone": entry("fr", "<gui>Planted</gui>", "<gui>Planté</gui>"),
            },
        ),
    ]
)
