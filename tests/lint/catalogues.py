# SPDX-License-Identifier: GPL-3.0-or-later
"""The German and the French catalogue: complete, well-formed, and in the style of their languages."""

import pathlib
import re
import subprocess
import tempfile

import po
from rules import Rule, main

LANGUAGES = ("de", "fr")
XGETTEXT = [
    "xgettext",
    "--directory=.",
    "--files-from=po/POTFILES.in",
    "--from-code=UTF-8",
    "--add-comments",
    "--keyword=_",
    "--keyword=N_",
    "--keyword=C_:1c,2",
    "--keyword=NC_:1c,2",
    "--keyword=g_dngettext:2,3",
    "--keyword=g_dpgettext2:2c,3",
    "--output=po/davylamp.pot",
]

# Words of machine translations (terms.md's corrections), of the programming interface, and of blame.
FORBIDDEN = {
    "de": r"Betriff\b|Prämie|100 ?%ig|Azure (Abonnement|Ressource|Portal\b)|Dropdown|Triage|erfolgreich"
    r"|\b(du|dich|dir|dein\w*)\b|Krypto-Mining bedeutet",
    "fr": r"crypto-?mining|crypto-monnaie|exploration de données|données de chiffrement|tout activité"
    r"|avec succès|\b(tu|ton|ta|tes)\b|il s['’]agit-là",
}
WIRE_WORDS = r"networkConnectionsToCryptoMiningPools|virtualMachineDeploymentAnomaly|\bisTest\b|fraudEvents"
NBSP = "\u00a0"
STYLE = {
    "de": {
        "straight or English quotes": r"[\"“'‘]|(?<!\w)’",
        "three dots": r"\.\.\.",
        "an ellipsis without its no-break space": rf"[^\s{NBSP}]…|[ ]…",
        "a unit without its no-break space": r"[\dsd]( |)%%|[\dsd] (€|EUR|GB|kWh)\b",
    },
    "fr": {
        "straight or English quotes": r"[\"“”'‘]",
        "three dots": r"\.\.\.",
        "an ellipsis after a space": rf"[\s{NBSP}]…",
        "a guillemet without its no-break space": rf"«(?!{NBSP})|(?<!{NBSP})»",
        "a sign without its no-break space": rf"(?<![{NBSP}\d])[;?!](?!\w)|(?<![{NBSP}\d\w/])[:](?!\w)|\w:(?=\s|$)",
        "a narrow no-break space": "\u202f",
        "a percentage without its no-break space": r"[\dsd]( |)%%",
    },
}
SOURCE_STYLE = {
    "straight quotes": r"\"|(?<=\w)'(?=\w)",
    "three dots": r"\.\.\.",
    "an exclamation mark": r"!",
    "“successfully”": r"(?i)successfully",
}
MARKUP = re.compile(r"<[^<>]*>|&\w+;")
PLACEHOLDER = re.compile(r"%(?!%)(?:(\d+)\$)?[-+#0]*[\d*]*(?:\.\d+)?(?:l|ll|z)?([a-zA-Z])")


class Workshop:
    """The tree's texts and catalogues on disk, where gettext's tools can work on them."""

    def __init__(self, tree):
        self.folder = tempfile.TemporaryDirectory(prefix="davylamp-lint-")
        self.root = pathlib.Path(self.folder.name)
        names = {line for line in tree.texts["po/POTFILES.in"].splitlines() if line and line[0] != "#"}
        for path in names | {p for p, _ in tree.matching(r"po/.*")}:
            if path in tree.texts:
                file = self.root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(tree.texts[path])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def run(self, *command):
        return subprocess.run(
            command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def template(self):
        done = self.run(*XGETTEXT)
        if done.returncode:
            raise SystemExit(done.stdout)
        return self.root / "po/davylamp.pot"


def entries(tree, language):
    return po.parse(tree.texts[f"po/{language}.po"])


def well_formed(tree):
    problems = []
    with Workshop(tree) as workshop:
        for language in LANGUAGES:
            done = workshop.run("msgfmt", "--check", "--output-file=/dev/null", f"po/{language}.po")
            if done.returncode:
                problems.append(f"{language}: " + "; ".join(done.stdout.splitlines()))
    return problems


def complete(tree):
    problems = []
    with Workshop(tree) as workshop:
        wanted = po.parse(workshop.template().read_text())
    for language in LANGUAGES:
        have = {entry.key: entry for entry in entries(tree, language)}
        for entry in wanted:
            translation = have.get(entry.key)
            if translation is None or not all(translation.texts) or "fuzzy" in translation.flags:
                problems.append(f"{language} lacks “{entry.source}”")
        known = {entry.key for entry in wanted}
        problems += [f"{language} has “{have[key].source}”, which nobody asks for" for key in have if key not in known]
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


def same_edges(tree):
    problems = []
    for language in LANGUAGES:
        for entry in entries(tree, language):
            for text in filter(None, entry.texts):
                if [t[:1].isspace() or t[-1:].isspace() for t in (entry.source, text)].count(True) == 1:
                    problems.append(f"{language}: “{text}” begins or ends with a space, its source does not")
                if ("_" in entry.source) != ("_" in text):
                    problems.append(f"{language}: “{text}” and “{entry.source}” differ in their mnemonic")
    return problems


def style(tree):
    problems = []
    for language in LANGUAGES:
        for entry in entries(tree, language):
            if entry.source.endswith(";"):
                continue  # search terms of the desktop entry
            for text in entry.texts:
                plain = MARKUP.sub("", text)
                for what, pattern in STYLE[language].items():
                    if re.search(pattern, plain):
                        problems.append(f"{language}: {what} in “{text}”")
    return problems


def words(tree):
    return [
        f"{language}: “{found[0]}” in “{text}”"
        for language in LANGUAGES
        for entry in entries(tree, language)
        for text in entry.texts
        for found in [re.search(f"(?i:{FORBIDDEN[language]})|{WIRE_WORDS}", text)]
        if found
    ]


def source_style(tree):
    with Workshop(tree) as workshop:
        wanted = po.parse(workshop.template().read_text())
    return [
        f"{what} in “{text}”"
        for entry in wanted
        for text in filter(None, (entry.source, entry.plural))
        for what, pattern in {**SOURCE_STYLE, "a word of the interface": WIRE_WORDS}.items()
        if re.search(pattern, MARKUP.sub("", text))
    ]


def translated(language, source, text):
    entry = f'\nmsgid "{source}"\nmsgstr "{text}"\n'
    return lambda tree: tree.appended(f"po/{language}.po", entry)


def asked(text):
    return lambda tree: tree.changed("src/ui/davy-planted.c", f'_ ("{text}");\n').appended(
        "po/POTFILES.in", "src/ui/davy-planted.c\n"
    )


main(
    [
        Rule(
            "msgfmt --check is content with both catalogues",
            well_formed,
            {
                "an entry twice": lambda t: translated("de", "A", "B")(translated("de", "A", "C")(t)),
                "a catalogue without its header": lambda t: t.changed("po/fr.po", 'msgid "A"\nmsgstr "B"\n'),
            },
        ),
        Rule(
            "every text is translated into German and French, none is left over",
            complete,
            {
                "a new text": asked("A sentence that nobody translated"),
                "a translation left over": translated("fr", "A sentence that is gone", "Une phrase"),
                "an empty translation": translated("de", "A sentence", ""),
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
            "quotes, spaces and dots are those of the language",
            style,
            {
                "German with English quotes": translated("de", "Planted", "Das “Abonnement”"),
                "a German ellipsis without its space": translated("de", "Planted", "Hinzufügen…"),
                "German with 100%": translated("de", "Planted", "%d%% sicher"),
                "a French straight apostrophe": translated("fr", "Planted", "l'alerte"),
                "a French colon after a plain space": translated("fr", "Planted", "Client : %s"),
                "French quotes without no-break spaces": translated("fr", "Planted", "« Bonjour »"),
                "a French ellipsis after a space": translated("fr", "Planted", "Exporter …"),
                "a narrow no-break space": translated("fr", "Planted", "Vraiment\u202f?"),
            },
        ),
        Rule(
            "no word of a machine or of the wire is used",
            words,
            {
                "a machine's French": translated("fr", "Planted", "activité de crypto-mining"),
                "a German “du”": translated("de", "Planted", "Melde dich an"),
                "a value of the interface": translated("de", "Planted", "networkConnectionsToCryptoMiningPools"),
            },
        ),
        Rule(
            "the English source is typographic and calm",
            source_style,
            {
                "straight quotes": asked("Don't"),
                "three dots": asked("Loading..."),
                "an exclamation mark": asked("Done!"),
            },
        ),
    ]
)
