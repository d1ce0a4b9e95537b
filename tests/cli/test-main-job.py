"""The main job by silsa-cli: the sample from nothing to a verified package, and the README to the letter."""

import json
import re
import subprocess

from harness import CLI, PROJECT, SAMPLE, STATUS, Wrong, case, expect, expect_in, expect_not_in, main


def build_sample(desk):
    """Runs data/sample/build --complete; the script checks each of its steps."""
    done = subprocess.run([SAMPLE, "--complete", desk.folder, CLI], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise Wrong(f"data/sample/build: status {done.returncode}: {done.stdout[-2000:]}{done.stderr[-4000:]}")


def internal_notes(desk):
    """The internal notes of the assessment, cut to pieces that no other text holds."""
    notes = [one["facts"]["internal-note"] for one in desk.json("show", "daegu.silsa")["answers"] if "internal-note" in one["facts"]]
    if len(notes) < 3:
        raise Wrong(f"the sample has no internal notes to look for: {notes}")
    return notes


@case
def sample(desk):
    """From nothing to a verified package; then: the status of the catalogue in every output, the internal notes in
    none that leaves the file."""
    build_sample(desk)
    trust = ("--trust", "kim.pem")
    assert_status(desk, trust)
    assert_notes_stay(desk)
    found = desk.json("verify", "daegu.asice", *trust)
    score = desk.json("score", "daegu.silsa")
    expect("verified points and grade are those of low", (score["low"]["points"], score["low"]["grade"]), (found["points"], found["grade"]))
    expect("purpose", "demonstration", found["purpose"])
    sectors = [float(one["low"]["percent"]) for one in score["sectors"]]
    if not sectors[0] < 60 < 80 < min(sectors[1:]):
        raise Wrong(f"innovation weak, the others strong: {sectors}")
    assert_marked(desk, trust)


def assert_status(desk, trust):
    """In words beside every score, in both languages, and in JSON."""
    key = ("--key", "kim.p12", "--passphrase-file", "passphrase")
    number = 1
    for command in (("score", "daegu.silsa"), ("show", "daegu.silsa"), ("show", "daegu.silsa", "C1-01"), ("preflight", "daegu.silsa"),
                    ("answer", "daegu.silsa", "C1-01", "--flag"), ("verify", "daegu.asice", *trust),
                    ("export", "daegu.silsa", *key, "-o"), ("catalogue", "show", "daegu.silsa"), ("catalogue", "check", SAMPLE.parent / "catalogue.xml")):
        for lang in "en", "ko":
            target = [f"{number}.asice"] if command[0] == "export" else []
            expect_in(STATUS[lang], desk.run(*command, *target, lang=lang).stdout)
            number += 1
        target = [f"{number}.asice"] if command[0] == "export" else []
        expect("catalogue_status", STATUS["en"], desk.json(*command, *target)["catalogue_status"])
        number += 1


def assert_notes_stay(desk):
    """No byte of a package holds an internal note: it is stored, not packed, so that a search finds everything."""
    package = desk.path("daegu.asice").read_bytes()
    expect_in("관제".encode(), package)
    expect_in(b'field="internal-note"', package)  # as a commitment
    for note in internal_notes(desk):
        for form in (note, note[: len(note) // 2], json.dumps(note)[1:-1], "".join(f"&#{ord(c)};" for c in note[:6])):
            expect_not_in(form.encode(), package)
        for part in re.findall(r"[가-힣 ]{9,}", note):
            expect_not_in(part.encode(), package)


def assert_marked(desk, trust):
    """The demonstration says so wherever it is shown."""
    for command in (("score", "daegu.silsa"), ("show", "daegu.silsa"), ("preflight", "daegu.silsa"), ("verify", "daegu.asice", *trust)):
        expect_in("Demonstration material", desk.run(*command).stdout)


def readme_commands():
    """The lines of code of the README's section, joined where they go on."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## The command line.*?$(.*?)^## ", text, re.M | re.S)[1]
    lines = [line[4:] for line in section.splitlines() if line.startswith("    ")]
    if len([line for line in lines if "silsa-cli" in line]) < 15:
        raise Wrong("the README's section has lost its commands")
    return lines


@case
def readme(desk):
    """The README's section, line by line; only the alias and the folder are the test's."""
    desk.path("passphrase").unlink()
    answers = {"preflight": 1, "verify": 1, "round check": 1}  # the answer is no, and the README says so
    answers |= dict.fromkeys(("show visit.asice", "review", "packages", "compare", "summary"), 1)  # nobody vouched
    script = [f'silsa-cli() {{ "{CLI}" "$@"; }}', f'cd "{PROJECT}"']
    for line in readme_commands():
        if line.startswith("alias silsa-cli="):
            continue
        wanted = next((status for words, status in answers.items() if line.startswith(f"silsa-cli {words} ")), 0)
        line = line.replace("mkdir /tmp/visit && ", "").replace("/tmp/visit", str(desk.folder))
        script.append(f"{line}\n_status=$?; [ $_status = {wanted} ] || {{ echo \"status $_status: $(cat <<'LINE'\n{line}\nLINE\n)\" >&2; exit 9; }}")
    done = subprocess.run(["bash", "-c", "\n".join(script)], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    expect(f"status ({done.stderr[-1500:]})", 0, done.returncode)
    expect("undone", "untouched", desk.answers("visit.silsa")["B2-01"]["state"])
    expect("package", "valid", desk.json("verify", "visit.asice", "--trust", desk.certificate())["verdict"])
    expect("round", "round", desk.json("verify", "round.asice", status=1)["kind"])


main()
