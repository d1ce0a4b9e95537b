#!/usr/bin/env python3
"""Makes what a member of the committee gets: a folder of packages of the sample's round, signed by a secretary.

usage: packages.py OUTDIR [SILSA-CLI [ROUND [COUNT]]]

SILSA-CLI is the one in PATH unless said. ROUND is the round.xml of the demonstration with its catalogue.xml beside
it, unless said the one that was installed with SILSA-CLI; of it a real one is made here, for trying out. Of the
COUNT packages in OUTDIR/inbox (30 unless said, 6 at least) most are valid under OUTDIR/round.asice, whose
secretary's fingerprint stands in OUTDIR/fingerprint; one comes in two revisions, one is signed by a key that is not
on the list, one was changed after signing, and one is demonstration material.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

NS = "{urn:silsa:round:1}"
PASSPHRASE = "demonstration\n"
ASSESSOR, OTHER, SECRETARY = ("assessor-1", "김서연"), ("assessor-2", "박지훈"), ("secretary", "윤가람")


class Maker:
    """The folder, and silsa-cli."""

    def __init__(self, folder, cli, round_path, count):
        self.count = count
        self.folder, self.cli = Path(folder).resolve(), str(Path(cli).resolve())
        self.folder.mkdir(parents=True)
        self.inbox = self.folder / "inbox"
        self.inbox.mkdir()
        self.secret = self.folder / "passphrase"
        self.secret.write_text(PASSPHRASE)
        self.secret.chmod(0o600)
        self.office(Path(round_path).resolve())

    def run(self, *arguments):
        """Runs a command, which has to succeed."""
        done = subprocess.run(
            [self.cli, *map(str, arguments), "--lang", "en", "--format", "json"], capture_output=True, text=True,
            stdin=subprocess.DEVNULL, cwd=self.folder, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        if done.returncode != 0:
            sys.exit(f"packages.py: {' '.join(map(str, arguments))}: {done.stderr or done.stdout}")
        return json.loads(done.stdout) if done.stdout.startswith("{") else None

    def identity(self, name):
        """A key; returns its file."""
        key = self.folder / f"{name}.p12"
        self.run("identity", "new", "-o", key, "--name", name, "--passphrase-file", self.secret)
        return key

    def office(self, source):
        """The round of the secretary, real and signed, and the same as a demonstration."""
        office = self.folder / "office"
        office.mkdir()
        round_file = office / "round.xml"
        for name in "round.xml", "catalogue.xml":
            shutil.copy(source.parent / name, office / name)
        applicants = list(tree.parse(round_file).getroot().iter(f"{NS}applicant"))
        self.cities = [node.find(f"{NS}name").text for node in applicants]
        tables = sorted((Path(__file__).resolve().parent / "2021" / "claims").glob("*.csv"))
        for number, node in enumerate(applicants[: self.count]):
            if node.find(f"{NS}claim") is None:  # cities that are made up claim what another one does
                self.run("round", "add-claims", round_file, node.get("id"), tables[number % len(tables)])
        self.keys = {name: self.identity(name) for _id, name in (ASSESSOR, OTHER, SECRETARY)}
        for who, name in ASSESSOR, SECRETARY:  # the other one's certificate never reached the secretary
            request = self.folder / f"{name}.request"
            self.run("identity", "request", self.keys[name], "-o", request, "--email", f"{who}@example.kr",
                     "--passphrase-file", self.secret)
            self.run("round", "set-person", round_file, who, "--request", request)
        for who, _name in ASSESSOR, OTHER:
            self.run("round", "assign", round_file, who, *self.cities)
        for purpose, name in ("demonstration", "demonstration.asice"), ("real", "round.asice"):
            self.run("round", "set", round_file, "--purpose", purpose)
            self.run("round", "sign", round_file, "-o", self.folder / name, "--key", self.keys[SECRETARY[1]],
                     "--passphrase-file", self.secret, "--allow-incomplete")
        shown = self.run("identity", "show", self.keys[SECRETARY[1]], "--passphrase-file", self.secret)
        (self.folder / "fingerprint").write_text(shown["fingerprint_sha256"] + "\n")

    def visit(self, number, round_name="round.asice", who=ASSESSOR):
        """An assessment of a city: every claim confirmed but for a few levels; returns the file."""
        city = self.cities[number % len(self.cities)]
        file = self.folder / f"{number:02}.silsa"
        fingerprint = (self.folder / "fingerprint").read_text().strip()
        self.run("new", file, "--round", self.folder / round_name, "--city", city, "--assessor", who[1],
                 "--confirm", fingerprint)
        rows = [(code, "confirm-claim", "1") for code in self.claimed(file)]
        for code in self.levelled(file)[number % 5:number % 5 + 4]:
            rows = [row for row in rows if row[0] != code]
            rows += [(code, "level", str(number % 3)), (code, "reason", f"현장에서 확인한 단계 {number % 3}")]
        table = self.folder / "answers.csv"
        with open(table, "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([("indicator", "field", "value"), *rows])
        self.run("answer", file, "--from", table)
        return file

    def claimed(self, file):
        """Codes of what the city claims whole."""
        return [one["code"] for one in self.run("score", file)["indicators"] if one["claim_points"] is not None]

    def levelled(self, file):
        """Codes of qualitative indicators with a claim."""
        return [one["indicator"]["code"] for one in self.run("show", file)["answers"] if "claim:level" in one["facts"]]

    def hand_in(self, file, name, who=ASSESSOR):
        """Signs a package into the inbox; returns it."""
        package = self.inbox / name
        self.run("export", file, "-o", package, "--key", self.keys[who[1]], "--passphrase-file", self.secret,
                 "--allow-incomplete")
        return package

    def make(self):
        """All of them."""
        file = self.visit(0)
        self.hand_in(file, "00-revision-1.asice")
        self.run("answer", file, "A1-01", "--unverifiable", "인사기록을 볼 수 없었음")
        self.hand_in(file, "00-revision-2.asice")
        self.hand_in(self.visit(1, who=OTHER), "01-untrusted.asice", OTHER)
        altered = self.hand_in(self.visit(2), "02-altered.asice")
        altered.write_bytes(altered.read_bytes().replace("현장에서".encode(), "서류에서".encode()))
        self.hand_in(self.visit(3, "demonstration.asice"), "03-demonstration.asice")
        for number in range(4, self.count - 1):
            self.hand_in(self.visit(number), f"{number:02}.asice")


def main():
    if len(sys.argv) not in (2, 3, 4, 5) or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    folder, *rest = sys.argv[1:]
    cli = rest[0] if rest else shutil.which("silsa-cli")
    if cli is None:
        sys.exit("packages.py: there is no silsa-cli in PATH; \"flatpak/sdk silsa-cli --help\" builds it")
    round_path = rest[1] if len(rest) > 1 else Path(cli).parents[1] / "share" / "silsa" / "sample" / "round.xml"
    Maker(folder, cli, round_path, int(rest[2]) if len(rest) > 2 else 30).make()


if __name__ == "__main__":
    main()
