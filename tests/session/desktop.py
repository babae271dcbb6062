#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own: display, window manager, session bus, and folders that go away.

As a program it runs a command there: desktop.py COMMAND...
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import waiting

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={run}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

# The services that the private bus starts by itself: no portal, no keyring, no settings daemon.
ACTIVATED = ("org.a11y.Bus.service",)

SETTINGS = """[Settings]
gtk-font-name=Cantarell 11
gtk-cursor-blink=0
gtk-enable-animations=0
"""


class Desktop:
    """Use as a context manager; `environment` is for the programs that run on it.

    `base` holds what the desktop itself needs, `home` is the person's: nothing but what the
    program leaves behind is ever written there. `activated` are the services of its bus.
    """

    def __init__(self, size="1280x900", settings=SETTINGS, activated=ACTIVATED):
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="davylamp-desktop-"))
        self.home = self.base / "home"
        self.processes = []
        self.environment = self._environment()
        self._make_folders(settings, activated)
        self._start(size)

    def _environment(self):
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("XDG_", "GTK_", "GDK_", "DBUS_", "WAYLAND_", "AT_SPI"))
        }
        environment.update(
            HOME=str(self.home),
            XDG_DATA_HOME=str(self.home / ".local/share"),
            XDG_CONFIG_HOME=str(self.home / ".config"),
            XDG_CACHE_HOME=str(self.home / ".cache"),
            XDG_STATE_HOME=str(self.home / ".local/state"),
            XDG_RUNTIME_DIR=str(self.base / "run"),
            GDK_BACKEND="x11",
            GSK_RENDERER="cairo",
            GSETTINGS_BACKEND="keyfile",
            ADW_DISABLE_PORTAL="1",
            NO_AT_BRIDGE="1",
        )
        return environment

    def _make_folders(self, settings, activated):
        for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR"):
            pathlib.Path(self.environment["XDG_" + name]).mkdir(parents=True, mode=0o700)
        gtk = self.home / ".config/gtk-4.0"
        gtk.mkdir()
        (gtk / "settings.ini").write_text(settings)
        services = self.base / "services"
        services.mkdir()
        for name in activated:
            shutil.copy(pathlib.Path("/usr/share/dbus-1/services") / name, services)
        (self.base / "bus.conf").write_text(BUS.format(run=self.base / "run", services=services))

    def _start(self, size):
        sockets = pathlib.Path("/tmp/.X11-unix")
        if not sockets.exists():
            sockets.mkdir()
            sockets.chmod(0o1777)
        number = self._start_announcing(
            "Xvfb", "-displayfd", "{fd}", "-screen", "0", size + "x24", "-nolisten", "tcp", "-noreset"
        )
        self.environment["DISPLAY"] = ":" + number
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_announcing(
            "dbus-daemon", f"--config-file={self.base / 'bus.conf'}", "--nofork", "--print-address={fd}"
        )
        self.start("xfwm4")
        waiting.until(self._is_managed, "the window manager")

    def _start_announcing(self, *command):
        """Starts a server and returns the line by which it says that it is ready."""
        reader, writer = os.pipe()
        self.start(*(word.format(fd=writer) for word in command), pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as lines:
            return lines.readline().strip()

    def _is_managed(self):
        return b"window id" in self.output("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

    def start(self, *command, **options):
        """Starts a program that ends with the desktop; its messages go to a file in `base`."""
        with open(self.base / f"{pathlib.Path(command[0]).name}.log", "ab") as log:
            options = {"env": self.environment, "stdout": log, "stderr": log, **options}
            process = subprocess.Popen(command, **options)
        self.processes.append(process)
        return process

    def output(self, *command):
        """What a program that ends by itself prints."""
        return subprocess.run(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ).stdout

    def enter(self):
        """Makes this process a client of the desktop too; for a process that has only one."""
        os.environ.clear()
        os.environ.update(self.environment)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.base, ignore_errors=True)


def main(command):
    with Desktop() as desktop:
        environment = {**desktop.environment, "GSETTINGS_BACKEND": "memory"}
        return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
