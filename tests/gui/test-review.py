"""Packages as a member of the committee sees them. Real key presses, read by accessibility. TAP.

usage: test-review.py ROUND   (inside tests/gui/frame --wm, as test-window.py)
"""

import datetime
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from fresh import Fresh
from photographs import SEOUL, card
from portal import Portal
from gi.repository import Atspi
from silsa_gui import App, find_all, has, press, resize, text_of, wait_until, write
from tap import expect
from window import CLI, SILSA, Window, cli, cut_off, extents, log_of

TAP = Fresh("review")
VISIT = datetime.datetime(2021, 8, 25, 9, 0, tzinfo=SEOUL)
KEY = TAP.folder / "kim.p12"
PASSPHRASE = TAP.folder / "passphrase"
PORTAL = Portal()


class Review(App):
    """The application with the window of one package."""

    def __init__(self, file, package, **options):
        super().__init__(package, program=SILSA, log=log_of(file), **options)
        Window.started.append(self)
        self.wait_for("list item", re.compile(r"^[A-C]\d-\d\d "))

    def code(self):
        """The code of the indicator that is shown, or None."""
        node = self.find("label", re.compile(r"^[A-Z]\d-\d\d$"))
        return node.get_name() if node is not None else None

    def wait_code(self, code):
        """Waits until an indicator is shown."""
        wait_until(f"the indicator {code}", lambda: self.find("page tab", "Walk") and self.code() == code)


def hand_in(file, name="handed-in.asice"):
    """A package of what stands in a file."""
    if not KEY.exists():
        PASSPHRASE.write_text("open sesame\n", encoding="utf-8")
        cli("identity", "new", "-o", KEY, "--name", "김서연", "--passphrase-file", PASSPHRASE)
    package = file.with_name(f"{file.stem}-{name}")
    cli("export", file, "-o", package, "--key", KEY, "--passphrase-file", PASSPHRASE, "--allow-incomplete")
    return package


def staged():
    """Folders in which packages are being read."""
    folder = Path(os.environ["XDG_CACHE_HOME"]) / "silsa" / "staging"
    return [path.name for path in folder.glob("*") if path.is_dir()]


def digest_words(digest):
    """A SHA-256 as it is shown."""
    return " ".join(digest[at : at + 8] for at in range(0, 64, 8))


@TAP.case
def fits_the_least_window(file):
    """Of 360 and 480: verdict, notes and way on leave room for each view, and nothing is cut off."""
    cli("answer", file, "A1-03", "--level", "2")
    review = Review(file, hand_in(file))
    resize(360, 480)
    for number in range(1, 7):
        press(f"alt+{number}")
        wait_until(f"all of view {number} in sight, not {cut_off(review)}", lambda: not cut_off(review))
    expect("exit status", 0, review.quit())


@TAP.case
def fits_a_tablet(file):
    """Upright, one is 768 wide: the verdict is read in whole lines, and what can be done stands below."""
    review = Review(file, hand_in(file))
    resize(768, 1000)
    wait_until("the tablet", lambda: extents(review.find("frame")).width == 768)
    sentence = review.wait_for("label", re.compile("^The package is unchanged"))
    wait_until("the buttons below", lambda: extents(review.find("button", "Verification…")).y
               >= extents(sentence).y + extents(sentence).height)
    expect("exit status", 0, review.quit())


@TAP.case
def photos_of_a_package(file):
    """A photo of a package is looked at, with the digests of copy and original; nothing can be changed on it."""
    folder = TAP.folder / "photos"
    card(folder, ["x", "x"], VISIT)
    cli("evidence", "add", file, "A1-03", folder)
    cli("evidence", "draw", file, 1, "block 1000 1000 3000 3000")
    cli("evidence", "mark", file, 2, "--restricted")
    package = hand_in(file)
    before = package.read_bytes()
    (copy, _second) = cli("evidence", "list", package, status=1)["evidence"]
    review = Review(file, package)
    press("alt+3")
    review.wait_for("table cell", re.compile("IMG_0001"))
    size = f"{len(before) / 1000:.1f}\u00a0kB"
    review.wait_for("label", re.compile(f"^Package: {size}( of |$)"))
    press("Home", "Return")
    review.wait_for("label", "IMG_0001.jpg")
    for digest in copy["sha256"], copy["rendition_of"]:
        review.wait_for("label", digest_words(digest))
    review.wait_for("image", "Blocked out")
    review.wait_for("label", "read only")
    expect("what has travelled cannot travel", None, review.find(re.compile(".*button"), re.compile("^As it travels")))
    press("s", "x", "Return", "p", "l", "1")
    review.wait_for("label", "1 / 2 · 100 %")
    press("0", "Tab")
    wait_until("the shape", lambda: review.focused() and review.focused().get_name() == "Blocked out")
    press("Left", "Delete")
    expect("it stands", True, review.find("image", "Blocked out") is not None)
    press("Next")
    review.wait_for("label", "Not in the Package")
    press("Escape")
    review.wait_for("table cell", re.compile("IMG_0002"))
    expect("exit status", 0, review.quit())
    expect("the package", before, package.read_bytes())


@TAP.case
def read_by_what_matters(file):
    """The verdict on top, the largest difference first, and on by what matters; nothing can be changed."""
    cli("answer", file, "A2-02", "--level", "1", "--reason", "no room was found")
    cli("answer", file, "A1-03", "--level", "3", "--reason", "seen at work")
    package = hand_in(file)
    before = package.read_bytes()
    review = Review(file, package)
    review.wait_for("label", re.compile("^Not trusted · signed by 김서연"))
    review.wait_for("label", "The sums were computed again from the answers, and agree.")
    review.wait_for(None, re.compile("no room was found"))
    rows = wait_until("the rows", lambda: [node.get_name()[:5] for node in _rows(review)])
    expect("the first two", ["A2-02", "A1-03"], rows[:2])
    expect("folders", 1, len(staged()))
    press("Return")
    review.wait_code("A2-02")
    review.wait_for("label", "Checks")
    expect("a key that answers", None, review.find("label", "Y"))
    press("5", "f")  # what would answer in a file of one's own
    press("ctrl+Return")
    review.wait_code("A1-03")
    press("alt+Left")
    review.wait_for("list item", re.compile("^A2-02 "))
    press("alt+5")
    review.wait_for("list item", re.compile("^A2-02 Level, – → 1"))
    expect("exit status", 0, review.quit())
    expect("the package", before, package.read_bytes())
    wait_until("the copy gone", lambda: not staged())


def _rows(review):
    """The rows of the review."""
    found = []

    def look(node):
        if node.get_role_name() == "list item" and re.match(r"^[A-C]\d-\d\d ", node.get_name() or ""):
            found.append(node)
            return
        for number in range(node.get_child_count()):
            child = node.get_child_at_index(number)
            if child is not None:
                look(child)

    review.root.clear_cache()
    look(review.root)
    return found


@TAP.long_case
def narrowed_by_reasons(file):
    """A reason shows what it is given for, and the way on keeps to it."""
    cli("answer", file, "A2-02", "--level", "1", "--reason", "no room was found")
    cli("answer", file, "A1-03", "--unverifiable", "the lift was locked")
    cli("answer", file, "C1-11", "--unverifiable", "nobody was there")
    review = Review(file, hand_in(file))
    review.tab_to("toggle button", "Unverifiable 2", key="shift+Tab")
    press("space")
    wait_until("two rows", lambda: sorted(node.get_name()[:5] for node in _rows(review)) == ["A1-03", "C1-11"])
    first = _rows(review)[0].get_name()[:5]
    review.tab_to("list item", re.compile(f"^{first} "))
    press("Return")
    review.wait_code(first)
    press("Page_Down")
    review.wait_code("C1-11" if first == "A1-03" else "A1-03")
    expect("exit status", 0, review.quit())


@TAP.long_case
def altered_and_unreadable(file):
    """What was changed is shown under a banner that says so; what is no package has its sheet."""
    cli("answer", file, "A2-02", "--level", "1", "--reason", "no room was found")
    package = hand_in(file)
    data = package.read_bytes()
    package.write_bytes(data.replace(b"no room was found", b"a room was  found"))
    review = Review(file, package)
    review.wait_for("label", "Altered")
    review.wait_for(None, re.compile("What is shown is what stands in the package, not what was signed"))
    review.wait_for(None, re.compile("a room was  found"))
    review.tab_to("button", "Verification…", key="shift+Tab")
    press("Return")
    review.wait_for("label", "What was found")
    press("Escape")
    wait_until("the sheet gone", lambda: review.find("label", "What was found") is None)
    expect("exit status", 0, review.quit())
    package.write_bytes(data[:2000])
    sheet = App(package, program=SILSA, log=log_of(file))
    Window.started.append(sheet)
    sheet.wait_for("label", "Unreadable")
    press("Escape")
    wait_until("Welcome alone", lambda: sheet.find("label", "Unreadable") is None)
    expect("exit status", 0, sheet.quit())


@TAP.case
def notes_kept_beside(file):
    """A mark, a note and a question are given under the indicator, stand in the list, and are there next time."""
    cli("answer", file, "A2-02", "--level", "1", "--reason", "no room was found")
    package = hand_in(file)
    before = package.read_bytes()
    review = Review(file, package)
    press("Return")
    review.wait_code("A2-02")
    review.tab_to(re.compile("entry|text"), "My note", key="shift+Tab")
    write("thin f")  # a letter that is a key elsewhere
    review.tab_to(re.compile("entry|text"), "My question")
    write("Which room?")
    wait_until("the notes", lambda: cli("notes", package)["notes"] == [
        {"indicator": "A2-02", "mark": "", "note": "thin f", "question": "Which room?"}])
    review.tab_to("toggle button", "No mark", key="shift+Tab")
    press("space", "Down", "Down", "Return")
    wait_until("the mark", lambda: cli("notes", package)["notes"][0]["mark"] == "ask")
    press("alt+Left")
    review.wait_for("list item", re.compile("^A2-02 .*, To ask$"))
    expect("exit status", 0, review.quit())
    review = Review(file, package, environment=Portal.ENVIRONMENT)
    review.wait_for("list item", re.compile("^A2-02 .*, To ask$"))
    review.wait_for("label", re.compile("Which room"))
    press("Return")
    review.wait_code("A2-02")
    wait_until("what was noted", lambda: text_of(review.find(re.compile("entry|text"), "My note")) == "thin f")
    press("F10")
    review.wait_for("menu", "Main Menu")
    review.tab_to("menu item", "Save My Notes…", key="Down")
    press("Return")
    table = file.with_name("R&D <1>.csv")  # no mark-up, whatever it looks like
    PORTAL.choose("Save My Notes as", table)
    review.wait_toast("Saved as R&D <1>.csv")
    expect("the table", True, "Which room?" in table.read_text(encoding="utf-8-sig"))
    expect("exit status", 0, review.quit())
    expect("the package", before, package.read_bytes())


def _authority(folder):
    """A key of 김서연 that an authority signed, and that authority's list before and after it took it back."""
    def openssl(*arguments):
        subprocess.run(("openssl", *arguments), cwd=folder, capture_output=True, check=True)

    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8")
    (folder / "ca.conf").write_text("[ca]\ndefault_ca=it\n[it]\ndatabase=index\ncertificate=ca.pem\nprivate_key=ca.key\n"
                                    "default_md=sha256\ndefault_crl_days=30\n", encoding="utf-8")
    (folder / "index").touch()
    (folder / "use").write_text("keyUsage=critical,digitalSignature,nonRepudiation\n", encoding="utf-8")
    openssl("req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Authority", "-days", "100",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    openssl("req", *new, "-keyout", "kim.key", "-out", "kim.request", "-subj", "/CN=김서연")
    openssl("x509", "-req", "-in", "kim.request", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "100", "-out", "kim.pem",
            "-extfile", "use")
    openssl("pkcs12", "-export", "-inkey", "kim.key", "-in", "kim.pem", "-out", "kim.p12", "-passout", "pass:open sesame")
    openssl("ca", "-config", "ca.conf", "-gencrl", "-out", "before.crl")
    openssl("ca", "-config", "ca.conf", "-revoke", "kim.pem")
    openssl("ca", "-config", "ca.conf", "-gencrl", "-out", "after.pem")
    openssl("crl", "-in", "after.pem", "-outform", "DER", "-out", "after.crl")


def _choose_certificates(window, *paths):
    """Adds files in the dialog and closes it."""
    press("F10")
    window.wait_for("menu", "Main Menu")
    press("v")
    window.wait_for(None, "In This Session")
    window.tab_to("button", "Add Files…")
    press("Return")
    PORTAL.choose("Choose Certificates and Lists of Revoked Ones", *paths)


@TAP.case
def lists_of_revoked_certificates(file):
    """Certificates and lists of revoked ones are given in the window and count at once, for each package."""
    folder = file.with_suffix("")
    folder.mkdir()
    _authority(folder)
    PASSPHRASE.write_text("open sesame\n", encoding="utf-8")
    package = folder / "one.asice"
    cli("export", file, "-o", package, "--key", folder / "kim.p12", "--passphrase-file", PASSPHRASE, "--allow-incomplete")
    review = Review(file, package, environment=Portal.ENVIRONMENT)
    review.wait_for("label", re.compile("^Not trusted · signed by 김서연"))
    _choose_certificates(review, package)
    review.wait_for(None, "The File Could Not Be Used")
    press("Return")
    wait_until("the dialog below", lambda: review.find(None, "The File Could Not Be Used") is None)
    review.tab_to("button", "Add Files…")
    press("Return")
    PORTAL.choose("Choose Certificates and Lists of Revoked Ones", folder / "kim.pem", folder / "ca.pem", folder / "before.crl")
    review.wait_for(None, "1 list of revoked certificates")
    press("Escape")
    review.wait_for("label", re.compile("^Valid · signed by 김서연"))
    for gone in ("kim.pem", "ca.pem", "before.crl"):  # the stick they were on is pulled out: what was chosen counts
        (folder / gone).unlink()
    _choose_certificates(review, folder / "after.crl")
    review.wait_for(None, "after.crl")
    press("Escape")
    review.wait_for("label", re.compile("^Refused · signed by 김서연"))
    expect("exit status", 0, review.quit())


@TAP.long_case
def summary_saved(file):
    """Two pages are saved from the window, and say what those of silsa-cli say."""
    cli("answer", file, "A2-02", "--level", "1", "--reason", "no room was found")
    package = hand_in(file)
    review = Review(file, package, environment=Portal.ENVIRONMENT)
    press("ctrl+s")
    pages = file.with_suffix(".pdf")
    PORTAL.choose("Save the Summary as", pages)
    review.wait_toast("Saved as ")
    other = file.with_suffix(".cli.pdf")
    cli("summary", package, "-o", other, status=1)
    text, told = (subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
                  for path in (pages, other))
    expect("pages", told, text)
    expect("a reason in it", True, "no room was found" in text)
    expect("exit status", 0, review.quit())


@TAP.case
def folder_and_side_by_side(file):
    """Every package of a folder with its verdict; two revisions of one are laid beside each other."""
    cli("answer", file, "A2-02", "--level", "1", "--reason", "no room was found")
    inbox = file.with_suffix("")
    inbox.mkdir()
    hand_in(file).rename(inbox / "a.asice")
    cli("answer", file, "A2-02", "--level", "3")
    hand_in(file).rename(inbox / "b.asice")
    data = (inbox / "b.asice").read_bytes()
    (inbox / "c.asice").write_bytes(data.replace(b"no room was found", b"a room was  found"))
    window = App(inbox, program=SILSA, log=log_of(file))
    Window.started.append(window)
    for words in ("Not trusted · demonstration · a later revision is there, a.asice",
                  "Not trusted · demonstration · same revision, other content, b.asice",
                  "Altered · demonstration · same revision, other content, c.asice"):
        window.wait_for("table row", re.compile(re.escape(words) + "$"))
    window.wait_for("label", re.compile("^3 packages · 0 valid · 3 not valid · 3 shown$"))
    window.wait_for("label", "Altered\ndemonstration · same revision, other content")
    press("shift+Down")  # at once: the first one is chosen
    chosen = lambda: [row for row in find_all(window.root, "table row") if has(row, Atspi.StateType.SELECTED)]
    wait_until("two chosen", lambda: len(chosen()) == 2)
    for width in (760, 500, 360):
        resize(width, 700)
        wait_until("the width", lambda: extents(window.find("frame")).width == width)
        wait_until(f"all of the table in sight, not {cut_off(window)}", lambda: not cut_off(window))
        press("alt+F10")
    resize(1200, 800)
    wait_until("the width", lambda: extents(window.find("frame")).width == 1200)
    press("ctrl+f")
    wait_until("the search", lambda: (focus := window.focused()) and focus.get_role_name() in ("entry", "text"))
    write("b.asice")
    window.wait_for("label", re.compile("3 not valid · 1 shown$"))
    press("ctrl+a", "BackSpace")
    window.wait_for("label", re.compile("3 not valid · 3 shown$"))
    window.tab_to("table row", re.compile("a.asice$|b.asice$|c.asice$"))
    press("ctrl+Home", "shift+Down")  # what is alike stands in the order of the folder
    window.tab_to("button", "Compare")
    press("Return")
    window.wait_for("label", "Side by Side")
    window.wait_for("label", "1 indicator differs")
    window.wait_for("list item", re.compile("^A2-02 "))
    press("alt+F4")
    wait_until("the table alone", lambda: window.find("label", "Side by Side") is None)
    cli("notes", inbox / "b.asice", "A2-02", "--mark", "ask")
    window.tab_to("table row", key="shift+Tab")
    press("ctrl+Home")
    window.tab_to("table row", re.compile("b.asice$"), key="Down")
    press("Return")
    window.wait_for("label", re.compile("^Not trusted · signed by 김서연"))
    press("alt+F4")  # back: what was noted in the meantime stands in the table
    window.wait_for("table row", re.compile("To ask 1, b.asice$"))
    shutil.rmtree(inbox)
    press("F5")
    window.wait_for(None, re.compile("There is nothing under this name"))
    expect("exit status", 0, window.quit())


@TAP.long_case
def compared_with_a_round(file):
    """The round is chosen once and its secretary confirmed; then each package is what it is under it."""
    made = file.with_suffix("")
    script = Path(os.environ["SILSA_SOURCE_ROOT"]) / "data" / "sample" / "packages.py"
    subprocess.run([sys.executable, script, made, CLI, TAP.round, "6"], check=True)
    window = App(made / "inbox", program=SILSA, log=log_of(file), environment=Portal.ENVIRONMENT)
    Window.started.append(window)
    window.wait_for("label", re.compile("^6 packages · 0 valid · 6 not valid"))
    window.tab_to("button", "Compare with a Round…", key="shift+Tab")
    press("Return")
    PORTAL.choose("Choose the Round to Compare with", made / "round.asice")
    window.wait_for(None, "Is This the Secretary?")
    groups = (made / "fingerprint").read_text().strip()
    window.wait_for(None, re.compile(re.escape(groups[:8])))
    window.tab_to("button", "It Matches")
    press("Return")
    window.wait_for("label", re.compile("^6 packages · 3 valid · 3 not valid"))
    for words in ("Valid · a later revision is there, 00-revision-1.asice", "Valid, 00-revision-2.asice",
                  "Not trusted, 01-untrusted.asice", "Altered, 02-altered.asice",
                  "Inconsistent · demonstration, 03-demonstration.asice", "Valid, 04.asice"):
        window.wait_for("table row", re.compile(re.escape(words) + "$"))
    window.tab_to("table row", re.compile("asice$"))
    press("ctrl+End", "Return")
    window.wait_for("label", re.compile("^Valid · signed by 김서연"))
    window.process.terminate()
    window.process.wait(20)


if __name__ == "__main__":
    TAP.main()
