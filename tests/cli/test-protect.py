"""What must not be seen does not leave the file: places, what was hidden, what is restricted."""

import csv
import hashlib
import struct
import subprocess
import sys
import zipfile

from harness import CATALOGUE, PROJECT, Wrong, case, expect, expect_in, expect_not_in, main

sys.path.insert(0, str(PROJECT / "tests" / "gui"))

from photographs import SEOUL, drawn, with_exif  # noqa: E402

import datetime  # noqa: E402

TIME = datetime.datetime(2021, 8, 25, 10, 12, tzinfo=SEOUL)
PLACE = (35.8714, 128.6014)
DIGEST = "0123456789abcdef" * 4


def photo(size="800x600", place=PLACE, number=0):
    """A photo with its place in EXIF, in XMP and in the thumbnail inside."""
    jpeg = with_exif(drawn(number, size), TIME, place)
    if place is None:
        return jpeg
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:RDF exif:GPSLatitude=\"35,52.284N\"/></x:xmpmeta>"
    return jpeg[:2] + b"\xFF\xE1" + struct.pack(">H", len(xmp) + 2) + xmp + jpeg[2:]


def places(data):
    """Where in the bytes a place is told, by two readers that are not ours and a look at the bytes."""
    found = [word for word in (b"GPSLat", b"\x88\x25\x00\x04", b"\x25\x88\x04\x00", b"exif:GPS") if word in data]
    told = subprocess.run(["identify", "-format", "%[EXIF:GPS*]", "jpg:-"], input=data, capture_output=True, check=True).stdout
    return found + ([told] if told.strip() else [])


def evidence_of(package):
    """The bytes of the evidence in a package, and what the payload says."""
    with zipfile.ZipFile(package) as archive:
        names = [name for name in archive.namelist() if name.startswith("evidence/")]
        return {name: archive.read(name) for name in names}, archive.read("payload.xml").decode()


def pixel(data, x, y):
    """The colour of a pixel, upright."""
    text = subprocess.run(["convert", "jpg:-", "-auto-orient", "-crop", f"1x1+{x}+{y}", "-depth", "8", "rgb:-"], input=data,
                          capture_output=True, check=True).stdout
    return tuple(text[:3])


def begin(desk, *photos):
    """An assessment with these photos on A1-03, and a key."""
    desk.begin()
    for number, data in enumerate(photos, 1):
        desk.path(f"{number}.jpg").write_bytes(data)
    desk.run("evidence", "add", "a.silsa", "A1-03", *(f"{number}.jpg" for number in range(1, len(photos) + 1)))
    return ("--key", desk.identity(), "--passphrase-file", "passphrase", "--allow-incomplete")


def export(desk, key, name="a.asice"):
    """A package that verifies."""
    said = desk.json("export", "a.silsa", "-o", name, *key)
    desk.run("identity", "show", "kim.p12", "--passphrase-file", "passphrase")
    found = desk.json("verify", name, status=1)
    expect("verdict", ("untrusted", True), (found["verdict"], found["intact"]))
    return said, found


@case
def places_stay(desk):
    """By default no place leaves the file; the picture is the same, and the original stays bit for bit."""
    original, plain = photo(), photo(place=None, number=1)
    if not places(original):
        raise Wrong("the readers find no place where there is one")
    key = begin(desk, original, plain)
    said, _ = export(desk, key)
    expect("copies", (1, 0), (said["copies"], said["withheld"]))
    sent, payload = evidence_of(desk.path("a.asice"))
    expect("photos", 2, len(sent))
    expect_in(f"evidence/{hashlib.sha256(plain).hexdigest()}.jpg", sent)
    expect_in(f"<rendition-of>{hashlib.sha256(original).hexdigest()}</rendition-of>", payload)
    for name, data in sent.items():
        expect(f"places in {name}", [], places(data))
        expect("digest", name[9:73], hashlib.sha256(data).hexdigest())
    copy = next(data for name, data in sent.items() if hashlib.sha256(plain).hexdigest() not in name)
    expect("the same coded picture", original[original.rindex(b"\xFF\xDA"):], copy[copy.rindex(b"\xFF\xDA"):])
    expect_in(b"2021:08:25 10:12:00", copy)
    desk.run("evidence", "extract", "a.silsa", "1", "-o", "original.jpg")
    expect("original", original, desk.path("original.jpg").read_bytes())
    desk.run("evidence", "extract", "a.silsa", "1", "--rendition", "-o", "copy.jpg")
    expect("what would go", copy, desk.path("copy.jpg").read_bytes())
    digests = [[hashlib.sha256(data).hexdigest() for data in pair] for pair in ((copy, original), (plain, plain))]
    for file, wanted, status in (("a.asice", digests, 1), ("a.silsa", [[both[1]] * 2 for both in digests], 0)):
        desk.run("evidence", "table", file, "-o", f"{file}.csv", status=status)
        with desk.path(f"{file}.csv").open(encoding="utf-8-sig", newline="") as table:
            expect(f"digests in the table of {file}", wanted, [[row["SHA-256"], row["SHA-256 of the original"]] for row in csv.DictReader(table)])
    expect_in({"code": "place-withheld", "evidence": 1}, desk.json("preflight", "a.silsa", status=1)["warnings"])
    expect_in("1 photo goes without the place", desk.run("preflight", "a.silsa", status=1).stdout)
    with zipfile.ZipFile(desk.path("a.asice")) as archive:
        for name in archive.namelist():
            for words in b"35.87", b"128.60":
                expect_not_in(words, archive.read(name))


@case
def places_asked_for(desk):
    """Where the round asks for places the very photo goes, and a smaller copy keeps its place."""
    desk.path("catalogue.xml").write_bytes(CATALOGUE.read_bytes())
    desk.run("round", "new", "round.xml", "--catalogue", "catalogue.xml", "--id", "test-2026", "--year", "2026", "--title-ko", "공모",
             "--title-en", "Round")
    desk.run("round", "add-applicant", "round.xml", "--name-ko", "가온시", "--name-en", "Gaon", "--kind", "city", "--population", "320000")
    desk.run("round", "set", "round.xml", "--gps", "included", "--photos", "rendition")
    desk.run("new", "a.silsa", "--round", "round.xml", "--city", "가온시", "--assessor", "김서연")
    original, large = photo(), photo("2400x1200", number=1)
    desk.path("1.jpg").write_bytes(original)
    desk.path("2.jpg").write_bytes(large)
    desk.run("evidence", "add", "a.silsa", "A1-03", "1.jpg", "2.jpg")
    said, _ = export(desk, ("--key", desk.identity(), "--passphrase-file", "passphrase", "--allow-incomplete"))
    expect("copies", 1, said["copies"])
    sent, _ = evidence_of(desk.path("a.asice"))
    expect_in(original, sent.values())
    for data in sent.values():
        if not places(data):
            raise Wrong("the round asked for places, and they are gone")
    expect_not_in("place-withheld", str(desk.json("preflight", "a.silsa", status=1)["warnings"]))


@case
def hidden_is_gone(desk):
    """What is hidden is not in the pixels of the copy, nor in any thumbnail; it can be taken back."""
    original = photo("400x300")
    key = begin(desk, original)
    drawn_shapes = desk.json("evidence", "draw", "a.silsa", "1", "block 2500 2500 7500 7500", "arrow 100 100 2000 2000",
                             "text 500 9000 500 9000 계량기")
    expect("numbers", [1, 2, 3], [one["number"] for one in drawn_shapes["shapes"]])
    desk.run("evidence", "draw", "a.silsa", "1", "blur 0 0 1000 1000", "--rub-out", "2")
    desk.run("evidence", "mark", "a.silsa", "1", "--persons")
    said, _ = export(desk, key)
    expect("copies", 1, said["copies"])
    sent, payload = evidence_of(desk.path("a.asice"))
    copy = next(iter(sent.values()))
    expect("places", [], places(copy))
    for x, y in (102, 77), (200, 150), (297, 222):
        if max(pixel(copy, x, y)) > 24:
            raise Wrong(f"{x}, {y} is to be seen: {pixel(copy, x, y)}")
    if max(pixel(copy, 320, 150)) < 60:
        raise Wrong("what was not hidden is hidden")
    expect("thumbnails", 1, copy.count(b"\xFF\xD8\xFF"))
    expect_in('persons="true"', payload)
    expect_in("<shape number=\"1\">block 2500 2500 7500 7500</shape>", payload)
    expect_not_in("arrow", payload)
    desk.run("evidence", "extract", "a.silsa", "1", "-o", "original.jpg")
    expect("original", original, desk.path("original.jpg").read_bytes())
    listed = desk.json("evidence", "list", "a.silsa")["evidence"][0]
    expect("listed", (True, False, [1, 3, 4]), (listed["persons"], listed["restricted"], [one["number"] for one in listed["shapes"]]))
    expect_in("Blocked out", desk.run("evidence", "list", "a.silsa").stdout)
    expect_not_in({"code": "unredacted", "evidence": 1}, desk.json("preflight", "a.silsa", status=1)["warnings"])
    desk.run("undo", "a.silsa")
    expect("taken back", False, desk.json("evidence", "list", "a.silsa")["evidence"][0]["persons"])
    desk.run("redo", "a.silsa")
    desk.run("evidence", "draw", "a.silsa", "1", "--rub-out", "1", "--rub-out", "4")
    expect_in({"code": "unredacted", "evidence": 1}, desk.json("preflight", "a.silsa", status=1)["warnings"])
    journal = desk.run("journal", "list", "a.silsa").stdout
    expect_in("Drawn on a photo", journal)
    expect_in("Evidence marked", journal)


@case
def restricted_stays(desk):
    """A restricted photo is known by its digest, counted, and not there."""
    original = photo()
    key = begin(desk, original, photo(number=1))
    desk.run("evidence", "mark", "a.silsa", "1", "--restricted")
    expect_in({"code": "restricted", "evidence": 1}, desk.json("preflight", "a.silsa", status=1)["warnings"])
    said, found = export(desk, key)
    expect("withheld", 1, said["withheld"])
    expect_in("evidence-restricted", [one["code"] for one in found["facts"]])
    sent, payload = evidence_of(desk.path("a.asice"))
    expect("photos", 1, len(sent))
    expect_in(hashlib.sha256(original).hexdigest(), payload)
    desk.refuse("evidence", "extract", "a.silsa", "1", "--rendition", "-o", "x.jpg", status=3, says="restricted")
    desk.run("evidence", "mark", "a.silsa", "1", "--no-restricted")
    said, _ = export(desk, key, "b.asice")
    expect("withheld no more", 0, said["withheld"])


@case
def smaller(desk):
    """A photo may travel smaller: the person's wish, within what the round says."""
    key = begin(desk, photo("2400x1200", place=None), photo("2400x1200", place=None, number=1))
    desk.run("evidence", "mark", "a.silsa", "1", "--send", "rendition")
    said, _ = export(desk, key)
    expect("copies", 1, said["copies"])
    sent, payload = evidence_of(desk.path("a.asice"))
    sizes = sorted(subprocess.run(["identify", "-format", "%w", "jpg:-"], input=data, capture_output=True, check=True).stdout
                   for data in sent.values())
    expect("sizes", [b"2000", b"2400"], sizes)
    expect_in('send="rendition"', payload)
    desk.run("evidence", "mark", "a.silsa", "1", "--send", "round")
    said, _ = export(desk, key, "b.asice")
    expect("copies", 0, said["copies"])


@case
def documents(desk):
    """In a document nothing can be hidden, and nobody is left to believe it was."""
    desk.begin()
    desk.path("plan.pdf").write_bytes(b"%PDF-1.7\n%nothing\n")
    desk.run("evidence", "add", "a.silsa", "A1-03", "plan.pdf")
    desk.run("evidence", "mark", "a.silsa", "1", "--persons")
    expect_in({"code": "unprotectable", "evidence": 1}, desk.json("preflight", "a.silsa", status=1)["warnings"])
    desk.refuse("evidence", "draw", "a.silsa", "1", "block 1 1 2 2", status=2, says="photo")
    desk.refuse("evidence", "mark", "a.silsa", "1", "--send", "rendition", status=2)


@case
def refused(desk):
    """What makes no sense changes nothing."""
    begin(desk, photo())
    for words in (("1",), ("1", "--persons", "--no-persons"), ("9", "--persons"), ("x", "--persons"), ("1", "--send", "small")):
        desk.refuse("evidence", "mark", "a.silsa", *words, status=2)
    for words in (("1",), ("1", "circle 1 2 3 4"), ("1", "block 3 3 1 1"), ("1", "--rub-out", "1"), ("9", "block 1 1 2 2")):
        desk.refuse("evidence", "draw", "a.silsa", *words, status=2)
    desk.refuse("evidence", "extract", "a.silsa", "--all", "--rendition", "-o", "out", status=2, says="--rendition")


sys.exit(main())
