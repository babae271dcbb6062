# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's texts in the language of a story, read from the installed catalogue."""

import gettext


class Words:
    """Looks up what the program says; mnemonics do not matter, contexts only where they differ."""

    def __init__(self, folder, language):
        self.found = {}
        if language == "en":
            self.found = None
            return
        catalogue = gettext.translation("davylamp", folder, [language])
        for key, text in catalogue._catalog.items():
            source = key[0] if isinstance(key, tuple) else key
            context, _, source = source.rpartition("\x04")
            self.found.setdefault(source.replace("_", "", 1), {})[context] = text

    def say(self, text, context=None):
        """The translation of an English text; it is an error when there is none."""
        return self._find(text, context).replace("_", "", 1)

    def letter(self, text):
        """The letter that leads to what is called so, with Alt."""
        return self._find(text, None).partition("_")[2][0].lower()

    def _find(self, text, context):
        if self.found is None:
            return text
        told = self.found.get(text.replace("_", "", 1))
        if not told:
            raise AssertionError(f"“{text}” is not translated")
        if context is not None:
            return told[context]
        if len({words.replace("_", "", 1) for words in told.values()}) > 1 and "" not in told:
            raise AssertionError(f"“{text}” is said in several ways: {told}")
        return told.get("", next(iter(told.values())))
