"""Walks the demonstration as an assessor does on the last day of a visit, by real key presses.

usage: walk.py FOLDER   (inside tests/gui/frame --wm; FOLDER/demonstration was made by data/sample/build)

Most of what is still open is entered by silsa-cli from the demonstration's table first; the indicators
in BY_HAND are left for the keys: a claim confirmed, one corrected, one that could not be verified, a
contradiction justified, a level. Then the window signs and verifies, silsa-cli verifies again, and the
result has to be what the table is known to give. Pictures, package and result stay in FOLDER.
"""

import csv
import gettext
import json
import os
import re
import shutil
import subprocess
import sys
import traceback
from pathlib import Path

from silsa_gui import App, Lost, press, screenshot, wait_until, write, write_into

CLI = shutil.which("silsa-cli")
SHARE = Path(CLI).resolve().parent.parent / "share"
BY_HAND = ("A2-07", "A3-06", "B1-06", "C1-11", "C4-04")
PASSPHRASE = "demonstration"  # as data/sample/build writes it
EXPECTED = {"complete": 63, "points": "1496.2", "grade": 3}

os.environ.setdefault("LC_ALL", "ko_KR.UTF-8")
_ = gettext.translation("silsa", SHARE / "locale", languages=["ko"], fallback=True).gettext


def plain(message):
    """A message as it is shown: translated, without the mark of its key, which Korean puts in brackets."""
    shown = _(message)
    return shown.replace("_", "")


def say(text):
    """What happens now, for the person who waits."""
    print(f"walk: {text}", flush=True)


def cli(*arguments, status=0):
    """Runs silsa-cli; returns what it printed as JSON."""
    done = subprocess.run(
        [CLI, *map(str, arguments), "--format", "json"], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode != status:
        raise Lost(f"silsa-cli {arguments[0]} ended with status {done.returncode}: {done.stderr or done.stdout}")
    return json.loads(done.stdout) if done.stdout.strip() else None


def expect(what, wanted, found):
    """Compares a result with what is known."""
    if wanted != found:
        raise Lost(f"{what} should be {wanted!r}, but is {found!r}")


class Walk:
    """One walk, its folder and its pictures."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.sample = self.folder / "demonstration"
        self.file = self.sample / "daegu.silsa"
        self.package = self.folder / "daegu.asice"
        self.pictures = 0
        self.app = None

    def picture(self, name):
        self.pictures += 1
        screenshot(self.folder / f"{self.pictures:02}-{name}.png")

    def prepare(self):
        """Enters all that is not walked by hand, by the command line."""
        say("entering the third day by silsa-cli, but for " + ", ".join(BY_HAND))
        with open(SHARE / "silsa" / "sample" / "photos.csv", encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                picture = self.sample / "pictures" / row["file"]
                if row["stage"] == "2" and picture.exists():
                    check = ["--check", row["check"]] if row["check"] else []
                    cli("evidence", "add", self.file, row["indicator"], picture, *check, "--caption", row["caption"])
        with open(SHARE / "silsa" / "sample" / "daegu-rest.csv", encoding="utf-8", newline="") as table:
            rows = [row for row in csv.reader(table) if row[0] not in BY_HAND]
        part = self.folder / "third-day.csv"
        with open(part, "w", encoding="utf-8", newline="") as table:
            csv.writer(table).writerows(rows)
        cli("answer", self.file, "--from", part)
        part.unlink()
        expect("indicators complete before the walk", 63 - len(BY_HAND), cli("score", self.file)["complete"])

    def state(self, code):
        """What stands in the file for an indicator."""
        return next(found for found in cli("score", self.file)["indicators"] if found["code"] == code)

    def wait_complete(self, code):
        """Waits until the file has it as complete."""
        wait_until(f"{code} complete in the file", lambda: self.state(code)["state"] == "complete")

    def at(self, code):
        """Waits until the page shows an indicator, and the value has the focus."""
        self.app.wait_for("label", code)

    def go_on(self, code):
        """Goes to the next open indicator, which has to be this one."""
        press("ctrl+Return")
        self.at(code)

    def into(self, name, text):
        """Tabs to a text field and fills it."""
        write_into(self.app.tab_to("text", plain(name) if name else None), text)

    def leave(self):
        """Leaves a text field, so that single keys answer again."""
        press("Tab")

    # What is done on the third day

    def correct_the_values(self):
        self.go_on("A2-07")
        self.picture("open")
        self.into(None, "8900")
        press("Tab")
        write_into(self.app.focused(), "388000")
        self.into("Reason for the difference", "출석부의 동일인 400명을 제외함.")
        self.leave()
        press("y", "y", "y")
        self.wait_complete("A2-07")
        self.picture("corrected")

    def find_it_unverifiable(self):
        self.go_on("A3-06")
        self.app.tab_to("radio button", key="shift+Tab")
        press("End", "space")
        reason = wait_until("the field for the reason", self.focused_text)
        write_into(reason, "신청 시스템이 방문 기간 내내 점검 중이었음.")
        self.leave()
        press("y", "n")  # the first check has the focus, and its answer stands already
        self.wait_complete("A3-06")
        self.picture("unverifiable")

    def focused_text(self):
        node = self.app.focused()
        return node if node is not None and node.get_role_name() == "text" else None

    def confirm_the_claim(self):
        self.go_on("B1-06")
        press("Return", "y", "y", "y")
        self.wait_complete("B1-06")
        self.picture("confirmed")

    def justify_the_contradiction(self):
        self.go_on("C1-11")
        self.picture("contradiction")
        self.into("Justification", "도시계획위원회 회의록에서 바람길 분석의 반영을 확인함.")
        self.leave()
        self.wait_complete("C1-11")

    def choose_a_level(self):
        self.go_on("C4-04")
        press("4")
        self.into("Reason for the difference", "신규 센서의 등록은 자동화되어 있으나 민간 장비에는 개방되지 않음.")
        self.leave()
        press("y", "y", "y", "y")
        self.wait_complete("C4-04")
        self.picture("level")

    def hand_in(self):
        say("signing and verifying in the window")
        press("ctrl+Return")
        self.app.wait_for("label", plain("Ready to Hand In"))
        self.picture("ready")
        self.app.tab_to("button", plain("_Sign…"))
        press("Return")
        self.app.wait_for("label", plain("I have checked it"))
        self.app.tab_to("text", plain("Passphrase of the key"))
        write(PASSPHRASE)
        self.app.tab_to(None, plain("I have checked it"))
        press("space")
        self.picture("sign")
        self.app.tab_to("button", plain("_Sign"))
        press("Return")
        self.app.wait_for("label", plain("What was found"))
        self.picture("verified")
        press("Escape")
        self.app.wait_for("label", plain("Signed. Now deliver this one file."))
        self.picture("delivered")

    def remember_key(self):
        """The window knows the key already, as it does on the third day of a visit."""
        secret = self.sample / "passphrase"
        shown = cli("identity", "show", self.sample / "kim.p12", "--passphrase-file", secret)
        folder = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0" / "settings"
        folder.mkdir(parents=True)
        (folder / "keyfile").write_text(
            f"[io/github/silsa/Silsa]\nidentity='{self.sample / 'kim.p12'}'\nidentity-name='{shown['name']}'\n"
            f"identity-fingerprint='{shown['fingerprint_sha256']}'\n",
            encoding="utf-8",
        )

    def by_keys(self):
        """The walk itself."""
        self.remember_key()
        self.app = App(self.file, log=self.folder / "silsa.log", environment={"GSETTINGS_BACKEND": "keyfile"})
        self.app.wait_for("label", re.compile(r"^[A-Z]\d-\d\d$"))
        self.picture("window")
        say("five indicators by keys: corrected, unverifiable, confirmed, justified, a level")
        self.correct_the_values()
        self.find_it_unverifiable()
        self.confirm_the_claim()
        self.justify_the_contradiction()
        self.choose_a_level()
        self.hand_in()
        expect("exit status of the application", 0, self.app.quit())

    def verify(self):
        """Verifies the package from outside, and compares with what is known of the demonstration."""
        say("verifying by silsa-cli")
        made = [file for file in self.sample.glob("*.asice")]
        expect("packages beside the assessment", 1, len(made))
        shutil.move(made[0], self.package)
        secret = self.sample / "passphrase"
        identity = cli("identity", "show", self.sample / "kim.p12", "--passphrase-file", secret)
        certificate = self.folder / "kim.pem"
        certificate.write_text(identity["certificate"], encoding="utf-8")
        result = cli("verify", self.package, "--trust", certificate)
        with open(self.folder / "verify.json", "w", encoding="utf-8") as file:
            json.dump(result, file, ensure_ascii=False, indent=2)
        expect("verdict", "valid", result["verdict"])
        expect("points and grade", [EXPECTED["points"], EXPECTED["grade"]], [result["points"], result["grade"]])
        expect("completeness", True, result["complete"])
        expect("purpose", "demonstration", result["purpose"])
        expect("indicators complete", EXPECTED["complete"], cli("score", self.file)["complete"])

    def check_log(self):
        """The application has nothing to complain of."""
        log = (self.folder / "silsa.log").read_text(encoding="utf-8", errors="replace")
        bad = [line for line in log.splitlines() if re.search("CRITICAL|WARNING|ERROR", line)]
        expect("complaints of the application", [], bad)


def main():
    walk = Walk(sys.argv[1])
    try:
        walk.prepare()
        walk.by_keys()
        walk.verify()
        walk.check_log()
    except Exception:  # whatever it was, the pictures up to here help
        traceback.print_exc()
        if walk.app is not None and walk.app.process.poll() is None:
            walk.picture("lost")
            walk.app.process.kill()
        return 1
    say(f"{walk.pictures} pictures, {walk.package.name}, verify.json: valid, 1,496.2 points, grade 3")
    return 0


if __name__ == "__main__":
    sys.exit(main())
