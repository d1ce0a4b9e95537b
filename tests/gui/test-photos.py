"""The Photos view, driven by real key presses and read by accessibility. TAP.

usage: test-photos.py ROUND   (inside tests/gui/frame --wm; SILSA_TEST_PROGRAM and SILSA_TEST_CLI name
the programs; with SILSA_TEST_LONG=1 all cases)
"""

import contextlib
import datetime
import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
import struct
import subprocess

from fresh import Fresh
from photographs import SEOUL, card, drawn, with_exif
from portal import Portal
from silsa_gui import find_all, press, resize, wait_until, write
from tap import expect
from window import Window, cli, cut_off, extents

TAP = Fresh("photos")
PORTAL = Portal()
VISIT = datetime.datetime(2021, 8, 25, 9, 0, tzinfo=SEOUL)


def listed(file):
    """What stands in the file: name -> the codes it is used for."""
    return {one["name"]: [use["indicator"] for use in one["uses"]] for one in cli("evidence", "list", file)["evidence"]}


def filled(file, plan, **more):
    """A card of photos, taken into the inbox of the file."""
    folder = TAP.folder / f"{file.stem}-DCIM"
    names = card(folder, plan, VISIT, **more)
    cli("evidence", "add", file, "--inbox", folder)
    return names


def open_photos(file, **options):
    """The window with its Photos view, the focus in the grid."""
    window = Window(file, **options)
    press("alt+3")
    window.wait_for("table cell", re.compile("IMG_0001"))
    return window


def selected(window):
    """How many are selected, as the pane says."""
    node = window.find("label", re.compile(r"^\d+ selected$"))
    return int(node.get_name().split()[0]) if node is not None else 0


@TAP.case
def head_beside_the_pane(file):
    """On a small tablet the pane stays; what the grid shows is named in full, and its buttons go below."""
    filled(file, ["a", "a"])
    window = open_photos(file)
    below = lambda: extents(window.find("button", "Add Photos…")).y > extents(window.find("label", re.compile("^2 photos"))).y + 15
    for width, expected in ((1200, False), (768, True)):
        resize(width, 850)
        wait_until(f"the buttons {'below' if expected else 'beside'} at {width}", lambda: below() == expected)
        window.wait_for("label", "Nothing selected")
    expect("exit status", 0, window.quit())


@TAP.case
def inbox_to_an_indicator(file):
    """Photos of the inbox are selected, put to an indicator and captioned by keys alone; undo takes it back.

    B2-06, which comes before C1-12, mentions it.
    """
    filled(file, ["x"] * 6)
    window = open_photos(file)
    window.wait_for("label", "Inbox")
    window.wait_for("label", re.compile("^Package: about .* of "))
    press("Home", "shift+Right", "shift+Right")
    wait_until("three selected", lambda: selected(window) == 3)
    press("a")
    write("C1-12")
    press("Return")
    wait_until("three on the indicator", lambda: sum(codes == ["C1-12"] for codes in listed(file).values()) == 3)
    wait_until("three in the inbox", lambda: window.find("label", re.compile("^3 photos")))
    wait_until("the focus in the grid", lambda: window.focus_name() and "IMG_0004" in window.focus_name()[1])
    press("ctrl+z")
    wait_until("none on the indicator", lambda: not any(listed(file).values()))
    wait_until("six in the inbox", lambda: window.find("label", re.compile("^6 photos")))
    expect("exit status", 0, window.quit())


def mouse(*words):
    """Moves and clicks the mouse, in the words of xdotool."""
    subprocess.run(["xdotool", *map(str, words)], check=True)


@TAP.case
def click_after_the_wheel(file):
    """The wheel is turned, and what came below the pointer is clicked: at once, and later.

    To and fro at last, so that a window that paints late has painted the same photo there. Where the pointer moves
    between the last step and the click, which come in one go, the grid scrolls still, however busy the machine is.
    """
    filled(file, ["x"] * 60)
    window = open_photos(file)

    def focused_on(name):
        return window.focus_name() and window.focus_name()[0] == "table cell" and name in window.focus_name()[1]

    down = ("mousemove", "640", "565", "click", "--repeat", "4", "--delay", "30", "5")
    to_and_fro = ("click", "4", "sleep", "0.03", "click", "5", "sleep", "0.03") * 10
    moved = ("mousedown", "4", "mouseup", "4", "mousemove_relative", "1", "0", "mousedown", "1", "mouseup", "1")
    for click in ("click", "1"), moved:
        mouse(*down, *to_and_fro, *click)
        wait_until("the focus further down", lambda: focused_on("IMG_0028"))
        expect("how many are selected", 1, selected(window))
        press("Home")
        wait_until("the focus above", lambda: focused_on("IMG_0001"))
    mouse(*down)
    wait_until("the end of the scrolling", lambda: window.find("table cell", re.compile("IMG_0001")) is None)
    mouse("sleep", "0.4", "click", "1")
    wait_until("the focus further down again", lambda: focused_on("IMG_0028"))
    expect("exit status", 0, window.quit())


@TAP.case
def captions_and_filters(file):
    """A caption for several at once; what has none is listed by itself."""
    filled(file, ["x"] * 4)
    for one in cli("evidence", "list", file)["evidence"]:
        cli("evidence", "add", file, "A1-03", TAP.folder / f"{file.stem}-DCIM" / one["name"])
    window = open_photos(file)
    window.wait_for("label", re.compile("^4 photos"))
    press("Home", "shift+Right")
    wait_until("two selected", lambda: selected(window) == 2)
    press("c")
    write("entrance")
    press("Return")
    wait_until("two captions", lambda: [use["caption"] for one in cli("evidence", "list", file)["evidence"] for use in one["uses"]].count("entrance") == 2)
    window.tab_to("list item", "All Photos", key="shift+Tab")
    press("Down", "Down")
    wait_until("two without", lambda: window.find("label", re.compile("^2 photos")))
    expect("exit status", 0, window.quit())


@TAP.case
def folder_by_the_dialog(file):
    """A folder with a broken file: the rest comes in, and the report says what was refused and why."""
    folder = TAP.folder / "card"
    card(folder, ["x"] * 5, VISIT)
    (folder / "IMG_0009.jpg").write_bytes(b"")
    (folder / "IMG_0008.jpg").write_bytes((folder / "IMG_0001.jpg").read_bytes())
    window = Window(file, environment=Portal.ENVIRONMENT)
    press("alt+3")
    window.wait_for("label", "No photos yet")
    window.tab_to(re.compile(".*button"), "Other ways to add photos", key="shift+Tab")
    press("space")
    window.wait_for("menu item")
    press("Return")
    PORTAL.choose("Add Folders of Photos", folder)
    window.wait_for("label", re.compile("^5 new · 1 there already · 1 refused"))
    window.tab_to("button", "Report")
    press("Return")
    window.wait_for(None, re.compile("The file is empty"))
    press("Escape")
    expect("in the file", 5, len(listed(file)))
    expect("exit status", 0, window.quit())


@TAP.case
def doubts_are_marked(file):
    """A photo from before the visit and one from far away are marked, each by its own word."""
    folder = TAP.folder / "doubts"
    card(folder, ["x"] * 6, VISIT)
    (folder / "IMG_0007.jpg").write_bytes(with_exif(drawn(3), VISIT - datetime.timedelta(days=400), (35.87, 128.6)))
    (folder / "IMG_0008.jpg").write_bytes(with_exif(drawn(4), VISIT, (37.56, 126.97)))
    cli("evidence", "add", file, "--inbox", folder)
    window = open_photos(file)
    window.wait_for("table cell", re.compile("IMG_0007.*Before the visit"))
    window.wait_for("table cell", re.compile("IMG_0008.*Far away"))
    expect("exit status", 0, window.quit())


def drawn_on(file):
    """What is marked and drawn, as the file says it: (field, value) of its facts."""
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
        found = base.execute("SELECT subject, field, value FROM fact WHERE subject LIKE 'evidence:%' ORDER BY field")
        return [(field, value) for _subject, field, value in found]


def open_viewer(file, name):
    """The window with a photo of the grid open in the viewer."""
    window = open_photos(file)
    press("Home", "Return")
    window.wait_for("label", name)
    return window


@TAP.case
def looking_closely(file):
    """Keys zoom, turn and page; Escape comes back to the photo one came from."""
    filled(file, ["x"] * 3)
    window = open_viewer(file, "IMG_0001.jpg")
    fitted = window.wait_for("label", re.compile(r"^1 / 3 · (?!100 )\d+ %$")).get_name()
    window.wait_for("image", re.compile("^taken .*, came in "))
    press("1")
    window.wait_for("label", "1 / 3 · 100 %")
    press("plus")
    window.wait_for("label", "1 / 3 · 125 %")
    press("Right")
    expect("an arrow moves what is zoomed", True, window.find("label", "1 / 3 · 125 %") is not None)
    press("0")
    window.wait_for("label", fitted)
    press("r")
    wait_until("turned, it fits otherwise", lambda: window.find("label", fitted) is None)
    press("Right")
    window.wait_for("label", "IMG_0002.jpg")
    press("Next")
    window.wait_for("label", "IMG_0003.jpg")
    press("Next", "Prior", "Left")
    window.wait_for("label", "IMG_0001.jpg")
    press("d")
    window.wait_for(None, "IMG_0002.jpg")
    press("Escape")
    wait_until("the grid", lambda: window.focus_name() and "IMG_0001" in window.focus_name()[1])
    expect("exit status", 0, window.quit())


@TAP.case
def a_key_pressed_twice(file):
    """Return twice within a frame opens the viewer once: Escape leads back to the grid."""
    filled(file, ["x"] * 2)
    window = open_photos(file)
    press("Home")
    subprocess.run(["xdotool", "key", "--delay", "0", "Return", "Return"], check=True)
    window.wait_for("label", re.compile("^1 / 2 · "))
    press("Escape")
    wait_until("the grid", lambda: window.find("table cell", re.compile("IMG_0001")))
    expect("no viewer over it", None, window.find("label", re.compile("^1 / 2 · ")))
    expect("exit status", 0, window.quit())


def focused_on(window, name):
    """Waits until something of that name has the focus."""
    wait_until(f"the focus on {name}", lambda: window.focus_name() and name in window.focus_name()[1])


@TAP.case
def the_strip_below(file):
    """The photos of the list stand below: arrows go through them; one comes back to where one went."""
    filled(file, ["x"] * 4)
    window = open_viewer(file, "IMG_0001.jpg")
    focused_on(window, "IMG_0001.jpg")
    window.tab_to("list item", "IMG_0001.jpg", key="shift+Tab")
    press("Right")
    window.wait_for("label", re.compile("^2 / 4 · "))
    focused_on(window, "IMG_0002.jpg")
    press("End")
    window.wait_for("label", re.compile("^4 / 4 · "))
    press("Prior")
    window.wait_for("label", re.compile("^3 / 4 · "))
    expect("what is selected", True, window.find("list item", "IMG_0003.jpg") is not None)
    press("alt+Left")
    window.wait_for("table cell", re.compile("IMG_0003"))
    focused_on(window, "IMG_0003")
    press("Return")
    window.wait_for("label", re.compile("^3 / 4 · "))
    press("alt+1")
    wait_until("the walk, and no viewer over it", window.code)
    press("alt+3")
    window.wait_for("table cell", re.compile("IMG_0003"))
    expect("exit status", 0, window.quit())


@TAP.case
def what_goes_while_it_is_looked_at(file):
    """A photo is erased, then the import of others undone: the viewer goes on with what is left, then leaves."""
    filled(file, ["x"] * 2)
    window = open_viewer(file, "IMG_0001.jpg")
    window.tab_to("button", "Erase for Good…", key="shift+Tab")
    press("Return")
    window.wait_for("text", "Reason, kept in the history")
    write("on demand")
    window.tab_to("button", "Erase for Good")
    press("Return")
    window.wait_for("label", re.compile("^1 / 1 · "))
    window.wait_for("label", "IMG_0002.jpg")
    focused_on(window, "IMG_0002.jpg")
    expect("none beside it", None, window.find("list item", "IMG_0002.jpg"))
    press("d", "Next", "Prior", "p")
    wait_until("marked", lambda: ("persons", "1") in drawn_on(file))
    press("ctrl+z")
    wait_until("not marked", lambda: ("persons", "1") not in drawn_on(file))
    window.tab_to("button", "Erase for Good…", key="shift+Tab")
    press("Return")
    window.wait_for("text", "Reason, kept in the history")
    write("on demand")
    window.tab_to("button", "Erase for Good")
    press("Return")
    window.wait_for("label", "No photos yet")
    expect("exit status", 0, window.quit())


@TAP.case
def the_import_is_undone_while_it_is_looked_at(file):
    """One taken out came again: the undo of that takes it from the viewer, which goes on with what is left."""
    names = list(filled(file, ["x"] * 2))
    cli("evidence", "remove", file, 2)
    window = Window(file, environment=Portal.ENVIRONMENT)
    press("alt+3")
    window.wait_for("table cell", re.compile("IMG_0001"))
    window.tab_to(re.compile(".*button"), "Other ways to add photos", key="shift+Tab")
    press("space")
    window.wait_for("menu item")
    press("Return")
    PORTAL.choose("Add Folders of Photos", TAP.folder / f"{file.stem}-DCIM")
    window.wait_for("table cell", re.compile("IMG_0002"))
    window.tab_to("table cell", re.compile("IMG_"), key="shift+Tab")
    press("End", "Return")
    window.wait_for("label", re.compile("^2 / 2 · "))
    press("d", "s")
    window.wait_for("label", re.compile("^No indicator uses it yet"))
    press("ctrl+z")
    window.wait_for("label", re.compile("^1 / 1 · "))
    window.wait_for("label", names[0])
    expect("in the file", names[:1], list(listed(file)))
    press("ctrl+shift+z")
    wait_until("both", lambda: list(listed(file)) == names)
    press("Escape")
    window.wait_for("table cell", re.compile("IMG_0002"))
    expect("exit status", 0, window.quit())


@TAP.case
def it_is_taken_off_its_indicator_while_it_is_looked_at(file):
    """The only photo of an indicator, added and opened there: undo puts it into the inbox, and the viewer says so."""
    filled(file, ["x"])
    window = Window(file, environment=Portal.ENVIRONMENT)
    window.search("C1-12")
    press("ctrl+shift+a")
    PORTAL.choose("Add Photos and Documents", TAP.folder / f"{file.stem}-DCIM" / "IMG_0001.jpg")
    window.wait_for("button", re.compile("^IMG_0001"))
    window.tab_to("button", re.compile("^IMG_0001"))
    press("Return")
    window.wait_for("text", "Caption")
    press("s")
    window.wait_for("label", "A copy travels")
    press("ctrl+z")
    window.wait_for("label", re.compile("^In the inbox"))
    window.wait_for("label", re.compile("^No indicator uses it yet"))
    press("ctrl+shift+z")
    window.wait_for("text", "Caption")
    window.wait_for("label", "A copy travels")
    press("Escape")
    window.wait_code("C1-12")
    expect("exit status", 0, window.quit())


@TAP.case
def a_document_is_looked_at(file):
    """What is no picture says what it is; nothing can be drawn on it, and it travels as it is."""
    paper = TAP.folder / "plan.pdf"
    paper.write_bytes(b"%PDF-1.7\n%nothing\n")
    cli("evidence", "add", file, "C1-12", paper)
    window = Window(file)
    press("alt+3")
    window.wait_for("table cell", re.compile("plan"))
    press("Home", "Return")
    window.wait_for("label", "plan.pdf")
    window.wait_for("label", "application/pdf")
    press("x", "Return", "plus", "1", "r", "d")
    press("s")
    window.wait_for("label", "The original travels")
    window.wait_for("label", digest_words(paper.read_bytes()))
    window.wait_for("label", "application/pdf")
    expect("nothing is drawn", [], drawn_on(file))
    press("s")
    wait_until("the document itself", lambda: window.find("label", "The original travels") is None)
    press("Escape")
    window.wait_for("table cell", re.compile("plan"))
    expect("exit status", 0, window.quit())


@TAP.case
def marks_and_shapes(file):
    """Marks and shapes by keys alone: each is one act, kept as data, and undone by itself."""
    filled(file, ["x"] * 2)
    window = open_viewer(file, "IMG_0001.jpg")
    press("p", "l")
    wait_until("marked", lambda: drawn_on(file) == [("persons", "1"), ("restricted", "1")])
    window.wait_saved()
    press("l", "x", "Return")
    wait_until("blocked out", lambda: len(drawn_on(file)) == 2)
    (_persons, (field, value)) = drawn_on(file)
    expect("what is blocked out", ("shape:1", "block"), (field, value.split()[0]))
    wait_until("it has the focus", lambda: window.focus_name()[1] == "Blocked out")
    press("Left")
    left = int(value.split()[1]) - 50
    wait_until("moved to the left", lambda: int(drawn_on(file)[1][1].split()[1]) == left)
    press("t", "Return")
    window.wait_for("text", "Text on the photo")
    write("two cameras")
    press("Return")
    wait_until("written", lambda: drawn_on(file)[2:] and drawn_on(file)[2][1].endswith(" two cameras"))
    wait_until("it has the focus", lambda: window.focus_name()[1] == "Text: two cameras")
    press("shift+Tab")
    wait_until("the shape before", lambda: window.focus_name()[1] == "Blocked out")
    press("Delete")
    wait_until("rubbed out", lambda: [field for field, _value in drawn_on(file)] == ["persons", "shape:2"])
    press("ctrl+z")
    wait_until("undone", lambda: [field for field, _value in drawn_on(file)] == ["persons", "shape:1", "shape:2"])
    press("Tab")
    wait_until("a shape", lambda: window.focus_name()[1] == "Blocked out")
    press("Escape")
    wait_until("Escape leaves the shape", lambda: window.focus_name()[1] == "IMG_0001.jpg")
    press("Escape")
    wait_until("then the viewer", lambda: "IMG_0001, " in window.focus_name()[1])
    expect("exit status", 0, window.quit())


@TAP.case
def what_cannot_be_seen(file):
    """A picture that is cut short came in as it is; where it is looked at, it says why nothing is seen."""
    filled(file, ["x"])
    cut = TAP.folder / "cut.jpg"
    cut.write_bytes((TAP.folder / f"{file.stem}-DCIM" / "IMG_0001.jpg").read_bytes()[:4000])
    cli("evidence", "add", file, "--inbox", cut)
    window = open_viewer(file, "IMG_0001.jpg")
    press("Next")
    window.wait_for("label", "cut.jpg")
    window.wait_for("label", re.compile("^The picture is damaged"))
    press("Prior")
    window.wait_for("label", "IMG_0001.jpg")
    wait_until("the picture again", lambda: window.find("label", re.compile("^The picture is damaged")) is None)
    press("Escape")
    expect("exit status", 0, window.quit())


def digest_words(data):
    """A SHA-256 as the pane shows it."""
    digest = hashlib.sha256(data).hexdigest()
    return " ".join(digest[at : at + 8] for at in range(0, 64, 8))


def travelling_bytes(file, number):
    """What the package would carry of a photo."""
    target = TAP.folder / f"{file.stem}-{number}-{len(list(TAP.folder.iterdir()))}.jpg"
    cli("evidence", "extract", file, number, "--rendition", "-o", target)
    return target.read_bytes()


@TAP.case
def as_it_travels(file):
    """S shows what the package would carry, with the digests of both, anew after each change; or why nothing goes."""
    filled(file, ["x"])
    photo = TAP.folder / f"{file.stem}-DCIM" / "IMG_0001.jpg"
    window = open_viewer(file, "IMG_0001.jpg")
    press("s")
    window.wait_for("label", re.compile("^No indicator uses it yet"))
    press("s")
    wait_until("the photo itself", lambda: window.find("label", re.compile("^No indicator uses it yet")) is None)
    expect("exit status", 0, window.quit())
    cli("evidence", "add", file, "C1-12", photo)
    window = open_viewer(file, "IMG_0001.jpg")
    press("s")
    window.wait_for("label", re.compile("^1 / 1.* · as it travels$"))
    window.wait_for("label", "A copy travels")
    window.wait_for("label", "The place is left out")
    window.wait_for("label", digest_words(photo.read_bytes()))
    window.wait_for("label", digest_words(travelling_bytes(file, 1)))
    press("x")
    wait_until("a tool brings the photo back", lambda: window.find("label", "A copy travels") is None)
    press("Return")
    wait_until("blocked out", lambda: drawn_on(file))
    press("Escape", "s")
    window.wait_for("label", "1 area is hidden")
    window.wait_for("label", digest_words(travelling_bytes(file, 1)))
    press("ctrl+z")
    wait_until("made anew without", lambda: window.find("label", "1 area is hidden") is None and window.find("label", "A copy travels"))
    window.wait_for("label", digest_words(travelling_bytes(file, 1)))
    press("l")
    window.wait_for("label", re.compile("^It is restricted: "))
    press("l")
    window.wait_for("label", "A copy travels")
    expect("exit status", 0, window.quit())


@TAP.case
def two_of_them_as_they_travel(file):
    """The second one comes while what travels is looked at: it is its own copy, too, and nothing is drawn on it."""
    filled(file, ["x"] * 2)
    window = open_viewer(file, "IMG_0001.jpg")
    press("s")
    window.wait_for("label", re.compile("^No indicator uses it yet"))
    press("d")
    window.tab_to(None, "IMG_0002.jpg")
    window.wait_for("label", re.compile("^2 / 2.* · as it travels$"))
    window.wait_for("label", re.compile("^No indicator uses it yet"))
    press("Return")
    expect("nothing is drawn", [], drawn_on(file))
    press("s")
    wait_until("the photo itself", lambda: window.find("label", re.compile("^No indicator uses it yet")) is None)
    press("x", "Return")
    wait_until("blocked out", lambda: drawn_on(file))
    expect("exit status", 0, window.quit())


@contextlib.contextmanager
def written_elsewhere(file):
    """The file as it is while another program writes to it (silsa-db-file.c names the byte that is locked)."""
    with open(file, "r+b") as other:
        fcntl.fcntl(other, fcntl.F_OFD_SETLK, struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 1 << 60, 1, 0))
        yield


@TAP.case
def as_it_travels_from_a_file_to_read(file):
    """What travels is seen of a file that is read only here; nothing can be drawn or erased."""
    filled(file, ["x"])
    cli("evidence", "add", file, "C1-12", TAP.folder / f"{file.stem}-DCIM" / "IMG_0001.jpg")
    cli("evidence", "draw", file, 1, "block 1000 1000 3000 3000")
    copy = travelling_bytes(file, 1)
    with written_elsewhere(file):
        window = open_viewer(file, "IMG_0001.jpg")
        press("s")
        window.wait_for("label", "1 area is hidden")
        window.wait_for("label", digest_words(copy))
        press("x", "Return", "s")
        wait_until("the photo itself", lambda: window.find("label", "A copy travels") is None)
        window.wait_for("image", "Blocked out")
        for name in "^Erase for Good", "^Undo":
            expect(name, None, window.find("button", re.compile(name)))
    expect("exit status", 0, window.quit())
    expect("what is drawn", 1, len(drawn_on(file)))


@TAP.case
def as_it_travels_by_the_rule_of_the_round(file):
    """A later version of the round lets places go; that is taken back while what travels is looked at."""
    filled(file, ["x"])
    cli("evidence", "add", file, "C1-12", TAP.folder / f"{file.stem}-DCIM" / "IMG_0001.jpg")
    copy = travelling_bytes(file, 1)
    later = TAP.folder / "later" / "round.xml"
    later.parent.mkdir()
    for part in TAP.round, TAP.round.parent / "catalogue.xml":
        shutil.copy(part, later.parent)
    cli("round", "set", later, "--gps", "included", "--version", "2")
    window = Window(file, environment=Portal.ENVIRONMENT)
    press("F10")
    window.wait_for("menu", "Main Menu")
    press("s")
    window.tab_to("menu item", re.compile("^Take a Later Version of the Round"), key="Down")
    press("Return")
    PORTAL.choose("A Later Version of the Round", later)
    window.tab_to("button", "Take This Version")
    press("Return")
    wait_until("the version", lambda: window.find("button", "Take This Version") is None)
    press("alt+3")
    window.wait_for("table cell", re.compile("IMG_0001"))
    press("Home", "Return")
    window.wait_for("label", "IMG_0001.jpg")
    press("s")
    window.wait_for("label", "The original travels")
    press("ctrl+z")
    window.wait_for("label", "A copy travels")
    window.wait_for("label", "The place is left out")
    window.wait_for("label", digest_words(copy))
    press("ctrl+shift+z")
    window.wait_for("label", "The original travels")
    expect("exit status", 0, window.quit())


def drag(start, end):
    """Draws from one place of the screen to another."""
    mouse("mousemove", *start, "mousedown", 1)
    for step in range(1, 6):
        mouse("mousemove", *(first + (last - first) * step // 5 for first, last in zip(start, end, strict=True)))
    mouse("mouseup", 1)


def corners(value):
    """The two ends of a shape."""
    return [int(number) for number in value.split()[1:5]]


@TAP.case
def by_the_mouse(file):
    """A box is drawn, moved and made larger by the mouse; its wheel zooms where it points."""
    filled(file, ["x"])
    window = open_viewer(file, "IMG_0001.jpg")
    window.wait_for("label", re.compile(r"^1 / 1 · (?!100 )\d+ %$"))
    press("b")
    wait_until("the tool", lambda: window.checked(re.compile("^Box")))
    drag((420, 350), (560, 450))
    wait_until("drawn", lambda: drawn_on(file) and drawn_on(file)[0][1].startswith("box "))
    drawn = corners(drawn_on(file)[0][1])
    expect("from the upper left to the lower right", True, drawn[0] < drawn[2] and drawn[1] < drawn[3])
    drag((490, 400), (590, 400))
    wait_until("moved", lambda: corners(drawn_on(file)[0][1])[0] > drawn[0])
    moved = corners(drawn_on(file)[0][1])
    expect("as large as before, and not moved down", (drawn[2] - drawn[0], drawn[1]), (moved[2] - moved[0], moved[1]))
    drag((660, 450), (700, 550))
    wait_until("larger", lambda: corners(drawn_on(file)[0][1])[3] > moved[3])
    expect("from its upper left", moved[:2], corners(drawn_on(file)[0][1])[:2])
    before = window.wait_for("label", re.compile("^1 / 1 · ")).get_name()
    mouse("keydown", "ctrl", "click", 4, "keyup", "ctrl")
    wait_until("closer", lambda: window.wait_for("label", re.compile("^1 / 1 · ")).get_name() != before)
    press("Escape", "Escape")
    expect("exit status", 0, window.quit())


@TAP.case
def tools_on_a_tablet(file):
    """The tools are below the photo where the header has no room for them: whoever has no keys draws there."""
    filled(file, ["x"])
    window = open_viewer(file, "IMG_0001.jpg")
    box = lambda: extents(window.wait_for("radio button", re.compile("^Box")))
    for width, height, below in ((360, 480, True), (1200, 850, False), (700, 850, True)):
        resize(width, height)
        wait_until("the width", lambda: extents(window.find("frame")).width == width)
        wait_until(f"the tools {'below' if below else 'above'}", lambda: (box().y > height - 100) == below)
        wait_until(f"all in sight, not {cut_off(window)}", lambda: not cut_off(window))
        press("alt+F10")
    resize(700, 850)
    wait_until("the tools below", lambda: box().y > 750)
    press("b")
    wait_until("the tool", lambda: window.checked(re.compile("^Box")))
    drag((300, 300), (400, 400))
    wait_until("drawn", lambda: drawn_on(file) and drawn_on(file)[0][1].startswith("box "))
    press("Escape", "Escape")
    expect("exit status", 0, window.quit())


@TAP.case
def hand_in_leads_to_what_is_to_be_redacted(file):
    """What the hand-in says of persons leads to the photos in question, whatever was listed before, and back."""
    folder = TAP.folder / "persons"
    card(folder, ["x"] * 4, VISIT)
    for name in ("IMG_0001.jpg", "IMG_0002.jpg", "IMG_0003.jpg"):
        cli("evidence", "add", file, "A1-03", folder / name)
    ids = [one["id"] for one in cli("evidence", "list", file)["evidence"]]
    for number in ids[:2]:
        cli("evidence", "mark", file, number, "--persons")
    cli("evidence", "draw", file, ids[0], "block 1000 1000 3000 3000")
    cli("evidence", "mark", file, ids[2], "--restricted")
    window = open_photos(file)
    window.wait_for("table cell", re.compile("IMG_0001.*Persons can be recognised, Redacted"))
    window.wait_for("table cell", re.compile("IMG_0003.*Restricted"))
    press("alt+6")
    window.wait_for("label", re.compile("^1 photo shows persons, and nothing is hidden on it"))
    window.tab_to("button", re.compile("persons"))
    press("Return")
    wait_until("the one that shows somebody", lambda: window.find("label", re.compile("^1 photo$")))
    wait_until("the focus on it", lambda: window.focus_name() and "IMG_0002" in window.focus_name()[1])
    press("alt+Left")
    window.wait_for("label", re.compile("^1 photo shows persons"))
    expect("exit status", 0, window.quit())


@TAP.case
def places_are_told_once(file):
    """That photos go without their places is to be looked at until it was; from then on it is among what is in order."""
    card(TAP.folder / "places", ["x"], VISIT)
    cli("evidence", "add", file, "A1-03", TAP.folder / "places")
    window = Window(file)

    sentence = "1 photo goes without the place where it was taken"

    def shown():
        """The sentence and the head of what is in order, in the order in which they stand."""
        return [node.get_name() for node in find_all(window.root, "label", re.compile(f"^({sentence}|Passed)$"))]

    press("alt+6")
    wait_until("it is told", lambda: shown() == [sentence, "Passed"])
    press("alt+1")
    wait_until("the walk", lambda: not shown())
    press("alt+6")
    wait_until("it was told", lambda: shown() == ["Passed"])
    window.tab_to(re.compile(".*button"), "Show")
    press("space")
    wait_until("it is in order", lambda: shown() == ["Passed", sentence])
    expect("exit status", 0, window.quit())


@TAP.long_case
def two_hundred_photos(file):
    """A day's card of 200 photos of twenty subjects: each to its indicator by three keys and its code."""
    codes = [one["code"] for one in cli("score", file)["indicators"]][:60:3]
    names = filled(file, [code for code in codes for _ in range(10)])
    window = open_photos(file)
    wait_until("200 in the inbox", lambda: window.find("label", re.compile("^200 photos")))
    keys = typed = 0
    for number, code in enumerate(codes, 1):
        press("g")
        wait_until("ten selected", lambda: selected(window) == 10)
        press("a")
        write(code)
        press("Return")
        keys, typed = keys + 3, typed + len(code)
        left = 200 - 10 * number
        wait_until(f"{left} in the inbox", lambda: window.find("label", re.compile(f"^{left} photos" if left else "Nothing in the inbox|No photos here|inbox is empty")))
    expect("where they are", {name: [code] for name, code in names.items()}, listed(file))
    print(f"# 200 photos to 20 indicators: {keys} keys and {typed} characters of codes", flush=True)
    expect("exit status", 0, window.quit())


TAP.main()
