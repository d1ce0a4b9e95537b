"""What a person does under pressure, in a counted number of keys; and the walk through a whole city. TAP.

usage: test-tasks.py ROUND   (inside tests/gui/frame --wm, as test-window.py; with SILSA_TEST_LONG=1 the
walk through all indicators alone, in the language of LC_ALL)
"""

import gettext
import os
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from fresh import Fresh
from portal import Portal
from silsa_gui import App, Lost, matches, press, wait_until, write
from tap import expect
from window import SILSA, Window, cli, log_of, scored

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

    def count(self, n):
        """Counts keys and clicks, and fails where there are too many."""
        self.n += n
        if self.n > self.most:
            raise Lost(f"more than {self.most} keys")

    def press(self, *keys):
        """Presses keys, unless there were too many."""
        self.count(len(keys))
        press(*keys)

    def tab_to(self, app, role, name, key="Tab"):
        """Presses Tab until such a node has the focus, as it has to be done, and counts how often."""
        while True:
            node = wait_until("a focus", app.focused)
            if matches(node, role, name):
                return node
            self.press(key)

    def chose(self):
        """A file was chosen in the dialog of the desktop: one click."""
        self.count(1)


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
    window.wait_toast("63 claims confirmed")
    keys = Counted(2)
    keys.press("ctrl+z")
    window.wait_for("button", re.compile("^Confirm 63 Claims$"))
    window.wait_saved()
    expect("recorded", 0, cli("score", file)["recorded"])
    expect("exit status", 0, window.quit())


def make_key(start, keys, portal):
    """A key of the assessor's own, on a first start."""
    keys.tab_to(start, "list item", re.compile("^Your key"))
    keys.press("Return")
    keys.tab_to(start, "text", "Name")
    write("김서연")
    for name in ("Passphrase", "Passphrase once more"):
        keys.tab_to(start, "text", name)
        write("correct horse")
    keys.press("Return")
    portal.choose("Save the Key as", TAP.folder / "kim.p12")
    keys.chose()
    start.wait_for("label", re.compile("^([0-9a-f]{8} ?){8}$"))
    keys.press("Escape")


def begin(start, keys, portal):
    """An assessment of Daegu from the secretary's round, where it is saved if nothing else is said."""
    keys.press("ctrl+n")
    keys.tab_to(start, "button", "Choose…")
    keys.press("Return")
    portal.choose("Choose the Round", TAP.round)
    keys.chose()
    wait_until("the focus on what comes next", lambda: start.focused() and start.focused().get_name() == "City")
    keys.press("space")
    write("Daegu")
    keys.press("Down", "Return")
    file = Path(start.wait_for("label", re.compile(r"^/.*\.silsa$")).get_name())
    keys.press("alt+b")
    start.wait_for("label", "A1-01")
    return file


def assess_ten(start, keys):
    """The first ten indicators: claim confirmed, checks answered; photos are for later."""
    for code in list(needs())[:10]:
        start.wait_for("label", code)
        keys.press("Return", "shift+y", "ctrl+Return")


def hand_in(start, keys):
    """What there is, signed: more than half is open, so it takes a second confirmation."""
    keys.press("alt+6")
    wait_until("the focus on the button", lambda: start.focused() and "Incomplete" in start.focused().get_name())
    keys.press("Return")
    start.wait_for(None, "Hand It In Incomplete?")
    keys.press("alt+i")
    start.wait_for("text", "Passphrase of the key")
    keys.tab_to(start, "text", "Passphrase of the key")
    write("correct horse")
    keys.tab_to(start, None, "I have checked it")
    keys.press("space")
    keys.press("alt+s")
    start.wait_for("label", "What was found")


def first_start_to_hand_in(file):
    """A first start, a key, an assessment, ten indicators, a signed package: at most 60 keys beside text."""
    portal = Portal()
    start = App(program=SILSA, log=log_of(file), environment=Portal.ENVIRONMENT)
    Window.started.append(start)
    start.wait_for("button", re.compile("^Begin from a Round"))
    keys = Counted(60)
    make_key(start, keys, portal)
    file = begin(start, keys, portal)
    assess_ten(start, keys)
    hand_in(start, keys)
    score = cli("score", file)
    expect("recorded", 10, score["recorded"])
    package = next(file.parent.glob("*.asice"))
    verdict = cli("verify", package, "--round", TAP.round, status=1)  # the test's key is on no list
    expect("the package", [True, False], [verdict["intact"], verdict["complete"]])
    press("Escape")
    expect("exit status", 0, start.quit())


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


for case in [walk_whole_city] if os.environ.get("SILSA_TEST_LONG") else [correct_one_claim, undo_a_bulk_act, first_start_to_hand_in]:
    TAP.case(case)

if __name__ == "__main__":
    TAP.main()
