"""A window with nothing but a file that can be dragged out of it.

usage: drag_source.py FILE
"""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402  (the versions have to be named first)

TITLE = "file to drag"


def main():
    window = Gtk.Window(title=TITLE, default_width=160, default_height=120, decorated=False)
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(sys.argv[1])])
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY, content=Gdk.ContentProvider.new_for_value(files))
    window.add_controller(source)
    window.present()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
