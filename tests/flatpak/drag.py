"""A window of the desktop, outside the sandbox, from which a file can be dragged.

usage: drag.py FILE   (tests/flatpak/smoke.py starts it; it runs until it is ended)
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402  (the version has to be named first)

PATH = Path(sys.argv[1])


def prepare(_source, _x, _y):
    """What a drag carries: a list of one file."""
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(str(PATH))])
    return Gdk.ContentProvider.new_for_value(files)


def main():
    Gtk.init()
    label = Gtk.Label(label=PATH.name, width_request=200, height_request=120)
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect("prepare", prepare)
    label.add_controller(source)
    Gtk.Window(title=PATH.name, child=label, decorated=False).present()
    GLib.MainLoop().run()


main()
