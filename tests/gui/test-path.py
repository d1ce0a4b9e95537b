"""The whole way of a round through the windows, by real key presses, each person at a computer of their own. TAP.

The secretary and an assessor make keys, the assessor sends a request, the secretary prepares and signs a
round, the assessor begins from it and hands in, and who has the round verifies the package.

usage: test-path.py CATALOGUE   (inside tests/gui/frame --wm; SILSA_TEST_PROGRAM and SILSA_TEST_CLI name
the programs)
"""

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from portal import Portal
from silsa_gui import App, find_all, press, wait_until, write, write_into
from tap import Tap, expect
from window import SILSA, Window, cli, complaints, log_of

CATALOGUE = Path(sys.argv[1])
FOLDER = Path(tempfile.mkdtemp(prefix="silsa-path-"))
TAP = Tap()
PORTAL = Portal()
PASSPHRASE = "correct horse"
FINGERPRINT = re.compile("^([0-9a-f]{8} ?){8}$")


class Desk(App):
    """The application at the computer of a person, with the settings that were left there."""

    def __init__(self, person, *files):
        self.person = person
        self.place = FOLDER / person
        self.place.mkdir(exist_ok=True)
        own = {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(self.place)}
        super().__init__(*files, program=SILSA, log=log_of(self.place), environment={**Portal.ENVIRONMENT, **own})
        Window.started.append(self)
        if not files:
            self.wait_for("button", re.compile("^Begin from a Round"))

    def leave(self):
        """Ends the application, whatever windows it has."""
        wait_until("the application's end", self.has_ended)
        expect(f"exit status at the desk of {self.person}", 0, self.process.returncode)

    def has_ended(self):
        """Presses the key once more while it runs: a dialog that is being closed takes it."""
        press("ctrl+q")
        time.sleep(1)
        return self.process.poll() is not None

    def push(self, name, role="button"):
        """Tabs to a button and presses it."""
        self.tab_to(role, name)
        press("Return")

    def fill(self, name, text):
        """Tabs to an entry and fills it."""
        write_into(self.tab_to("text", name), text)

    def fill_secret(self, name):
        """Tabs to an entry that shows dots, and fills it with the passphrase."""
        self.tab_to("text", name)
        press("ctrl+a", "BackSpace")
        write(PASSPHRASE)

    def choose_item(self, name, wanted):
        """Tabs to a row with a list, opens it, and goes down to an item that says so."""
        self.tab_to(None, name)
        press("space")
        wait_until(wanted, lambda: self.at_item(wanted))
        press("Return")

    def at_item(self, wanted):
        """Whether the focus is on an item that says so; goes one down where it is not."""
        node = self.focused()
        if node is not None and any(wanted in label.get_name() for label in find_all(node, "label")):
            return True
        self.step("Down")
        return False

    def menu(self, letter):
        """Opens the main menu and takes the item with that letter underlined."""
        press("F10")
        self.wait_for("menu", "Main Menu")
        press(letter)
        wait_until("the menu away", lambda: self.find("menu", "Main Menu") is None)

    def make_key(self):
        """A key and its fingerprint."""
        key = self.place / "key.p12"
        self.push(re.compile("^Your key"), "list item")
        self.wait_for(None, "Make a Key")
        self.fill("Name", self.person)
        self.fill_secret("Passphrase")
        self.fill_secret("Passphrase once more")
        self.push("Make a Key…", None)
        PORTAL.choose("Save the Key as", key)
        wait_until("the key's file", key.exists)
        return re.sub("[^0-9a-f]", "", self.wait_for("label", FINGERPRINT).get_name())

    def make_request(self):
        """The file for the secretary."""
        request = self.place / "request.pem"
        self.fill("E-mail", "somebody@example.kr")
        self.fill_secret("Passphrase of the key")
        self.push("Save the Request…", None)
        PORTAL.choose("Save the Request as", request)
        wait_until("the request", request.exists)
        press("Escape")
        return request


def prepare(secretary, requests):
    """A round of one city, with the secretary and an assessor who visits it; signed, it lies in the folder."""
    working, signed = secretary.place / "round.xml", FOLDER / "round.asice"
    secretary.menu("r")
    secretary.wait_for(None, "New Round")
    secretary.push("Choose…")
    PORTAL.choose("Choose a Catalogue", CATALOGUE)
    secretary.fill("Identifier, the same in all its versions", "path-2026")
    secretary.fill("Year", "2026")
    secretary.fill("Title (Korean)", "2026년 공모")
    secretary.fill("Title (English)", "Round of 2026")
    secretary.push("Make…")
    PORTAL.choose("A Folder of Its Own for the Round", working)
    wait_until("the round's file", working.exists)
    secretary.wait_for("frame", "Round of 2026")
    add_applicant(secretary)
    for request, role in requests:
        add_person(secretary, request, role)
    sign(secretary, signed)
    return signed


def add_applicant(secretary):
    """A city without claims."""
    press("alt+2")
    secretary.push("Add Applicant…")
    secretary.wait_for(None, "Add an Applicant")
    secretary.fill("Name (Korean)", "가온시")
    secretary.fill("Name (English)", "Gaon")
    secretary.choose_item("Kind of local government", "City")
    secretary.fill("Population", "320,000")
    secretary.push("Add")
    wait_until("the dialog away", lambda: secretary.find(None, "Add an Applicant") is None)


def add_person(secretary, request, role):
    """From the request file; whoever assesses visits the only city there is."""
    press("alt+3")
    secretary.push("Add Person…")
    secretary.wait_for(None, "Add a Person")
    secretary.push("Choose…")
    PORTAL.choose("Open a Request", request)
    secretary.choose_item("Role", role)
    secretary.push("Add")
    wait_until("the dialog away", lambda: secretary.find(None, "Add a Person") is None)
    if role == "Assessor":
        secretary.tab_to("radio button", "–")
        press("Right", "space")
        wait_until("the visit", lambda: Window.checked(secretary, "Visits"))


def sign(secretary, signed):
    """Something is missing (the claims), which is confirmed."""
    press("alt+4")
    secretary.push("Sign…")
    secretary.wait_for(None, "Sign the Round")
    secretary.fill_secret("Passphrase")
    secretary.tab_to(None, "Sign although something is missing")
    press("space")
    secretary.push("Sign…")
    PORTAL.choose("Write the Signed Round", signed)
    secretary.wait_for(None, "The Round Is Signed")
    press("Escape")


def assess(assessor, signed, fingerprint):
    """Begins from the round, whose fingerprint is compared once, and gives one answer."""
    file = assessor.place / "gaon.silsa"
    assessor.push(re.compile("^Begin from a Round"))
    assessor.push("Choose…")
    PORTAL.choose("Choose the Round", signed)
    shown = assessor.wait_for("label", FINGERPRINT)
    expect("the fingerprint that the assessor reads", fingerprint, re.sub("[^0-9a-f]", "", shown.get_name()))
    assessor.tab_to("check box", re.compile("^The fingerprint is the one"))
    press("space")
    assessor.choose_item("City", "Gaon")
    assessor.push("Change…")
    PORTAL.choose("Save the Assessment as", file)
    assessor.push("Begin")
    assessor.wait_for("label", re.compile(r"^[A-Z]\d-\d\d$"))
    press("ctrl+f", "ctrl+a")
    write("A2-02")
    press("Return")
    assessor.wait_for("label", "A2-02")
    press("3")
    wait_until("the answer", lambda: Window.checked(assessor, re.compile("^Level 3:")))
    return file


def hand_in(assessor):
    """Signs with the key that the computer knows; incomplete, which is confirmed."""
    package = FOLDER / "gaon.asice"
    press("alt+6")
    assessor.push("Hand In Incomplete…")
    assessor.wait_for("button", "Sign Incomplete…")
    assessor.push("Sign Incomplete…")
    assessor.wait_for("label", "I have checked it")
    assessor.push("Change…")
    PORTAL.choose("Where the Package Goes", package)
    assessor.fill_secret("Passphrase of the key")
    assessor.tab_to(None, "I have checked it")
    press("space")
    assessor.push("Sign")
    assessor.wait_for("label", "What was found", 60)
    press("Escape")
    return package


def review(member, package, signed, fingerprint):
    """A member of the committee, who has the round and was told its fingerprint, sees that all of it is right."""
    member.push(re.compile("^Review a Package"))
    PORTAL.choose("Review a Package", package)
    member.wait_for("label", re.compile("^Not trusted"), 60)
    member.push("Compare with a Round…")
    PORTAL.choose("Choose the Round to Compare with", signed)
    member.wait_for(None, "Is This the Secretary?")
    told = member.wait_for("label", re.compile("compare all groups")).get_name()
    expect("the fingerprint that the member reads", True, fingerprint in re.sub("[^0-9a-f]", "", told))
    member.push("It Matches")
    member.wait_for("label", re.compile("^Valid"), 60)


@TAP.case
def from_key_to_verdict(_name):
    """Every step by the window of whoever takes it; in the end the package is valid under the round."""
    assessor = Desk("김서연")
    assessor.make_key()
    request = assessor.make_request()
    assessor.leave()
    secretary = Desk("윤가람")
    fingerprint = secretary.make_key()
    signed = prepare(secretary, [(secretary.make_request(), "Secretary"), (request, "Assessor")])
    secretary.leave()
    assessor = Desk("김서연")
    assess(assessor, signed, fingerprint)
    package = hand_in(assessor)
    assessor.leave()
    review(Desk("박위원"), package, signed, fingerprint)


def run(function):
    """One case; nobody's application had anything to complain of."""
    function(function.__name__)
    for desk in Window.started:
        expect(f"complaints at the desk of {desk.person}", [], complaints(log_of(desk.place)))


def tell(_function):
    """What is on the screens."""
    return [line for app in Window.started if app.process.poll() is None for line in app.dump().splitlines()]


def main():
    status = TAP.run(sys.argv[2:], run, tell, Window.end_all)
    shutil.rmtree(FOLDER)
    return status


if __name__ == "__main__":
    sys.exit(main())
