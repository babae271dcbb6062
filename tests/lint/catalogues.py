# SPDX-License-Identifier: GPL-3.0-or-later
"""The German and the French catalogues, of the program and of its help: complete and well-formed."""

import re

from po import LANGUAGES, asked, catalogues, entries, parse, translated
from rules import Rule, main
from workshop import Workshop

# There is no address at which one person answers for a catalogue, and itstool writes none for faults.
ACCEPTED = r": invalid-last-translator |^W: data/help/.*: no-report-msgid-bugs-to"
PLACEHOLDER = re.compile(r"%(?!%)(?:(\d+)\$)?[-+#0]*[\d*]*(?:\.\d+)?(?:l|ll|z)?([a-zA-Z])")


def every_catalogue():
    return [path for language in LANGUAGES for path in catalogues(language)]


def well_formed(tree):
    problems = []
    with Workshop(tree) as workshop:
        for path in every_catalogue():
            said = workshop.run("msgfmt", "--check", "--output-file=/dev/null", path)
            if said:
                problems.append("; ".join(said.splitlines()))
    return problems


def inspected(tree):
    problems = []
    with Workshop(tree) as workshop:
        for path in every_catalogue():
            said = workshop.run("i18nspector", path).splitlines()
            problems += [line for line in said if line and not re.search(ACCEPTED, line)]
    return problems


def complete(tree):
    problems = []
    with Workshop(tree) as workshop:
        templates = (workshop.template(), workshop.help_template())
    for language in LANGUAGES:
        for path, wanted in zip(catalogues(language), templates):
            have = {entry.key: entry for entry in parse(tree.texts[path])}
            for entry in wanted:
                translation = have.get(entry.key)
                if translation is None or not all(translation.texts) or "fuzzy" in translation.flags:
                    problems.append(f"{path} lacks “{entry.source}”")
            known = {entry.key for entry in wanted}
            problems += [f"{path} has “{have[key].source}”, which nobody asks for" for key in have if key not in known]
    return problems


def placeholders(text):
    """What is put into a text, by position where positions are given."""
    found = PLACEHOLDER.findall(text)
    return sorted((position or str(n), kind) for n, (position, kind) in enumerate(found, 1))


def same_placeholders(tree):
    problems = []
    for language in LANGUAGES:
        for entry in entries(tree, language):
            wanted = [placeholders(entry.source), placeholders(entry.plural or entry.source)]
            for text in filter(None, entry.texts):
                if placeholders(text) not in wanted:
                    problems.append(f"{language}: “{text}” has other placeholders than “{entry.source}”")
    return problems


def explained(tree):
    with Workshop(tree) as workshop:
        wanted = workshop.template()
    return [
        f"no comment says what is put into “{entry.source}”"
        for entry in wanted
        if placeholders(entry.source + (entry.plural or "")) and "Translators:" not in entry.comment
    ]


def same_edges(tree):
    problems = []
    for language in LANGUAGES:
        for entry in entries(tree, language):
            for text in filter(None, entry.texts):
                if [t[:1].isspace() or t[-1:].isspace() for t in (entry.source, text)].count(True) == 1:
                    problems.append(f"{language}: “{text}” begins or ends with a space, its source does not")
                if entry.source.count("_") != text.count("_"):
                    problems.append(f"{language}: “{text}” and “{entry.source}” differ in their mnemonic")
    return problems


def replaced(name, old, new):
    """A mistake: one file whose name ends so has another text in the place of the first such one."""

    def plant(tree):
        path = next(p for p in tree.texts if p.endswith(name))
        return tree.changed(path, tree.texts[path].replace(old, new, 1))

    return plant


main(
    [
        Rule(
            "msgfmt --check is content with the catalogues",
            well_formed,
            {
                "an entry twice": lambda t: translated("de", "A", "B")(translated("de", "A", "C")(t)),
                "a catalogue without its header": lambda t: t.changed("po/fr.po", 'msgid "A"\nmsgstr "B"\n'),
            },
        ),
        Rule(
            "i18nspector is content with the catalogues",
            inspected,
            {
                "a plural that the language does not have": lambda t: t.changed(
                    "po/fr.po", t.texts["po/fr.po"].replace("plural=(n > 1)", "plural=(n != 2)")
                ),
                "a plural with other placeholders": lambda t: t.appended(
                    "po/de.po",
                    '\n#, c-format\nmsgid "%u day"\nmsgid_plural "%u days"\nmsgstr[0] "%u Tag"\nmsgstr[1] "%s Tage"\n',
                ),
                "an address that is none": replaced("po/de.po", "Bugs-To: https://", "Bugs-To: "),
            },
        ),
        Rule(
            "every text is translated into German and French, none is left over",
            complete,
            {
                "a new text": asked("A sentence that nobody translated"),
                "a translation left over": translated("fr", "A sentence that is gone", "Une phrase"),
                "an empty translation": translated("de", "A sentence", ""),
                "a fuzzy one": lambda t: t.changed("po/de.po", t.texts["po/de.po"].replace("\n\n#", "\n\n#, fuzzy\n#", 1)),
                "a comment of the desktop entry": replaced("desktop.in", "Comment=", "Comment=Planted: "),
                "a paragraph of the description for shops": replaced("metainfo.xml.in", "<p>", "<p>Planted: "),
                "a sentence of the help": replaced("C/access.page", "<p>", "<p>Planted: "),
                "a summary of a setting": replaced("gschema.xml", "<summary>", "<summary>Planted: "),
            },
        ),
        Rule(
            "a translation has the placeholders of its source",
            same_placeholders,
            {
                "one lost": translated("de", "%s of %s", "von %s"),
                "one of another kind": translated("fr", "%d days", "%s jours"),
            },
        ),
        Rule(
            "a translation begins, ends and has a mnemonic as its source",
            same_edges,
            {
                "a space more": translated("de", "Planted", "Gepflanzt "),
                "a mnemonic lost": translated("fr", "_Planted", "Planté"),
            },
        ),
        Rule(
            "a comment tells translators what stands for each placeholder",
            explained,
            {
                "a placeholder without one": asked("%s of many"),
                "one that is too far away": asked("%s of many", "/* Translators: %s: a number */\nplanted ="),
            },
        ),
    ]
)
