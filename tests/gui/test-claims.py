"""Claims, the papers behind them, and one file in two hands. Real key presses, read by accessibility. TAP.

usage: test-claims.py ROUND   (inside tests/gui/frame --wm; SILSA_TEST_PROGRAM and SILSA_TEST_CLI name
the programs; with SILSA_TEST_LONG=1 all cases)
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from fresh import Fresh
from portal import Portal
from silsa_gui import press, wait_until, write_into
from tap import expect
from window import CLI, SILSA, Window, cli, extents, scored

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from papers import pdf  # noqa: E402  (the folder has to be known first)

TAP = Fresh("claims")
PORTAL = Portal()
FOLDER = TAP.folder
PICTURE = FOLDER / "IMG_0001.jpg"
PAPER = FOLDER / "정량지표_평가제안서.pdf"
OTHER = FOLDER / "정성지표 자체평가표.pdf"
TABLE = FOLDER / "claims.csv"
QUANTITATIVE, QUALITATIVE = "A1-01", "A2-02"  # page 5-6 of PAPER, page 10-11 of OTHER


def menu(window, letter, name):
    """Opens the part of the main menu that has this letter and activates an item of it."""
    press("F10")
    window.wait_for("menu", "Main Menu")
    press(letter)
    window.tab_to("menu item", name, key="Down")
    press("Return")
    wait_until("the menu away", lambda: window.find("menu", "Main Menu") is None)


def status_of(*command):
    """The exit status of silsa-cli."""
    return subprocess.run([CLI, *map(str, command)], capture_output=True, check=False).returncode


def claimed(file, code):
    """What the file says that the city claims."""
    facts = cli("show", file, code)["answers"][0]["facts"]
    return {key: value for key, value in facts.items() if key.startswith("claim")}


@TAP.case
def table_and_papers(file):
    """A table is shown before it is taken, and is one step; a claim opens its paper at its page."""
    before = claimed(file, QUANTITATIVE), claimed(file, QUALITATIVE)
    rows = (("indicator", "input", "value", "summary", "page", "document"), (QUANTITATIVE, "specialists", '"1,037"'),
            (QUALITATIVE, "level", "3"), (QUALITATIVE, "level", "3"), ("A1-03", "level", "4"), ("ZZ-99", "level", "1"))
    TABLE.write_text("".join("\t".join(row) + "\r\n" for row in rows), encoding="cp949")
    window = Window(file, environment=Portal.ENVIRONMENT)
    window.search(QUALITATIVE)
    press("4")
    wait_until("the claim confirmed", lambda: window.checked("As claimed"))
    menu(window, "l", "Import Claims…")
    PORTAL.choose("Import Claims", TABLE)
    take = window.wait_for("button", "Take 2 Claims")
    wait_until("the focus on what takes it", lambda: window.focus_name() == ("button", take.get_name()))
    for words in ("Row 6 · “ZZ-99”", "“1,037” was read as 1037", "4 → 3",
                  "It was confirmed with another value."):
        window.wait_for(None, words)
    expect("nothing was taken", before, (claimed(file, QUANTITATIVE), claimed(file, QUALITATIVE)))
    press("Return")
    window.wait_toast("2 claims imported")
    window.wait_saved()
    expect("the claims", ("1037", "3"),
           (claimed(file, QUANTITATIVE)["claim:specialists"], claimed(file, QUALITATIVE)["claim:level"]))
    press("ctrl+z")
    window.wait_saved()
    wait_until("one step taken back", lambda: before == (claimed(file, QUANTITATIVE), claimed(file, QUALITATIVE)))

    menu(window, "s", "Back Up the File…")
    PORTAL.choose("Back Up the File", FOLDER / "backup.silsa")
    window.wait_toast("The file was backed up")
    expect("the copy", cli("journal", "verify", file), cli("journal", "verify", FOLDER / "backup.silsa"))
    menu(window, "l", "Save an Empty Table for Claims…")
    PORTAL.choose("Save an Empty Table for Claims", FOLDER / "empty.csv")
    window.wait_toast("The empty table was written")
    expect("its head", "indicator,input,value,summary,page,document",
           (FOLDER / "empty.csv").read_text("utf-8-sig").splitlines()[0])

    PAPER.write_bytes(pdf(*(f"sheet {number}" for number in range(1, 9))))
    OTHER.write_bytes(pdf("one", "two"))
    window.search(QUANTITATIVE)
    window.tab_to("button", "Papers of the City…")
    press("Return")
    window.wait_for(None, "No papers yet")
    window.tab_to("button", "Attach PDFs…")
    press("Return")
    asked = PORTAL.choose("Attach the Papers of the City", PAPER, OTHER, TABLE)
    expect("several at once may be chosen", True, asked["multiple"])
    window.wait_for(None, re.compile("claims.csv is not a PDF"))
    press("Escape")
    window.wait_for(None, re.compile("claims point here"))
    press("Escape")
    window.wait_saved()
    expect("papers", [PAPER.name, OTHER.name], [one["name"] for one in cli("claims", "documents", file)["documents"]])
    expect("evidence", [], cli("evidence", "list", file)["evidence"])
    window.tab_to("button", "Open at p. 5")
    press("Return")
    window.wait_for(None, re.compile("^Page 5 of 8. sheet 5"))
    wait_until("the focus on the page", lambda: (window.focus_name() or ("", ""))[1].startswith("Page 5"))
    press("Next")
    window.wait_for(None, re.compile("^Page 6 of 8. sheet 6"))
    press("Home", "plus")
    page = window.wait_for(None, re.compile("^Page 1 of 8. sheet 1"))
    press("minus")
    subprocess.run(["xdotool", "getactivewindow", "windowsize", "--sync", "500", "600"], check=True)
    wait_until("a page as wide as its window", lambda: 400 < extents(page).width < 500)
    press("Escape")
    wait_until("the paper away", lambda: window.find(None, re.compile("^Page 1 of 8")) is None)
    window.search(QUALITATIVE)
    window.tab_to("button", "Open at p. 10")  # the paper has two pages: it opens at its last
    press("Return")
    window.wait_for(None, re.compile("^Page 2 of 2. two"))
    press("Escape")
    wait_until("the paper away", lambda: window.find(None, re.compile("^Page 2 of 2")) is None)
    expect("exit status", 0, window.quit())


@TAP.long_case
def a_paper_that_is_none(file):
    """What only begins as a PDF is told, and the window goes on."""
    OTHER.write_bytes(b"%PDF-1.7\nnothing of the kind\n" * 40)
    cli("claims", "attach", file, OTHER)
    window = Window(file)
    window.search(QUALITATIVE)
    window.tab_to("button", "Open at p. 10")
    press("Return")
    window.wait_for(None, re.compile("no PDF that can be read"))
    press("Escape")
    press("3")
    window.wait_saved()
    expect("level in the file", "24.0", scored(file, QUALITATIVE)["points"])
    expect("exit status", 0, window.quit())


@TAP.long_case
def a_blank_file(file):
    """Where there are no claims yet, the page says so and leads to them."""
    file.unlink()
    cli("new", file, "--catalogue", TAP.round.parent / "catalogue.xml", "--city", "대구", "--population", 2400000,
        "--assessor", "김서연")
    TABLE.write_text(f"indicator,input,value\n{QUALITATIVE},level,4\n", encoding="utf-8")
    window = Window(file, environment=Portal.ENVIRONMENT)
    window.wait_for("label", "No claims in this file yet")
    expect("a grade of nothing", "–", window.grade())
    expect("zeros of nothing", None, window.find("label", re.compile("^0[.]0.?%$")))
    window.tab_to("button", "Import Claims…")
    press("Return")
    PORTAL.choose("Import Claims", TABLE)
    window.wait_for("button", "Take 1 Claim")
    press("Return")
    window.wait_toast("1 claim imported")
    wait_until("a grade by the one claim", lambda: window.grade() == "Grade 5")
    wait_until("the empty state away", lambda: window.find("label", "No claims in this file yet") is None)
    window.search(QUALITATIVE)
    press("4")
    wait_until("the claim confirmed", lambda: window.checked("As claimed"))
    expect("exit status", 0, window.quit())


def is_free(file):
    """Whether nobody has the file open for writing. (There is no evidence 99, so nothing is changed.)"""
    return status_of("evidence", "remove", file, "99") == 2


def windows_of(pid):
    """The windows on the screen of a process."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout.split()


def application_of(process):
    """The process of the application that a bus was started for."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    return next(one for one in children if Path(f"/proc/{one}/comm").read_text(encoding="utf-8").startswith("silsa"))


def bring_to_front(pid):
    """Gives the keys to the window of a process; which of two comes last is up to the machine."""
    window = wait_until("its window", lambda: windows_of(pid))[-1]

    def in_front():
        subprocess.run(["xdotool", "windowactivate", window], check=False, capture_output=True)
        active = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=False)
        return active.stdout.strip() == window

    wait_until("the window in front", in_front)


def open_elsewhere(file):
    """Another process with the file: a session bus of its own, for the first would open the second."""
    process = subprocess.Popen(["dbus-run-session", "--", SILSA, str(file)], env={**os.environ, "GTK_A11Y": "none"},
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    wait_until("the file in other hands", lambda: not is_free(file))
    wait_until("its window", lambda: windows_of(application_of(process)))
    return process


@TAP.case
def taking_over(file):
    """The second of two windows reads, and writes when the first is closed, or was killed."""
    for end in ("close", "kill"):
        first = open_elsewhere(file)
        try:
            window = Window(file)
            window.wait_for(None, re.compile("^Another program has this file open"))
            bring_to_front(window.process.pid)
            window.search(QUALITATIVE)
            press("1")
            expect("nothing is changed while it waits", False, window.checked(re.compile("^Level 1:")))
            if end == "close":
                bring_to_front(application_of(first))
                press("alt+F4")
            else:
                os.killpg(first.pid, 9)
            window.wait_for(None, re.compile("^The other program has let go"))
            wait_until("the banner away", lambda: window.find(None, re.compile("^Another program")) is None)
            window.wait_code(QUALITATIVE)
            bring_to_front(window.process.pid)
            press("3" if end == "close" else "2")
            wait_until("the level on the screen", lambda: window.checked(re.compile("^Level [23]:")))
            window.wait_saved()
            expect("level in the file", "24.0" if end == "close" else "16.0", scored(file, QUALITATIVE)["points"])
            expect("exit status", 0, window.quit())
        finally:
            if first.poll() is None:
                os.killpg(first.pid, 9)
            first.wait()


def payload_of(file, key):
    """What is handed in, without what belongs to the file and the moment."""
    package = file.with_suffix(".asice")
    cli("export", file, "-o", package, "--key", key / "kim.p12", "--passphrase-file", key / "passphrase",
        "--allow-incomplete")
    root = ElementTree.fromstring(zipfile.ZipFile(package).read("payload.xml"))
    for node in root.iter():
        name = node.tag.rpartition("}")[2]
        if name in ("assessment", "payload"):
            node.attrib.pop("id", None)
        if name == "journal":
            node.attrib.clear()
        if name == "imported":
            node.text = ""
    return ElementTree.tostring(root, encoding="unicode")


def session_by_cli(file):
    """A morning's work by silsa-cli."""
    cli("claims", "import", file, TABLE)
    cli("claims", "attach", file, PAPER)
    cli("answer", file, QUANTITATIVE, "--confirm-claim")
    for letter, result in zip("abc", ("yes", "partly", "no")):
        cli("answer", file, QUANTITATIVE, "--check", f"{letter}={result}")
    cli("evidence", "add", file, QUALITATIVE, PICTURE)
    cli("answer", file, QUALITATIVE, "--level", "3", "--reason", "two of three", "--flag",
        "--finding", "strength=a lab in use", "--internal-note", "stays here")
    cli("answer", file, QUALITATIVE, "--level", "2")
    cli("undo", file)


def session_by_window(file):
    """The same at the window."""
    window = Window(file, environment=Portal.ENVIRONMENT)
    window.wait_code(QUANTITATIVE)
    menu(window, "l", "Import Claims…")
    PORTAL.choose("Import Claims", TABLE)
    window.wait_for("button", "Take 1 Claim")
    press("Return")
    window.wait_toast("1 claim imported")
    menu(window, "l", "Papers of the City…")
    window.tab_to("button", "Attach PDFs…")
    press("Return")
    PORTAL.choose("Attach the Papers of the City", PAPER)
    window.wait_for(None, re.compile("claims point here"))
    press("Escape")
    wait_until("the dialog away", lambda: window.find("button", "Attach PDFs…") is None)
    window.search(QUANTITATIVE)
    press("Return")
    wait_until("the claim confirmed", lambda: window.checked("As claimed"))
    press("y", "p", "n")
    wait_until("three checks answered", lambda: window.find("label", "3/3"))
    window.search(QUALITATIVE)
    press("ctrl+shift+a")
    PORTAL.choose("Add Photos and Documents", PICTURE)
    window.wait_for("button", re.compile("^" + re.escape(PICTURE.name)))
    press("3")
    wait_until("the level on the screen", lambda: window.checked(re.compile("^Level 3:")))
    press("f")
    write_into(window.tab_to("text", "Reason for the difference"), "two of three")
    write_into(window.tab_to("text", "What is done well"), "a lab in use")
    write_into(window.tab_to("text", "Internal note"), "stays here")
    window.search(QUALITATIVE)
    press("2")
    wait_until("the level on the screen", lambda: window.checked(re.compile("^Level 2:")))
    press("ctrl+z")
    wait_until("the level before", lambda: window.checked(re.compile("^Level 3:")))
    window.wait_saved()
    expect("exit status", 0, window.quit())


@TAP.case
def same_session(file):
    """The same work by silsa-cli and at the window gives the same content, down to the payload."""
    PAPER.write_bytes(pdf("one", "two"))
    TABLE.write_text("indicator,input,value,summary,page,document\n"
                     f"{QUANTITATIVE},specialists,36,seen on site,3,\n", encoding="utf-8")
    twin = FOLDER / "twin.silsa"
    shutil.copy(file, twin)  # before anything is done: the same file twice
    key = FOLDER / "key"
    key.mkdir()
    (key / "passphrase").write_text("open sesame\n", encoding="utf-8")
    cli("identity", "new", "-o", key / "kim.p12", "--name", "김서연", "--passphrase-file", key / "passphrase")
    session_by_cli(twin)
    session_by_window(file)
    expect("facts", cli("show", twin)["answers"], cli("show", file)["answers"])
    expect("payload", payload_of(twin, key), payload_of(file, key))


@TAP.long_case
def one_photo_erased(file):
    """A photo is erased for good from where it is looked at; the window goes on, and undo passes over it."""
    cli("evidence", "add", file, QUALITATIVE, PICTURE, "--caption", "a face")
    window = Window(file)
    window.search(QUALITATIVE)
    window.tab_to("button", re.compile("^a face"))
    press("Return")
    window.tab_to("button", "Erase for Good…")
    press("Return")
    reason = window.wait_for("text", "Reason, kept in the history")
    wait_until("the focus on the reason", lambda: window.focus_name() == ("text", reason.get_name()))
    write_into(reason, "on demand")
    window.tab_to("button", "Erase for Good")
    press("Return")
    wait_until("the photo away", lambda: window.find("button", re.compile("^a face")) is None)
    window.search(QUALITATIVE)
    press("3", "ctrl+z", "ctrl+z")
    window.wait_saved()
    expect("exit status", 0, window.quit())
    expect("evidence", [], cli("evidence", "list", file)["evidence"])
    expect("the file holds it no more", False, PICTURE.read_bytes()[:512] in file.read_bytes())
    expect("and is small again", True, file.stat().st_size < 3_000_000)


@TAP.case
def the_end_of_keeping(file):
    """The window says when a file is due to be erased, and erases it for good, with a reason."""
    round_file = FOLDER / "real.xml"
    text = TAP.round.read_text(encoding="utf-8")
    round_file.write_text(text.replace('purpose="demonstration"', 'purpose="real"'), encoding="utf-8")
    shutil.copy(TAP.round.parent / "catalogue.xml", FOLDER)
    file.unlink()
    cli("new", file, "--round", round_file, "--city", "대구광역시", "--assessor", "김서연")
    cli("answer", file, QUALITATIVE, "--level", "3", "--internal-note", "a secret of the visit")
    window = Window(file)
    window.wait_for(None, re.compile("^This file was to be kept until"))
    menu(window, "s", "Erase All Content…")
    reason = window.wait_for("text", "Reason, kept in the history")
    wait_until("the focus on the reason", lambda: window.focus_name() == ("text", reason.get_name()))
    write_into(reason, "end of keeping")
    window.tab_to("button", "Erase for Good")
    press("Return")
    window.wait_for(None, file.name)
    expect("facts", {}, cli("show", file, QUALITATIVE)["answers"][0]["facts"])
    expect("the file holds it no more", False, b"a secret of the visit" in file.read_bytes())
    expect("the reason", "end of keeping", cli("journal", "list", file)["rows"][-1]["new"])
    press("Escape")
    wait_until("the word away", lambda: window.find("label", file.name) is None)
    expect("exit status", 0, window.quit())


if __name__ == "__main__":
    subprocess.run(["convert", "-size", "640x480", "gradient:navy-white", PICTURE], check=True)
    TAP.main()
