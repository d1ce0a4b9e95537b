"""Takes a picture of every screen; tests/gui/tour calls it, inside tests/gui/frame --wm.

usage: tour.py FOLDER LANGUAGE SCHEME SIZE PREFIX [PART…]

FOLDER/middle and FOLDER/complete are demonstrations that data/sample/build made, PREFIX is where Silsa is
installed, and a PART is a name of PARTS. A screen that cannot be reached is reported, and the tour goes on.
"""

import gettext
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

FOLDER, LANGUAGE, SCHEME, SIZE, PREFIX = sys.argv[1:6]
LOCALE = {"ko": "ko_KR.UTF-8", "en": "en_US.UTF-8"}[LANGUAGE]
os.environ["LC_ALL"] = LOCALE
os.environ["LANGUAGE"] = LANGUAGE
os.environ["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark" if SCHEME == "dark" else "prefer-light"
os.environ["GSETTINGS_BACKEND"] = "keyfile"

from portal import Portal  # noqa: E402  (the language is that of the application)
from silsa_gui import App, Lost, press, screenshot, wait_until, write  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from papers import pdf  # noqa: E402

BIN = Path(PREFIX) / "bin"
OUT = Path(FOLDER) / f"{LANGUAGE}-{SCHEME}-{SIZE}"
WORK = Path(tempfile.mkdtemp(prefix="silsa-tour-"))
PASSPHRASE = "demonstration"  # as data/sample/build writes it
CODE = re.compile(r"^[A-Z]\d-\d\d$")
ROW = re.compile(r"^[A-C]\d-\d\d ")
_ = gettext.translation("silsa", Path(PREFIX) / "share" / "locale", languages=[LANGUAGE], fallback=True).gettext
PORTAL = Portal()


def shown(message):
    """A message as it is shown: translated, without the mark of its key."""
    return re.sub(r"\(_?\w\)(?=…?$)", "", _(message)).replace("_", "") if LANGUAGE == "ko" else _(message).replace("_", "")


def named(message):
    """A pattern for a name that begins with a message, with or without its key in brackets."""
    return re.compile("^" + re.escape(_(message).replace("_", "")[:12]))


class Tour(App):
    """One start of the application, whose pictures go to OUT."""

    number = 0

    def __init__(self, *arguments):
        super().__init__(*arguments, program=str(BIN / "silsa"), log=WORK / "log", environment=Portal.ENVIRONMENT)

    def picture(self, name):
        """Keeps what is on the screen."""
        Tour.number += 1
        file = OUT / f"{Tour.number:02}-{name}.png"
        screenshot(file)
        if SCHEME == "grey":
            subprocess.run(["mogrify", "-colorspace", "Gray", str(file)], check=True)

    def push(self, message, role="button"):
        """Tabs to a button and presses it."""
        self.tab_to(role, named(message))
        press("Return")

    def go(self, code):
        """Goes to an indicator by the search."""
        press("ctrl+f", "ctrl+a")
        write(code)
        press("Return")
        self.wait_for("label", code)

    def close(self):
        """Ends it; what it asks on the way is not of interest."""
        self.process.terminate()
        self.process.wait(20)


def cli(*arguments):
    """Runs silsa-cli; returns what it printed as JSON."""
    command = [BIN / "silsa-cli", *map(str, arguments), "--format", "json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def settings(**keys):
    """What the application remembers."""
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0" / "settings"
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["[io/github/silsa/Silsa]"] + [f"{key.replace('_', '-')}={value!r}" for key, value in keys.items()]
    (folder / "keyfile").write_text("\n".join(lines) + "\n", encoding="utf-8")


def remember_key(visit, **keys):
    """The key of the sample's assessor is known, and more."""
    key = WORK / visit / "kim.p12"
    facts = cli("identity", "show", key, "--passphrase-file", WORK / visit / "passphrase")
    settings(identity=str(key), identity_name=facts["name"], identity_fingerprint=facts["fingerprint_sha256"], **keys)


def welcome():
    settings()
    tour = Tour()
    tour.wait_for("button", named("Begin from a Round…"))
    tour.picture("welcome")
    tour.push("Your key", re.compile("list item|button"))
    tour.wait_for(None, shown("Make a Key"))
    tour.picture("key")
    press("Escape")
    press("ctrl+comma")
    tour.wait_for(None, shown("Single keys answer"))
    tour.picture("preferences")
    press("Escape")
    press("F1")
    tour.wait_for(None, shown("Keyboard Shortcuts"))
    tour.picture("shortcuts")
    for number in 2, 3, 4:
        press("Page_Down")
        tour.picture(f"shortcuts-{number}")
    press("Escape")
    tour.push("Begin from a Round…")
    tour.push("Choo_se…")
    PORTAL.choose(shown("Choose the Round"), Path(PREFIX) / "share" / "silsa" / "sample" / "round.xml")
    tour.wait_for("label", shown("Not signed"))
    tour.picture("from-a-round")
    press("Escape")
    tour.push("Blank Assessment…")
    tour.wait_for("text", shown("Inhabitants"))
    tour.picture("blank")
    tour.close()


def indicators():
    remember_key("middle")
    tour = Tour(WORK / "middle" / "daegu.silsa")
    tour.wait_for("label", CODE)
    tour.picture("open")
    for code in ("A1-01", "A2-02", "A3-06", "C1-11", "C4-04"):
        tour.go(code)
        tour.picture(code)
    before = tour.find("label", shown("Expected grade")) is None  # as on a small screen
    press("F9")
    wait_until("the preview", lambda: (tour.find("label", shown("Expected grade")) is None) != before)
    tour.picture("preview-folded" if not before else "preview-unfolded")
    press("F9")
    press("ctrl+f")  # on a narrow screen the list is folded away
    tour.tab_to(re.compile(".*button"), shown("Filters"))
    press("space")
    tour.wait_for(None, shown("Show only"))
    tour.picture("filter")
    press("Escape")
    for view, name in (("alt+2", "overview"), ("alt+3", "photos"), ("alt+4", "findings"), ("alt+5", "history"),
                       ("alt+6", "hand-in-incomplete")):
        press(view)
        time.sleep(1)
        tour.picture(name)
        if name == "overview":
            tour.tab_to("radio button", shown("As a Map"))
            press("Tab")
            for mode in ("score", "evidence", "difference"):
                press("Right", "space")
                time.sleep(1)
                tour.picture("overview-" + mode)
            press("shift+Tab")
            press("Right", "space")
            time.sleep(1)
            tour.picture("overview-table")
    tour.close()
    tour = Tour()
    tour.wait_for("button", named("Begin from a Round…"))
    tour.picture("welcome-again")
    tour.close()


def photo():
    remember_key("middle")
    tour = Tour(WORK / "middle" / "daegu.silsa")
    tour.wait_for("label", CODE)
    tour.go("A1-01")
    picture = next((WORK / "middle" / "pictures").glob("*.jpg"))
    press("ctrl+shift+a")
    PORTAL.choose(shown("Add Photos and Documents"), picture, "mtp://phone/IMG_0002.jpg")
    tour.wait_for(None, re.compile("mtp://phone"))
    tour.picture("not-on-this-computer")
    press("Escape")
    tour.tab_to("button", picture.name)
    tour.picture("evidence")
    press("Return")
    tour.wait_for("button", shown("Previous"))
    tour.picture("photo")
    press("p", "n", "Return", "shift+Tab", "x", "Return", *["Down"] * 24, *["Left"] * 30)
    press("shift+Tab", "t", "Return")
    tour.wait_for("text", shown("Text on the photo"))
    tour.picture("photo-text")
    write("A1-01")
    press("Return", "Up", "Up", "Up", "Up", "shift+Tab", "shift+Tab")
    tour.picture("photo-drawn")
    press("Escape", "1", "r")
    tour.picture("photo-turned")
    press("Escape")
    press("alt+3")
    tour.wait_for("table cell")
    tour.picture("photos-marked")
    press("Home", "space", "Right", "Right", "space", "Right")
    tour.picture("photos-selected")
    press("Home", "Return")
    tour.wait_for("button", shown("Previous"))
    press("d")
    tour.picture("photo-beside-another")
    tour.close()


def claims():
    remember_key("middle")
    table = WORK / "claims.csv"
    table.write_text("지표코드,입력항목,제출값,요약,쪽,자료명\nA1-01,specialists,\"1,037\",현원 전체,7,정량지표 평가제안서\n"
                     "A1-03,level,3,,,\nA1-05,level,4,,,\nZZ-99,level,1,,,\nA2-02,level,9,,,\n", encoding="utf-8")
    papers = WORK / "정량지표 평가제안서.pdf", WORK / "정성지표 자체평가표.pdf"
    for paper in papers:
        paper.write_bytes(pdf(*(f"{number} / 8   {papers.index(paper) + 3}7 specialists of 72 members of staff" for number in range(1, 9))))
    tour = Tour(WORK / "middle" / "daegu.silsa")
    tour.wait_for("label", CODE)
    press("F10")
    tour.wait_for("menu")
    tour.picture("menu")
    press("l")
    tour.tab_to("menu item", named("_Import Claims…"), key="Down")
    press("Return")
    PORTAL.choose(shown("Import Claims"), table)
    tour.wait_for("label", shown("Numbers spelled otherwise"))
    tour.picture("import-claims")
    press("Escape")
    tour.go("A1-01")
    tour.push("Papers of the City…")
    tour.wait_for("label", shown("No papers yet"))
    tour.picture("no-papers")
    tour.push("_Attach PDFs…")
    PORTAL.choose(shown("Attach the Papers of the City"), *papers)
    tour.wait_for("list item", papers[0].name)
    tour.picture("papers")
    press("Escape")
    tour.wait_for("button", re.compile("5"))
    tour.picture("claim-with-paper")
    tour.push(_("Open at p. %u") % 5)
    tour.wait_for(re.compile("image|icon"), re.compile("5.*8"))
    tour.picture("paper")
    press("Escape")
    press("F10")
    tour.wait_for("menu")
    press("s")
    tour.tab_to("menu item", named("Era_se All Content…"), key="Down")
    press("Return")
    tour.wait_for("text", shown("Reason, kept in the history"))
    tour.picture("erase")
    tour.close()
    blank = WORK / "blank.silsa"
    cli("new", blank, "--catalogue", Path(PREFIX) / "share" / "silsa" / "sample" / "catalogue.xml", "--city", "대구",
        "--population", 2400000, "--assessor", "김서연")
    tour = Tour(blank)
    tour.wait_for("label", shown("No claims in this file yet"))
    tour.picture("no-claims")
    tour.close()


def hand_in():
    remember_key("complete")
    tour = Tour(WORK / "complete" / "daegu.silsa")
    tour.wait_for("label", CODE)
    press("alt+6")
    tour.wait_for("button", named("_Sign…"))  # whose pane has no title on a narrow screen
    tour.picture("hand-in")
    tour.push("_Sign…")
    tour.wait_for("label", shown("I have checked it"))
    tour.picture("sign")
    tour.tab_to("text", shown("Passphrase of the key"))
    write("wrong")
    tour.tab_to(None, shown("I have checked it"))
    press("space")
    tour.push("_Sign")
    tour.wait_for(None, shown("This passphrase does not open the key. Capital letters and the keyboard language count."))
    tour.picture("sign-wrong-passphrase")
    write(PASSPHRASE)
    tour.push("_Sign")
    tour.wait_for("label", shown("What was found"))
    tour.picture("signed-and-verified")
    press("Escape")
    tour.wait_for("label", shown("Signed. Now deliver this one file."))
    tour.picture("delivered")
    tour.close()


def review():
    settings()
    package = WORK / "complete" / "daegu.asice"
    tour = Tour(package)
    tour.wait_for("list item", ROW)
    tour.picture("review")
    press("Return")
    tour.wait_for("label", CODE)
    tour.picture("review-indicator")
    press("alt+6")
    tour.tab_to("button", named("_Verification…"), key="shift+Tab")
    press("Return")
    tour.wait_for("label", shown("What was found"))
    tour.picture("review-verification")
    tour.close()
    changed = WORK / "changed.asice"
    changed.write_bytes(package.read_bytes().replace("확인할 수 없었음".encode(), "확인할 수 있었음".encode()))
    tour = Tour(changed)
    tour.wait_for("list item", ROW)
    tour.picture("review-changed")
    tour.close()
    broken = WORK / "broken.asice"
    broken.write_bytes(package.read_bytes()[:100000])
    tour = Tour(broken)
    tour.wait_for("label", shown("What was found"))
    tour.picture("review-unreadable")
    tour.close()


def packages():
    settings()
    inbox = WORK / "inbox"
    inbox.mkdir()
    package = (WORK / "complete" / "daegu.asice").read_bytes()
    (inbox / "daegu-1.asice").write_bytes(package)
    (inbox / "daegu-changed.asice").write_bytes(package.replace("확인할 수 없었음".encode(), "확인할 수 있었음".encode()))
    secret = WORK / "complete" / "passphrase"
    cli("answer", WORK / "complete" / "daegu.silsa", "A2-02", "--level", "2")
    cli("export", WORK / "complete" / "daegu.silsa", "-o", inbox / "daegu-2.asice", "--key", WORK / "complete" / "kim.p12",
        "--passphrase-file", secret, "--allow-incomplete")
    tour = Tour(inbox)
    tour.wait_for("label", re.compile(r"^\D*3\D+0\D+3\D+3\D*$"))  # all are judged
    tour.picture("packages")
    press("F10")
    tour.wait_for("menu")
    press("v")
    tour.wait_for(None, shown("In This Session"))
    tour.picture("certificates")
    press("Escape", "ctrl+f")
    tour.tab_to("table row")
    press("ctrl+Home", "shift+Down")
    tour.push("_Compare")
    tour.wait_for("label", shown("Side by Side"))
    tour.picture("side-by-side")
    tour.close()


def rounds():
    folder = WORK / "round"
    shutil.copytree(Path(PREFIX) / "share" / "silsa" / "sample", folder)
    key = slow_key(folder)
    settings(identity=str(key), identity_name="김서연")
    tour = Tour(folder / "round.xml")
    tour.wait_for("frame")
    wait_until("the window", lambda: tour.focused() is not None)
    tour.picture("round")
    for view, name in (("alt+2", "applicants"), ("alt+3", "persons"), ("alt+4", "check")):
        press(view)
        time.sleep(1)
        tour.picture("round-" + name)
    tour.push("_Sign…")
    tour.wait_for(None, shown("Sign the Round"))
    tour.picture("round-sign")
    tour.tab_to("text", shown("Passphrase"))
    write(PASSPHRASE)
    tour.tab_to(None, shown("Sign although something is missing"))
    press("space")
    tour.push("_Sign…")
    tour.wait_for("label", shown("The key is being opened…"))
    tour.picture("round-key-is-opened")
    press("Escape")
    tour.wait_for("label", shown("Cancelled. Nothing was written."))
    tour.picture("round-key-not-opened")
    tour.close()


def slow_key(folder):
    """A key that takes some seconds to open, so that there is something to see."""
    secret, plain, slow = WORK / "middle" / "passphrase", folder / "key.pem", folder / "slow.p12"
    for words in (("-in", WORK / "middle" / "kim.p12", "-nodes", "-passin", f"file:{secret}", "-out", plain),
                  ("-export", "-in", plain, "-passout", f"file:{secret}", "-iter", "9000000", "-out", slow)):
        subprocess.run(["openssl", "pkcs12", *map(str, words)], capture_output=True, check=True)
    return slow


def comfort():
    """Large text with room for fingers, small text close together, and high contrast."""
    for name, size, density, contrast in (("large-text", 150, "roomy", "0"), ("small-text", 90, "tight", "0"), ("contrast", 100, "standard", "1")):
        remember_key("complete", text_size=size, density=density)
        os.environ["ADW_DEBUG_HIGH_CONTRAST"] = contrast
        tour = Tour(WORK / "complete" / "daegu.silsa")
        tour.wait_for("label", CODE)
        tour.go("A1-01")
        tour.picture(name)
        tour.go("C1-11")
        tour.picture(name + "-level")
        press("alt+2")
        time.sleep(1)
        tour.picture(name + "-overview")
        press("alt+3")
        tour.wait_for("table cell")
        press("Home", "space", "Right", "Right")
        tour.picture(name + "-photos")
        press("Return")
        tour.wait_for("button", shown("Previous"))
        tour.picture(name + "-photo")
        press("Escape")
        press("alt+4")
        time.sleep(1)
        tour.picture(name + "-findings")
        press("alt+6")
        tour.push("_Sign…")
        tour.wait_for("label", shown("I have checked it"))
        tour.picture(name + "-sign")
        press("Escape", "ctrl+comma")
        tour.wait_for(None, shown("Single keys answer"))
        tour.picture(name + "-preferences")
        press("Escape")
        tour.close()
        tour = Tour(WORK / "complete" / "daegu.asice")
        tour.wait_for("list item", ROW)
        tour.picture(name + "-review")
        tour.close()
    del os.environ["ADW_DEBUG_HIGH_CONTRAST"]


PARTS = (welcome, indicators, photo, hand_in, review, packages, rounds, claims, comfort)


def main():
    lost = []
    OUT.mkdir(parents=True, exist_ok=True)
    for visit in ("middle", "complete"):
        shutil.copytree(Path(FOLDER) / visit, WORK / visit)
    for part in PARTS:
        Tour.number = 20 * PARTS.index(part)
        if sys.argv[6:] and part.__name__ not in sys.argv[6:]:
            continue
        try:
            part()
        except Exception:  # the other screens can be looked at all the same
            lost.append(part.__name__)
            traceback.print_exc()
            screenshot(OUT / f"lost-{part.__name__}.png")
            subprocess.run(["pkill", "-x", "-P", str(os.getpid()), "silsa"], check=False)
    shutil.rmtree(WORK)
    print(f"tour: {OUT.name}: {len(list(OUT.glob('*.png')))} pictures" + (f", lost in {lost}" if lost else ""), flush=True)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
