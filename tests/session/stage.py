# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage of a session test: a desktop, its services, an emulator, a browser and the program."""

import json
import os
import pathlib
import shutil
import subprocess
import urllib.request

import waiting
from desktop import ACTIVATED, Desktop
from notifications import Notifications
from recorder import Recorder
from words import Words

HERE = pathlib.Path(__file__).resolve().parent
LOCALES = {"en": "en_US.UTF-8", "de": "de_DE.UTF-8", "fr": "fr_FR.UTF-8"}
DPI = 96
KEYRING_PASSWORD = "a password for tests"
APPLICATION_ID = "11111111-2222-4333-8444-555555555555"

BROWSER = """[Desktop Entry]
Type=Application
Name=Scripted Browser
Exec=/usr/bin/python3 {browser} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
NoDisplay=true
"""
BROWSER_DEFAULT = """[Default Applications]
x-scheme-handler/http=scripted-browser.desktop
x-scheme-handler/https=scripted-browser.desktop
"""
SERVICES = {"login": "login", "partner": "pc", "graph": "graph", "resource-manager": "arm", "prices": "prices"}


class Emulator:
    """A davylamp-emulator in a process of its own."""

    def __init__(self, desktop, prefix, scenario=None, *options):
        scenario = scenario or prefix / "share/davylamp/demo/scenario.json"
        command = [prefix / "bin/davylamp-emulator", "--scenario", scenario, "--port", "0", *options]
        self.process = desktop.start(*map(str, command), stdout=subprocess.PIPE)
        line = self.process.stdout.readline().decode().split()
        if line[:1] != ["ready"]:
            raise AssertionError(f"the emulator did not start: {line}")
        self.base = line[1]

    def requests(self, path=None, method=None):
        """What it was asked so far."""
        with urllib.request.urlopen(self.base + "/_emulator/requests") as answer:
            found = json.load(answer)
        return [
            r for r in found if (path is None or path in r["path"]) and (method is None or r["method"] == method)
        ]

    def fault(self, rule):
        """Puts a rule in force, as --fault does."""
        self.post("/_emulator/faults", rule)

    def forget_faults(self):
        where = self.base + "/_emulator/faults"
        urllib.request.urlopen(urllib.request.Request(where, method="DELETE")).close()

    def advance(self, seconds):
        """Lets time pass for it."""
        self.post("/_emulator/clock", json.dumps({"advance": seconds}))

    def post(self, path, text):
        urllib.request.urlopen(urllib.request.Request(self.base + path, text.encode())).close()

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Stage:
    """Use as a context manager. The program is started and ended by the steps of a story."""

    activated = ACTIVATED  # the services of its bus

    def __init__(self, prefix, language="en", keyring="unlocked", size="1280x900", scheme="light", text=1):
        self.prefix = pathlib.Path(prefix).resolve()
        self.language = language
        self.size = tuple(map(int, size.split("x")))
        self.executable = self.prefix / "bin/davylamp"
        self.desktop = Desktop(size, activated=self.activated)
        self.environment = self.desktop.environment
        self._enlarge_text(text)
        self.program = None
        self.loaded = {}  # into the program, besides: LD_PRELOAD and what that wants to know
        self.keyring = None
        self.emulator = None
        self.recorder = None
        self.notes = {}
        self._speak(language, scheme)
        words = Words(self.prefix / "share/locale", language)
        self.say = words.say
        self.letter = words.letter
        self._install_browser()
        self.desktop.enter()
        self.notifications = Notifications(self.desktop)
        self._start_keyring(keyring)
        waiting.until(self.notifications.is_ready, "the service of notifications")

    def _enlarge_text(self, times):
        """Where nothing manages the settings of the desktop, GTK reads this one from the X resources,
        which go before its own settings.ini."""
        resources = f"Xft.dpi:\t{round(times * DPI)}\n"
        self.desktop.output("xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", resources)

    def _speak(self, language, scheme):
        locales = pathlib.Path(os.environ.get("LOCPATH") or self.prefix.parent / "locales")
        self.environment.update(
            LOCPATH=str(locales),
            LC_ALL=LOCALES[language[:2]],
            LANGUAGE=language,
            TZ="Europe/Berlin",
            XDG_DATA_DIRS=f"{self.prefix / 'share'}:/usr/local/share:/usr/share",
            ADW_DEBUG_COLOR_SCHEME="prefer-dark" if scheme == "dark" else "prefer-light",
        )

    def _install_browser(self):
        self.browser = self.desktop.base / "browser"
        self.browser.mkdir()
        self.environment["DAVYLAMP_BROWSER"] = str(self.browser)
        applications = pathlib.Path(self.environment["XDG_DATA_HOME"]) / "applications"
        applications.mkdir()
        entry = BROWSER.format(browser=HERE / "browser.py")
        (applications / "scripted-browser.desktop").write_text(entry)
        (self.desktop.home / ".config/mimeapps.list").write_text(BROWSER_DEFAULT)

    def _start_keyring(self, state):
        """A real gnome-keyring: "unlocked", "locked" with something in it, or "absent"."""
        if state == "absent":
            return
        self.keyring = self.desktop.start(
            "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", stdin=subprocess.PIPE
        )
        self.keyring.stdin.write(KEYRING_PASSWORD.encode())
        self.keyring.stdin.close()
        waiting.until(self._has_collection, "the keyring")
        if state == "locked":
            self.lock_keyring()

    def _call_secrets(self, method, *arguments):
        return self.desktop.output(
            "gdbus",
            *("call", "--session", "--dest", "org.freedesktop.secrets"),
            *("--object-path", "/org/freedesktop/secrets", "--method", method, *arguments),
        ).decode()

    def _has_collection(self):
        return "collection/login" in self._call_secrets(
            "org.freedesktop.Secret.Service.ReadAlias", "default"
        )

    def lock_keyring(self):
        self._call_secrets(
            "org.freedesktop.Secret.Service.Lock", "['/org/freedesktop/secrets/collection/login']"
        )

    def unlock_keyring(self):
        """As who logs in does: without a prompt, which nobody would answer."""
        from gi.repository import Gio, GLib

        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

        def call(interface, method, arguments):
            where = ("org.freedesktop.secrets", "/org/freedesktop/secrets", interface, method)
            return bus.call_sync(*where, arguments, None, Gio.DBusCallFlags.NONE, -1, None).unpack()

        plain = GLib.Variant("(sv)", ("plain", GLib.Variant("s", "")))
        session = call("org.freedesktop.Secret.Service", "OpenSession", plain)[1]
        password = (session, b"", KEYRING_PASSWORD.encode(), "text/plain")
        call(
            "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
            "UnlockWithMasterPassword",
            GLib.Variant("(o(oayays))", ("/org/freedesktop/secrets/collection/login", password)),
        )

    def _ask_bus(self, method, *arguments):
        self.desktop.output(
            "gdbus",
            *("call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus"),
            *("--method", f"org.freedesktop.DBus.{method}", *arguments),
        )

    def tell_bus(self, *names):
        """Lets what the bus starts from now on find these variables of the environment."""
        pairs = ", ".join(f"'{name}': '{self.environment.get(name, '')}'" for name in names)
        self._ask_bus("UpdateActivationEnvironment", f"{{{pairs}}}")

    def offer_service(self, file):
        """Lets the bus start one more program, as it does after an installation."""
        self.tell_bus("XDG_DATA_DIRS", "LOCPATH", "LC_ALL", "LANGUAGE")
        shutil.copy(file, self.desktop.base / "services")
        self._ask_bus("ReloadConfig")

    def start_emulator(self, scenario=None, *options):
        self.emulator = Emulator(self.desktop, self.prefix, scenario, *options)
        self.recorder = Recorder(self.emulator.base)

    def endpoints(self):
        """A file for --endpoints that leads to the emulator."""
        file = self.desktop.base / "endpoints"
        login = (self.recorder or self.emulator).base
        places = [f"{k}={login if k == 'login' else self.emulator.base}/{v}" for k, v in SERVICES.items()]
        file.write_text("\n".join(["[endpoints]", *places, ""]))
        return str(file)

    def start_program(self, *arguments):
        """Starts the real, installed program on the emulator, and waits for its window."""
        arguments = arguments or ("--endpoints", self.endpoints())
        self.program = self.desktop.start(
            str(self.executable), *arguments, env={**self.environment, **self.loaded}
        )
        return waiting.until(lambda: self.window(), "the program's window")

    def windows(self):
        """The program's windows as assistive technologies see them."""
        import a11y  # it connects to the bus that this process has entered by now

        return a11y.windows("davylamp")

    def window(self, title=None):
        """The window of that title, or the first one."""
        return next((w for w in self.windows() if title is None or title in w.name), None)

    def focused(self, title=None):
        """What has the focus in the window of that title, or the first one; None when nothing has."""
        window = self.window(title)
        return window.focused() if window else None

    def has_keyboard(self, title=None):
        """Whether what is typed reaches the window of that title, or any: where a window has just
        come or gone, nobody may have it."""
        focused = self.desktop.output("xdotool", "getwindowfocus", "getwindowname").decode().strip()
        return any(w.name == focused for w in self.windows() if title is None or title in w.name)

    def wait_keyboard(self, title=None):
        waiting.until(lambda: self.has_keyboard(title), f"“{title or 'the program'}” to have the keyboard")

    def take_keyboard(self, title):
        """As wait_keyboard(), but switches to the window where the window manager, slower than the
        program, has passed the keyboard on to another one."""

        def switch():
            if not self.has_keyboard(title):
                self.desktop.output("xdotool", "search", "--name", title, "windowactivate")

        waiting.insist(switch, lambda: self.has_keyboard(title), f"“{title}” to have the keyboard")

    def quit_program(self):
        """Closes the program as a person does, and waits until it has ended well."""
        import a11y

        self.wait_keyboard()
        a11y.key("ctrl+q")
        self.wait_ended()

    def wait_ended(self):
        waiting.until(lambda: self.program.poll() is not None, "the program to end")
        if self.program.returncode != 0:
            raise AssertionError(f"the program ended with {self.program.returncode}")

    def kill_program(self):
        self.program.kill()
        self.program.wait()

    def program_messages(self):
        """What the program wrote to its standard error."""
        return (self.desktop.base / "davylamp.log").read_text(errors="replace")

    def describe(self):
        for window in self.windows():
            yield from window.dump()
        for log in ("davylamp", "davylamp-emulator"):
            file = self.desktop.base / f"{log}.log"
            if file.exists():
                yield f"--- {log}"
                yield from file.read_text(errors="replace").splitlines()[-40:]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.desktop.__exit__()
