"""The window of an assessment as a test sees it: what is shown, and what the file says.

Everything is done by real key presses (silsa_gui); the names are those of the language the test runs in.
"""

import json
import os
import re
import subprocess

from gi.repository import Atspi
from silsa_gui import App, Lost, complaints, find, find_all, has, press, text_of, wait_until, walk, write

SILSA = os.environ.get("SILSA_TEST_PROGRAM", "silsa")
CLI = os.environ.get("SILSA_TEST_CLI", "silsa-cli")


def cli(*arguments, status=0):
    """Runs silsa-cli; returns what it printed as JSON."""
    command = [CLI, *map(str, arguments), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != status:
        raise Lost(f"silsa-cli {arguments[0]} ended with status {done.returncode}: {done.stderr or done.stdout}")
    return json.loads(done.stdout) if done.stdout.strip() else None


def scored(file, code):
    """What stands in the file for an indicator."""
    return next(found for found in cli("score", file)["indicators"] if found["code"] == code)


def log_of(file):
    """Where the application that has a file open writes."""
    return f"{file}.log"


class Window(App):
    """The application with the window of one file."""

    started = []

    def __init__(self, file, **options):
        self.file = file
        super().__init__(file, program=options.pop("program", SILSA), log=log_of(file), **options)
        Window.started.append(self)
        wait_until("the window", lambda: find(self.root, "frame") and self.code())
        wait_until("the keyboard", self.has_keys)

    def has_keys(self):
        """Whether what is typed comes to it: a window can be read before the manager gives it the keyboard."""
        done = subprocess.run(["xdotool", "getwindowfocus", "getwindowpid"], capture_output=True, text=True, check=False)
        return done.stdout.strip() == str(self.process.pid)

    @staticmethod
    def check_log(file):
        """Fails where the application complained of something."""
        bad = complaints(log_of(file))
        if bad:
            raise Lost("the application said:\n" + "\n".join(bad))

    @staticmethod
    def end_all():
        """Ends what a failed test left running."""
        for window in Window.started:
            if window.process.poll() is None:
                window.process.kill()
                window.process.wait()
        Window.started.clear()

    def code(self):
        """The code of the indicator that is shown, or None."""
        node = self.find("label", re.compile(r"^[A-Z]\d-\d\d$"))
        return node.get_name() if node is not None else None

    def grade(self):
        """The expected grade, as the screen reader reads it."""
        return text_of(self.wait_for("status bar"))

    def saved(self):
        """Whether the window says that all is saved."""
        return self.find("label", re.compile("^(saved|저장됨|.*저장됨$)")) is not None

    def wait_saved(self):
        """Waits until it says so."""
        wait_until("the word that all is saved", self.saved)

    def wait_code(self, code):
        """Waits until an indicator is shown."""
        wait_until(f"{code} on the page, not {self.code()}", lambda: self.code() == code)

    def search(self, code):
        """Goes to an indicator by the search, as a person does."""
        press("ctrl+f", "ctrl+a")
        write(code)
        press("Return")
        self.wait_code(code)

    def look_for(self, words):
        """Types words into the search, and returns what it says of how many were found.

        A syllable of Hangul comes with a layout of its own, which a busy application may learn of too late.
        """
        for delay in (80, 150, 300):
            press("ctrl+f", "ctrl+a", "BackSpace")
            write(words, delay)
            try:
                return self.wait_for("label", re.compile(r"^\d+ of 63 indicators$"), 5).get_name()
            except Lost as lost:
                failed = lost
        raise failed

    def checked(self, name):
        """Whether a toggle or radio button of that name is pressed."""
        return any(
            has(node, Atspi.StateType.CHECKED) or has(node, Atspi.StateType.PRESSED)
            for node in find_all(self.root, None, name)
        )

    def focus_name(self):
        """Role and name of what has the focus."""
        node = self.focused()
        return (node.get_role_name(), node.get_name()) if node is not None else None


def nameless(root):
    """Focusable nodes on the screen that have no name, as text."""
    return [
        f"{node.get_role_name()} (child of {node.get_parent().get_role_name()} {node.get_parent().get_name()!r})"
        for node in walk(root)
        if has(node, Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING) and not (node.get_name() or "").strip()
    ]


def extents(node):
    """Where a node stands in its window."""
    return Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)


def cut_off(app):
    """What is on the screen, to be read or used, and reaches over the edge of the window, as text.

    Not what only holds others: pages of stacks, which are no widgets, do not know where they are.
    """
    frame = extents(app.find("frame"))
    found = []
    for node in find_all(app.root, re.compile("(?!panel|grouping|application).*")):
        box = extents(node)
        if box.x < frame.x - 1 or box.x + box.width > frame.x + frame.width:
            found.append(f"{node.get_role_name()} {node.get_name()!r} from {box.x} to {box.x + box.width}")
    return found
