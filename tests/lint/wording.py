# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program and its help say: in the style of its languages, and one word for one thing."""

import re

from glossary import TERMS
from po import LANGUAGES, all_entries, asked, help_entries, translated
from rules import Rule, main
from workshop import Workshop

# Words of machine translations (terms.md's corrections), of the programming interface, and of blame.
FORBIDDEN = {
    "de": r"Betriff\b|Prämie|100 ?%ig|Azure (Abonnement|Ressource|Portal\b)|Dropdown|Triage|erfolgreich"
    r"|\b(du|dich|dir|dein\w*)\b|Krypto-Mining bedeutet|normale? Aktivität|Schritteausf|Verstehen Sie, wie"
    r"|Ressourcenmanagement|Achten Sie darauf|Submit|Kennwort|indirekter Anbieter",
    "fr": r"crypto-?mining|crypto-monnaie|exploration de données|données de chiffrement|tout activité"
    r"|avec succès|\b(tu|ton|ta|tes)\b|il s['’]agit-là|activité normale|minage des|en premier lieu"
    r"|Vérifiez que (le minage|les ressources)|journaux de gestion|en bonne position|contrebalanc"
    r"|(?-i:espace) partenaires|Centre partenaires|Ajouter ou gérer|minage de cryptomonnaies\b",
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
# What the pages that this program was born from said, and nobody may say again.
SEEDS = {
    "de": [
        "Betriff: Partner Center",
        "Krypto-Mining bedeutet ist unbedingt eine betrügerische Aktivität.",
        "den finanziellen Prämien",
        "Schritteausführen",
        "Wenn die Aktivität eine normale Aktivität ist",
        "die Azure Ressourcen für das Krypto-Mining",
        "Verstehen Sie, wie die Ressourcen erstellt wurden.",
        "das Azure-Ressourcenmanagement-Protokoll",
        "nicht 100%ig genau",
        "Achten Sie darauf, dass Überwachungssysteme vorhanden sind.",
        "im Dropdownmenü",
        "Submit (Senden)",
    ],
    "fr": [
        "activité crypto-Mining",
        "exploration de données crypto-monnaies",
        "notification d’exploration de données de chiffrement",
        "il s’agit-là",
        "Vérifiez que le minage de cryptomonnaie est légitime.",
        "s’il s’agit d’une activité normale",
        "minage des cryptomonnaie",
        "Vérifiez que les ressources ne sont pas nécessaires.",
        "comment les ressources ont été créées en premier lieu",
        "fichiers journaux de gestion des ressources Azure",
        "tout activité",
        "Demandes de l’espace partenaires",
        "en bonne position",
        "a tendance à contrebalancer",
        "Ajouter ou gérer des clients",
    ],
}
MARKUP = re.compile(r"<[^<>]*>|&\w+;")


def phrases(tree, language):
    """All but the search terms of the desktop entry."""
    return [entry for entry in all_entries(tree, language) if not entry.source.endswith(";")]


def style(tree):
    problems = []
    for language in LANGUAGES:
        for entry in phrases(tree, language):
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
        for entry in all_entries(tree, language)
        for text in entry.texts
        for found in [re.search(f"(?i:{FORBIDDEN[language]})|{WIRE_WORDS}", text)]
        if found
    ]


def one_word(tree):
    problems = []
    for language, column in zip(LANGUAGES, (1, 2)):
        for entry in phrases(tree, language):
            for term in TERMS:
                if re.search(term[0], entry.source, re.I) and not all(
                    re.search(term[column], text, re.I) for text in filter(None, entry.texts)
                ):
                    problems.append(f"{language}: “{entry.texts[0]}” has no word for the {term[0]} of “{entry.source}”")
    return problems


def bare(text):
    """A text without what a button adds to it."""
    return re.sub(rf"[\s{NBSP}]*…$", "", text.replace("_", "")).casefold()


def said_one_way(tree):
    problems = []
    for language in LANGUAGES:
        known = {}
        for entry in all_entries(tree, language):
            key = (entry.context, bare(entry.source))
            texts = known.setdefault(key, entry.texts)
            if [bare(text) for text in texts] != [bare(text) for text in entry.texts]:
                problems.append(f"{language}: “{entry.source}” is “{texts[0]}” and “{entry.texts[0]}”")
    return problems


def source_style(tree):
    with Workshop(tree) as workshop:
        wanted = workshop.template() + help_entries(tree, LANGUAGES[0])
    return [
        f"{what} in “{text}”"
        for entry in wanted
        for text in filter(None, (entry.source, entry.plural))
        for what, pattern in {**SOURCE_STYLE, "a word of the interface": WIRE_WORDS}.items()
        if re.search(pattern, MARKUP.sub("", text))
    ]


main(
    [
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
                **{
                    f"“{text}”": translated(language, "Planted", text)
                    for language, texts in SEEDS.items()
                    for text in texts
                },
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
        Rule(
            "a term of the glossary has one translation",
            one_word,
            {
                "a German word for another thing": translated("de", "The subscription", "Die Subskription"),
                "a French word for another thing": translated("fr", "Two alerts", "Deux avertissements"),
                "a term left out": translated("de", "The status of the alert", "Wie die Warnung steht"),
            },
        ),
        Rule(
            "a text is said in the same way wherever it has no context",
            said_one_way,
            {
                "a button and its window": lambda t: translated("de", "Plant the tree", "Den Baum pflanzen")(
                    translated("de", "_Plant the tree…", "Baum _setzen\u00a0…")(t)
                ),
            },
        ),
    ]
)
