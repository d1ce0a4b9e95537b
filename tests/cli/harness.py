"""What the scripts that speak to silsa-cli share: a folder of one case, and TAP.

usage of each: test-NAME.py SILSA-CLI CATALOGUE SAMPLE-BUILD
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

CLI, CATALOGUE, SAMPLE = (Path(argument).resolve() for argument in sys.argv[1:4])
PROJECT = Path(__file__).resolve().parents[2]
PASSPHRASE = "open sesame"
STATUS = {"en": "reference catalogue, not official", "ko": "참조 지표, 공식 아님"}
NOBODY = 65534
CASES = []

os.environ.setdefault("LSAN_OPTIONS", f"suppressions={PROJECT / 'tests' / 'lsan.supp'}:print_suppressions=0")
os.environ["SILSA_LOCALE_DIR"] = str(Path(os.environ["SILSA_BUILD_ROOT"]).resolve() / "po")


class Wrong(Exception):
    """Something is not as it should be."""


def case(function):
    """Marks a test."""
    CASES.append(function)
    return function


def expect(what, wanted, found):
    """Compares."""
    if wanted != found:
        raise Wrong(f"{what}: wanted {wanted!r}, found {found!r}")


def expect_in(part, text):
    """Looks for a piece of text."""
    if part not in text:
        raise Wrong(f"{part!r} is not in {text!r}")


def expect_not_in(part, text):
    """Looks for a piece of text that must not be there."""
    if part in text:
        raise Wrong(f"{part!r} is in {text!r}")


def expect_keys(what, wanted, found):
    """Compares the keys of an object and of those in it: {"a": None, "b": {…}, "c": [{…}]}."""
    if isinstance(wanted, list):
        if not isinstance(found, list):
            raise Wrong(f"{what}: wanted a list, found {found!r}")
        for number, one in enumerate(found):
            expect_keys(f"{what}[{number}]", wanted[0], one)
    elif isinstance(wanted, dict):
        if not isinstance(found, dict):
            raise Wrong(f"{what}: wanted an object, found {found!r}")
        expect(f"keys of {what}", sorted(wanted), sorted(found))
        for key, part in wanted.items():
            if part is not None:
                expect_keys(f"{what}.{key}", part, found[key])


def expect_decimal(what, text, decimals=None):
    """An amount is a decimal text, with exactly so many digits after the point."""
    pattern = r"\d+(\.\d{1,6})?" if decimals is None else rf"\d+\.\d{{{decimals}}}" if decimals else r"\d+"
    if not isinstance(text, str) or not re.fullmatch(pattern, text):
        raise Wrong(f"{what}: {text!r} is no decimal text")


class Desk:
    """A folder of one case, and silsa-cli in it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.write("passphrase", PASSPHRASE + "\n")

    def run(self, *arguments, status=0, lang="en", **more):
        """Runs a command without a terminal; what it ended with has to be @status."""
        more.setdefault("stdin", subprocess.DEVNULL)
        done = subprocess.run(
            [CLI, *map(str, arguments), *(["--lang", lang] if lang else [])],
            capture_output=True, text=True, cwd=self.folder, check=False, timeout=120, **more,
        )
        said = " ".join(map(str, arguments))
        if done.returncode != status:
            raise Wrong(f"{said}: status {done.returncode}, not {status}: {done.stderr or done.stdout}")
        if status in (2, 3):
            expect(f"standard output of {said}", "", done.stdout)
            expect_in("silsa-cli: ", done.stderr)
        return done

    def json(self, *arguments, status=0):
        """The same, for its JSON: one object, whatever the language."""
        done = self.run(*arguments, "--format", "json", status=status)
        found = json.loads(done.stdout)
        if not isinstance(found, dict):
            raise Wrong(f"no object: {done.stdout}")
        return found

    def refuse(self, *arguments, status, says=None):
        """A command that is refused and leaves every file as it was; returns what was said."""
        before = self.files()
        done = self.run(*arguments, status=status)
        expect(f"files after {arguments}", before, self.files())
        if says is not None:
            expect_in(says, done.stderr)
        return done.stderr

    def files(self):
        """Every file of the folder with its bytes."""
        return {str(p.relative_to(self.folder)): p.read_bytes() if p.is_file() else None
                for p in sorted(self.folder.rglob("*"))}

    def path(self, name):
        """A path in the folder."""
        return self.folder / name

    def bytes(self, name):
        """The content of a file."""
        return self.path(name).read_bytes()

    def write(self, name, text):
        """Makes a file."""
        self.path(name).write_text(text, encoding="utf-8")

    def begin(self, name="a.silsa", population=2400000):
        """A blank assessment."""
        self.run("new", name, "--catalogue", CATALOGUE, "--city", "대구", "--population", population, "--assessor", "김서연")
        return name

    def identity(self, name="kim"):
        """A key."""
        self.run("identity", "new", "-o", f"{name}.p12", "--name", "김서연", "--passphrase-file", "passphrase")
        return f"{name}.p12"

    def certificate(self, key="kim.p12"):
        """Its certificate, in a file."""
        self.write("kim.pem", self.json("identity", "show", key, "--passphrase-file", "passphrase")["certificate"])
        return "kim.pem"

    def export(self, name="a.silsa", package="a.asice", *more, status=0):
        """Hands in."""
        return self.run("export", name, "-o", package, "--key", "kim.p12", "--passphrase-file", "passphrase", *more, status=status)

    def answers(self, name="a.silsa"):
        """What `score` says of each indicator, by its code."""
        return {one["code"]: one for one in self.json("score", name)["indicators"]}


def without_rights(folder):
    """Options of subprocess under which the permissions of @folder bind; root is above them."""
    probe = Path(folder) / "probe"
    probe.mkdir(mode=0o555)
    above = os.access(probe, os.W_OK)
    probe.rmdir()
    if not above:
        return {}
    Path(folder).chmod(0o755)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def main(desk=Desk):
    """Runs the cases, each in a folder of its own."""
    failed = 0
    print(f"1..{len(CASES)}", flush=True)
    for number, function in enumerate(CASES, 1):
        name = function.__name__.replace("_", "-")
        with tempfile.TemporaryDirectory(prefix="silsa-cli-") as folder:
            try:
                function(desk(folder))
                print(f"ok {number} {name}", flush=True)
            except Exception as problem:  # a case that breaks has failed, and the others still run
                failed += 1
                for line in f"{problem}\n{traceback.format_exc()}".splitlines():
                    print(f"# {line}")
                print(f"not ok {number} {name}", flush=True)
    sys.exit(failed > 0)
