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
            self.found.setdefault(source.replace("_", "", 1), {})[context] = text.replace("_", "", 1)

    def say(self, text, context=None):
        """The translation of an English text; it is an error when there is none."""
        text = text.replace("_", "", 1)
        if self.found is None:
            return text
        told = self.found.get(text)
        if not told:
            raise AssertionError(f"“{text}” is not translated")
        if context is not None:
            return told[context]
        if len(set(told.values())) > 1 and "" not in told:
            raise AssertionError(f"“{text}” is said in several ways: {told}")
        return told.get("", next(iter(told.values())))
