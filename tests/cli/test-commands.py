"""The contract of DESIGN §11, command by command: JSON keys, exit codes, and what is refused."""

import csv
import json
from collections import Counter
from pathlib import Path
import os
import re
import struct
import sys
import zipfile
import zlib

from harness import CATALOGUE, CLI, STATUS, Wrong, case, expect, expect_decimal, expect_in, expect_keys, main, without_rights

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from papers import pdf  # noqa: E402  (the folder has to be known first)

END = {"points": None, "percent": None}
PART = {"code": None, "total": None, "complete": None, "applicable": None, "low": END, "expected": END, "high": END}
INDICATOR = dict.fromkeys(
    "code state recorded flagged value percent points claim_points contradictions missing".split())
SCORE = {
    **dict.fromkeys("catalogue version catalogue_status purpose class total complete recorded applicable "
                    "secured_grade best_grade".split()),
    "low": {**END, "grade": None},
    "expected": {**END, "grade": None, "basis": None},
    "high": {**END, "grade": None},
    "next": {"grade": None, "distance": None, "reachable": None, "indicators": None},
    "sectors": [PART],
    "items": [PART],
    "indicators": [INDICATOR],
}
VERIFY = {
    **dict.fromkeys("verdict kind intact trusted facts checked not_checked city assessor round revision complete "
                    "catalogue_status purpose points grade".split()),
    "signers": [dict.fromkeys("name role time fingerprint_sha256 verdict valid_from valid_to level".split())],
    "problems": [dict.fromkeys(("code", "where", "message"))],
}
EVIDENCE = {"evidence": [{
    **dict.fromkeys("id sha256 size media_type name captured imported width height persons restricted send rendition_of "
                    "withheld shapes".split()),
    "uses": [dict.fromkeys(("indicator", "check", "caption"))],
}]}
PREFLIGHT = {
    **dict.fromkeys("passed complete applicable catalogue_status warnings".split()),
    "missing": [dict.fromkeys(("indicator", "codes"))],
    "contradictions": [dict.fromkeys(("indicator", "codes"))],
    "unverifiable": [dict.fromkeys(("indicator", "reason"))],
}

PAGE = 8192  # of a file


def png(width, height):
    """A picture."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(3 * width) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def refuse_as_file(desk, *command, at):
    """The file at position @at of a command: missing, a folder, not what it should be."""
    words = list(command)
    (desk.path("folder")).mkdir(exist_ok=True)
    desk.write("junk", "no file of Silsa\n")
    for wrong in "missing", "folder", "junk":
        words[at] = wrong
        desk.refuse(*words, status=3, says=wrong)


def within_reach(desk, path):
    """A copy in the folder of the case that anybody may read and run; returns its path as text."""
    copy = desk.path("within-reach-" + path.name)
    copy.write_bytes(path.read_bytes())
    copy.chmod(0o755)
    return str(copy)


def refuse_as_output(desk, *command, at):
    """The output at position @at: there already, a folder, in a folder that is missing or read-only."""
    words = list(command)
    desk.path("folder").mkdir(exist_ok=True)
    desk.write("taken", "mine\n")
    for wrong in "taken", "folder", "nowhere/x":
        words[at] = wrong
        desk.refuse(*words, status=3, says=wrong.split("/", maxsplit=1)[0])
    options = without_rights(desk.folder)
    for path in desk.folder, *desk.folder.iterdir():  # nothing but the folder is in the way
        path.chmod(0o777 if path.is_dir() else 0o666)
    desk.path("locked").mkdir(exist_ok=True)
    desk.path("locked").chmod(0o555)
    words[at] = "locked/x"
    if options:  # whoever has no rights may reach neither the build folder nor the project
        options["executable"] = within_reach(desk, CLI)
        words = [within_reach(desk, word) if isinstance(word, Path) else word for word in words]
    expect_in("locked", desk.run(*words, status=3, **options).stderr)
    expect("files in the locked folder", [], list(desk.path("locked").iterdir()))


@case
def catalogue_check(desk):
    """catalogue check."""
    expect_in(STATUS["en"], desk.run("catalogue", "check", CATALOGUE).stdout)
    found = desk.json("catalogue", "check", CATALOGUE)
    expect("ok", True, found["ok"])
    expect("indicators", 63, found["indicators"])
    expect("status", STATUS["en"], found["catalogue_status"])
    text = CATALOGUE.read_text(encoding="utf-8")
    desk.write("wrong.xml", text.replace('points="40"', 'points="41"', 1))
    said = desk.run("catalogue", "check", "wrong.xml", status=1).stderr
    line = next(i for i, row in enumerate(desk.path("wrong.xml").read_text().splitlines(), 1) if "<item" in row)
    expect_in(f"wrong.xml, line {line}: ", said)
    found = desk.json("catalogue", "check", "wrong.xml", status=1)
    expect("refusal", (False, "item-points-sum", line, "A1"), tuple(found[k] for k in ("ok", "rule", "line", "code")))
    for wrong in "missing", ".":
        desk.refuse("catalogue", "check", wrong, status=3)
    desk.refuse("catalogue", "check", status=2)
    desk.refuse("catalogue", "check", CATALOGUE, "more", status=2)


@case
def catalogue_show(desk):
    """catalogue show, of a catalogue and of the one in an assessment."""
    desk.begin()
    for file in CATALOGUE, "a.silsa":
        expect_in("A1-03", desk.run("catalogue", "show", file).stdout)
        expect_in("100 * specialists", desk.run("catalogue", "show", file, "A1-01").stdout)
        found = desk.json("catalogue", "show", file, "A1-03")
        expect("one", ["A1-03"], [one["code"] for one in found["list"]])
        expect("levels", 6, len(found["list"][0]["levels"]))
        expect("status", STATUS["en"], found["catalogue_status"])
    expect("all", 63, len(desk.json("catalogue", "show", CATALOGUE)["list"]))
    desk.refuse("catalogue", "show", CATALOGUE, "Z9-99", status=2, says="Z9-99")
    refuse_as_file(desk, "catalogue", "show", "", at=2)


@case
def new(desk):
    """new, without a round."""
    blank = ("--catalogue", CATALOGUE, "--city", "대구", "--population", "2400000", "--assessor", "김서연")
    said = desk.run("new", "a.silsa", *blank).stdout
    expect_in("대구", said)
    expect_in(STATUS["en"], said)
    expect("class", "large", desk.json("score", "a.silsa")["class"])
    expect("files", ["a.silsa", "passphrase"], sorted(desk.files()))
    desk.run("new", "b.silsa", *blank, "--class", "small-medium", "--class-reason", "자치구")
    expect("class", "small-medium", desk.json("score", "b.silsa")["class"])
    expect_keys("new", {"file": None, "id": None}, desk.json("new", "c.silsa", *blank))
    desk.refuse("new", "d.silsa", *blank, "--class", "small-medium", status=2, says="--class-reason")
    desk.refuse("new", "d.silsa", *blank, "--class", "tiny", "--class-reason", "x", status=2, says="tiny")
    for number in "abc", "-1", "1e6", "99999999999999999999":
        desk.refuse("new", "d.silsa", *blank, "--population", number, status=2)
    for left_out in 0, 2, 4, 6:
        words = blank[:left_out] + blank[left_out + 2:]
        desk.refuse("new", "d.silsa", *words, status=2, says=blank[left_out])
    for empty in "--city", "--assessor":
        desk.refuse("new", "d.silsa", *blank, empty, "", status=2, says=empty)
    refuse_as_file(desk, "new", "d.silsa", *blank, "--catalogue", "", at=-1)
    refuse_as_file(desk, "new", "d.silsa", "--round", "", "--city", "대구", at=3)
    refuse_as_output(desk, "new", "", *blank, at=1)


@case
def claims(desk):
    """claims template and import."""
    desk.begin()
    desk.run("claims", "template", "a.silsa", "-o", "en.csv")
    desk.run("claims", "template", CATALOGUE, "-o", "ko.csv", lang="ko")
    expect("English header", "indicator,input,value,summary,page,document",
           desk.path("en.csv").read_text("utf-8-sig").splitlines()[0])
    expect("Korean header", "지표코드,입력항목,제출값,요약,쪽,자료명", desk.path("ko.csv").read_text("utf-8-sig").splitlines()[0])
    expect("nothing claimed", {"new": 0, "changed": 0, "same": 0, "refused": []}, desk.json("claims", "import", "a.silsa", "ko.csv"))
    desk.refuse("claims", "template", "a.silsa", status=2, says="-o")
    refuse_as_file(desk, "claims", "template", "", "-o", "new.csv", at=2)
    refuse_as_output(desk, "claims", "template", "a.silsa", "-o", "", at=-1)

    desk.write("claims.csv", "indicator,input,value\nA1-03,level,3\nA1-01,specialists,30\nA1-01,division_staff,70\nZZ-01,level,1\n")
    wanted = {"new": 3, "changed": 0, "same": 0, "refused": [{"row": 5, "reason": "unknown-indicator"}]}
    before = desk.files()
    expect("a dry run", wanted, desk.json("claims", "import", "a.silsa", "claims.csv", "--dry-run", status=1))
    expect("files after a dry run", before, desk.files())
    expect("the import", wanted, desk.json("claims", "import", "a.silsa", "claims.csv", status=1))
    desk.write("more.csv", "지표코드,입력항목,제출값,요약,쪽,자료명\nA1-03,level,2,요약,5,제안서\nA1-01,specialists,30\n")
    expect("a second one", {"new": 0, "changed": 1, "same": 1, "refused": []}, desk.json("claims", "import", "a.silsa", "more.csv"))
    expect("claim of A1-03", "12.0", desk.answers()["A1-03"]["claim_points"])
    desk.path("office.csv").write_bytes("지표코드\t입력항목\t제출값\r\nA1-01\tspecialists\t\"1,234\"\r\nA1-01\tdivision_staff\t５６７８\r\n".encode("cp949"))
    reread = [{"row": 2, "found": "1,234", "value": "1234"}, {"row": 3, "found": "５６７８", "value": "5678"}]
    expect("a table as an office saves it", {"new": 0, "changed": 2, "same": 0, "refused": [], "reread": reread},
           desk.json("claims", "import", "a.silsa", "office.csv", "--dry-run"))
    expect_in("“1,234” was read as 1234", desk.run("claims", "import", "a.silsa", "office.csv").stdout)
    desk.run("undo", "a.silsa")
    desk.write("old.csv", "indicator,input,value\nA1-01,specialists,30\nA1-01,division_staff,70\n")
    expect("an import is one step", {"new": 0, "changed": 0, "same": 2, "refused": []},
           desk.json("claims", "import", "a.silsa", "old.csv"))
    refuse_as_file(desk, "claims", "import", "", "claims.csv", at=2)
    refuse_as_file(desk, "claims", "import", "a.silsa", "", at=3)


@case
def documents(desk):
    """claims attach, documents and detach: the city's own papers, apart from evidence."""
    desk.begin()
    desk.path("증빙자료집_1권.pdf").write_bytes(pdf("one", "two"))
    desk.path("Proposal.pdf").write_bytes(pdf("three"))
    desk.write("회의록.txt", "회의록\n")
    desk.write("claims.csv", "indicator,input,value,summary,page,document\nA1-03,level,3,요약,2쪽,증빙자료집 1권\n")
    desk.run("claims", "import", "a.silsa", "claims.csv")
    found = desk.json("claims", "attach", "a.silsa", "증빙자료집_1권.pdf", "회의록.txt", "missing", "Proposal.pdf", status=1)
    expect("results", ["added", "refused", "refused", "added"], [one["result"] for one in found["results"]])
    expect("reason", "submitted-type", found["results"][1]["reason"])
    expect("evidence", [], desk.json("evidence", "list", "a.silsa")["evidence"])
    found = desk.json("claims", "documents", "a.silsa")
    expect_keys("claims documents", {"documents": [{**dict.fromkeys(("id", "name", "sha256", "size", "imported")),
                                                    "claims": [{"indicator": None, "page": None}]}]}, found)
    expect("names", ["증빙자료집_1권.pdf", "Proposal.pdf"], [one["name"] for one in found["documents"]])
    expect("claims", [[{"indicator": "A1-03", "page": "2쪽"}], []], [one["claims"] for one in found["documents"]])
    expect_in("A1-03  2쪽", desk.run("claims", "documents", "a.silsa").stdout)
    desk.run("evidence", "extract", "a.silsa", 1, "-o", "out.pdf")
    expect("bytes", pdf("one", "two"), desk.path("out.pdf").read_bytes())
    expect("no photo is missing for it, and it is not unused", [], desk.json("preflight", "a.silsa", status=1)["warnings"])

    desk.run("undo", "a.silsa")
    expect("one step for both", [], desk.json("claims", "documents", "a.silsa")["documents"])
    desk.run("redo", "a.silsa")
    expect("the same bytes again", ["known"],
           [one["result"] for one in desk.json("claims", "attach", "a.silsa", "Proposal.pdf")["results"]])
    expect("taken out", {"detached": 2}, desk.json("claims", "detach", "a.silsa", 2))
    expect("left", [1], [one["id"] for one in desk.json("claims", "documents", "a.silsa")["documents"]])
    desk.identity()
    desk.export("a.silsa", "plain.asice", "--allow-incomplete")
    expect("a package without papers", "valid", desk.json("verify", "plain.asice", "--trust", desk.certificate())["verdict"])
    desk.run("evidence", "add", "a.silsa", "A1-03", "증빙자료집_1권.pdf", "--caption", "2쪽")
    expect("used as evidence too", [1], [one["id"] for one in desk.json("evidence", "list", "a.silsa")["evidence"]])
    desk.export("a.silsa", "used.asice", "--allow-incomplete")
    expect("a package with one", "valid", desk.json("verify", "used.asice", "--trust", desk.certificate())["verdict"])
    expect("history", True, desk.json("journal", "verify", "a.silsa")["ok"])
    desk.refuse("claims", "detach", "a.silsa", 2, status=2, says="2")
    desk.refuse("claims", "detach", "a.silsa", "one", status=2, says="one")
    for words in ("attach", "", "Proposal.pdf"), ("documents", ""), ("detach", "", "1"):
        refuse_as_file(desk, "claims", *words, at=2)


@case
def answer(desk):
    """answer: every option, and every wrong value."""
    desk.begin()
    desk.write("claims.csv", "indicator,input,value\nA1-03,level,3\nA1-01,specialists,30\nA1-01,division_staff,70\n")
    desk.run("claims", "import", "a.silsa", "claims.csv")
    said = desk.run("answer", "a.silsa", "A1-03", "--confirm-claim").stdout
    expect_in("18.0", said)
    expect_in(STATUS["en"], said)
    found = desk.json("answer", "a.silsa", "A1-01", "--input", "specialists=29.50", "--input", "division_staff=70", "--reason",
                      "퇴직 1명", "--check", "a=yes", "--check", "A1-01-b=yes", "--check-note", "a=3명 대조",
                      "--finding", "strength=고른 배치", "--finding", "recommendation=충원", "--flag")
    expect_keys("answer", {"catalogue_status": None, "indicator": INDICATOR}, found)
    expect("state", "complete", found["indicator"]["state"])
    expect("value", "42.142857", found["indicator"]["value"])
    expect("flag", True, found["indicator"]["flagged"])
    facts = desk.json("show", "a.silsa", "A1-01")["answers"][0]["facts"]
    expect("canonical", "29.5", facts["input:specialists"])
    expect("findings", ("고른 배치", "충원"), (facts["finding:strength:1"], facts["finding:recommendation:2"]))
    desk.run("answer", "a.silsa", "A1-01", "--finding-id", "2", "--finding", "shortcoming=부족", "--finding-id", "1", "--finding", "strength=")
    facts = desk.json("show", "a.silsa", "A1-01")["answers"][0]["facts"]
    expect("findings", ["finding:shortcoming:2"], [field for field in facts if field.startswith("finding")])
    desk.run("answer", "a.silsa", "A1-01", "--unflag", "--check-note", "a=", "--reason", "")
    expect("missing", ["reason"], desk.answers()["A1-01"]["missing"])
    desk.run("answer", "a.silsa", "A1-04", "--unverifiable", "자료 없음")
    expect("unverifiable", ("0.0", False), (desk.answers()["A1-04"]["points"], desk.answers()["A1-04"]["recorded"]))
    desk.run("answer", "a.silsa", "A1-04", "--unverifiable", "")
    expect("untouched", "untouched", desk.answers()["A1-04"]["state"])
    desk.run("answer", "a.silsa", "A1-01", "--clear")
    expect("cleared", "untouched", desk.answers()["A1-01"]["state"])

    for wrong in "-1", "1,5", "1e3", "+1", ".5", "5.", "0x1", "１", "1234567890123456789", "0.1234567", "nan", "1 2":
        desk.refuse("answer", "a.silsa", "A1-01", "--input", f"specialists={wrong}", status=2, says="decimal")
    for words, says in (
            (("A1-01", "--input", "bogus=1"), "bogus"), (("A1-01", "--input", "bogus"), "bogus"), (("A1-01", "--level", "2"), "A1-01"),
            (("A1-03", "--level", "6"), "6"), (("A1-03", "--level", "-1"), "-1"), (("A1-03", "--input", "x=1"), "A1-03"),
            (("A1-01", "--check", "z=yes"), "A1-01-z"), (("A1-01", "--check", "a=maybe"), "maybe"),
            (("A1-01", "--check-note", "z=x"), "A1-01-z"), (("A1-01", "--finding", "weak=x"), "weak"),
            (("A1-01", "--finding-id", "9", "--finding", "strength=x"), "9"), (("A1-01", "--finding-id", "1"), "--finding"),
            (("A1-01", "--finding-id", "x", "--finding", "strength=x"), "x"), (("A1-04", "--confirm-claim"), "A1-04"),
            (("Z9-99", "--flag"), "Z9-99"), (("A1-01",), "answer"), ((), "--from"), (("A1-01", "--bogus"), "--bogus"),
            (("A1-01", "--reason", "x" * 20001), "20001")):
        desk.refuse("answer", "a.silsa", *words, status=2, says=says)
    expect_in("There is no level 6 at A1-03.", desk.run("answer", "a.silsa", "A1-03", "--level", "6", status=2).stderr)
    refuse_as_file(desk, "answer", "", "A1-01", "--flag", at=1)


@case
def answers_from_a_table(desk):
    """answer --from: one undo step, good rows taken, bad ones named."""
    desk.begin()
    desk.write("claims.csv", "indicator,input,value\nA1-03,level,3\n")
    desk.run("claims", "import", "a.silsa", "claims.csv")
    desk.write("table.csv", "indicator,field,value\nA1-01,input:specialists,30\nA1-01,input:division_staff,70\nA1-01,check:A1-01-a,yes\n"
               "A1-01,check-note:A1-01-a,메모\nA1-01,finding:strength,좋음\nA1-03,confirm-claim,1\nA1-04,unverifiable,없음\n"
               "A1-05,level,2\nA1-05,justify,설명\nA1-05,flag,1\nA2-01,internal-note,속말\nA2-01,input:bogus,1\nZ9-99,level,1\n")
    found = desk.json("answer", "a.silsa", "--from", "table.csv", status=1)
    expect("refused", [{"row": 13, "reason": "unknown-input"}, {"row": 14, "reason": "unknown-indicator"}], found["refused"])
    answers = desk.answers()
    expect("recorded", [True, True, False, True], [answers[c]["recorded"] for c in ("A1-01", "A1-03", "A1-04", "A1-05")])
    desk.run("undo", "a.silsa")
    expect("one undo step", 63, sum(one["state"] == "untouched" for one in desk.answers().values()))
    desk.refuse("answer", "a.silsa", "A1-01", "--from", "table.csv", status=2)
    desk.refuse("answer", "a.silsa", "--from", "table.csv", "--flag", status=2)
    refuse_as_file(desk, "answer", "a.silsa", "--from", "", at=3)


@case
def evidence(desk):
    """evidence add, list, extract, remove."""
    desk.begin()
    desk.path("photo.png").write_bytes(png(40, 30))
    desk.path("cut.png").write_bytes(png(40, 30)[:60])
    desk.write("회의록.txt", "회의록\n")
    desk.path("empty.jpg").write_bytes(b"")
    os.mkfifo(desk.path("pipe"))
    done = desk.run("evidence", "add", "a.silsa", "A1-03", "photo.png", "missing", "pipe", "empty.jpg", "회의록.txt",
                    "--caption", "관제실", status=1)
    desk.path("pipe").unlink()
    expect("lines", 5, len(done.stdout.splitlines()))
    expect("refused", 3, done.stdout.count("refused"))
    found = desk.json("evidence", "add", "a.silsa", "A1-03", "photo.png", "cut.png", "--check", "a")
    expect("results", ["known", "added"], [one["result"] for one in found["results"]])
    found = desk.json("evidence", "list", "a.silsa")
    expect_keys("evidence list", EVIDENCE, found)
    expect("names", ["photo.png", "회의록.txt", "cut.png"], [one["name"] for one in found["evidence"]])
    photo = found["evidence"][0]
    expect("photo", ("image/png", 40, 30), (photo["media_type"], photo["width"], photo["height"]))
    expect("uses", [{"indicator": "A1-03", "check": None, "caption": "관제실"},
                    {"indicator": "A1-03", "check": "A1-03-a", "caption": ""}], photo["uses"])
    expect_in("회의록.txt", desk.run("evidence", "list", "a.silsa").stdout)
    desk.run("evidence", "extract", "a.silsa", photo["id"], "-o", "out.png")
    expect("bytes", desk.path("photo.png").read_bytes(), desk.path("out.png").read_bytes())
    desk.refuse("evidence", "extract", "a.silsa", "99", "-o", "x", status=2, says="99")
    desk.refuse("evidence", "extract", "a.silsa", "one", "-o", "x", status=2, says="one")
    desk.refuse("evidence", "extract", "a.silsa", photo["id"], status=2, says="-o")
    refuse_as_output(desk, "evidence", "extract", "a.silsa", photo["id"], "-o", "", at=-1)
    expect("removed", {"removed": photo["id"]}, desk.json("evidence", "remove", "a.silsa", photo["id"], "--reason", "엉뚱한 사진"))
    expect("left", 2, len(desk.json("evidence", "list", "a.silsa")["evidence"]))
    expect_in("엉뚱한 사진", desk.run("journal", "list", "a.silsa").stdout)
    desk.run("undo", "a.silsa")
    expect("back again", 3, len(desk.json("evidence", "list", "a.silsa")["evidence"]))
    desk.refuse("evidence", "remove", "a.silsa", "99", status=2, says="99")
    desk.refuse("evidence", "add", "a.silsa", "Z9-99", "photo.png", status=2, says="Z9-99")
    desk.refuse("evidence", "add", "a.silsa", "A1-03", "photo.png", "--check", "z", status=2, says="z")
    desk.refuse("evidence", "add", "a.silsa", "A1-03", status=2)
    for words in ("add", "", "A1-03", "photo.png"), ("list", ""), ("extract", "", "1", "-o", "x"), ("remove", "", "1"):
        refuse_as_file(desk, "evidence", *words, at=2)


@case
def many_photos(desk):
    """A card and a ZIP of photos, into the inbox and onto an indicator: what is no photo of it is passed over or told."""
    desk.begin()
    card = desk.path("DCIM")
    (card / "100CANON").mkdir(parents=True)
    for number in range(1, 31):
        (card / "100CANON" / f"IMG_{number:04}.png").write_bytes(png(40, number))
    (card / "Thumbs.db").write_bytes(b"litter")
    (card / ".trash").mkdir()
    (card / ".trash" / "old.png").write_bytes(png(9, 9))
    (card / "round").symlink_to(card, target_is_directory=True)
    (card / "empty.png").write_bytes(b"")
    found = desk.json("evidence", "add", "a.silsa", "--inbox", "DCIM", "DCIM/100CANON/IMG_0007.png", status=1)["results"]
    expect("results", {"added": 30, "refused": 1, "known": 1}, Counter(one["result"] for one in found))
    expect("why", "evidence-empty", next(one["reason"] for one in found if one["result"] == "refused"))
    kept = desk.json("evidence", "list", "a.silsa")["evidence"]
    expect("in their order", [f"IMG_{number:04}.png" for number in range(1, 31)], [one["name"] for one in kept])
    expect("inbox", [], [one for one in kept if one["uses"]])
    with zipfile.ZipFile(desk.path("photos.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("visit/IMG_0003.png", png(40, 3))
        archive.writestr("visit/새 사진.png", png(50, 50))
        archive.writestr("visit/notes.txt", "메모")
        archive.writestr("__MACOSX/visit/._IMG_0003.png", b"litter")
    with zipfile.ZipFile(desk.path("papers.zip"), "w") as archive:
        archive.writestr("paper.txt", "paper")
    found = desk.json("evidence", "add", "a.silsa", "A1-03", "photos.zip", "papers.zip")["results"]
    expect("from the ZIP", ["known", "added", "added", "added"], [one["result"] for one in found])
    kept = desk.json("evidence", "list", "a.silsa")["evidence"]
    expect("on the indicator", ["IMG_0003.png", "notes.txt", "새 사진.png", "papers.zip"], [one["name"] for one in kept if one["uses"]])
    desk.run("undo", "a.silsa")
    expect("one act", [], [one for one in desk.json("evidence", "list", "a.silsa")["evidence"] if one["uses"]])
    desk.run("redo", "a.silsa")
    desk.run("evidence", "add", "a.silsa", "A1-03", "DCIM/100CANON/IMG_0003.png", "--caption", "관제실: 1/2층")
    desk.run("evidence", "table", "a.silsa", "-o", "table.csv", lang="ko")
    rows = list(csv.reader(desk.path("table.csv").read_text(encoding="utf-8-sig").splitlines()))
    expect("head", "번호,파일 이름,지표,점검항목,설명,촬영 시각,기기,가져온 시각,바이트,화소,SHA-256,원본 SHA-256", ",".join(rows[0]))
    expect("a row for each", 34, len(rows))
    expect("its row", ["3", "IMG_0003.png", "A1-03", "", "관제실: 1/2층"], rows[3][:5])
    desk.run("evidence", "extract", "a.silsa", "--all", "-o", "out")
    names = sorted(path.name for path in desk.path("out").iterdir())
    expect("files", 33, len(names))
    expect_in("A1-03_003_관제실_ 1_2층.png", names)
    expect_in("inbox_001_IMG_0001.png", names)
    expect("bytes", (card / "100CANON" / "IMG_0003.png").read_bytes(), (desk.path("out") / "A1-03_003_관제실_ 1_2층.png").read_bytes())
    desk.refuse("evidence", "extract", "a.silsa", "--all", "-o", "out", status=3)
    desk.refuse("evidence", "extract", "a.silsa", "1", "--all", "-o", "new", status=2, says="--all")
    desk.refuse("evidence", "extract", "a.silsa", "-o", "new", status=2, says="--all")
    desk.refuse("evidence", "table", "a.silsa", "-o", "table.csv", status=3)
    desk.refuse("evidence", "table", "a.silsa", status=2, says="-o")
    refuse_as_file(desk, "evidence", "table", "", "-o", "x.csv", at=2)
    data = bytearray(desk.path("photos.zip").read_bytes())
    data[60] ^= 0xFF
    desk.path("photos.zip").write_bytes(data)
    found = desk.json("evidence", "add", "a.silsa", "--inbox", "photos.zip", status=1)["results"]
    expect("damaged part", ("refused", "zip-damaged"), (found[0]["result"], found[0]["reason"]))
    desk.refuse("evidence", "add", "a.silsa", "--inbox", "photos.zip", "--caption", "x", status=2, says="--inbox")
    desk.refuse("evidence", "add", "a.silsa", "A1-03", status=2, says="path")


@case
def show(desk):
    """show: what is asked, what is answered."""
    desk.begin()
    desk.run("answer", "a.silsa", "A1-03", "--level", "2", "--internal-note", "속말")
    said = desk.run("show", "a.silsa", "A1-03").stdout
    for part in "대구", STATUS["en"], "Predictive administration", "A1-03-a", "속말", "12.0 / 30.0":
        expect_in(part, said)
    expect("list", 63, len(re.findall(r"^[A-C]\d-\d\d ", desk.run("show", "a.silsa").stdout, re.M)))
    found = desk.json("show", "a.silsa")
    expect("answers", 63, len(found["answers"]))
    expect("status", STATUS["en"], found["catalogue_status"])
    expect("facts", {"level": "2", "internal-note": "속말"}, desk.json("show", "a.silsa", "A1-03")["answers"][0]["facts"])
    expect("no end of keeping without a round", None, found["keeping"])
    round_file = Path(os.environ["SILSA_BUILD_ROOT"]) / "data" / "sample" / "round.xml"
    if round_file.exists():  # not without the sample
        desk.run("new", "b.silsa", "--round", round_file, "--city", "대구광역시", "--assessor", "김서연")
        expect("end of keeping", {"until": "2023-09-30", "over": True}, desk.json("show", "b.silsa")["keeping"])
        expect_in("2023-09-30; its content is due to be erased", desk.run("show", "b.silsa").stdout)
    desk.refuse("show", "a.silsa", "Z9-99", status=2, says="Z9-99")
    refuse_as_file(desk, "show", "", at=1)


@case
def erase(desk):
    """evidence erase and erase: gone for good, a reason is demanded, and the package made afterwards is whole."""
    desk.begin()
    desk.identity()
    desk.path("secret.txt").write_bytes(b"a secret that must go\n" * 1000)
    desk.path("plain.txt").write_bytes(b"nothing to hide\n" * 1000)
    desk.run("evidence", "add", "a.silsa", "A1-03", "secret.txt", "--caption", "secret caption")
    desk.run("evidence", "add", "a.silsa", "A1-03", "plain.txt", "--caption", "plain caption")
    desk.run("answer", "a.silsa", "A1-03", "--level", "3")
    desk.export("a.silsa", "before.asice", "--allow-incomplete")
    desk.refuse("evidence", "erase", "a.silsa", "1", status=2, says="--reason")
    desk.refuse("evidence", "erase", "a.silsa", "9", "--reason", "why", status=2, says="9")
    desk.refuse("evidence", "erase", "a.silsa", "x", "--reason", "why", status=2, says="x")
    refuse_as_file(desk, "evidence", "erase", "", "1", "--reason", "why", at=2)
    expect("erased", {"erased": "1", "compacted": True}, desk.json("evidence", "erase", "a.silsa", "1", "--reason", "on demand"))
    expect("the file holds it no more", False, any(word in desk.path("a.silsa").read_bytes() for word in (b"a secret that", b"secret caption", b"secret.txt")))
    expect("what is left", ["plain.txt"], [one["name"] for one in desk.json("evidence", "list", "a.silsa")["evidence"]])
    desk.refuse("evidence", "extract", "a.silsa", "1", "-o", "again.txt", status=3)
    desk.refuse("evidence", "erase", "a.silsa", "1", "--reason", "twice", status=2)
    expect_in("erased", desk.run("evidence", "add", "a.silsa", "A1-03", "secret.txt", status=1).stdout)
    desk.run("undo", "a.silsa")
    expect("undo passed over it", None, desk.answers()["A1-03"]["points"])
    desk.run("redo", "a.silsa")
    expect("history", True, desk.json("journal", "verify", "a.silsa")["ok"])
    desk.export("a.silsa", "after.asice", "--allow-incomplete")
    expect("the package holds it no more", False, any(word in desk.path("after.asice").read_bytes() for word in (b"a secret that", b"secret caption", b"secret.txt")))
    found = desk.json("verify", "after.asice", "--trust", desk.certificate(), status=0)
    expect("the package afterwards", ("valid", True, 2), (found["verdict"], found["intact"], found["revision"]))
    expect("its history", True, desk.json("journal", "verify", "after.asice")["ok"])

    desk.refuse("erase", "a.silsa", status=2, says="--reason")
    refuse_as_file(desk, "erase", "", "--reason", "why", at=1)
    expect("everything erased", {"erased": "everything", "compacted": True}, desk.json("erase", "a.silsa", "--reason", "end of keeping"))
    expect("nothing of it is there", False, any(word in desk.path("a.silsa").read_bytes() for word in (b"nothing to hide", b"plain caption")))
    expect("history", True, desk.json("journal", "verify", "a.silsa")["ok"])
    desk.refuse("answer", "a.silsa", "A1-03", "--level", "2", status=2, says="erased")
    desk.refuse("export", "a.silsa", "-o", "empty.asice", "--key", "kim.p12", "--passphrase-file", "passphrase", "--allow-incomplete",
                status=3, says="erased")


@case
def copy(desk):
    """copy: the same content, whole under its name or not there."""
    desk.begin()
    desk.run("answer", "a.silsa", "A1-03", "--level", "3")
    expect("written", {"written": "b.silsa"}, desk.json("copy", "a.silsa", "-o", "b.silsa"))
    expect("answers", desk.answers("a.silsa"), desk.answers("b.silsa"))
    expect("history", desk.json("journal", "verify", "a.silsa"), desk.json("journal", "verify", "b.silsa"))
    desk.refuse("copy", "a.silsa", status=2, says="-o")
    refuse_as_file(desk, "copy", "", "-o", "c.silsa", at=1)
    refuse_as_output(desk, "copy", "a.silsa", "-o", "", at=-1)


@case
def recover(desk):
    """recover: nothing lost, something lost, nothing left; the damaged file stays as it is."""
    desk.begin()
    desk.run("answer", "a.silsa", "A1-03", "--level", "3", "--internal-note", "메모")
    desk.write("큰 문서.txt", "글 " * 30000)
    desk.run("evidence", "add", "a.silsa", "A1-03", "큰 문서.txt")
    added = desk.json("evidence", "list", "a.silsa")["evidence"]
    rows = desk.json("journal", "verify", "a.silsa")
    before = desk.path("a.silsa").read_bytes()
    found = desk.json("recover", "a.silsa", "-o", "b.silsa")
    expect_keys("recover", {"written": None, "complete": None, "facts": None, "evidence": None, "rows": None,
                            "lost": [{"kind": None, "number": None, "subject": None, "field": None}]}, found)
    expect("complete", (True, len(added), rows["rows"], []),
           (found["complete"], found["evidence"], found["rows"], found["lost"]))
    expect("history", rows, desk.json("journal", "verify", "b.silsa"))
    expect("source", before, desk.path("a.silsa").read_bytes())
    expect("answers", desk.answers("a.silsa"), desk.answers("b.silsa"))

    desk.path("a.silsa").write_bytes(before[:PAGE * 5] + b"\0" * PAGE * 2 + before[PAGE * 7:])
    desk.refuse("show", "a.silsa", status=3, says="silsa-cli recover")
    said = desk.run("recover", "a.silsa", "-o", "c.silsa", status=1).stdout
    expect_in("Lost:\n  history: row 0 and those after it", said)
    expect_in("복구하지 못한 내용:\n  변경 이력: 0번 행부터", desk.run("recover", "a.silsa", "-o", "d.silsa", status=1, lang="ko").stdout)
    expect("answers", desk.answers("b.silsa"), desk.answers("c.silsa"))
    expect("history", True, desk.json("journal", "verify", "c.silsa")["ok"])
    expect_in("Saved from a damaged file", desk.run("journal", "list", "c.silsa").stdout)
    desk.run("answer", "c.silsa", "A1-03", "--level", "4")

    desk.refuse("recover", "a.silsa", "-o", "b.silsa", status=3, says="b.silsa")
    desk.refuse("recover", "a.silsa", status=2, says="-o is missing")
    desk.path("a.silsa").write_bytes(before[:PAGE * 2] + b"\0" * PAGE * 3 + before[PAGE * 5:len(before) // PAGE * PAGE // 2])
    desk.refuse("recover", "a.silsa", "-o", "e.silsa", status=3, says="--catalogue")
    expect_in("A1-03", desk.run("recover", "a.silsa", "-o", "e.silsa", "--catalogue", CATALOGUE, status=1).stdout
              + desk.run("show", "e.silsa", "A1-03").stdout)
    desk.write("a.silsa", "nothing of ours")
    desk.refuse("recover", "a.silsa", "-o", "f.silsa", status=3, says="Nothing of an assessment")


@case
def recover_with_a_round(desk):
    """recover --round: the round inside the file is lost, and the one that is given is the very same."""
    round_file = Path(os.environ["SILSA_BUILD_ROOT"]) / "data" / "sample" / "round.xml"
    if not round_file.exists():  # built without the sample
        return
    desk.run("new", "a.silsa", "--round", round_file, "--city", "대구광역시", "--assessor", "김서연")
    desk.run("answer", "a.silsa", "A1-03", "--confirm-claim")
    before = desk.path("a.silsa").read_bytes()
    page = before.index("가상의 지자체".encode() if "가상의 지자체".encode() in before else b"</applicant>") // PAGE
    desk.path("a.silsa").write_bytes(before[:page * PAGE] + b"\0" * PAGE + before[(page + 1) * PAGE:])
    desk.refuse("recover", "a.silsa", "-o", "b.silsa", status=3, says="--round")
    text = round_file.read_text(encoding="utf-8")
    desk.write("other.xml", text.replace("<round ", "<round  ", 1))
    (desk.path("catalogue.xml")).write_bytes((round_file.parent / "catalogue.xml").read_bytes())
    desk.refuse("recover", "a.silsa", "-o", "b.silsa", "--round", "other.xml", status=3)
    found = desk.json("recover", "a.silsa", "-o", "b.silsa", "--round", round_file)
    expect("complete", (True, []), (found["complete"], found["lost"]))
    desk.path("whole.silsa").write_bytes(before)
    expect("answers", desk.answers("whole.silsa"), desk.answers("b.silsa"))
    expect("history", desk.json("journal", "verify", "whole.silsa"), desk.json("journal", "verify", "b.silsa"))
    expect("the round", "2023-09-30", desk.json("show", "b.silsa")["keeping"]["until"])


@case
def score(desk):
    """score: keys and amounts."""
    desk.begin()
    desk.run("answer", "a.silsa", "A1-03", "--level", "2")
    found = desk.json("score", "a.silsa")
    expect_keys("score", SCORE, found)
    for end in "low", "expected", "high":
        for one in found, *found["sectors"], *found["items"]:
            expect_decimal("points", one[end]["points"], 1)
            expect_decimal("percent", one[end]["percent"])
    expect("counts", (0, 1, 63), (found["complete"], found["recorded"], found["applicable"]))
    expect("grades", (5, 1), (found["secured_grade"], found["best_grade"]))
    expect("expected", ("40", "all"), (found["expected"]["percent"], found["expected"]["basis"]))
    expect("next", (4, True), (found["next"]["grade"], found["next"]["reachable"]))
    said = desk.run("score", "a.silsa").stdout
    expect_in(STATUS["en"], said)
    expect_in("800.0", said)
    refuse_as_file(desk, "score", "", at=1)
    whole = desk.path("a.silsa").read_bytes()
    for name, data in ("empty.silsa", b""), ("short.silsa", whole[:20000]), ("less.silsa", whole[:-1]):
        desk.path(name).write_bytes(data)
        desk.refuse("score", name, status=3, says=name)


@case
def preflight(desk):
    """preflight: 1 while something is missing."""
    desk.begin()
    desk.path("photo.png").write_bytes(png(4, 3))
    desk.run("answer", "a.silsa", "A1-03", "--level", "2", "--flag")
    desk.run("answer", "a.silsa", "A1-04", "--unverifiable", "자료 없음")
    desk.run("evidence", "add", "a.silsa", "A1-03", "photo.png")
    found = desk.json("preflight", "a.silsa", status=1)
    expect_keys("preflight", PREFLIGHT, found)
    expect("passed", False, found["passed"])
    expect("missing", 63, len(found["missing"]))
    expect("contradictions", [{"indicator": "A1-03", "codes": ["photos-fewer"]}], found["contradictions"])
    expect("unverifiable", [{"indicator": "A1-04", "reason": "자료 없음"}], found["unverifiable"])
    expect("warnings", [{"code": "flagged", "indicator": "A1-03"}], found["warnings"])
    expect_in(STATUS["en"], desk.run("preflight", "a.silsa", status=1).stdout)
    refuse_as_file(desk, "preflight", "", at=1)


@case
def undo_and_redo(desk):
    """undo and redo, over processes; 1 when there is nothing."""
    desk.begin()
    desk.refuse("undo", "a.silsa", status=1)
    desk.run("answer", "a.silsa", "A1-03", "--level", "2")
    desk.run("answer", "a.silsa", "A1-03", "--level", "4")
    for command, points in (("undo", "12.0"), ("undo", None), ("redo", "12.0"), ("redo", "24.0")):
        expect_keys(command, {"undone" if command == "undo" else "redone": None}, desk.json(command, "a.silsa"))
        expect(f"points after {command}", points, desk.answers()["A1-03"]["points"])
    desk.refuse("redo", "a.silsa", status=1)
    refuse_as_file(desk, "undo", "", at=1)
    refuse_as_file(desk, "redo", "", at=1)


@case
def journal(desk):
    """journal list and verify, of a file and of a package."""
    desk.begin()
    desk.run("answer", "a.silsa", "A1-03", "--level", "2")
    rows = desk.json("journal", "list", "a.silsa")["rows"]
    expect("rows", [("catalogue", None), ("level", "2")], [(r["field"], r["new"] if r["field"] == "level" else None) for r in rows])
    expect("lines", 2, len(desk.run("journal", "list", "a.silsa").stdout.splitlines()))
    wanted = {"ok": True, "rows": 2, "head": rows[-1]["hash"], "first_bad": None}
    expect("verify", wanted, desk.json("journal", "verify", "a.silsa"))
    desk.identity()
    desk.export("a.silsa", "a.asice", "--allow-incomplete")
    expect("verify the package", wanted, desk.json("journal", "verify", "a.asice"))
    expect("no difference", {"revision": 1, "changes": []}, desk.json("journal", "list", "a.silsa", "--since-package"))
    expect_in("Nothing differs", desk.run("journal", "list", "a.silsa", "--since-package").stdout)
    for level in ("3", "4"):
        desk.run("answer", "a.silsa", "A1-03", "--level", level, "--flag")
        desk.run("answer", "a.silsa", "A1-03", "--unflag")
    wanted = [{"subject": "A1-03", "field": "level", "old": "2", "new": "4"}]
    expect("difference", wanted, desk.json("journal", "list", "a.silsa", "--since-package")["changes"])
    expect_in("A1-03 level: 2 → 4", desk.run("journal", "list", "a.silsa", "--since-package", lang="ko").stdout)
    row = next(r["sequence"] for r in desk.json("journal", "list", "a.silsa")["rows"] if r["new"] == "4")
    desk.run("journal", "restore", "a.silsa", row)
    expect("restored", "3", desk.json("show", "a.silsa", "A1-03")["answers"][0]["facts"]["level"])
    desk.run("undo", "a.silsa")
    expect("and taken back", "4", desk.json("show", "a.silsa", "A1-03")["answers"][0]["facts"]["level"])
    desk.refuse("journal", "restore", "a.silsa", "0", status=2, says="nothing that can be put back")
    desk.refuse("journal", "restore", "a.silsa", "999", status=2, says="nothing that can be put back")
    desk.refuse("journal", "restore", "a.silsa", "x", status=2, says="no row")
    refuse_as_file(desk, "journal", "restore", "", "1", at=2)
    refuse_as_file(desk, "journal", "list", "", at=2)
    refuse_as_file(desk, "journal", "verify", "", at=2)


@case
def identity(desk):
    """identity new, show, request."""
    for algorithm, name in (("ec", "ECDSA P-256"), ("rsa", "RSA 3072")):
        found = desk.json("identity", "new", "-o", f"{algorithm}.p12", "--name", "김서연", "--org", "평가기관", "--algorithm", algorithm,
                          "--passphrase-file", "passphrase")
        expect("algorithm", name, found["algorithm"])
        expect("mode", 0o600, desk.path(f"{algorithm}.p12").stat().st_mode & 0o777)
        expect("show", found, desk.json("identity", "show", f"{algorithm}.p12", "--passphrase-file", "passphrase"))
    expect_in("김서연", desk.run("identity", "show", "ec.p12", "--passphrase-file", "passphrase").stdout)
    desk.run("identity", "request", "ec.p12", "-o", "ec.request", "--email", "kim@example.kr", "--passphrase-file", "passphrase")
    if not desk.path("ec.request").stat().st_size:
        raise Wrong("the request is empty")
    desk.write("wrong", "close sesame\n")
    desk.write("empty", "")
    for options in ("--passphrase-file", "wrong"), ("--passphrase-file", "empty"), ("--passphrase-file", "missing"), ("--passphrase-fd", "77"):
        desk.refuse("identity", "show", "ec.p12", *options, status=3)
        desk.refuse("identity", "request", "ec.p12", "-o", "x", "--email", "a@b.kr", *options, status=3)
    for options in ("--passphrase-file", "empty"), ("--passphrase-file", "missing"), ("--passphrase-fd", "77"):
        desk.refuse("identity", "new", "-o", "x.p12", "--name", "x", *options, status=3)
    desk.refuse("identity", "new", "-o", "x.p12", "--name", "x", "--algorithm", "dsa", "--passphrase-file", "passphrase", status=2, says="--algorithm")
    desk.refuse("identity", "new", "-o", "x.p12", "--name", "", "--passphrase-file", "passphrase", status=2, says="--name")
    desk.refuse("identity", "new", "--name", "x", "--passphrase-file", "passphrase", status=2, says="-o")
    refuse_as_output(desk, "identity", "new", "-o", "", "--name", "x", "--passphrase-file", "passphrase", at=3)
    refuse_as_file(desk, "identity", "show", "", "--passphrase-file", "passphrase", at=2)


@case
def export(desk):
    """export: refused while incomplete, revisions, nothing overwritten."""
    desk.begin()
    desk.identity()
    key = ("--key", "kim.p12", "--passphrase-file", "passphrase")
    desk.refuse("export", "a.silsa", "-o", "a.asice", *key, status=1, says="0 of 63")
    for number in 1, 2:
        found = desk.json("export", "a.silsa", "-o", f"{number}.asice", *key, "--role", "평가위원", "--allow-incomplete")
        expect_keys("export", dict.fromkeys("package revision size sha256 copies withheld complete points grade catalogue_status purpose".split()), found)
        expect("revision", number, found["revision"])
        expect("size", desk.path(f"{number}.asice").stat().st_size, found["size"])
        expect("status", STATUS["en"], found["catalogue_status"])
    expect("parts left behind", [], [name for name in desk.files() if "part" in name])
    desk.write("wrong", "close sesame\n")
    desk.refuse("export", "a.silsa", "-o", "x", "--key", "kim.p12", "--passphrase-file", "wrong", "--allow-incomplete", status=3, says="kim.p12")
    desk.refuse("export", "a.silsa", "-o", "x", *key[:1], status=2)
    desk.refuse("export", "a.silsa", *key, status=2, says="-o")
    refuse_as_output(desk, "export", "a.silsa", "-o", "", *key, "--allow-incomplete", at=3)
    refuse_as_file(desk, "export", "", "-o", "x", *key, at=1)
    refuse_as_file(desk, "export", "a.silsa", "-o", "x", "--key", "", "--passphrase-file", "passphrase", at=5)


@case
def verify(desk):
    """verify: 0 for valid alone."""
    desk.begin()
    desk.identity()
    desk.export("a.silsa", "a.asice", "--allow-incomplete", "--role", "평가위원")
    pem = desk.certificate()
    found = desk.json("verify", "a.asice", "--trust", pem)
    expect_keys("verify", VERIFY, found)
    expect("verdict", ("valid", "assessment", True, True), tuple(found[k] for k in ("verdict", "kind", "intact", "trusted")))
    expect("signer", [("김서연", "평가위원", "valid", "B")],
           [tuple(s[k] for k in ("name", "role", "verdict", "level")) for s in found["signers"]])
    expect("head", ("대구", "김서연", 1, False, "0.0", 5, STATUS["en"], "real"),
           tuple(found[k] for k in ("city", "assessor", "revision", "complete", "points", "grade", "catalogue_status", "purpose")))
    found = desk.json("verify", "a.asice", status=1)
    expect("verdict", ("untrusted", True, False), tuple(found[k] for k in ("verdict", "intact", "trusted")))
    expect("all that can be checked", ["assignment", "catalogue", "claims", "revocation", "time"],
           sorted(found["checked"] + found["not_checked"]))
    data = desk.path("a.asice").read_bytes()
    place = data.index("대구".encode())
    desk.path("changed.asice").write_bytes(data[:place] + b"X" + data[place + 1:])
    desk.path("cut.asice").write_bytes(data[:3000])
    desk.path("empty.asice").write_bytes(b"")
    expect_in(desk.json("verify", "changed.asice", "--trust", pem, status=1)["verdict"], ("altered", "unreadable"))
    for name in "cut.asice", "empty.asice", "a.silsa":
        expect(name, "unreadable", desk.json("verify", name, "--trust", pem, status=1)["verdict"])
    for name in "missing", ".":
        desk.refuse("verify", name, status=3, says=name)
    refuse_as_file(desk, "verify", "a.asice", "--trust", "", at=3)
    desk.refuse("verify", "a.asice", "--round", "missing", status=3, says="missing")
    desk.refuse("verify", status=2)


@case
def json_is_the_same_in_any_language(desk):
    """Programs read the same, whatever the person speaks."""
    desk.begin()
    for command in "score", "show", "preflight":
        english, korean = (json.loads(desk.run(command, "a.silsa", "--format", "json", lang=lang, status=command == "preflight").stdout)
                           for lang in ("en", "ko"))
        expect(command, english, korean)


main()
