"""What a member of the committee does with packages: read them, list them, compare them."""

import os
import subprocess

from harness import CATALOGUE, STATUS, case, expect, expect_in, expect_not_in, main


def long_case(function):
    """A case that runs behind --long alone."""
    if os.environ.get("SILSA_TEST_LONG"):
        case(function)


def hand_in(desk, name="a", assessor="김서연", level=2, trust=True):
    """A package NAME.asice of an assessment that says little."""
    desk.run("new", f"{name}.silsa", "--catalogue", CATALOGUE, "--city", "대구", "--population", 2400000, "--assessor", assessor)
    desk.run("answer", f"{name}.silsa", "A1-03", "--level", level, "--internal-note", "속말", "--finding", "strength=잘함")
    if not desk.path("kim.p12").exists():
        desk.identity()
    desk.export(f"{name}.silsa", f"{name}.asice", "--allow-incomplete")
    return desk.certificate() if trust else None


def cache(desk):
    """Where what is only looked at is kept meanwhile."""
    folder = desk.path("cache")
    folder.mkdir(exist_ok=True)
    return {"env": {**os.environ, "XDG_CACHE_HOME": str(folder)}}


@case
def show_a_package(desk):
    """show PACKAGE: the verdict first, then all that a file shows, but nothing that does not travel."""
    pem = hand_in(desk)
    where = cache(desk)
    before = desk.path("a.asice").read_bytes()
    said = desk.run("show", "a.asice", "A1-03", "--trust", pem, **where).stdout
    expect("the verdict comes first", "Valid: ", said[:7])
    for part in "Predictive administration", "12.0 / 30.0", "잘함", "Package (SHA-256)":
        expect_in(part, said)
    expect_not_in("속말", said)
    found = desk.json("show", "a.asice", "--trust", pem)
    expect("answers", 63, len(found["answers"]))
    expect("package", ("valid", True, 0), tuple(found["package"][key] for key in ("verdict", "trusted", "missing_evidence")))
    expect("the package", before, desk.path("a.asice").read_bytes())
    expect("what is left behind", [], [p.name for p in desk.path("cache").glob("silsa/staging/*") if p.name != "lock"])


@long_case
def other_commands_read_packages(desk):
    """What reads a file reads a package, and says no for one that is not valid."""
    hand_in(desk)
    for command in "score", "preflight", "evidence list", "journal list":
        done = desk.run(*command.split(), "a.asice", status=1)
        expect_in("a.asice: Not trusted", done.stderr)
    expect("score", desk.json("score", "a.silsa"), desk.json("score", "a.asice", status=1))
    rows = len(desk.run("journal", "list", "a.silsa").stdout.splitlines())
    expect("rows", rows, len(desk.run("journal", "list", "a.asice", status=1).stdout.splitlines()))
    desk.refuse("answer", "a.asice", "A1-03", "--level", 3, status=3, says="a.asice")


@case
def what_is_not_valid_can_be_read(desk):
    """An altered package shows what stands in it, under its verdict; what is no package says so."""
    pem = hand_in(desk)
    data = desk.path("a.asice").read_bytes()
    place = data.index("잘함".encode())
    desk.path("changed.asice").write_bytes(data[:place] + "못함".encode() + data[place + 6:])
    said = desk.run("show", "changed.asice", "A1-03", "--trust", pem, status=1).stdout
    expect("the verdict comes first", "Altered: ", said[:9])
    expect_in("못함", said)
    desk.path("cut.asice").write_bytes(data[:3000])
    expect_in("Unreadable", desk.run("show", "cut.asice", status=1).stdout)
    expect("verdict", "unreadable", desk.json("show", "cut.asice", status=1)["verdict"])
    desk.refuse("show", "missing.asice", status=3, says="missing.asice")
    desk.refuse("show", "a.asice", "Z9-99", status=2, says="Z9-99")


@long_case
def what_matters_first(desk):
    """review: the largest difference first, narrowed by a reason, and what changed since the revision before."""
    pem = hand_in(desk)
    desk.run("answer", "a.silsa", "A2-02", "--level", "3", "--flag")
    desk.run("answer", "a.silsa", "A1-04", "--unverifiable", "잠겨 있었음")
    desk.export("a.silsa", "b.asice", "--allow-incomplete")
    found = desk.json("review", "b.asice", "--trust", pem, "--only", "changed")["indicators"]
    expect("changed", ["A1-04", "A2-02"], sorted(one["indicator"]["code"] for one in found))
    found = desk.json("review", "b.asice", "--trust", pem, "--only", "unverifiable", "--only", "flagged")["indicators"]
    expect("narrowed", [("A1-04", "잠겨 있었음"), ("A2-02", None)], sorted((one["indicator"]["code"], one["unverifiable"]) for one in found))
    expect("without the revision before", [], desk.json("review", "a.asice", "--trust", pem, "--only", "changed")["indicators"])
    desk.path("there").mkdir()
    desk.path("a.asice").rename(desk.path("there/a.asice"))
    expect("gone", [], desk.json("review", "b.asice", "--trust", pem, "--only", "changed")["indicators"])
    said = desk.run("review", "b.asice", "--trust", pem, "--earlier", "there/a.asice", "--only", "changed").stdout
    expect_in("잠겨 있었음", said)
    desk.refuse("review", "b.asice", "--only", "weather", status=2, says="--only")
    desk.refuse("review", "missing", status=3, says="missing")


@long_case
def notes(desk):
    """notes: kept beside the package, which stays as it is; a table and a list of questions come of them."""
    hand_in(desk)
    before = desk.path("a.asice").read_bytes()
    desk.run("notes", "a.asice", "A1-03", "--mark", "ask", "--note", "얇은 증빙", "--question", "사진은?")
    desk.run("notes", "a.asice", "A2-02", "--mark", "agreed")
    expect("notes", [("A1-03", "ask", "얇은 증빙", "사진은?"), ("A2-02", "agreed", "", "")],
           [tuple(one[key] for key in ("indicator", "mark", "note", "question")) for one in desk.json("notes", "a.asice")["notes"]])
    expect_in("1. A1-03 Predictive administration", desk.run("notes", "a.asice", "--questions").stdout)
    desk.run("notes", "a.asice", "-o", "notes.csv")
    expect_in("To ask,얇은 증빙,사진은?", desk.path("notes.csv").read_text(encoding="utf-8"))
    desk.refuse("notes", "a.asice", "-o", "notes.csv", status=3, says="notes.csv")
    desk.refuse("notes", "a.asice", "A1-03", "--mark", "maybe", status=2, says="--mark")
    desk.refuse("notes", "a.asice", "Z9-99", "--note", "x", status=2, says="Z9-99")
    expect("the package", before, desk.path("a.asice").read_bytes())
    expect("the file", True, desk.path("a.asice.notes.csv").exists())


@case
def a_folder(desk):
    """packages: every one with its verdict, what follows another, and what contradicts another."""
    pem = hand_in(desk)
    desk.run("answer", "a.silsa", "A2-02", "--level", "3")
    desk.export("a.silsa", "b.asice", "--allow-incomplete")
    desk.path("in/below").mkdir(parents=True)
    for name in "a.asice", "b.asice":
        desk.path(name).rename(desk.path("in/below") / name)
    desk.path("in/copy.asice").write_bytes(desk.path("in/below/b.asice").read_bytes())
    data = desk.path("in/below/b.asice").read_bytes()
    place = data.index("잘함".encode())
    desk.path("in/changed.asice").write_bytes(data[:place] + "못함".encode() + data[place + 6:])
    desk.path("in/cut.asice").write_bytes(data[:100])
    desk.write("in/other.txt", "no package")
    found = desk.json("packages", "in", "--trust", pem, status=1)["packages"]
    expect("found", [("a.asice", "valid", True, False), ("b.asice", "valid", False, True), ("changed.asice", "altered", False, True),
                     ("copy.asice", "valid", False, True), ("cut.asice", "unreadable", False, False)],
           [(os.path.basename(one["path"]), one["verdict"], one["superseded"], one["conflict"]) for one in found])
    expect("head", ("대구", "김서연", 1, False, "0.0", 5, "real"),
           (*(found[0][key] for key in ("city", "assessor", "revision", "complete")), found[0]["low"]["points"], found[0]["low"]["grade"], found[0]["purpose"]))
    said = desk.run("packages", "in/below", "--trust", pem).stdout
    for part in "a.asice", "a later revision is there", "대구 · 김서연 · revision 2":
        expect_in(part, said)
    desk.path("empty").mkdir()
    expect("an empty folder", [], desk.json("packages", "empty")["packages"])
    expect_in("no file whose name ends in .asice", desk.run("packages", "empty").stdout)
    desk.write("in/none.asice", "")
    expect("what is only called a package", "Unreadable: ", desk.run("show", "in/none.asice", status=1).stdout[:12])
    desk.refuse("packages", "missing", status=3, says="missing")
    desk.refuse("packages", "in/other.txt", status=3, says="other.txt")


@case
def summary(desk):
    """summary: two pages with the numbers of score, in both languages; nothing is written over."""
    pem = hand_in(desk)
    scored = desk.json("score", "a.silsa")
    wanted = [part[end]["points"] for part in (scored, *scored["sectors"]) for end in ("expected",)]
    for lang, words in ("en", ("Not trusted", "Grade 5", "Sectors")), ("ko", ("신뢰 미확인", "5등급", "분야")):
        desk.run("summary", "a.asice", "-o", f"{lang}.pdf", lang=lang, status=1)
        text = subprocess.run(["pdftotext", "-layout", desk.path(f"{lang}.pdf"), "-"], capture_output=True, text=True, check=True).stdout
        expect("pages", 2, text.count("\f"))
        for part in (*words, "대구", "김서연", STATUS[lang], *(f"{float(points):,.1f}" for points in wanted)):
            expect_in(part, text)
    desk.refuse("summary", "a.asice", "-o", "en.pdf", "--trust", pem, status=3, says="en.pdf")
    desk.refuse("summary", "a.asice", status=2, says="-o")
    desk.refuse("summary", "a.silsa", "-o", "x.pdf", status=2, says="a.silsa")


def paper(desk, name):
    """The text of a PDF, page by page, as it is laid out."""
    done = subprocess.run(["pdftotext", "-layout", desk.path(name), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


@case
def printed_form(desk):
    """print: what is answered stands on paper, what is not is left to be filled in, the internal note stays at home."""
    desk.run("new", "a.silsa", "--catalogue", CATALOGUE, "--city", "대구", "--population", 2400000, "--assessor", "김서연")
    desk.write("claims.csv", "indicator,input,value,summary,page,document\nA1-03,level,3,예측 모델 운영,2,증빙자료집 1권\n"
                             "A1-01,specialists,37,,,\nA1-01,division_staff,72,,,\n")
    desk.run("claims", "import", "a.silsa", "claims.csv")
    desk.run("answer", "a.silsa", "A1-03", "--level", 2, "--reason", "세 분야 가운데 둘만 운영", "--check", "A1-03-a=partly",
             "--check-note", "A1-03-a=화면만 봄", "--finding", "shortcoming=정확도 점검 없음", "--internal-note", "속말")
    desk.run("answer", "a.silsa", "A1-01", "--input", "specialists=1033", "--input", "division_staff=12072")
    for lang, words in (("en", ("On-site checklist", "Corrected", "Claim", "p. 2", "Partly", "Untouched", "Photo")),
                        ("ko", ("현장실사 점검표", "정정", "제출값", "2쪽", "일부", "미착수", "사진"))):
        desk.run("print", "a.silsa", "-o", f"{lang}.pdf", lang=lang)
        pages = paper(desk, f"{lang}.pdf")
        expect("pages", 64, len(pages))
        for number, page in enumerate(pages, 1):
            for part in ("대구", "김서연", STATUS[lang], f"{number} / 64"):
                expect_in(part, page)
        text = "\n".join(pages)
        for part in (*words, "예측 모델 운영", "증빙자료집 1권", "세 분야 가운데 둘만 운영", "화면만 봄", "정확도 점검 없음", "1,033", "12,072", "8.6"):
            expect_in(part, text)
        expect_not_in("속말", text)
    codes = [one["code"] for one in desk.json("score", "a.silsa")["indicators"]]
    expect("sheets", codes, [page.split("\n", 1)[0].split()[-1] for page in pages[1:]])
    desk.run("print", "a.silsa", "C4-01", "A1-03", "-o", "two.pdf")
    sheets = paper(desk, "two.pdf")
    expect("sheets", ["C4-01", "A1-03"], [page.split("\n", 1)[0].split()[-1] for page in sheets])
    for part in "12.0 / 30", "Corrected", "60":
        expect_in(part, sheets[1])
    words = [f"낱말{number}" for number in range(2500)]
    desk.run("answer", "a.silsa", "B1-01", "--finding", f"strength={' '.join(words)}")
    desk.run("print", "a.silsa", "B1-01", "-o", "long.pdf")
    expect("words of a long text", words, [word for page in paper(desk, "long.pdf") for word in page.split() if word.startswith("낱말")])
    desk.refuse("print", "a.silsa", "Z9-99", "-o", "x.pdf", status=2, says="Z9-99")
    desk.refuse("print", "a.silsa", "-o", "ko.pdf", status=3, says="ko.pdf")
    desk.refuse("print", "a.silsa", status=2, says="-o")


@case
def side_by_side(desk):
    """compare: differences first, of one city and one catalogue alone."""
    pem = hand_in(desk)
    hand_in(desk, "b", "박지훈", 4)
    found = desk.json("compare", "a.asice", "b.asice", "--trust", pem)
    expect("packages", [("김서연", 5), ("박지훈", 5)], [(one["assessor"], one["low_grade"]) for one in found["packages"]])
    first = found["indicators"][0]
    expect("first", ("A1-03", ["points", "value"], "12.0"), (first["code"], first["differences"], first["range"]))
    expect("the rest", [[]], [list(x) for x in {tuple(one["differences"]) for one in found["indicators"][1:]}])
    said = desk.run("compare", "a.asice", "b.asice", "--trust", pem).stdout
    for part in "12.0 · Level 2", "24.0 · Level 4", "62 indicators are the same in all":
        expect_in(part, said)
    desk.run("new", "c.silsa", "--catalogue", CATALOGUE, "--city", "부산", "--population", 2400000, "--assessor", "김서연")
    desk.refuse("compare", "a.asice", "c.silsa", "--trust", pem, status=2, says="one city")
    desk.refuse("compare", "a.asice", status=2)


main()
