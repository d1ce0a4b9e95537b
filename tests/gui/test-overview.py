"""The overview: heat map, table, bulk acts. Real key presses, read by accessibility. TAP.

usage: test-overview.py ROUND   (inside tests/gui/frame --wm, as test-window.py)
"""

import re

from fresh import Fresh
from silsa_gui import Atspi, press, resize, wait_until
from tap import expect
from window import Window, cli, nameless, scored

TAP = Fresh("overview")


def described(window):
    """What the mark of the heat map stands on, as a screen reader hears it."""
    return window.wait_for("image", re.compile("^Heat map by")).get_description()


@TAP.case
def heat_map_by_keys(file):
    """The mark starts where the walk is; arrows move it, Enter opens the indicator."""
    window = Window(file)
    press("j")
    window.wait_code("A1-02")
    press("alt+2")
    wait_until("the mark on A1-02", lambda: described(window).startswith("A1-02 "))
    press("Right", "Down")
    wait_until("the mark on A2-03", lambda: described(window).startswith("A2-03 "))
    press("Up", "Left", "Left", "Left")
    wait_until("the mark on A1-01", lambda: described(window).startswith("A1-01 "))
    press("End", "Home", "Down", "Return")
    window.wait_code("A2-01")
    expect("exit status", 0, window.quit())


@TAP.case
def kinds_of_map(file):
    """Four ways to look at it; what is said of a cell stays the same, and Tab goes on."""
    window = Window(file)
    press("alt+2")
    window.wait_for("image", "Heat map by state")
    window.tab_to("radio button", "State")
    for name in ("percent of the points", "photos", "the difference to the claim"):
        press("Right", "space")
        window.wait_for("image", f"Heat map by {name}")
    press("Tab")
    expect("focus", "image", window.focus_name()[0])
    expect("nameless", [], [node for node in nameless(window.root) if not node.startswith("scroll pane")])
    expect("exit status", 0, window.quit())


def to_table(window):
    """Shows the table; the focus is on its first row."""
    press("alt+2")
    window.wait_for("image", "Heat map by state")
    window.tab_to("radio button", "As a Map")
    press("Right", "space")
    window.wait_for(None, "Verified")
    press("alt+1", "alt+2")  # the view puts the focus into the table


@TAP.case
def progress_follows_the_journal(file):
    """The curve says how many were complete from when to when, and follows what is undone and done again."""
    window = Window(file)
    press("alt+2")
    window.wait_for("label", "Nothing was done yet.")
    expect("exit status", 0, window.quit())
    checks = [option for check in "abcd" for option in ("--check", f"{check}=yes")]
    cli("answer", file, "B1-05", "--confirm-claim", *checks)
    window = Window(file)
    press("alt+2")
    window.wait_for("image", re.compile("^1 of 63 indicators complete, from .* to "))
    press("ctrl+z")
    window.wait_for("image", re.compile("^0 of 63 indicators complete, from .* to "))
    press("ctrl+shift+z")
    window.wait_for("image", re.compile("^1 of 63 indicators complete, from .* to "))
    expect("exit status", 0, window.quit())


@TAP.case
def bulk_confirm_is_one_step(file):
    """All claims confirmed at once; one undo takes all of it back, and what was corrected stays."""
    cli("answer", file, "A2-02", "--level", "1", "--reason", "seen")
    window = Window(file)
    to_table(window)
    press("ctrl+a")
    button = window.wait_for("button", re.compile("^Confirm 62 Claims$"))
    window.tab_to("button", button.get_name())
    press("space")
    window.wait_toast("62 claims confirmed")
    window.wait_saved()
    score = cli("score", file)
    expect("recorded", 63, score["recorded"])
    expect("the corrected one", "8.0", scored(file, "A2-02")["points"])
    press("ctrl+z")
    wait_until("the button back", lambda: window.find("button", re.compile("^Confirm 62 Claims$")))
    window.wait_saved()
    expect("recorded after undo", 1, cli("score", file)["recorded"])
    expect("exit status", 0, window.quit())


@TAP.case
def cards_in_a_small_window(file):
    """Where three cards beside each other would leave no room for titles, there are two."""
    window = Window(file)
    resize(1024, 700)
    press("alt+2")
    head = lambda name: Atspi.Component.get_extents(window.wait_for("label", name), Atspi.CoordType.WINDOW)
    wait_until("two cards in a line", lambda: head("Furthest below the Claim").y == head("Complete by Stage").y
               and head("Distribution").y > head("Complete by Stage").y)
    expect("exit status", 0, window.quit())


@TAP.case
def table_in_a_narrow_window(file):
    """Where there is no room for all columns the stage gives way, then the percent, and titles are read."""
    window = Window(file)
    to_table(window)
    window.wait_for("label", "Stage")
    resize(800, 800)
    wait_until("the stage away", lambda: window.find("label", "Stage") is None)
    head = Atspi.Component.get_extents(window.wait_for("label", "Flag"), Atspi.CoordType.WINDOW)
    expect("the end of the last head in the window", True, head.x + head.width <= 800)
    resize(768, 800)
    wait_until("the percent away", lambda: window.find("label", "Percent") is None)
    title = lambda: Atspi.Component.get_extents(window.find("label", "Share of smart-city specialists"), Atspi.CoordType.WINDOW)
    wait_until("room for a title", lambda: title().width >= 180)
    expect("exit status", 0, window.quit())


@TAP.case
def bulk_flag_and_sort(file):
    """Several rows flagged at once and unflagged; a head sorts."""
    window = Window(file)
    to_table(window)
    press("Down", "shift+Down", "shift+Down")
    window.wait_for("label", "3 selected")
    window.tab_to("button", "Flag")
    press("space")
    window.wait_toast("3 indicators flagged")
    window.wait_saved()
    flagged = [found["code"] for found in cli("score", file)["indicators"] if found["flagged"]]
    expect("flagged", ["A1-01", "A1-02", "A1-03"], flagged)
    wait_until("the focus in the table", lambda: window.focus_name()[0] == "table row")
    press("ctrl+z")
    window.wait_saved()
    expect("flagged after undo", 0, sum(found["flagged"] for found in cli("score", file)["indicators"]))
    window.tab_to(None, "Sort by: Code")
    press("space", "Down", "Return")  # by the title
    window.wait_for("combo box", "Sort by: Indicator")
    press("alt+1", "alt+2")
    press("Home")
    wait_until("the first title", lambda: window.focus_name()[1].startswith("C2-06 "))
    expect("exit status", 0, window.quit())


if __name__ == "__main__":
    TAP.main()
