"""The desktop's portals for files and printers, with a test in the place of the person.

A Flatpak never draws its own file dialog: it asks the portal, which answers with what was chosen. The
portal answers here as the test says, so that no test depends on how a dialog of GTK's looks and how
fast it reads a folder; what is tested is what Silsa asks for, and what it does with the answer.
"""

import os
import re
import threading
from pathlib import Path

from gi.repository import Gio, GLib
from silsa_gui import wait_until

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
CHOSEN, CANCELLED = 0, 1
PRIMARY_OWNER = 1
INTERFACE = """
<node>
  <interface name="org.freedesktop.portal.FileChooser">
    <method name="OpenFile">
      <arg type="s" name="parent_window" direction="in"/>
      <arg type="s" name="title" direction="in"/>
      <arg type="a{sv}" name="options" direction="in"/>
      <arg type="o" name="handle" direction="out"/>
    </method>
    <method name="SaveFile">
      <arg type="s" name="parent_window" direction="in"/>
      <arg type="s" name="title" direction="in"/>
      <arg type="a{sv}" name="options" direction="in"/>
      <arg type="o" name="handle" direction="out"/>
    </method>
    <property type="u" name="version" access="read"/>
  </interface>
  <interface name="org.freedesktop.portal.Print">
    <method name="PreparePrint">
      <arg type="s" name="parent_window" direction="in"/>
      <arg type="s" name="title" direction="in"/>
      <arg type="a{sv}" name="settings" direction="in"/>
      <arg type="a{sv}" name="page_setup" direction="in"/>
      <arg type="a{sv}" name="options" direction="in"/>
      <arg type="o" name="handle" direction="out"/>
    </method>
    <method name="Print">
      <arg type="s" name="parent_window" direction="in"/>
      <arg type="s" name="title" direction="in"/>
      <arg type="h" name="fd" direction="in"/>
      <arg type="a{sv}" name="options" direction="in"/>
      <arg type="o" name="handle" direction="out"/>
    </method>
    <property type="u" name="version" access="read"/>
  </interface>
</node>
"""


class Portal:
    """The portal, on the session bus from its making on."""

    # What the application is started with. GTK never frees the message in which the portal replied.
    ENVIRONMENT = {
        "GDK_DEBUG": "portals",
        "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0",
    }

    def __init__(self):
        self.requests = []  # of (title, options, sender, handle) that wait for an answer
        self.printed = []  # PDFs that were handed over
        self.error = None
        ready = threading.Event()
        threading.Thread(target=self._serve, args=(ready,), daemon=True).start()
        ready.wait()
        if self.error is not None:
            raise self.error

    def _serve(self, ready):
        context = GLib.MainContext()
        context.push_thread_default()
        try:
            flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
            address = os.environ["DBUS_SESSION_BUS_ADDRESS"]
            self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
            for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces:
                self.bus.register_object(PATH, interface, self._called, lambda *_: GLib.Variant("u", 4), None)
            reply = self.bus.call_sync(
                "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                GLib.Variant("(su)", (NAME, 0)), None, Gio.DBusCallFlags.NONE, -1, None)
            if reply.unpack()[0] != PRIMARY_OWNER:
                raise RuntimeError("there is a portal already, and this one would never be asked")
        except Exception as error:  # told to the thread that waits
            self.error = error
        ready.set()
        GLib.MainLoop(context).run()

    def _called(self, _bus, sender, _path, _interface, method, arguments, invocation):
        _parent, title, *given, options = arguments.unpack()
        if method == "Print":  # what was agreed on before
            with open(invocation.get_message().get_unix_fd_list().get(given[0]), "rb") as file:
                self.printed.append(file.read())
            invocation.return_value(GLib.Variant("(o)", (f"{PATH}/request/printed",)))
            return
        caller = sender.lstrip(":").replace(".", "_")
        handle = f"{PATH}/request/{caller}/{options['handle_token']}"
        invocation.return_value(GLib.Variant("(o)", (handle,)))
        self.requests.append((title, options, sender, handle))

    def _asked(self, title):
        """The request of that title, taken off the list, or None."""
        for request in self.requests:
            if request[0] == title or (isinstance(title, re.Pattern) and title.match(request[0])):
                self.requests.remove(request)
                return request
        return None

    def _answer(self, title, response, results):
        _title, options, sender, handle = wait_until(f"a dialog {title!r}", lambda: self._asked(title))
        self.bus.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response",
                             GLib.Variant("(ua{sv})", (response, results)))
        self.bus.flush_sync(None)
        return options

    def choose(self, title, *paths):
        """Waits for a file dialog of that title and chooses files; returns what the application asked for."""
        uris = [path if "://" in str(path) else Path(path).absolute().as_uri() for path in paths]
        return self._answer(title, CHOSEN, {"uris": GLib.Variant("as", uris)})

    def cancel(self, title):
        """Waits for a file dialog of that title and leaves it without a choice."""
        return self._answer(title, CANCELLED, {"uris": GLib.Variant("as", [])})

    def print(self, title):
        """Waits for the print dialog, prints as it is proposed, and returns the PDF that came."""
        paper = {"PPDName": GLib.Variant("s", "A4"), "DisplayName": GLib.Variant("s", "A4")}
        paper |= {side: GLib.Variant("d", size) for side, size in (("Width", 210), ("Height", 297))}
        paper |= {f"Margin{side}": GLib.Variant("d", 6) for side in ("Top", "Bottom", "Left", "Right")}
        done = len(self.printed)
        self._answer(title, CHOSEN, {"settings": GLib.Variant("a{sv}", {}), "page-setup": GLib.Variant("a{sv}", paper),
                                     "token": GLib.Variant("u", 1)})
        wait_until("the pages", lambda: len(self.printed) > done)
        return self.printed[done]
