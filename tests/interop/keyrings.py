# SPDX-License-Identifier: GPL-3.0-or-later
"""Three keyrings that speak org.freedesktop.secrets, each opened as its owner would open it."""

import hashlib
import re
import subprocess
import threading

import waiting

PASSWORD = "pw"
BUS = ("gdbus", "call", "--session", "--timeout", "60")
PROFILE = "interop"


class Keyring:
    def __init__(self, desktop):
        self.desktop = desktop
        self.config = desktop.home / ".config"
        self.prepare()
        waiting.until(self.is_up, self.name)

    def call(self, name, path, method, *words):
        return self.desktop.output(
            *BUS, "--dest", name, "--object-path", path, "--method", method, *words
        ).decode()

    def collection(self):
        """Where new secrets go, once there is such a place."""
        alias = self.call(
            "org.freedesktop.secrets", "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.ReadAlias", "default",
        )
        found = re.search(r"/org/freedesktop/secrets/[^']+", alias)
        return found and found[0]

    def is_up(self):
        """Whether whoever stores a secret is not asked to open the keyring first."""
        collection = self.collection()
        return collection and "false" in self.call(
            "org.freedesktop.secrets", collection,
            "org.freedesktop.DBus.Properties.Get", "org.freedesktop.Secret.Collection", "Locked",
        )

    def answer_questions(self):
        """Does what the owner has to do while a program changes what it stored."""

    def secrets(self):
        """Digests of the program's secrets in it."""
        found = self.desktop.output(
            "secret-tool", "search", "--all", "--unlock", "profile", PROFILE
        ).decode()
        lines = [line for line in found.splitlines() if line.startswith("secret = ")]
        return {hashlib.sha256(line.encode()).hexdigest() for line in lines}

    def describe(self):
        return f"{self.name} holds {len(self.secrets())} secrets"

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

    def answer_questions(self):
        """Another process than the one that stored a secret is allowed to change it."""
        window = self.desktop.output("xdotool", "getactivewindow").decode().strip()
        if b"Access Request" in self.desktop.output("xdotool", "getwindowname", window):
            self.desktop.output("xdotool", "key", "--window", window, "Return")

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
    FIRST_CHOICE = ("115", "173")  # where it stands in the window

    def prepare(self):
        (self.config / "kwalletrc").write_text(self.SETTINGS)
        self.desktop.start("kwalletd5")
        waiting.until(self.is_on_bus, self.name)
        wizard = threading.Thread(target=self.answer_wizard)
        wizard.start()
        self.call(
            "org.kde.kwalletd5", "/modules/kwalletd5", "org.kde.KWallet.open", "kdewallet", "0", PROFILE
        )
        wizard.join()

    def is_on_bus(self):
        return "true" in self.call(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", "org.kde.kwalletd5"
        )

    def is_up(self):
        """The wallet is open by then; it is called locked until the first program has used it."""
        return self.collection()

    def active_window(self, other_than=None):
        """The window that has the focus, when it is a new one of KWallet's."""
        window = self.desktop.output("xdotool", "getactivewindow").decode().strip()
        name = self.desktop.output("xdotool", "getwindowname", window).decode().strip()
        return window if name == "KDE Wallet Service" and window != other_than else None

    def answer_wizard(self):
        """Once it asks how to encrypt (here: by a password, the first choice) and for a password."""
        choice = waiting.until(self.active_window, "the choice of an encryption")
        self.desktop.output(
            "xdotool", "mousemove", "--window", choice, *self.FIRST_CHOICE, "click", "1", "key", "Return"
        )
        waiting.until(lambda: self.active_window(choice), "the question for a password")
        for action in (("type", PASSWORD), ("key", "Tab"), ("type", PASSWORD), ("key", "Return")):
            self.desktop.output("xdotool", *action)


ALL = {keyring.name: keyring for keyring in (GnomeKeyring, KeePassXC, KWallet)}
