"""What a person does under pressure, in a counted number of keys; and the walk through a whole city. TAP.

usage: test-tasks.py ROUND   (inside tests/gui/frame --wm, as test-window.py; with SILSA_TEST_LONG=1 the
walk through all indicators alone, in the language of LC_ALL)
"""

import gettext
import os
import re
import xml.etree.ElementTree as ElementTree

from fresh import Fresh
from silsa_gui import Lost, press, wait_until, write
from tap import expect
from window import Window, cli, scored

TAP = Fresh("tasks")
LANGUAGE = os.environ.get("LC_ALL", "")[:2]
_ = gettext.translation(
    "silsa", os.environ.get("SILSA_LOCALE_DIR"), languages=[LANGUAGE], fallback=LANGUAGE != "ko"
).gettext
LEVELS = "A2-02"
CATALOGUE = "{urn:silsa:catalogue:1}"


class Counted:
    """Keys that are counted; what is typed as text or number is not."""

    def __init__(self, most):
        self.most = most
        self.n = 0

    def press(self, *keys):
        """Presses keys, unless there were too many."""
        self.n += len(keys)
        if self.n > self.most:
            raise Lost(f"more than {self.most} keys")
        press(*keys)


def correct_one_claim(file):
    """Find an indicator by its name and correct its level, with the reason: at most 8 keys beside text."""
    window = Window(file)
    keys = Counted(8)
    keys.press("ctrl+f")
    write("Operation of the living lab")
    keys.press("Return")
    window.wait_code(LEVELS)
    keys.press("3")
    wait_until("the level on the screen", lambda: window.checked(re.compile("^Level 3:")))
    while window.focus_name() != ("text", "Reason for the difference"):
        keys.press("Tab")
    write("one of four is closed")
    keys.press("Tab")
    window.wait_saved()
    missing = scored(file, LEVELS)["missing"]
    expect("what is missing", [], [code for code in missing if not code.startswith(("check", "justify"))])
    expect("exit status", 0, window.quit())


def undo_a_bulk_act(file):
    """Everything confirmed by mistake is open again after at most 2 keys."""
    window = Window(file)
    press("alt+2")
    window.wait_for("image", "Heat map by state")
    window.tab_to("radio button", "As a Map")
    press("Right", "space", "alt+1", "alt+2", "ctrl+a")
    window.tab_to("button", re.compile("^Confirm 63 Claims$"))
    press("space")
    window.wait_for(None, "63 claims confirmed")
    keys = Counted(2)
    keys.press("ctrl+z")
    window.wait_for("button", re.compile("^Confirm 63 Claims$"))
    window.wait_saved()
    expect("recorded", 0, cli("score", file)["recorded"])
    expect("exit status", 0, window.quit())


def needs():
    """Checks of each indicator, and whether it expects photos, as the catalogue says."""
    root = ElementTree.parse(TAP.round.parent / "catalogue.xml").getroot()
    found = {}
    for indicator in root.iter(f"{CATALOGUE}indicator"):
        checks = list(indicator.iter(f"{CATALOGUE}check"))
        evidence = indicator.find(f"{CATALOGUE}evidence")
        photos = evidence is not None and int(evidence.get("photos", "0")) > 0
        found[indicator.get("code")] = (len(checks), photos or any(one.get("evidence") == "photo" for one in checks))
    return found


def walk_on(window, code, n_checks, photos):
    """One indicator: the claim confirmed, every check answered, what photos would show explained."""
    window.wait_code(code)
    press("Return", *["y"] * n_checks)
    if photos:
        window.tab_to("text", _("Justification"), key="shift+Tab")
        write("seen, not photographed")
        press("Tab")
    press("ctrl+Return")


def walk_whole_city(file):
    """All indicators from untouched to complete, by keys alone."""
    window = Window(file)
    catalogue = needs()
    for code, (n_checks, photos) in catalogue.items():
        walk_on(window, code, n_checks, photos)
    window.wait_for("label", _("Hand-in Package"))
    window.wait_saved()
    score = cli("score", file)
    expect("complete", len(catalogue), score["complete"])
    expect("missing", [], [found["code"] for found in score["indicators"] if found["missing"]])
    expect("exit status", 0, window.quit())


for case in [walk_whole_city] if os.environ.get("SILSA_TEST_LONG") else [correct_one_claim, undo_a_bulk_act]:
    TAP.case(case)

if __name__ == "__main__":
    TAP.main()
