# SPDX-License-Identifier: GPL-3.0-or-later
"""The notifications of a desktop, written down: notifications.py FILE.

As a program it is the service org.freedesktop.Notifications, which GLib falls back to where no
desktop offers its own; each thing that is asked of it becomes a line of JSON in the file. What a
person does with a notification is asked of it under the interface HANDS.
"""

import json
import pathlib
import subprocess
import sys

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
HANDS = "io.github.davylamp.Hands"

INTERFACES = f"""<node>
  <interface name="{NAME}">
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
    </method>
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
      <arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  </interface>
  <interface name="{HANDS}">
    <method name="Press"><arg type="u" direction="in"/><arg type="s" direction="in"/></method>
  </interface>
</node>"""
DISMISSED, CLOSED = 2, 3  # why one goes away, in the words of the specification
PRIORITIES = ("low", "normal", "critical")


class Notification:
    """One that stands, or stood: its texts, its buttons by their labels, and how it came."""

    def __init__(self, line):
        self.id = line["id"]
        self.title = line["title"]
        self.body = line["body"]
        self.urgency = PRIORITIES[line["urgency"]]
        keys, labels = line["actions"][::2], line["actions"][1::2]
        self.buttons = {label: key for key, label in zip(keys, labels) if key != "default"}
        self.leads = "default" in keys

    def __repr__(self):
        return f"{self.title!r} {self.body!r} {self.urgency} {list(self.buttons)}"


class Notifications:
    """What the service has written down, and the hands of a person."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.file = desktop.base / "notifications"
        self.file.touch()
        desktop.start("/usr/bin/python3", __file__, str(self.file))

    def lines(self):
        return [json.loads(line) for line in self.file.read_text().splitlines() if line.endswith("}")]

    def is_ready(self):
        return any(line["what"] == "ready" for line in self.lines())

    def sent(self):
        """All that were ever sent, in their order; one that took the place of another as well."""
        return [Notification(line) for line in self.lines() if line["what"] == "sent"]

    def standing(self):
        """Those that stand now."""
        found = {}
        for line in self.lines():
            if line["what"] == "sent":
                found[line["id"]] = Notification(line)
            elif line["what"] == "closed":
                found.pop(line["id"], None)
        return list(found.values())

    def press(self, notification, label=None):
        """Presses a button of one, or what is around them: it goes away then, as on most desktops."""
        key = "default" if label is None else notification.buttons[label]
        method = f"{HANDS}.Press"
        where = ("--session", "--dest", NAME, "--object-path", PATH)
        self.desktop.output("gdbus", "call", *where, "--method", method, str(notification.id), key)


class Service:
    """Stands before the bus."""

    def __init__(self, file):
        from gi.repository import Gio

        self.file = pathlib.Path(file)
        self.last = 0
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION)
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            self.connection.register_object(PATH, interface, self.called, None, None)
        Gio.bus_own_name_on_connection(self.connection, NAME, Gio.BusNameOwnerFlags.NONE, self.owned, None)

    def owned(self, *_):
        self.write(what="ready")

    def write(self, **line):
        with open(self.file, "a") as lines:
            lines.write(json.dumps(line) + "\n")

    def called(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        from gi.repository import GLib

        answer = getattr(self, method)(*parameters.unpack())
        invocation.return_value(GLib.Variant(*answer) if answer else None)

    def say(self, signal, kind, *values):
        from gi.repository import GLib

        self.connection.emit_signal(None, PATH, NAME, signal, GLib.Variant(kind, values))

    def GetCapabilities(self):
        return "(as)", (["actions", "body", "persistence"],)

    def GetServerInformation(self):
        return "(ssss)", ("Recorder", "Davylamp", "1", "1.2")

    def Notify(self, _program, replaces, _icon, title, body, actions, hints, _timeout):
        self.last += 0 if replaces else 1
        told = replaces or self.last
        self.write(what="sent", id=told, title=title, body=body, actions=actions, urgency=hints["urgency"])
        return "(u)", (told,)

    def CloseNotification(self, told):
        self.close(told, CLOSED)

    def close(self, told, reason):
        self.write(what="closed", id=told, reason=reason)
        self.say("NotificationClosed", "(uu)", told, reason)

    def Press(self, told, key):
        self.say("ActionInvoked", "(us)", told, key)
        self.close(told, DISMISSED)


def main(file):
    from gi.repository import GLib

    Service(file)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(sys.argv[1])
