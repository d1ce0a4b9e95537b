"""The history and the findings of the whole file. Real key presses, read by accessibility. TAP.

usage: test-history.py ROUND   (inside tests/gui/frame --wm, as test-window.py)
"""

import re

from fresh import Fresh
from silsa_gui import press, wait_until
from tap import expect
from window import Window, cli, nameless, scored

TAP = Fresh("history")
LEVELS = "A2-02"


@TAP.case
def former_value_comes_back(file):
    """A level that was given and replaced is put back from the list, and undo takes that back."""
    cli("answer", file, LEVELS, "--level", "2", "--reason", "seen")
    cli("answer", file, LEVELS, "--level", "5")
    window = Window(file)
    window.search(LEVELS)
    press("alt+5")
    window.wait_for("list item", re.compile(f"^{LEVELS} Level, 2 → 5"))
    expect("nameless", [], [node for node in nameless(window.root) if not node.startswith("scroll pane")])
    window.tab_to("button", "Put Back")
    press("space")
    window.wait_for("list item", re.compile(f"^{LEVELS} Level, 5 → 2"))
    window.wait_saved()
    expect("points", "16.0", scored(file, LEVELS)["points"])
    press("ctrl+z")
    wait_until("the level as it was", lambda: scored(file, LEVELS)["points"] == "40.0")
    expect("exit status", 0, window.quit())


@TAP.case
def one_indicator_and_nothing(file):
    """Everything, the indicator of the walk alone, and what no package had yet."""
    cli("answer", file, LEVELS, "--level", "2")
    cli("answer", file, "A1-02", "--flag")
    window = Window(file)
    press("alt+5")
    window.wait_for("list item", re.compile("^A1-02 Flag, – → yes"))
    window.wait_for("list item", re.compile(f"^{LEVELS} Level, – → 2"))
    press("alt+1")
    window.search(LEVELS)
    press("alt+5")
    window.tab_to("radio button", "Everything", key="shift+Tab")
    press("Right", "space")
    wait_until("the other one gone", lambda: window.find("list item", re.compile("^A1-02")) is None)
    window.wait_for("list item", re.compile(f"^{LEVELS} Level"))
    press("Right", "space")
    window.wait_for(None, "No package was made yet")
    expect("exit status", 0, window.quit())


@TAP.case
def findings_gathered(file):
    """What was written stands together by kind, and leads back to its indicator."""
    window = Window(file)
    press("alt+4")
    window.wait_for(None, "No findings yet")
    expect("exit status", 0, window.quit())
    cli("answer", file, LEVELS, "--finding", "strength=a lab that is used")
    cli("answer", file, "A1-03", "--unverifiable", "the lift was locked")
    window = Window(file)
    press("alt+4")
    window.wait_for(None, "the lift was locked")
    window.wait_for("label", "Strengths")
    expect("shortcomings", None, window.find("label", "Shortcomings"))
    row = window.tab_to("list item", re.compile("a lab that is used"))
    expect("its indicator", True, row is not None)
    press("Return")
    window.wait_code(LEVELS)
    expect("exit status", 0, window.quit())


if __name__ == "__main__":
    TAP.main()
