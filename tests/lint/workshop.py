# SPDX-License-Identifier: GPL-3.0-or-later
"""A tree's texts and catalogues on disk, where gettext's tools can work on them."""

import pathlib
import subprocess
import tempfile

import po

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


class Workshop:
    """Use as a context manager: the folder goes with it."""

    def __init__(self, tree):
        self.folder = tempfile.TemporaryDirectory(prefix="davylamp-lint-")
        self.root = pathlib.Path(self.folder.name)
        names = {line for line in tree.texts["po/POTFILES.in"].splitlines() if line and line[0] != "#"}
        for path in names | {p for p, _ in tree.matching(r"(po|data/help)/.*")}:
            if path in tree.texts:
                file = self.root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(tree.texts[path])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def run(self, *command):
        """What a command has to say, which is nothing when all is well."""
        done = subprocess.run(
            command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return done.stdout or f"{command[0]} ended with {done.returncode}" * (done.returncode != 0)

    def template(self):
        """Every text that the program asks for."""
        said = self.run(*XGETTEXT)
        if said:
            raise SystemExit(said)
        return po.parse((self.root / "po/davylamp.pot").read_text())

    def help_template(self):
        """Every text of the help."""
        pages = sorted(str(page) for page in (self.root / "data/help/C").iterdir())
        said = self.run("itstool", "--output=help.pot", *pages)
        if said:
            raise SystemExit(said)
        return po.parse((self.root / "help.pot").read_text())
