"""Drives the application from outside: real key presses by xdotool, reading by accessibility.

Runs inside tests/gui/frame, which has the display, the bus and the window manager. What a person does
is done with press() and write(); accessibility only reads what is on the screen and where the focus is,
so that nothing works here that a person could not do.
"""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version has to be named first)

PATIENCE = float(os.environ.get("SILSA_TEST_PATIENCE", "20"))
# A reply later than 0.8 s would be taken for none: what a busy machine is asked for would seem not to be there.
Atspi.set_timeout(int(1000 * PATIENCE), int(1000 * PATIENCE))
# It warns of states that it does not know, and of what went away while it was asked for.
GLib.log_set_handler("dbind", GLib.LogLevelFlags.LEVEL_WARNING, lambda *_warning: None, None)


class Lost(Exception):
    """What was waited for did not come; the text says what, and what was there instead."""


def wait_until(what, function, seconds=PATIENCE, every=0.05):
    """Calls function every so many seconds until it returns something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        try:
            result = function()
        except GLib.Error:  # the object went away while it was read
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise Lost(f"{what}: not within {seconds:g} s")
        time.sleep(every)


def press(*keys):
    """Presses keys one after the other, named as xdotool names them: "ctrl+Return", "Tab", "3"."""
    subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "60", *keys], check=True)
    time.sleep(0.1)


def write(text, delay=None):
    """Types a text. Hangul needs a new layout for each syllable, which the application has to follow."""
    if delay is None:
        delay = 25 if text.isascii() else 80
    subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", str(delay), "--", text], check=True)
    time.sleep(0.1)


def write_into(node, text):
    """Types a text into the node that has the focus, in place of what is there, and reads it back."""
    for delay in (None, 150, 300):
        press("ctrl+a", "BackSpace")
        write(text, delay)
        try:
            return wait_until("the text", lambda: text_of(node) == text, 3)
        except Lost:
            found = text_of(node)
    raise Lost(f"{node.get_name()!r} should hold {text!r}, but holds {found!r}")


def resize(width, height):
    """Makes the window smaller than the screen, as a person does with a mouse."""
    press("alt+F10")
    subprocess.run(["xdotool", "getactivewindow", "windowsize", "--sync", str(width), str(height)], check=True)


def screenshot(path):
    """Keeps what is on the screen as a picture."""
    time.sleep(0.4)
    subprocess.run(["import", "-window", "root", str(path)], check=True)


def children(node):
    """The children of a node that are there."""
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node):
    """A node and all below it, in reading order."""
    yield node
    for child in children(node):
        yield from walk(child)


def has(node, *states):
    """Whether a node has all of these states, given as members of Atspi.StateType."""
    found = node.get_state_set()
    return all(found.contains(state) for state in states)


def role_of(node):
    """The name of a node's role; older libraries call a button a push button."""
    return node.get_role_name().replace("push button", "button")


def matches(node, role, name):
    """Whether a node has the role and a name that is equal to a string or matches a pattern."""
    if isinstance(role, re.Pattern) and not role.fullmatch(role_of(node)):
        return False
    if isinstance(role, str) and role_of(node) != role:
        return False
    if name is None:
        return True
    found = node.get_name() or ""
    return bool(name.search(found)) if isinstance(name, re.Pattern) else found == name


def find_all(root, role=None, name=None, showing=True):
    """All nodes below root of a role and name that are on the screen."""
    return [
        node
        for node in walk(root)
        if matches(node, role, name) and (not showing or has(node, Atspi.StateType.SHOWING))
    ]


def find(root, role=None, name=None, showing=True):
    """The first node below root of a role and name, or None."""
    for node in walk(root):
        if matches(node, role, name) and (not showing or has(node, Atspi.StateType.SHOWING)):
            return node
    return None


def text_of(node):
    """The text in an entry, text view or label."""
    if node.get_text_iface() is None:
        return node.get_name() or ""
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def dump(root):
    """The tree below a node as text, for a person who looks for what went wrong."""
    lines = []

    def add(node, depth):
        states = [
            word
            for word, state in (
                ("focused", Atspi.StateType.FOCUSED),
                ("checked", Atspi.StateType.CHECKED),
                ("pressed", Atspi.StateType.PRESSED),
                ("selected", Atspi.StateType.SELECTED),
            )
            if has(node, state)
        ]
        if not has(node, Atspi.StateType.SHOWING):
            states.append("hidden")
        lines.append(f"{'  ' * depth}{node.get_role_name()} {node.get_name()!r} {' '.join(states)}".rstrip())
        for child in children(node):
            add(child, depth + 1)

    add(root, 0)
    return "\n".join(lines)



def complaints(log):
    """The lines of a log in which the application complains of something."""
    lines = Path(log).read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if re.search("CRITICAL|WARNING|ERROR", line) and "dbind" not in line]


class Ear:
    """Hears where the focus goes, and what is announced.

    To look through all nodes for the one that has the focus takes long, and a toast may be gone before it is found.
    """

    def __init__(self):
        self.moves = 0
        self.last = None
        self.announced = []
        self._listeners = [self._listen("object:state-changed:focused", self._moved),
                           self._listen("object:announcement", self._announced)]

    @staticmethod
    def _listen(event, function):
        listener = Atspi.EventListener.new(function)
        listener.register(event)
        return listener

    def _moved(self, event):
        if event.detail1:
            self.last = event.source
            self.moves += 1

    def _announced(self, event):
        self.announced.append(event.any_data)

    def hear(self):
        """What has been said until now; returns how often the focus came to a node."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        return self.moves

    def was_announced(self, words):
        """Whether something with these words was announced; it counts once."""
        self.hear()
        said = next((said for said in self.announced if words in said), None)
        if said is not None:
            self.announced.remove(said)
        return said is not None


EAR = Ear()


class App:
    """The application, started on a file."""

    def __init__(self, *arguments, program="silsa", log=None, environment=None):
        self.log = open(log or os.devnull, "ab")
        self.process = subprocess.Popen(
            [program, *map(str, arguments)],
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
        )
        self.root = wait_until("the application on the accessibility bus", self._find_root)

    def _find_root(self):
        if self.process.poll() is not None:
            raise Lost(f"the application ended with status {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for node in children(desktop):
            if node.get_process_id() == self.process.pid:
                return node
        return None

    def find(self, role=None, name=None):
        """The first node on the screen of a role and name, or None."""
        node = find(self.root, role, name)
        if node is None:
            self.root.clear_cache()  # children that came while they were asked for are missed for ever
        return node

    def wait_for(self, role=None, name=None, seconds=PATIENCE):
        """Waits until such a node is on the screen."""
        wanted = name.pattern if isinstance(name, re.Pattern) else name
        try:
            return wait_until(f"{role or 'something'} named {wanted!r}", lambda: self.find(role, name), seconds)
        except Lost as lost:
            raise Lost(f"{lost}; on the screen was:\n{self.dump()}") from None

    def wait_toast(self, words):
        """Waits for a toast with these words, however short the time that it is there."""
        try:
            wait_until(f"a toast {words!r}", lambda: EAR.was_announced(words))
        except Lost as lost:
            raise Lost(f"{lost}; on the screen was:\n{self.dump()}") from None

    def focused(self):
        """The node with the focus, or None."""
        EAR.hear()
        if self._has_focus(EAR.last):
            return EAR.last
        for node in walk(self.root):
            if has(node, Atspi.StateType.FOCUSED, Atspi.StateType.SHOWING):
                return node
        self.root.clear_cache()
        return None

    def _has_focus(self, node):
        """Whether a node, or None, is this application's and has the focus now."""
        try:
            return (node is not None and node.get_process_id() == self.root.get_process_id()
                    and has(node, Atspi.StateType.FOCUSED, Atspi.StateType.SHOWING))
        except GLib.Error:  # it is gone
            return False

    def step(self, key="Tab"):
        """Presses a key that moves the focus; returns the node that has it then, or None.

        Between two nodes there is a moment without, and before it the focus is where it was: so it is waited for
        until it has come somewhere, or for a second where the key did not move it.
        """
        before = EAR.hear()
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
        try:
            wait_until("the focus", lambda: EAR.hear() > before and self._has_focus(EAR.last), 1, every=0.01)
        except Lost:
            pass
        return self.focused()

    def tab_to(self, role=None, name=None, most=80, key="Tab"):
        """Presses Tab until such a node has the focus, and returns it."""
        seen = []
        node = self.focused()
        for _ in range(most):
            if node is not None and matches(node, role, name):
                return node
            seen.append(f"{node.get_role_name()} {node.get_name()!r}" if node is not None else "nothing")
            node = self.step(key)
        wanted = name.pattern if isinstance(name, re.Pattern) else name
        raise Lost(f"Tab did not reach {role or 'something'} named {wanted!r}, but:\n" + "\n".join(seen))

    def dump(self):
        """What is on the screen, as text."""
        return dump(self.root)

    def quit(self, seconds=PATIENCE):
        """Closes the window by its key, as a person does, and returns the exit status."""
        press("alt+F4")
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(5)
            raise Lost("the application did not end when its window was closed") from None
        finally:
            self.log.close()
