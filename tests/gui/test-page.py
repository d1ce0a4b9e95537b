"""The page of an indicator: numbers as a person writes them, the formula, the way out of a contradiction. TAP.

usage: test-page.py ROUND   (inside tests/gui/frame --wm, as test-window.py)
"""

import re
import subprocess
import sys
import time
from pathlib import Path

from fresh import Fresh
from photographs import drawn
from silsa_gui import Lost, find_all, press, text_of, wait_until, write, write_into
from tap import expect
from window import Window, cli, scored

TAP = Fresh("page")
PARTICIPATION = "A2-03"  # 1000 * participants / population
FACT = "Registered population"


def values(file, code):
    """What stands in the file for the inputs of an indicator."""
    facts = cli("show", file, code)["answers"][0]["facts"]
    return {field.removeprefix("input:"): value for field, value in facts.items() if field.startswith("input:")}


@TAP.case
def numbers_as_written(file):
    """Separators, Korean magnitudes and the unit are understood; what is not stays in its field, marked."""
    window = Window(file)
    window.search(PARTICIPATION)
    entry = window.tab_to("text", "Distinct online participants")
    write_into(entry, "4만 8,210명")
    window.wait_for("label", "read as 48,210")
    press("Tab")
    wait_until("the number with separators", lambda: text_of(entry) == "48,210")
    entry = window.tab_to("text", FACT)
    write("2,385,41")
    window.wait_for(None, re.compile("are not parted in threes"))
    press("Tab")
    expect("what could not be read", "2,385,41", text_of(entry))
    press("shift+Tab", "End")
    write("2")
    window.wait_for("label", re.compile("^● 1,000 × 48,210 ÷ 2,385,412 = 20.2"))
    press("Tab")
    window.wait_saved()
    expect("in the file", {"participants": "48210", "population": "2385412"}, values(file, PARTICIPATION))
    expect("exit status", 0, window.quit())


@TAP.case
def way_out(file):
    """A population that differs elsewhere is told in words, with a button that leads there."""
    cli("answer", file, PARTICIPATION, "--input", "participants=48210", "--input", "population=2385412")
    cli("answer", file, "A3-01", "--input", "datasets=100", "--input", "population=2385000")
    expect("contradictory", ["fact-differs"], [code for code in scored(file, "A3-01")["contradictions"] if code.startswith("fact")])
    window = Window(file)
    window.search("A3-01")
    window.wait_for("label", re.compile("2,385,412 in A2-03"))
    window.tab_to("button", "Go to A2-03")
    press("Return")
    window.wait_code(PARTICIPATION)
    expect("exit status", 0, window.quit())


@TAP.case
def text_into_the_note(file):
    """A text that is pasted while no field has the focus waits in the internal note, behind what is there."""
    cli("answer", file, PARTICIPATION, "--internal-note", "seen on the wall")
    window = Window(file)
    window.search(PARTICIPATION)
    press("ctrl+f", "ctrl+a", "ctrl+c")
    press("Return")
    window.tab_to("radio button", key="shift+Tab")
    press("ctrl+v")
    note = wait_until("the note with the text", lambda: text_of(window.focused()).endswith(PARTICIPATION) and window.focused())
    expect("the note", f"seen on the wall\n{PARTICIPATION}", text_of(note))
    press("Tab")
    window.wait_saved()
    expect("in the file", f"seen on the wall\n{PARTICIPATION}", cli("show", file, PARTICIPATION)["answers"][0]["facts"]["internal-note"])
    expect("exit status", 0, window.quit())


def photos_shown(window):
    """The names of the photos on the strip, in order."""
    return [node.get_name() for node in find_all(window.root, "button", re.compile(r"^IMG_\d+\.jpg$"))]


@TAP.case
def many_photos(file):
    """More photos than are shown at once all come, in their order; one that is taken out comes back to its place."""
    names = [f"IMG_{number:04}.jpg" for number in range(20)]
    for number, name in enumerate(names):
        (TAP.folder / name).write_bytes(drawn(number))
    cli("evidence", "add", file, PARTICIPATION, *(TAP.folder / name for name in names))
    window = Window(file)
    window.search(PARTICIPATION)
    wait_until("all photos in order", lambda: photos_shown(window) == names)
    window.search("A3-01")
    wait_until("no photos of another indicator", lambda: photos_shown(window) == [])
    window.wait_for("label", "photos 0/1")
    window.search("A1-04")  # which expects none
    window.wait_for("label", "0 photos")
    window.search(PARTICIPATION)
    wait_until("all photos again", lambda: photos_shown(window) == names)
    window.tab_to("button", "Take out IMG_0003.jpg")
    press("space")
    wait_until("one photo less", lambda: photos_shown(window) == names[:3] + names[4:])
    press("ctrl+z")
    wait_until("the photo back in its place", lambda: photos_shown(window) == names)
    window.wait_saved()
    expect("exit status", 0, window.quit())


@TAP.case
def note_on_a_check(file):
    """A check has no field for a note until somebody wants one; a note that there is, is shown."""
    window = Window(file)
    window.search(PARTICIPATION)
    expect("fields for notes on checks", 0, len(find_all(window.root, "text", "Note on this check")))
    window.tab_to("toggle button", "Note on this check")
    press("space")
    wait_until("the field with the focus", lambda: window.focus_name() == ("text", "Note on this check"))
    write("seen in the control room")
    window.search("A3-01")
    window.search(PARTICIPATION)
    wait_until("the note", lambda: list(map(text_of, find_all(window.root, "text", "Note on this check"))) ==
               ["seen in the control room"])
    window.wait_saved()
    facts = cli("show", file, PARTICIPATION)["answers"][0]["facts"]
    expect("in the file", ["seen in the control room"], [text for name, text in facts.items() if name.startswith("check-note:")])
    expect("exit status", 0, window.quit())


def mouse(*words):
    """Moves the mouse or presses its button, at the pace of a hand."""
    subprocess.run(["xdotool", *map(str, words)], check=True, timeout=20)
    time.sleep(0.15)


@TAP.case
def drop_on_a_row(file):
    """A file that is dropped on a row of the list belongs to that indicator, and not to the one that is shown."""
    picture = TAP.folder / "IMG_0001.jpg"
    picture.write_bytes(drawn(1))
    window = Window(file)
    shown = window.code()
    with subprocess.Popen([sys.executable, Path(__file__).with_name("drag_source.py"), picture]) as source:
        try:
            found = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "file to drag"],
                                   capture_output=True, text=True, check=True, timeout=20).stdout.split()[0]
            press("alt+F10")  # every window comes up as large as the screen
            mouse("windowsize", found, 160, 120)
            mouse("windowmove", found, 900, 600)
            mouse("windowraise", found)
            mouse("mousemove", 950, 650)
            mouse("mousedown", 1)
            for x in range(930, 129, -100):
                mouse("mousemove", x, 650 - (950 - x) // 4)
            mouse("mousemove", 150, 497)
            mouse("mouseup", 1)
            uses = wait_until("the picture in the file", lambda: [
                use["indicator"] for one in cli("evidence", "list", file)["evidence"] for use in one["uses"]])
        finally:
            source.kill()
    expect("indicators that it is for", 1, len(uses))
    if uses == [shown]:
        raise Lost(f"it was taken for {shown}, which is shown")
    window.wait_saved()
    expect("exit status", 0, window.quit())


if __name__ == "__main__":
    TAP.main()
