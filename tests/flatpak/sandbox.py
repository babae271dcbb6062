# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage of the Flatpak: the program in its sandbox, on a desktop with portals and a keyring."""

import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "session"))

from desktop import ACTIVATED  # noqa: E402
from stage import Stage  # noqa: E402

ID = "io.github.davylamp.Davylamp"

PORTALS = (
    "org.freedesktop.Flatpak.service",
    "org.freedesktop.impl.portal.PermissionStore.service",
    "org.freedesktop.impl.portal.desktop.gtk.service",
    "org.freedesktop.portal.Desktop.service",
    "org.freedesktop.portal.Documents.service",
    "org.freedesktop.portal.Flatpak.service",
)

# What leads the programs of the desktop, and is nothing of the sandbox.
LOOKS = ("ADW_DISABLE_PORTAL", "ADW_DEBUG_COLOR_SCHEME", "LOCPATH", "GSETTINGS_BACKEND", "GDK_BACKEND")


class Sandbox(Stage):
    """`prefix` has the emulator and the catalogues; `installation` is where Flatpak installs, and goes
    with the desktop."""

    activated = (*ACTIVATED, *PORTALS)

    def __init__(self, prefix, installation, language):
        shutil.rmtree(installation, ignore_errors=True)
        super().__init__(prefix, language)
        self.installation = installation
        for name in LOOKS:
            del self.environment[name]
        self.environment.update(
            FLATPAK_USER_DIR=str(installation), DAVYLAMP_FLATPAK_DIR=str(installation), XDG_CURRENT_DESKTOP="GNOME"
        )
        self.tell_bus("XDG_CURRENT_DESKTOP", "FLATPAK_USER_DIR", "DAVYLAMP_BROWSER")
        self.desktop.enter()
        self.folder = self.desktop.home / ".var/app" / ID  # all that it may write to
        self.executable = self.desktop.base / "davylamp"
        self.executable.write_text(f'#!/bin/sh\nexec flatpak --user run {ID} "$@"\n')
        self.executable.chmod(0o755)

    def endpoints(self):
        """The file for --endpoints, where the program can read it."""
        folder = self.folder / "config"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "endpoints"
        file.write_text(pathlib.Path(super().endpoints()).read_text())
        return str(file)

    def run_inside(self, *command):
        """What a command prints in the sandbox of the program."""
        return self.desktop.output("flatpak", "--user", "run", f"--command={command[0]}", ID, *command[1:]).decode()

    def __exit__(self, *_):
        # The portal of documents has mounted its folder in the desktop's; it leaves it when it ends.
        documents = pathlib.Path(self.environment["XDG_RUNTIME_DIR"]) / "doc"
        if documents.is_mount():
            subprocess.run(["fusermount3", "-u", "-z", documents], check=True)
        super().__exit__()
        shutil.rmtree(self.installation, ignore_errors=True)
