# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal of the only case, read beside the program, and a hand on its database."""

import re
import sqlite3

from waiting import PATIENCE


class Journal:
    def __init__(self, home):
        self.home = home
        self.hand = None

    @property
    def file(self):
        return next(self.home.rglob("store.db"))

    def entries(self):
        """Position, kind, what it refers to and the facts of each entry."""
        database = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=PATIENCE)
        try:
            return database.execute(
                "SELECT position, kind, refers, coalesce(facts, '') FROM case_entries ORDER BY position"
            ).fetchall()
        finally:
            database.close()

    def kinds(self):
        return [kind for _, kind, _, _ in self.entries()]

    def acts(self):
        """By the id of what is deleted: the kinds of the entries about each intent, the oldest first."""
        found, target = {}, {}
        for position, kind, refers, facts in self.entries():
            if kind == "act":
                target[position] = re.search(r"'target': <'([^']*)'>", facts)[1]
                found.setdefault(target[position], []).append([])
            elif refers in target:
                found[target[refers]][-1].append(kind)
        return found

    def seize(self):
        """Nothing can be written from now on."""
        self.hand = sqlite3.connect(self.file, isolation_level=None, timeout=PATIENCE)
        self.hand.execute("BEGIN IMMEDIATE")

    def let_go(self):
        if self.hand is not None:
            self.hand.execute("ROLLBACK")
            self.hand.close()
            self.hand = None
