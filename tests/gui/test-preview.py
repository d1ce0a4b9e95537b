"""The preview: what an act changed, and what the round lets an assessor see. TAP.

usage: test-preview.py ROUND   (inside tests/gui/frame --wm, as test-window.py)
"""

import re
import shutil
import subprocess
from xml.etree import ElementTree

from fresh import Fresh
from silsa_gui import find_all, press, resize, wait_until
from tap import expect
from window import Window, cli, cut_off, extents

TAP = Fresh("preview")
LEVELS = "A2-02"
LONG_UNIT = "A3-01"


@TAP.case
def change_is_told(file):
    """Points won or lost stand beside the points, add up, and undo has its name on button and menu."""
    window = Window(file)
    window.search(LEVELS)
    press("3")
    window.wait_for("label", "▾ −8.0")  # at the levels themselves, and it stays
    window.wait_for("label", "▼ 8.0")
    expect("told for the total and for its sector", 2, len(find_all(window.root, "label", "▼ 8.0")))
    press("1")
    window.wait_for("label", re.compile("^▼ (24|16).0$"))  # 16 where this machine takes its time
    wait_until("the change gone", lambda: window.find("label", re.compile("^▼ [0-9.]+$")) is None)
    press("ctrl+z")
    window.wait_for("label", "▲ 16.0")
    press("F10")
    for name in ("Undo: Answer entered", "Redo: Answer entered"):
        window.wait_for(re.compile("menu item|button"), name)
    press("Escape")
    expect("exit status", 0, window.quit())


def with_policy(file, policy):
    """The same file, made from a round that shows assessors something else."""
    round_file = TAP.folder / f"{policy}.xml"
    text = TAP.round.read_text(encoding="utf-8")
    changed = re.sub(r'preview="\w+"', f'preview="{policy}"', text, count=1)
    expect("a round with a setting", True, f'preview="{policy}"' in changed)
    round_file.write_text(changed, encoding="utf-8")
    shutil.copy(TAP.round.parent / "catalogue.xml", TAP.folder)
    file.unlink()
    cli("new", file, "--round", round_file, "--city", "대구광역시", "--assessor", "김서연")
    return Window(file)


def grades_on_screen(window):
    """What names a grade in any view that shows sums."""
    found = []
    for view in ("alt+1", "alt+2", "alt+6"):
        press(view)
        found += [node.get_name() for node in find_all(window.root, "label", re.compile("Expected grade|Secured|Grade [1-5]"))]
    return found


@TAP.case
def sectors_only(file):
    """Sums of sectors and items, but neither total nor grade."""
    window = with_policy(file, "sectors")
    window.wait_for("label", re.compile("^This round shows sectors alone"))
    expect("grades", [], grades_on_screen(window))
    press("alt+1")
    window.wait_for("image", re.compile("^Innovation"))
    expect("exit status", 0, window.quit())


@TAP.case
def hidden(file):
    """No sums at all; the answers themselves go on as ever."""
    window = with_policy(file, "hidden")
    window.wait_for("label", re.compile("^This round shows no sums"))
    expect("grades", [], grades_on_screen(window))
    press("alt+2")
    window.wait_for("label", "Complete by Stage")
    expect("all marks at a glance", None, window.find("label", "Distribution"))
    press("alt+1")
    expect("sums of sectors", None, window.find("image", re.compile("^Innovation")))
    window.search(LEVELS)
    press("4")
    wait_until("the claimed level confirmed", lambda: window.checked("As claimed"))
    expect("exit status", 0, window.quit())


@TAP.case
def opens_at_its_head(file):
    """Where the pane is folded away, F9 opens it with the grade on top, and the focus is on the grade."""
    window = Window(file)
    window.wait_for("label", "Expected grade")
    resize(1020, 690)
    wait_until("the preview folded away", lambda: window.find("label", "Expected grade") is None)
    window.search(LEVELS)
    press("F9")
    window.wait_for("label", "Expected grade")
    wait_until("the focus on the grade", lambda: window.focus_name() and window.focus_name()[1].startswith("Expected Grade"))
    press("Escape")
    wait_until("the pane away", lambda: window.find("label", "Expected grade") is None)
    resize(700, 690)  # the list lies over the page now, and goes when it has been used
    wait_until("the list away", lambda: window.find("list", "Indicators") is None)
    press("ctrl+f")
    window.wait_for("list", "Indicators")
    window.search(LEVELS)
    wait_until("the list away again", lambda: window.find("list", "Indicators") is None)
    expect("exit status", 0, window.quit())


def is_corner_blue():
    """Whether the accent is what the lower right corner of the window is painted with: the button of the strip."""
    crop = ["-gravity", "SouthEast", "-crop", "100x20+24+24", "-resize", "1x1!", "-depth", "8", "rgb:-"]
    active = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=True).stdout.strip()
    red, _, blue = subprocess.run(["import", "-window", active, *crop], capture_output=True, check=True).stdout[:3]
    return blue - red > 60


@TAP.case
def one_primary_button(file):
    """While a claim is open its button is the primary one, and the way on is plain in a small window, too."""
    window = Window(file)
    window.wait_for("label", "Expected grade")
    resize(1020, 690)
    window.wait_for("button", "Next Open")
    window.search(LEVELS)
    window.wait_for("button", "Confirm as Claimed")
    window.wait_for("label", "or choose the level that you found")
    wait_until("the way on plain", lambda: not is_corner_blue())
    press("Return")
    wait_until("no claim to confirm", lambda: window.find("button", "Confirm as Claimed") is None)
    wait_until("the way on", is_corner_blue)
    press("ctrl+z")
    wait_until("the way on plain again", lambda: not is_corner_blue())
    expect("exit status", 0, window.quit())


def complete(file):
    """Every indicator of the file, in one act: nothing could be verified, and each check is answered."""
    rows = ["indicator,field,value"]
    for indicator in ElementTree.parse(TAP.round.parent / "catalogue.xml").iterfind(".//{*}indicator"):
        code = indicator.get("code")
        rows.append(f"{code},unverifiable,the lift was locked")
        rows += [f"{code},check:{check.get('code')},no" for check in indicator.iterfind(".//{*}check")]
    table = file.with_suffix(".csv")
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    cli("answer", file, "--from", table)


@TAP.case
def way_on_to_the_hand_in(file):
    """When nothing is open any more, the button says where it leads; undo brings the next open one back."""
    complete(file)
    window = Window(file)
    window.wait_for("button", "On to the Hand-In")
    resize(1024, 700)
    window.wait_for("button", "Hand In")  # the strip has less room
    resize(1440, 900)
    window.wait_for("button", "On to the Hand-In")
    press("ctrl+Return")
    window.wait_for("label", "Ready to Hand In")
    press("ctrl+z", "alt+1")
    window.wait_for("button", "Next Open Indicator")
    expect("exit status", 0, window.quit())


@TAP.case
def fits_a_narrow_tablet(file):
    """Upright, a small tablet is 600 wide: the strip leaves out what its band shows, and nothing is cut off."""
    window = Window(file)
    window.wait_for("label", "Expected grade")
    resize(900, 800)
    window.wait_for("label", re.compile("^to Grade"))
    resize(600, 800)
    wait_until("the distance away", lambda: window.find("label", re.compile("^to Grade")) is None)
    for code, role, name in (
        (LEVELS, "button", "Next Open"),
        (LONG_UNIT, "label", "datasets per 10,000 inhabitants"),
    ):
        window.search(code)
        widget = extents(window.wait_for(role, name))
        expect(f"the end of {name} in the window", True, widget.x + widget.width <= 600)
    expect("exit status", 0, window.quit())


@TAP.case
def fits_a_tablet(file):
    """Upright, one is 768 wide: the strip says in one line how far it is to the next grade."""
    window = Window(file)
    window.wait_for("label", "Expected grade")
    resize(1100, 1000)
    whole = extents(window.wait_for("label", re.compile("^to Grade"))).width
    resize(768, 1000)
    wait_until("the tablet", lambda: extents(window.find("frame")).width == 768)
    expect("width of the distance", whole, extents(window.wait_for("label", re.compile("^to Grade"))).width)
    expect("exit status", 0, window.quit())


LANGUAGES = {"en": "en_US.UTF-8", "ko": "ko_KR.UTF-8"}
VIEWS = ("walk", "overview", "photos", "findings", "history", "hand-in")


def in_language(file, language):
    """The window of a file in its least size, read in a language."""
    window = Window(file, environment={"LC_ALL": LANGUAGES[language], "LANGUAGE": language})
    resize(360, 480)
    wait_until("the least size", lambda: extents(window.find("frame")).width == 360)
    return window


@TAP.case
def fits_the_least_window(file):
    """Of 360 and 480 in both languages: nothing is cut off, and the application has nothing to complain of."""
    for language in LANGUAGES:
        window = in_language(file, language)
        for code in (LEVELS, LONG_UNIT):
            window.search(code)
            wait_until(f"all of {code} in sight, not {cut_off(window)}", lambda: not cut_off(window))
        for number, view in enumerate(VIEWS, 1):
            press(f"alt+{number}")
            wait_until(f"all of {view} in sight, not {cut_off(window)}", lambda: not cut_off(window))
        press("alt+2")
        window.tab_to("radio button", re.compile("^(As a Map|지도로 보기)$"), key="shift+Tab")
        press("Right", "space")
        window.wait_for("table cell", "A1-01")
        wait_until(f"all of the table in sight, not {cut_off(window)}", lambda: not cut_off(window))
        press("alt+1", "F9")
        window.wait_for("label", re.compile("^(Expected grade|예상 등급)$"))
        wait_until(f"all of the preview in sight, not {cut_off(window)}", lambda: not cut_off(window))
        expect("exit status", 0, window.quit())
        window.check_log(file)


@TAP.long_case
def walks_the_least_window(file):
    """Every indicator there is: what asks for more room than there is would be complained of."""
    for language in LANGUAGES:
        window = in_language(file, language)
        first = window.code()
        codes = {first}
        for _ in range(62):
            press("Page_Down")
            wait_until("the next indicator", lambda: window.code() not in codes)
            codes.add(window.code())
        expect("indicators", 63, len(codes))
        expect("exit status", 0, window.quit())
        window.check_log(file)


if __name__ == "__main__":
    TAP.main()
