"""A backend of the desktop's portal, with a test in the place of the person.

The portal itself, with its store of documents, is the machine's: only the dialog that a desktop would
show is left out. xdg-desktop-portal finds the backend by XDG_DESKTOP_PORTAL_DIR.
"""

import os
import threading
from pathlib import Path

from gi.repository import Gio, GLib
from silsa_gui import wait_until

NAME = "org.freedesktop.impl.portal.desktop.silsatest"
DESCRIPTION = f"[portal]\nDBusName={NAME}\nInterfaces=org.freedesktop.impl.portal.FileChooser\nUseIn=silsatest\n"
ARGUMENTS = "".join(
    f'<arg type="{kind}" name="{name}" direction="{way}"/>'
    for kind, name, way in (
        ("o", "handle", "in"), ("s", "app_id", "in"), ("s", "parent_window", "in"), ("s", "title", "in"),
        ("a{sv}", "options", "in"), ("u", "response", "out"), ("a{sv}", "results", "out"),
    )
)
INTERFACE = (
    '<node><interface name="org.freedesktop.impl.portal.FileChooser">'
    f'<method name="OpenFile">{ARGUMENTS}</method><method name="SaveFile">{ARGUMENTS}</method></interface></node>'
)


def environment(folder):
    """What xdg-desktop-portal has to be started with to find the backend, described in folder."""
    (Path(folder) / "silsatest.portal").write_text(DESCRIPTION, encoding="utf-8")
    return {"XDG_DESKTOP_PORTAL_DIR": str(folder), "XDG_CURRENT_DESKTOP": "silsatest"}


class Backend:
    """The backend, on the session bus from its making on."""

    def __init__(self):
        self.requests = []  # of (title, invocation) that wait for an answer
        ready = threading.Event()
        threading.Thread(target=self._serve, args=(ready,), daemon=True).start()
        ready.wait(20)

    def _serve(self, ready):
        context = GLib.MainContext()
        context.push_thread_default()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        address = os.environ["DBUS_SESSION_BUS_ADDRESS"]
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object("/org/freedesktop/portal/desktop", interface, self._called, None, None)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", (NAME, 0)), None, Gio.DBusCallFlags.NONE, -1, None)
        ready.set()
        GLib.MainLoop(context).run()

    def _called(self, _bus, _sender, _path, _interface, _method, arguments, invocation):
        self.requests.append((arguments.unpack()[3], invocation))

    def _asked(self, title):
        for request in self.requests:
            if request[0] == title:
                self.requests.remove(request)
                return request
        return None

    def choose(self, title, path):
        """Waits for a file dialog of that title and chooses a file of the machine."""
        _title, invocation = wait_until(f"a file dialog {title!r}", lambda: self._asked(title), 60)
        results = {"uris": GLib.Variant("as", [Path(path).as_uri()]), "writable": GLib.Variant("b", True)}
        invocation.return_value(GLib.Variant("(ua{sv})", (0, results)))
