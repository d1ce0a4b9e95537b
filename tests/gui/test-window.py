"""The window of an assessment, driven by real key presses and read by accessibility. TAP.

usage: test-window.py ROUND   (inside tests/gui/frame --wm; SILSA_TEST_PROGRAM and SILSA_TEST_CLI name
the programs)
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gi.repository import Gio, GLib
from portal import Portal
from silsa_gui import Atspi, Lost, find_all, press, text_of, wait_until, write, write_into
from tap import Tap, expect
from window import SILSA, Window, cli, log_of, nameless, scored

NAME = "io.github.silsa.Silsa"
ROUND = Path(sys.argv[1])
FOLDER = Path(tempfile.mkdtemp(prefix="silsa-window-"))
PICTURE = FOLDER / "IMG_0001.jpg"

QUALITATIVE = "A2-02"  # level 4 is claimed
QUANTITATIVE = "A1-01"
# Nodes that GTK itself leaves without a name: what scrolls.
NAMELESS = re.compile(r"^scroll pane ")
TAP = Tap()
PORTAL = Portal()


def new_file(name):
    """A fresh assessment of Daegu, in which nothing is answered yet."""
    file = FOLDER / f"{name}.silsa"
    cli("new", file, "--round", ROUND, "--city", "대구광역시", "--assessor", "김서연")
    return file


@TAP.case
def level_changes_grade(file):
    """A digit changes a level; the grade on the screen follows within the frame, and undo takes it back."""
    window = Window(file)
    expect("grade by the claims", "Grade 2", window.grade())
    window.search("C1-12")  # which B2-06 mentions
    window.search(QUALITATIVE)
    expect("focus after a search", True, window.focus_name()[1].startswith("Level 4"))
    press("3")
    wait_until("grade 3 on the screen", lambda: window.grade() == "Grade 3")
    window.wait_saved()
    expect("grade in the file", 3, cli("score", file)["expected"]["grade"])
    expect("level in the file", "24.0", scored(file, QUALITATIVE)["points"])
    press("ctrl+z")
    wait_until("grade 2 on the screen again", lambda: window.grade() == "Grade 2")
    press("ctrl+shift+z")
    wait_until("grade 3 on the screen after redo", lambda: window.grade() == "Grade 3")
    press("4")
    wait_until("the claimed level confirmed", lambda: window.checked("As claimed"))
    expect("exit status", 0, window.quit())


@TAP.case
def checks_and_claim(file):
    """Enter confirms the claim; Y, P and N answer one check after the other."""
    window = Window(file)
    window.wait_code(QUANTITATIVE)
    expect("focus on arrival", ("grouping", "Value"), window.focus_name())
    press("Return")
    wait_until("the claim confirmed", lambda: window.checked("As claimed"))
    press("y", "p", "n")
    wait_until("three checks answered", lambda: window.find("label", "3/3"))
    window.wait_saved()
    missing = scored(file, QUANTITATIVE)["missing"]
    expect("what is missing", [], [code for code in missing if code.startswith(("claim", "check", "input"))])
    expect("exit status", 0, window.quit())


@TAP.case
def moving(file):
    """PgDn, PgUp, J, K, Ctrl+Enter, Alt+1, Alt+6 and Alt+Left."""
    window = Window(file)
    window.wait_code("A1-01")
    for key, code in (("Page_Down", "A1-02"), ("j", "A1-03"), ("k", "A1-02"), ("Page_Up", "A1-01")):
        press(key)
        window.wait_code(code)
    press("ctrl+Return")
    window.wait_code("A1-02")
    press("alt+6")
    window.wait_for("label", "Hand-in Package")
    press("alt+1")
    window.wait_code("A1-02")
    press("alt+6")
    window.tab_to("button", re.compile("not settled$"))
    press("Return")
    window.wait_code("A1-01")
    press("alt+Left")
    window.wait_for("label", "Hand-in Package")
    expect("exit status", 0, window.quit())


@TAP.case
def find_and_filter(file):
    """Two syllables find their indicators; filters narrow further, and one button shows all again."""
    window = Window(file)
    press("f")
    found = window.look_for("공공")
    press("Tab", "Return")
    window.tab_to("check box", "Flagged")
    press("space", "Escape")
    wait_until("fewer, or none", lambda: window.find(None, found) is None)
    window.tab_to("button", re.compile("^(Show All|Clear)$"))
    press("Return")
    wait_until("all of them", lambda: window.find(None, re.compile("of 63 indicators$")) is None)
    expect("the chip", False, window.checked(re.compile("^Flagged")))
    expect("exit status", 0, window.quit())


@TAP.case
def last_position(file):
    """A file opens where it was left, and the focus is on the answer."""
    settings = {"GSETTINGS_BACKEND": "keyfile"}
    window = Window(file, environment=settings)
    window.search(QUALITATIVE)
    expect("exit status", 0, window.quit())
    window = Window(file, environment=settings)
    window.wait_code(QUALITATIVE)
    expect("focus", True, window.focus_name()[1].startswith("Level 4"))
    expect("exit status", 0, window.quit())


def last_acts(file, n):
    """The names of what was done last."""
    return [row["act"] for row in cli("journal", "list", file)["rows"]][-n:]


@TAP.case
def undo_of_another_day(file):
    """What was done before the file was closed can be taken back; a window that closes at once takes it along."""
    cli("answer", file, QUALITATIVE, "--internal-note", "one")
    cli("answer", file, QUALITATIVE, "--internal-note", "two")
    window = Window(file)
    press("ctrl+z")
    wait_until("the last act undone", lambda: last_acts(file, 1) == ["undo"])
    press("ctrl+z")
    expect("exit status", 0, window.quit())
    expect("acts", ["answer", "answer", "undo", "undo"], last_acts(file, 4))


@TAP.case
def one_file_two_names(file):
    """A file that is open comes to the front when it is opened by another name, and is not opened once more."""
    window = Window(file)
    link, other = FOLDER / "link.silsa", new_file("other")
    link.symlink_to(file)
    for path in (link, other):
        subprocess.run([SILSA, path], check=True, stdin=subprocess.DEVNULL)
    wait_until("the window of the other file", lambda: len(find_all(window.root, "frame")) > 1)
    time.sleep(1)
    expect("windows", 2, len(find_all(window.root, "frame")))
    expect("a window to read", None, window.find("label", "read only"))
    press("ctrl+q")
    expect("exit status", 0, window.process.wait(20))


def quit_all():
    """Ctrl+Q without a key, which a window that is just being shown could take away from the others."""
    quit_action = GLib.Variant("(sava{sv})", ("quit", [], {}))
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync(NAME, "/" + NAME.replace(".", "/"), "org.gtk.Actions", "Activate", quit_action, None, 0, -1)


@TAP.case
def opened_again_while_it_goes(file):
    """A window is taken down behind its last frame: keys do nothing to it, and its file opens again meanwhile."""
    window, other = Window(file), new_file("going")

    def open_other():
        subprocess.run([SILSA, other], check=True, stdin=subprocess.DEVNULL)
        wait_until("the window of the other file", lambda: len(find_all(window.root, "frame")) > 1)
        time.sleep(0.5)

    open_other()
    for number in (2, 3, 4, 5, 6, 1):
        press(f"alt+{number}")
    press("alt+F4", "3", "f", "ctrl+z")
    open_other()
    expect("a window to read", None, window.find("label", "read only"))
    press("alt+F4")
    quit_all()
    expect("exit status", 0, window.process.wait(20))
    expect("indicators", 63, len(cli("score", other)["indicators"]))


@TAP.case
def opened_twice_while_it_comes(file):
    """A window on its way comes once, however often it is asked for; and not at all where all is quit meanwhile."""
    window, other, third = Window(file), new_file("coming"), new_file("quit")
    subprocess.run([SILSA, *[other] * 4], check=True, stdin=subprocess.DEVNULL)
    for _ in range(3):
        subprocess.run([SILSA, other], check=True, stdin=subprocess.DEVNULL)
    wait_until("the window of the other file", lambda: len(find_all(window.root, "frame")) > 1)
    time.sleep(1)
    expect("windows", 2, len(find_all(window.root, "frame")))
    expect("a window to read", None, window.find("label", "read only"))
    subprocess.run([SILSA, third], check=True, stdin=subprocess.DEVNULL)
    quit_all()
    expect("exit status", 0, window.process.wait(20))
    expect("indicators", 63, len(cli("score", third)["indicators"]))


@TAP.case
def flag_preview_help(file):
    """F flags, F9 folds the preview, F1 and Ctrl+? show the keys."""
    window = Window(file)
    press("f")
    wait_until("the flag", lambda: window.checked("Look at it again (F)"))
    press("F9")
    wait_until("the preview away", lambda: window.find("label", "Expected grade") is None)
    press("F9")
    window.wait_for("label", "Expected grade")
    for key in ("F1", "ctrl+question"):
        press(key)
        window.wait_for(None, "Keyboard Shortcuts")
        for page, words in (("End", "^Quit; "), ("Home", "^Confirm the claim "), ("Next", "^(?!Confirm |Choose |Yes|Flag |Add |Undo|Redo)"), ("Prior", "^Confirm ")):
            press(page)
            wait_until(f"what {page} comes to", lambda words=words: re.search(words, window.focus_name()[1]))
        press("Escape")
        wait_until("the shortcuts away", lambda: window.find(None, "Keyboard Shortcuts") is None)
    window.wait_saved()
    expect("flag in the file", True, scored(file, QUANTITATIVE)["flagged"])
    expect("exit status", 0, window.quit())


@TAP.case
def typing_is_not_a_key(file):
    """While a text field has the focus, single keys are text; Ctrl+Z is the field's."""
    window = Window(file)
    window.search(QUALITATIVE)
    note = window.tab_to("text", "Internal note")
    write("3 yes, partly, no: f j k")
    wait_until("the text in the field", lambda: text_of(note) == "3 yes, partly, no: f j k")
    press("ctrl+z")
    wait_until("the field's own undo", lambda: text_of(note) != "3 yes, partly, no: f j k")
    expect("indicator", QUALITATIVE, window.code())
    window.wait_saved()
    found = scored(file, QUALITATIVE)
    expect("recorded", False, found["recorded"])
    expect("flag", False, found["flagged"])
    expect("exit status", 0, window.quit())


@TAP.case
def unverifiable(file):
    """The third way: its reason can be written in one go, and counts as complete."""
    window = Window(file)
    window.wait_code(QUANTITATIVE)
    window.tab_to("radio button", key="shift+Tab")
    press("End", "space")
    reason = wait_until("the field for the reason", lambda: focused_text(window))
    write_into(reason, "the lift was locked all day")
    press("Tab", "y", "n", "y")  # were all of them yes, its 0 points would be a contradiction
    wait_until("three checks answered", lambda: window.find("label", "3/3"))
    window.wait_saved()
    found = scored(file, QUANTITATIVE)
    expect("what is missing", [], found["missing"])
    expect("state", "complete", found["state"])
    expect("exit status", 0, window.quit())


def focused_text(window):
    """The text field that has the focus, or None."""
    node = window.focused()
    return node if node is not None and node.get_role_name() == "text" else None


@TAP.case
def photo(file):
    """Ctrl+Shift+A adds a photo by the file dialog; it is shown large and taken back by undo."""
    window = Window(file, environment=Portal.ENVIRONMENT)
    window.search(QUALITATIVE)
    press("ctrl+shift+a")
    asked = PORTAL.choose("Add Photos and Documents", PICTURE)
    expect("several at once may be chosen", True, asked["multiple"])
    picture = wait_until(
        "the photo in the card", lambda: window.find("button", re.compile("^" + re.escape(PICTURE.name)))
    )
    window.tab_to("button", picture.get_name())
    press("Return")
    window.wait_for("text", "Caption")
    press("Escape")
    wait_until("the viewer away", lambda: window.find("text", "Caption") is None)
    window.wait_saved()
    evidence = cli("evidence", "list", file)["evidence"]
    expect("uses", [[QUALITATIVE]], [[use["indicator"] for use in one["uses"]] for one in evidence])
    press("ctrl+z")
    wait_until("the photo away", lambda: window.find("button", picture.get_name()) is None)
    expect("exit status", 0, window.quit())


@TAP.case
def a_key_right_behind(file):
    """P behind the Return that shows a photo is of the photo; it answers none of the checks below."""
    cli("evidence", "add", file, QUALITATIVE, PICTURE)
    window = Window(file)
    window.search(QUALITATIVE)
    window.tab_to("button", re.compile("^" + re.escape(PICTURE.name)))
    subprocess.run(["xdotool", "key", "--delay", "0", "Return", "p"], check=True)
    window.wait_for("text", "Caption")
    wait_until("the mark", lambda: "persons" in {row["field"] for row in cli("journal", "list", file)["rows"]})
    expect("checks", [], [row for row in cli("journal", "list", file)["rows"] if row["field"].startswith("check")])
    expect("exit status", 0, window.quit())


@TAP.case
def a_key_right_behind_a_dialog(file):
    """P behind the key that asks for a dialog answers none of the checks below it."""
    window = Window(file)
    window.search(QUALITATIVE)
    window.tab_to("toggle button", "Main Menu")
    press("space")
    window.wait_for("menu", "Main Menu")
    subprocess.run(["xdotool", "key", "--delay", "0", "k", "p"], check=True)
    window.wait_for("text", "Name")
    press("Escape")
    wait_until("the dialog away", lambda: window.find("text", "Name") is None)
    expect("exit status", 0, window.quit())
    expect("checks", [], [row for row in cli("journal", "list", file)["rows"] if row["act"] == "check"])


@TAP.case
def icons_need_no_library(file):
    """What is seen of an assessment with a flag and a photo is shown without librsvg, which takes 6 MB."""
    cli("evidence", "add", file, QUANTITATIVE, PICTURE)
    cli("answer", file, QUANTITATIVE, "--flag")
    window = Window(file)
    window.wait_for("button", re.compile("^" + re.escape(PICTURE.name)))
    press("F9", "F9")
    window.wait_for("label", "Expected grade")
    maps = Path(f"/proc/{window.process.pid}/maps").read_text(encoding="utf-8")
    expect("GTK", True, "libgtk-4" in maps)
    expect("librsvg", False, "librsvg" in maps)
    expect("exit status", 0, window.quit())


@TAP.case
def photo_not_on_this_computer(file):
    """A photo on a telephone, which has no path, is told; the one chosen with it is attached."""
    window = Window(file, environment=Portal.ENVIRONMENT)
    window.search(QUALITATIVE)
    press("ctrl+shift+a")
    PORTAL.choose("Add Photos and Documents", "mtp://phone/IMG_0002.jpg", PICTURE)
    window.wait_for(None, re.compile("mtp://phone/IMG_0002.jpg"))
    press("Escape")
    wait_until("the dialog away", lambda: window.find(None, "Not on This Computer") is None)
    window.wait_for("button", re.compile("^" + re.escape(PICTURE.name)))
    press("ctrl+shift+a")
    PORTAL.cancel("Add Photos and Documents")
    window.wait_saved()
    expect("files", [PICTURE.name], [one["name"] for one in cli("evidence", "list", file)["evidence"]])
    expect("exit status", 0, window.quit())


@TAP.case
def long_text(file):
    """A note of several lines is shown with all its lines, up to six."""
    window = Window(file)
    window.search(QUALITATIVE)
    note = window.tab_to("text", "Internal note")
    heights = []
    for line in range(1, 9):
        write(f"line {line}")
        press("Return")
        wait_until("the line", lambda: f"line {line}\n" in text_of(note))
        heights.append(height_of(note))
    expect("heights that grow", sorted(set(heights[:5])), heights[:5])
    expect("the height of six lines and more", heights[5], heights[7])
    expect("exit status", 0, window.quit())


def height_of(node):
    """The height of a node on the screen, once it has settled."""
    def settled():
        before = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW).height
        time.sleep(0.3)
        return before == Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW).height and before

    return wait_until("a height", settled)


@TAP.case
def names_and_tab(file):
    """Every focusable node has a name in both views; Tab goes round without a trap, and back."""
    window = Window(file)
    for view in ("alt+1", "alt+6"):
        press(view)
        wait_until("the view", lambda: window.find("label", "Hand-in Package" if view == "alt+6" else "Checks"))
        bad = [node for node in nameless(window.root) if not NAMELESS.match(node)]
        expect(f"nodes without a name ({view})", [], bad)
        go_round(window, "Tab" if view == "alt+1" else "shift+Tab")
    expect("exit status", 0, window.quit())


def go_round(window, key):
    """Presses Tab until the focus is where it was first; every control between is met once."""
    window.tab_to("toggle button", "Main Menu", key=key)
    seen = []
    for _ in range(150):
        node = window.step(key)
        if node is None:
            raise Lost(f"{key} lost the focus after {seen[-1:]}")
        if node.get_name() == "Main Menu":
            break
        seen.append((node.get_role_name(), node.get_name(), node.get_parent().get_name()))
    else:
        raise Lost(f"{key} did not come round; the last ones were {seen[-6:]}")
    if len(seen) < 5:
        raise Lost(f"{key} met only {seen}")


@TAP.case
def kill_loses_nothing(file):
    """kill -9 while keys are pressed: what the window said was saved is there."""
    for level in (1, 5, 2):
        window = Window(file)
        window.search(QUALITATIVE)
        press(str(level))
        wait_until("the level on the screen", lambda: window.checked(re.compile(f"^Level {level}:")))
        window.wait_saved()
        press("j", "k")
        window.process.send_signal(signal.SIGKILL)
        window.process.wait()
        expect("level", f"{level * 8}.0", scored(file, QUALITATIVE)["points"])
        expect("journal", True, cli("journal", "verify", file)["ok"])


@TAP.case
def kill_keeps_the_draft(file):
    """kill -9 in the middle of a sentence: the window brings back what it said was saved, and says so."""
    window = Window(file)
    window.search(QUALITATIVE)
    note = window.tab_to("text", "Internal note")
    write("half a sentence that")
    wait_until("the text in the field", lambda: text_of(note) == "half a sentence that")
    window.wait_saved()
    write(" was never fin")
    window.process.send_signal(signal.SIGKILL)
    window.process.wait()
    window = Window(file)
    window.wait_for(None, re.compile("has been put back"))
    window.search(QUALITATIVE)
    found = text_of(window.tab_to("text", "Internal note"))
    if not found.startswith("half a sentence that"):
        raise Lost(f"the note is {found!r}")
    expect("exit status", 0, window.quit())


def run(function):
    """One case, on a fresh file; the application must have had nothing to complain of."""
    file = new_file(function.__name__)
    function(file)
    Window.check_log(file)


def tell(function):
    """The end of what the application said."""
    log = Path(log_of(FOLDER / f"{function.__name__}.silsa"))
    return log.read_text(encoding="utf-8", errors="replace").splitlines()[-60:] if log.exists() else []


def main():
    subprocess.run(["convert", "-size", "640x480", "gradient:navy-white", PICTURE], check=True)
    status = TAP.run(sys.argv[2:], run, tell, Window.end_all)
    shutil.rmtree(FOLDER)
    return status


if __name__ == "__main__":
    sys.exit(main())
