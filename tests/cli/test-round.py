"""The secretary's round by silsa-cli: from identities and requests to packages that are valid under it.

usage: test-round.py SILSA-CLI CATALOGUE      (prints TAP)
"""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from harness import CATALOGUE, CLI, PASSPHRASE, Desk, Wrong, case, expect, expect_in, main

SHARED = tempfile.TemporaryDirectory(prefix="silsa-round-")
FILLED = Path(SHARED.name) / "filled"

COMMANDS = (
    "new set add-applicant set-applicant remove-applicant add-claims add-person set-person remove-person assign "
    "conflict check show diff sign countersign update"
).split()


class Office(Desk):
    """The secretary's folder of one case, with the working file of a round."""

    def __init__(self, folder):
        super().__init__(folder)
        self.round = "office/round.xml"
        self.path("office").mkdir()

    def refuse(self, *arguments, status=2):
        """A change of the round that is refused; returns what was said."""
        return super().refuse("round", arguments[0], self.round, *arguments[1:], status=status)

    def change(self, *arguments):
        """A change of the round."""
        return self.run("round", arguments[0], self.round, *arguments[1:])

    def identity(self, name):
        """A key, and its fingerprint."""
        return self.json(
            "identity", "new", "-o", f"{name}.p12", "--name", name, "--passphrase-file", "passphrase"
        )["fingerprint_sha256"]

    def request(self, key, name=None):
        """A request file."""
        self.run(
            "identity", "request", f"{key}.p12", "-o", f"{key}.request", "--email", f"{key}@example.kr",
            "--passphrase-file", "passphrase", *(["--name", name] if name else []),
        )
        return f"{key}.request"

    def sign(self, package, key="secretary", status=0, *more):
        """Signs the round."""
        return self.run(
            "round", "sign", self.round, "-o", package, "--key", f"{key}.p12", "--passphrase-file", "passphrase",
            *more, status=status,
        )

    def begin(self, purpose="real"):
        """A round with titles only."""
        self.run(
            "round", "new", self.round, "--catalogue", CATALOGUE, "--id", "test-2026", "--year", "2026",
            "--title-ko", "2026년 공모", "--title-en", "Round of 2026", "--purpose", purpose,
        )

    def fill(self):
        """A round with nothing missing: two cities, a secretary and two assessors. Made once, then copied."""
        if not FILLED.exists():
            self.make()
            shutil.copytree(self.folder, FILLED)
        shutil.copytree(FILLED, self.folder, dirs_exist_ok=True)

    def make(self):
        """Makes that round."""
        self.begin()
        self.change(
            "set", "--provenance-ko", "신청서", "--provenance-en", "Applications", "--visit-from", "2026-08-10",
            "--visit-to", "2026-08-28", "--decision", "2026-09-10", "--keeping-until", "2028-09-30",
            "--keeping-purpose-ko", "이의 검토", "--keeping-purpose-en", "Objections",
        )
        self.change("add-applicant", "--id", "gana", "--name-ko", "가나시", "--name-en", "Gana", "--kind", "city", "--population", "600000")
        self.change("add-applicant", "--id", "dara", "--name-ko", "다라군", "--name-en", "Dara", "--kind", "county", "--population", "60000")
        self.write("claims.csv", "지표코드,입력항목,제출값,요약,쪽,자료명\nA1-01,specialists,30,요약,5,제안서\nA1-01,division_staff,70\nA1-03,level,3\n")
        for city in "gana", "dara":
            self.change("add-claims", city, "claims.csv")
        self.identity("secretary")
        self.change("add-person", "--role", "secretary", "--request", self.request("secretary", "윤가람"))
        self.identity("kim")
        self.change("add-person", "--role", "assessor", "--request", self.request("kim", "김서연"), "--assigned", "가나시")
        self.identity("lee")
        self.change("add-person", "--role", "assessor", "--request", self.request("lee", "이도윤"), "--assigned", "다라군", "--conflict", "Gana")

    def fingerprint(self, key):
        """The fingerprint of a key."""
        return self.json("identity", "show", f"{key}.p12", "--passphrase-file", "passphrase")["fingerprint_sha256"]

    def visit(self, name, package, *more, city="가나시", key="kim"):
        """An assessment from a round, one answer, handed in."""
        self.run("new", f"{name}.silsa", "--round", package, "--city", city, *more)
        self.run("answer", f"{name}.silsa", "A1-01", "--confirm-claim")
        self.hand_in(name, key)
        return f"{name}.asice"

    def hand_in(self, name, key):
        """Exports an assessment."""
        self.run("export", f"{name}.silsa", "-o", f"{name}.asice", "--key", f"{key}.p12", "--passphrase-file", "passphrase", "--allow-incomplete")

    def verdict(self, package, *options):
        """What verify says."""
        done = subprocess.run(
            [CLI, "verify", package, *options, "--format", "json"], capture_output=True, text=True, cwd=self.folder, check=False
        )
        report = json.loads(done.stdout)
        expect("status of verify", 0 if report["verdict"] == "valid" else 1, done.returncode)
        return report

    def assert_verdict(self, wanted, package, *options):
        """The verdict alone."""
        report = self.verdict(package, *options)
        if report["verdict"] != wanted:
            raise Wrong(f"{package} {options}: {report['verdict']}, not {wanted}: {report['problems']}")
        return report


def codes(check):
    """code:id of what is missing."""
    return [gap["code"] + (f":{gap['id']}" if gap["id"] else "") for gap in check["missing"]]


@case
def help_of_every_command(desk):
    """--help names the options, and words for them."""
    for command in COMMANDS:
        said = desk.run("round", command, "--help").stdout
        expect_in(f"silsa-cli round {command}", said)
        for line in said.splitlines():
            if re.match(r"\s+(-\w, )?--", line) and not re.match(r"\s+(-\w, )?--[a-z-]+(=.+?)?\s{2,}\S", line):
                raise Wrong(f"an option of {command} is not explained: {line}")


@case
def beginning(desk):
    """A round begins with titles and a catalogue; what is missing is told."""
    desk.begin()
    expect("catalogue beside the round", CATALOGUE.read_bytes(), desk.bytes("office/catalogue.xml"))
    desk.run("round", "new", desk.round, "--catalogue", CATALOGUE, "--id", "x", status=3)
    desk.run("round", "new", "office/other.xml", "--catalogue", CATALOGUE, status=2)
    desk.run("round", "new", "office/other.xml", "--catalogue", CATALOGUE, "--id", "x", status=2)
    desk.run("round", "new", "nowhere/round.xml", "--catalogue", CATALOGUE, "--id", "x", "--year", "2026",
             "--title-ko", "가", "--title-en", "a", status=3)
    desk.write("office/catalogue.xml", "<other/>")
    desk.run("round", "new", "office/other.xml", "--catalogue", CATALOGUE, "--id", "x", "--year", "2026",
             "--title-ko", "가", "--title-en", "a", status=3)
    expect("files", ["catalogue.xml", "round.xml"], sorted(p.name for p in (desk.folder / "office").iterdir()))
    (desk.folder / "office/catalogue.xml").write_bytes(CATALOGUE.read_bytes())
    check = desk.json("round", "check", desk.round, status=1)
    expect("missing", ["provenance", "visit", "decision", "keeping", "applicants", "assessors", "secretary"], codes(check))
    expect("complete", False, check["complete"])


@case
def every_field(desk):
    """What is set is shown; an empty value clears."""
    desk.fill()
    desk.change("set", "--preview", "hidden", "--gps", "included", "--photos", "rendition", "--package-limit", "500000000",
                "--registration-from", "2026-06-28", "--registration-to", "2026-06-30")
    desk.change("set-applicant", "gana", "--class", "small-medium", "--class-reason", "자치구", "--programmes",
                "smart-challenge,integration-platform", "--achievement-ko", "성과", "--achievement-en", "Achievement")
    shown = desk.json("round", "show", desk.round)
    for name, value in {
        "id": "test-2026", "version": 1, "year": 2026, "purpose": "real", "preview": "hidden", "gps": "included", "photos": "rendition",
        "package_limit": 500000000, "registration_to": "2026-06-30", "visit_from": "2026-08-10", "decision": "2026-09-10",
        "keeping_until": "2028-09-30", "title_en": "Round of 2026", "signed": False,
    }.items():
        expect(name, value, shown[name])
    expect("catalogue", hashlib.sha256(CATALOGUE.read_bytes()).hexdigest(), shown["catalogue_sha256"])
    gana = shown["applicants"][0]
    expect("class", "small-medium", gana["class"])
    expect("programmes", ["integration-platform", "smart-challenge"], gana["programmes"])
    expect("achievements", [{"ko": "성과", "en": "Achievement"}], gana["achievements"])
    expect("claims", ["30", "70", "3"], [claim["value"] for claim in gana["claims"]])
    expect("page", "5", gana["claims"][0]["page"])
    lee = shown["persons"][2]
    expect("assigned", ["dara"], lee["assigned"])
    expect("conflicts", ["gana"], lee["conflicts"])
    desk.change("set", "--registration-from", "", "--registration-to", "")
    expect("registration", None, desk.json("round", "show", desk.round)["registration_from"])
    desk.change("set-applicant", "gana", "--achievement-ko", "", "--achievement-en", "")
    expect("achievements", [], desk.json("round", "show", desk.round, "Gana")["achievements"])
    expect_in("Gana", desk.run("round", "show", desk.round, "이도윤").stdout)
    desk.run("round", "show", desk.round, "아무개", status=2)


@case
def refused_changes(desk):
    """A change that breaks a rule says which and leaves the file, to the byte."""
    desk.fill()
    expect_in("2026-08-09", desk.refuse("set", "--visit-to", "2026-08-09"))
    expect_in("2026-02-30", desk.refuse("set", "--decision", "2026-02-30"))
    expect_in("keeping-until", desk.refuse("set", "--keeping-until", ""))
    expect_in("gana", desk.refuse("set-applicant", "gana", "--class", "small-medium"))
    expect_in("huge", desk.refuse("set-applicant", "gana", "--class", "huge"))
    expect_in("가나시", desk.refuse("set-applicant", "dara", "--name-ko", "가나시"))
    expect_in("population", desk.refuse("set-applicant", "dara", "--population", "0"))
    expect_in("marasi", desk.refuse("remove-applicant", "marasi"))
    expect_in("gana", desk.refuse("assign", "이도윤", "가나시"))
    expect_in("dara", desk.refuse("conflict", "이도윤", "다라군"))
    expect_in("fingerprint", desk.refuse("set-person", "김서연", "--fingerprint", "1234"))
    desk.refuse("set-person", "김서연", "--fingerprint", desk.fingerprint("lee"))
    desk.refuse("add-applicant", "--name-ko", "마바시", "--name-en", "Maba", "--kind", "city")
    desk.refuse("add-applicant", "--name-ko", "마바시", "--name-en", "Maba", "--kind", "city", "--population", "5", "--achievement-ko", "가")
    desk.refuse("set", "--colour", "red")
    desk.write("bad.csv", "한 줄\n")
    desk.refuse("add-claims", "gana", "bad.csv", status=3)
    desk.write("bad.pem", "-----BEGIN NOTHING-----\n")
    desk.refuse("set-person", "김서연", "--request", "bad.pem", status=3)
    desk.refuse("set-person", "김서연", "--request", "nowhere.pem", status=3)


@case
def damaged_file(desk):
    """A working file that breaks a rule is refused with its line and subject."""
    desk.fill()
    text = desk.bytes(desk.round).decode().replace('class="large"', 'class="huge"')
    desk.write(desk.round, text)
    said = desk.run("round", "show", desk.round, status=3).stderr
    line = 1 + text[: text.index('id="gana"')].count("\n")
    expect_in(f"line {line}", said)
    expect_in("gana", said)
    desk.refuse("set", "--year", "2027", status=3)


@case
def claims(desk):
    """Claims come from a table as in an assessment; refused rows are told and the rest is taken."""
    desk.fill()
    desk.write("more.csv", "indicator,input,value\nA1-01,specialists,40\nA1-99,level,2\nA1-03,level,9\n")
    before = desk.bytes(desk.round)
    dry = desk.json("round", "add-claims", desk.round, "gana", "more.csv", "--dry-run", status=1)
    expect("bytes after a dry run", before, desk.bytes(desk.round))
    told = desk.json("round", "add-claims", desk.round, "gana", "more.csv", status=1)
    expect("the same is told", dry, told)
    expect("changed", 1, told["changed"])
    expect("refused rows", [3, 4], [row["row"] for row in told["refused"]])
    expect("merged", ["40", "70", "3"], [c["value"] for c in desk.json("round", "show", desk.round, "gana")["claims"]])
    desk.run("round", "add-claims", desk.round, "gana", "more.csv", "--replace", status=1)
    expect("replaced", ["40"], [c["value"] for c in desk.json("round", "show", desk.round, "gana")["claims"]])


@case
def requests(desk):
    """A request is a certificate that every tool reads, with the name and address above it."""
    fingerprint = desk.identity("kim")
    desk.request("kim", "김서연")
    text = desk.bytes("kim.request").decode()
    expect_in("Name: 김서연\nE-mail: kim@example.kr\n", text)
    read = subprocess.run(
        ["openssl", "x509", "-in", desk.folder / "kim.request", "-noout", "-fingerprint", "-sha256"],
        capture_output=True, text=True, check=True,
    ).stdout
    expect("fingerprint by OpenSSL", fingerprint, read.split("=")[1].strip().replace(":", "").lower())
    desk.begin()
    said = desk.change("add-person", "--role", "assessor", "--request", "kim.request").stdout
    groups = " ".join(fingerprint[i : i + 8] for i in range(0, 64, 8))
    expect_in(groups, said.lower())
    expect_in("kim@example.kr", said)
    person = desk.json("round", "show", desk.round, "김서연")
    expect("bound", fingerprint, person["fingerprint_sha256"])

    certificate = text[text.index("-----BEGIN") :]
    desk.write("bare.pem", certificate)
    bare = desk.json("round", "set-person", desk.round, "김서연", "--request", "bare.pem")
    expect("from a bare certificate", fingerprint, bare["fingerprint_sha256"])
    desk.change("set-person", "김서연", "--fingerprint", groups.upper())
    desk.identity("lee")
    desk.request("lee")
    other = desk.bytes("lee.request").decode()
    desk.write("swapped.request", text[: text.index("-----BEGIN")] + other[other.index("-----BEGIN") :])
    desk.refuse("set-person", "김서연", "--request", "swapped.request", status=3)
    desk.write("two.request", text + other)
    desk.refuse("set-person", "김서연", "--request", "two.request", status=3)
    desk.write("later.request", text.replace("Silsa-Request: 1", "Silsa-Request: 2"))
    expect_in("later version", desk.refuse("set-person", "김서연", "--request", "later.request", status=3))
    desk.run("identity", "request", "kim.p12", "-o", "x", "--passphrase-file", "passphrase", status=2)
    desk.run("identity", "request", "kim.p12", "-o", "x", "--email", "a\nb", "--passphrase-file", "passphrase", status=2)


@case
def signing(desk):
    """An incomplete round is not signed; what is signed is one version and the file the next."""
    desk.fill()
    desk.change("assign", "김서연", "가나시", "--remove")
    before = desk.bytes(desk.round)
    said = desk.sign("one.asice", status=1).stdout
    expect_in("가나시" if "가나시" in said else "Gana", said)
    expect("nothing was written", False, (desk.folder / "one.asice").exists())
    expect("bytes", before, desk.bytes(desk.round))
    desk.change("assign", "김서연", "가나시")
    expect("complete", True, desk.json("round", "check", desk.round)["complete"])
    desk.sign("one.asice", key="kim", status=2)
    expect("nothing was written", False, (desk.folder / "one.asice").exists())

    desk.sign("nowhere/one.asice", status=3)
    expect("version when it could not be written", 1, desk.json("round", "show", desk.round)["version"])

    desk.sign("one.asice")
    expect("version of the package", 1, desk.json("round", "show", "one.asice")["version"])
    expect("signer", desk.fingerprint("secretary"), desk.json("round", "show", "one.asice")["signers"][0]["fingerprint_sha256"])
    expect("version of the working file", 2, desk.json("round", "show", desk.round)["version"])
    report = desk.assert_verdict("untrusted", "one.asice")
    expect("kind", "round", report["kind"])
    desk.run("round", "set", "one.asice", "--year", "2027", status=2)

    desk.change("set", "--decision", "2026-09-11")
    desk.change("remove-person", "이도윤")
    told = desk.json("round", "diff", "one.asice", desk.round)["differences"]
    expect("differences", [("round", "version"), ("round", "decision"), ("person", None)], [(d["part"], d["field"]) for d in told])
    expect("decision", ("2026-09-10", "2026-09-11"), (told[1]["old"], told[1]["new"]))
    expect_in("2026-09-10 → 2026-09-11", desk.run("round", "diff", "one.asice", desk.round).stdout)
    expect("no difference", [], desk.json("round", "diff", desk.round, desk.round)["differences"])
    desk.sign("two.asice", "secretary", 1)
    desk.sign("two.asice", "secretary", 0, "--allow-incomplete")


@case
def whole_path(desk):
    """Identity, request, round, assessment, package: valid, and everything was checked."""
    desk.fill()
    desk.sign("round.asice")
    secretary = desk.fingerprint("secretary")
    package = desk.visit("visit", "round.asice", "--confirm", secretary)
    report = desk.assert_verdict("valid", package, "--round", "round.asice", "--confirm", secretary)
    for word in "assignment", "catalogue", "claims":
        if word not in report["checked"]:
            raise Wrong(f"{word} was not checked: {report['checked']}")
    expect("city", "가나시", report["city"])
    expect("assessor", "김서연", report["assessor"])
    expect("intact and trusted", (True, True), (report["intact"], report["trusted"]))
    rows = desk.json("journal", "list", "visit.silsa")
    expect_in(secretary, json.dumps(rows))

    desk.assert_verdict("untrusted", package)
    desk.assert_verdict("untrusted", package, "--round", "round.asice")
    desk.assert_verdict("untrusted", package, "--round", "round.asice", "--confirm", desk.fingerprint("lee"))
    desk.assert_verdict("untrusted", package, "--round", desk.round)


@case
def against_the_round(desk):
    """Rightly signed, but not what the round says: never valid."""
    desk.fill()
    desk.sign("round.asice")
    trusted = ("--round", "round.asice", "--confirm", desk.fingerprint("secretary"))

    package = desk.visit("conflict", "round.asice", "--assessor", "이도윤", key="lee")
    desk.assert_verdict("inconsistent", package, *trusted)
    package = desk.visit("elsewhere", "round.asice", "--assessor", "김서연", city="다라군")
    desk.assert_verdict("inconsistent", package, *trusted)
    desk.identity("stranger")
    package = desk.visit("stranger", "round.asice", key="stranger")
    if desk.verdict(package, *trusted)["verdict"] not in ("untrusted", "inconsistent"):
        raise Wrong("a stranger's package")

    desk.run("new", "claims.silsa", "--round", "round.asice", "--city", "가나시")
    desk.write("other.csv", "indicator,input,value\nA1-01,specialists,99\n")
    desk.run("claims", "import", "claims.silsa", "other.csv")
    desk.hand_in("claims", "kim")
    desk.assert_verdict("inconsistent", "claims.asice", *trusted)

    office, desk.round = desk.round, "play/round.xml"
    (desk.folder / "play").mkdir()
    text = desk.bytes(office).decode().replace('purpose="real"', 'purpose="demonstration"')
    desk.write("play/round.xml", text)
    (desk.folder / "play/catalogue.xml").write_bytes(desk.bytes("office/catalogue.xml"))
    desk.sign("play-round.asice")
    package = desk.visit("play", "play-round.asice")
    report = desk.verdict(package, *trusted)
    expect("purpose", "demonstration", report["purpose"])
    expect("a demonstration under a real round", "inconsistent", report["verdict"])


@case
def lost_passphrase(desk):
    """A new identity, a new request, a later version: the old key counts no more, the new one does."""
    desk.fill()
    desk.sign("one.asice")
    secretary = desk.fingerprint("secretary")
    old = desk.visit("old", "one.asice", "--confirm", secretary)
    desk.identity("kim2")
    desk.change("set-person", "김서연", "--request", desk.request("kim2", "김서연"))
    expect("assignments stay", ["gana"], desk.json("round", "show", desk.round, "김서연")["assigned"])
    desk.sign("two.asice")
    desk.run("round", "update", "old.silsa", "two.asice")
    desk.run("export", "old.silsa", "-o", "new.asice", "--key", "kim2.p12", "--passphrase-file", "passphrase", "--allow-incomplete")
    desk.assert_verdict("valid", "new.asice", "--round", "two.asice", "--confirm", secretary)
    report = desk.verdict(old, "--round", "two.asice", "--confirm", secretary)
    if report["verdict"] == "valid":
        raise Wrong("a package signed with the key that was replaced is valid under the later version")
    desk.assert_verdict("valid", old, "--round", "one.asice", "--confirm", secretary)


@case
def later_version(desk):
    """A later version is shown, taken in one step without losing answers, undone, and refused where it must be."""
    desk.fill()
    desk.sign("one.asice")
    secretary = desk.fingerprint("secretary")
    desk.run("new", "visit.silsa", "--round", "one.asice", "--city", "가나시", "--confirm", secretary)
    desk.run("answer", "visit.silsa", "A1-01", "--confirm-claim")
    desk.run("answer", "visit.silsa", "A1-03", "--confirm-claim")
    before = desk.run("show", "visit.silsa", "A1-01", "--format", "json").stdout
    desk.write("new.csv", "indicator,input,value\nA1-01,specialists,40\n")
    desk.change("add-claims", "gana", "new.csv")
    desk.change("set", "--visit-to", "2026-08-29")
    desk.sign("two.asice")

    dry = desk.json("round", "update", "visit.silsa", "two.asice", "--dry-run")
    expect("dry run", (False, 1, 2, ["A1-01"], ["A1-01"]), (dry["taken"], dry["from"], dry["version"], dry["claims"], dry["reopened"]))
    expect("nothing happened", before, desk.run("show", "visit.silsa", "A1-01", "--format", "json").stdout)
    expect("differences", [("version", None), ("visit-to", None), ("claim:specialists", "A1-01")],
           [(d["field"], d["indicator"]) for d in dry["differences"]])
    taken = desk.json("round", "update", "visit.silsa", "two.asice")
    expect("taken", True, taken["taken"])
    again = desk.json("round", "update", "visit.silsa", "two.asice")
    expect("nothing to take", False, again["taken"])
    desk.hand_in("visit", "kim")
    desk.assert_verdict("valid", "visit.asice", "--round", "two.asice", "--confirm", secretary)
    said = desk.run("round", "update", "visit.silsa", "one.asice", status=1).stderr
    expect_in("version 1", said)
    desk.run("undo", "visit.silsa")
    expect("undone", before, desk.run("show", "visit.silsa", "A1-01", "--format", "json").stdout)
    desk.run("redo", "visit.silsa")
    expect("redone", False, desk.json("round", "update", "visit.silsa", "two.asice")["taken"])
    expect("chain", True, desk.json("journal", "verify", "visit.silsa")["ok"])

    other = desk.bytes(desk.round).decode().replace('id="test-2026"', 'id="test-2027"')
    desk.write("office/other.xml", other)
    desk.run("round", "sign", "office/other.xml", "-o", "other.asice", "--key", "secretary.p12", "--passphrase-file", "passphrase")
    desk.run("round", "update", "visit.silsa", "other.asice", status=1)
    desk.run("round", "update", "visit.silsa", desk.round, status=1)
    desk.run("round", "update", "visit.silsa", "claims.csv", status=3)


@case
def another_secretary(desk):
    """A round by another key counts when it was confirmed, or when the old key countersigned it."""
    desk.fill()
    desk.sign("one.asice")
    old = desk.fingerprint("secretary")
    desk.run("new", "visit.silsa", "--round", "one.asice", "--city", "가나시", "--confirm", old)
    new = desk.identity("successor")
    desk.change("add-person", "--role", "secretary", "--request", desk.request("successor", "한지우"))
    desk.sign("two.asice", "successor")
    said = desk.run("round", "update", "visit.silsa", "two.asice", status=1).stderr
    expect_in(new, said)
    desk.run("round", "update", "visit.silsa", "two.asice", "--confirm", old, status=1)
    desk.run("round", "update", "visit.silsa", "two.asice", "--confirm", "12", status=2)
    taken = desk.json("round", "update", "visit.silsa", "two.asice", "--confirm", " ".join(new[i : i + 8] for i in range(0, 64, 8)))
    expect("taken when confirmed", True, taken["taken"])
    desk.run("undo", "visit.silsa")

    desk.run("round", "countersign", "two.asice", "-o", "both.asice", "--key", "secretary.p12", "--passphrase-file", "passphrase")
    expect("signers", [new, old], [s["fingerprint_sha256"] for s in desk.json("round", "show", "both.asice")["signers"]])
    taken = desk.json("round", "update", "visit.silsa", "both.asice")
    expect("taken when countersigned", True, taken["taken"])
    desk.hand_in("visit", "kim")
    desk.assert_verdict("valid", "visit.asice", "--round", "both.asice", "--confirm", old)
    desk.assert_verdict("valid", "visit.asice", "--round", "two.asice", "--confirm", new)
    desk.assert_verdict("untrusted", "visit.asice", "--round", "two.asice", "--confirm", old)
    desk.run("round", "countersign", "both.asice", "-o", "three.asice", "--key", "secretary.p12", "--passphrase-file", "passphrase", status=3)
    desk.run("round", "countersign", "two.asice", "-o", "both.asice", "--key", "secretary.p12", "--passphrase-file", "passphrase", status=3)


@case
def confirming(desk):
    """The fingerprint that is typed has to be that of the round."""
    desk.fill()
    desk.sign("one.asice")
    secretary = desk.fingerprint("secretary")
    desk.run("new", "a.silsa", "--round", "one.asice", "--city", "가나시", "--confirm", desk.fingerprint("kim"), status=1)
    desk.run("new", "a.silsa", "--round", "one.asice", "--city", "가나시", "--confirm", "abc", status=2)
    desk.run("new", "a.silsa", "--round", desk.round, "--city", "가나시", "--confirm", secretary, status=1)
    expect("no file was made", False, (desk.folder / "a.silsa").exists())
    said = desk.run("new", "a.silsa", "--round", "one.asice", "--city", "가나시").stdout
    expect_in(" ".join(secretary[i : i + 8] for i in range(0, 64, 8)), said.lower())


@case
def damaged_package(desk):
    """Nothing is taken from a round whose signature does not hold."""
    desk.fill()
    desk.sign("one.asice")
    desk.run("new", "visit.silsa", "--round", "one.asice", "--city", "가나시")
    desk.change("set", "--decision", "2026-09-12")
    desk.sign("two.asice")
    content = desk.bytes("two.asice").replace("2026-09-12".encode(), "2026-09-13".encode())
    (desk.folder / "bad.asice").write_bytes(content)
    said = desk.run("round", "update", "visit.silsa", "bad.asice", status=1).stderr
    expect_in("nothing was taken", said)
    desk.run("new", "b.silsa", "--round", "bad.asice", "--city", "가나시", status=1)
    expect("no file was made", False, (desk.folder / "b.silsa").exists())
    desk.run("round", "countersign", "bad.asice", "-o", "x.asice", "--key", "kim.p12", "--passphrase-file", "passphrase", status=3)


@case
def old_key_file(desk):
    """A PKCS#12 of the old kind (RC2 and 3DES, SHA-1) is used as it is."""
    folder = desk.folder
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
         "-days", "400", "-subj", "/CN=Hong Gildong()0001", "-addext", "keyUsage=critical,digitalSignature,nonRepudiation"],
        check=True, capture_output=True,
    )
    subprocess.run(
        ["openssl", "pkcs12", "-export", "-legacy", "-inkey", folder / "key.pem", "-in", folder / "cert.pem", "-out",
         folder / "old.p12", "-passout", f"pass:{PASSPHRASE}"],
        check=True, capture_output=True,
    )
    described = subprocess.run(
        ["openssl", "pkcs12", "-info", "-legacy", "-noout", "-in", folder / "old.p12", "-passin", f"pass:{PASSPHRASE}"],
        capture_output=True, text=True, check=True,
    ).stderr
    expect_in("RC2", described)
    before = desk.bytes("old.p12")
    desk.fill()
    desk.change("set-person", "김서연", "--request", desk.request("old", "김서연"))
    desk.sign("round.asice")
    secretary = desk.fingerprint("secretary")
    package = desk.visit("visit", "round.asice", "--confirm", secretary, key="old")
    desk.assert_verdict("valid", package, "--round", "round.asice", "--confirm", secretary)
    expect("the key file", before, desk.bytes("old.p12"))


main(Office)
