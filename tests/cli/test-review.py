"""What a member of the committee does with packages: read them, list them, compare them."""

import os

from harness import CATALOGUE, case, expect, expect_in, expect_not_in, main


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


@case
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


main()
