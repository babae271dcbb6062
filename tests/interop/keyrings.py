# SPDX-License-Identifier: GPL-3.0-or-later
"""Three keyrings that speak org.freedesktop.secrets, each opened as its owner would open it."""

import subprocess
import threading

import waiting

PASSWORD = "pw"
BUS = ("gdbus", "call", "--session", "--timeout", "30")
SCHEMA = "io.github.davylamp.Davylamp"


class Keyring:
    def __init__(self, desktop):
        self.desktop = desktop
        self.config = desktop.home / ".config"
        self.prepare()
        waiting.until(self.is_up, self.name)

    def is_up(self):
        answer = self.desktop.output(
            *BUS, "--dest", "org.freedesktop.DBus", "--object-path", "/",
            "--method", "org.freedesktop.DBus.NameHasOwner", "org.freedesktop.secrets",
        )
        return b"true" in answer

    def count(self):
        """How many secrets of the program are in it."""
        found = subprocess.run(
            ["secret-tool", "search", "--all", "--unlock", "profile", "interop"],
            env=self.desktop.environment, capture_output=True, text=True, timeout=60,
        )
        return found.stdout.count("\nlabel = ") + found.stdout.startswith("label = ")

    def describe(self):
        return f"{self.name} holds {self.count()} secrets"

    def start_fed(self, *command):
        """Starts a service that reads the password from its standard input."""
        process = self.desktop.start(*command, stdin=subprocess.PIPE)
        process.stdin.write(PASSWORD.encode() + b"\n")
        process.stdin.close()


class GnomeKeyring(Keyring):
    name = "gnome-keyring"

    def prepare(self):
        self.start_fed("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")


class KeePassXC(Keyring):
    name = "KeePassXC"
    SETTINGS = """[General]
ConfigVersion=2
UpdateCheckMessageShown=true
[FdoSecrets]
Enabled=true
ConfirmAccessItem=false
ConfirmDeleteItem=false
ShowNotification=false
[GUI]
CheckForUpdates=false
"""

    def prepare(self):
        settings = self.config / "keepassxc/keepassxc.ini"
        settings.parent.mkdir()
        settings.write_text(self.SETTINGS)
        database = self.desktop.base / "secrets.kdbx"
        self.make_database(str(database))
        self.start_fed("keepassxc", "--pw-stdin", str(database))

    @staticmethod
    def make_database(path):
        """A database with a group that is offered to other programs, as its settings page makes it."""
        import pykeepass
        from lxml import etree

        database = pykeepass.create_database(path, password=PASSWORD)
        group = database.add_group(database.root_group, "Secrets")
        meta = database.tree.find("Meta")
        data = meta.find("CustomData")
        if data is None:
            data = etree.SubElement(meta, "CustomData")
        item = etree.SubElement(data, "Item")
        etree.SubElement(item, "Key").text = "FDO_SECRETS_EXPOSED_GROUP"
        etree.SubElement(item, "Value").text = f"{{{group.uuid}}}"
        database.save()


class KWallet(Keyring):
    name = "KWallet"
    SETTINGS = """[Wallet]
Enabled=true
First Use=false
Default Wallet=kdewallet
Use One Wallet=true
Prompt on Open=false
Close When Idle=false
[org.freedesktop.secrets]
apiEnabled=true
"""

    def prepare(self):
        (self.config / "kwalletrc").write_text(self.SETTINGS)
        self.desktop.start("kwalletd5")
        waiting.until(self.is_up, self.name)
        answering = threading.Thread(target=self.answer_wizard)
        answering.start()
        self.desktop.output(
            *BUS, "--dest", "org.kde.kwalletd5", "--object-path", "/modules/kwalletd5",
            "--method", "org.kde.KWallet.open", "kdewallet", "0", "interop",
        )
        answering.join()
