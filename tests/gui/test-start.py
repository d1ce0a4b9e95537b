"""The way to a first assessment: welcome, key, round, blank, preferences; by real key presses. TAP.

usage: test-start.py ROUND   (inside tests/gui/frame --wm; SILSA_TEST_PROGRAM and SILSA_TEST_CLI name
the programs)
"""

import re
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

from portal import Portal
from silsa_gui import App, Atspi, Lost, find, find_all, has, press, resize, text_of, wait_until, write, write_into
from tap import Tap, expect
from window import SILSA, Window, cli, complaints, extents, log_of

ROUND = Path(sys.argv[1])
FOLDER = Path(tempfile.mkdtemp(prefix="silsa-start-"))
TAP = Tap()
PORTAL = Portal()


class Start(App):
    """The application as it comes up without a file."""

    def __init__(self, name, *arguments):
        super().__init__(*arguments, program=SILSA, log=log_of(FOLDER / name), environment=Portal.ENVIRONMENT)
        Window.started.append(self)
        self.wait_for("button", re.compile("^Begin from a Round"))

    def push(self, name, role="button"):
        """Tabs to a button and presses it."""
        self.tab_to(role, name)
        press("Return")

    def fill(self, name, text):
        """Tabs to an entry and fills it."""
        write_into(self.tab_to("text", name), text)

    def fill_secret(self, name, text):
        """Tabs to an entry that shows dots, and fills it."""
        node = self.tab_to("text", name)
        press("ctrl+a", "BackSpace")
        write(text)
        wait_until("the dots", lambda: len(text_of(node)) == len(text))

    def begun(self, file):
        """What stands in the file, once the window of an assessment is open on it."""
        self.wait_for("label", re.compile(r"^[A-Z]\d-\d\d$"))
        return cli("score", file)


@TAP.case
def a_key_is_made(name):
    """Name and passphrase make a key; the request for the secretary is written; a name of spaces is none."""
    key, request = FOLDER / "kim.p12", FOLDER / "kim.pem"
    start = Start(name)
    start.push(re.compile("^Your key"), "list item")
    start.wait_for(None, "Make a Key")
    start.fill("Name", "   ")
    start.fill_secret("Passphrase", "correct horse")
    start.fill_secret("Passphrase once more", "correct horse")
    expect("a key without a name can be made", False, can_be_pressed(start, "Make a Key…"))
    start.fill("Name", "김서연")
    wait_until("the button", lambda: can_be_pressed(start, "Make a Key…"))
    start.push("Make a Key…", None)
    PORTAL.choose("Save the Key as", key)
    wait_until("the key's file", key.exists)
    fingerprint = start.wait_for("label", re.compile("^([0-9a-f]{8} ?){8}$"))
    secret = FOLDER / "secret"
    secret.write_text("correct horse", encoding="utf-8")
    shown = cli("identity", "show", key, "--passphrase-file", secret)
    expect("name", "김서연", shown["name"])
    expect("fingerprint", shown["fingerprint_sha256"].lower(), re.sub("[^0-9a-f]", "", fingerprint.get_name().lower()))
    start.fill("E-mail", "kim@example.kr")
    start.fill_secret("Passphrase of the key", "wrong")
    start.push("Save the Request…", None)
    PORTAL.choose("Save the Request as", request)
    start.wait_for(None, re.compile("passphrase", re.I))
    expect("a request by a wrong passphrase", False, request.exists())
    start.fill_secret("Passphrase of the key", "correct horse")
    start.push("Save the Request…", None)
    PORTAL.choose("Save the Request as", request)
    start.wait_for(None, re.compile("^The request is saved"))
    expect("request", True, "-----BEGIN CERTIFICATE-----" in request.read_text(encoding="utf-8"))
    press("Escape")
    start.wait_for("label", "김서연")
    expect("exit status", 0, start.quit())


def can_be_pressed(app, name):
    """Whether the row or button of that name is sensitive."""
    node = find(app.root, re.compile("button|list item"), name)
    return node is not None and has(node, Atspi.StateType.SENSITIVE)


@TAP.case
def from_a_round(name):
    """What is no round is refused and not remembered; the sample's round makes Daegu's assessment."""
    junk, file = FOLDER / "junk.xml", FOLDER / "daegu.silsa"
    junk.write_text("this is no XML", encoding="utf-8")
    start = Start(name)
    start.push(re.compile("^Begin from a Round"))
    start.push("Choose…")
    PORTAL.cancel("Choose the Round")
    start.push("Choose…")
    PORTAL.choose("Choose the Round", junk)
    start.wait_for(None, re.compile("junk.xml"))
    wait_until("the focus on what was refused", lambda: focus_is(start, "Choose…"))
    press("Return")
    PORTAL.choose("Choose the Round", ROUND)
    start.wait_for("label", "Not signed")
    wait_until("the focus on what comes next", lambda: focus_is(start, "City"))
    choose(start, "Daegu")
    start.push("Change…")
    PORTAL.choose("Save the Assessment as", file)
    start.wait_for("label", str(file))
    start.push("Begin")
    start.begun(file)
    start.wait_for("frame", re.compile("Daegu|대구"))
    press("F10")
    start.wait_for("menu", "Main Menu")
    press("w")
    start.wait_for("list item", re.compile("^Daegu"))  # as its window calls it
    press("ctrl+q")  # both windows
    expect("exit status", 0, start.process.wait(20))


@TAP.case
def a_round_on_a_tablet(name):
    """Upright, one is 768 wide: the views of a round go below, where each has its whole name."""
    working = FOLDER / "working.xml"
    shutil.copy(ROUND, working)
    shutil.copy(ROUND.with_name("catalogue.xml"), FOLDER)
    window = App(working, program=SILSA, log=log_of(FOLDER / name), environment=Portal.ENVIRONMENT)
    Window.started.append(window)
    window.wait_for("label", "Check and Sign")
    resize(768, 1000)
    wait_until("the views below", lambda: all(extents(node).y > 500 for node in find_all(window.root, "label", "Check and Sign")))
    expect("exit status", 0, window.quit())


def focus_is(app, name):
    """Whether what has that name has the focus."""
    node = app.focused()
    return node is not None and node.get_name() == name


def choose(app, wanted):
    """Opens the combo row that has the focus, and goes down to an item that says so."""
    node = app.step("space")
    for _ in range(60):
        if node is not None and any(wanted in label.get_name() for label in find_all(node, "label")):
            press("Return")
            return
        node = app.step("Down")
    raise Lost(f"there is no {wanted} to choose")


@TAP.case
def a_blank_one(name):
    """Only a city, its inhabitants and the assessor; what is missing or no number keeps Begin shut."""
    file = FOLDER / "blank.silsa"
    start = Start(name)
    start.push(re.compile("^Blank Assessment"))
    start.fill("City", "세종특별자치시")
    start.fill("Inhabitants", "many")
    start.fill("Assessor", "이도윤")
    expect("begun with a word for a number", False, can_be_pressed(start, "Begin"))
    start.fill("Inhabitants", "390,685")
    wait_until("Begin", lambda: can_be_pressed(start, "Begin"))
    start.push("Change…")
    PORTAL.choose("Save the Assessment as", FOLDER / "blank")  # the suffix is added
    start.wait_for("label", str(file))
    start.push("Begin")
    expect("indicators", 63, len(start.begun(file)["indicators"]))
    expect("exit status", 0, start.quit())


@TAP.case
def not_on_this_computer(name):
    """A file on a telephone, which has no path, is told and not passed over."""
    start = Start(name)
    press("ctrl+o")
    PORTAL.choose("Open an Assessment", "mtp://phone/daegu.silsa")
    start.wait_for(None, re.compile("mtp://phone/daegu.silsa"))
    press("Escape")
    wait_until("the dialog away", lambda: start.find(None, "Not on This Computer") is None)
    expect("exit status", 0, start.quit())


@TAP.case
def held_up(name):
    """What takes its time says so and can be stopped; asked for again, the file comes, to be changed."""
    file = FOLDER / "held.silsa"
    cli("new", file, "--round", ROUND, "--city", "대구광역시", "--assessor", "김서연")
    start = Start(name)
    holder = sqlite3.connect(file, isolation_level=None)  # a program that has the file for a moment
    holder.execute("BEGIN EXCLUSIVE")
    press("ctrl+o")
    PORTAL.choose("Open an Assessment", file)
    start.wait_for(None, "Opening…")
    press("Escape")
    wait_until("the dialog away", lambda: start.find(None, "Opening…") is None)
    press("ctrl+o")
    PORTAL.choose("Open an Assessment", file)
    start.wait_for(None, "Opening…")
    holder.execute("ROLLBACK")
    holder.close()
    start.wait_for("label", re.compile("^saved"))
    expect("a dialog is left", None, start.find(None, "Opening…"))
    expect("exit status", 0, start.quit())


@TAP.case
def preferences(name):
    """The language and the single keys can be set, and Escape leads back."""
    start = Start(name)
    press("ctrl+comma")
    start.wait_for(None, "Single keys answer")
    press("Escape")
    wait_until("the preferences away", lambda: start.find(None, "Single keys answer") is None)
    expect("exit status", 0, start.quit())


def run(function):
    """One case; the application must have had nothing to complain of."""
    function(function.__name__)
    expect("complaints", [], complaints(log_of(FOLDER / function.__name__)))


def tell(function):
    """What was on the screen, and the end of what the application said."""
    log = Path(log_of(FOLDER / function.__name__))
    said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-60:] if log.exists() else []
    alive = [app for app in Window.started if app.process.poll() is None]
    return said + [line for app in alive for line in app.dump().splitlines()]


def main():
    status = TAP.run(sys.argv[2:], run, tell, Window.end_all)
    shutil.rmtree(FOLDER)
    return status


if __name__ == "__main__":
    sys.exit(main())
