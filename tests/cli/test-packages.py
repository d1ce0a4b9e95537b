"""Thirty packages of the sample's round, made by data/sample/packages.py: each is shown as it is. Minutes long."""

import shutil
import subprocess
import sys

from harness import CLI, PROJECT, SAMPLE, Wrong, case, expect, main

COUNT = 30


@case
def thirty_packages(desk):
    """packages, verify, review and compare agree about every one of them."""
    done = subprocess.run(
        [sys.executable, PROJECT / "data" / "sample" / "packages.py", desk.path("made"), CLI, SAMPLE.parent / "round.xml",
         str(COUNT)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Wrong(done.stderr)
    inbox = desk.path("made/inbox")
    trust = ("--round", desk.path("made/round.asice"), "--confirm", desk.path("made/fingerprint").read_text().strip())
    wanted = {"01-untrusted.asice": "untrusted", "02-altered.asice": "altered", "03-demonstration.asice": "inconsistent"}
    found = desk.json("packages", inbox, *trust, status=1)["packages"]
    expect("packages", COUNT, len(found))
    for one in found:
        name = one["path"].rsplit("/", 1)[1]
        expect(name, (wanted.get(name, "valid"), name == "00-revision-1.asice", False),
               (one["verdict"], one["superseded"], one["conflict"]))
        verified = desk.json("verify", one["path"], *trust, status=one["verdict"] != "valid")
        expect(name, [one[key] for key in ("verdict", "city", "assessor", "revision", "purpose")],
               [verified[key] for key in ("verdict", "city", "assessor", "revision", "purpose")])
        shown = desk.json("show", one["path"], *trust, status=one["verdict"] != "valid")
        expect(name, (one["city"], one["verdict"]), (shown["city"], shown["package"]["verdict"]))
    codes = [problem["code"] for problem in desk.json("verify", inbox / "03-demonstration.asice", *trust, status=1)["problems"]]
    expect("demonstration under a real round", True, "demonstration-in-round" in codes)
    changed = desk.json("review", inbox / "00-revision-2.asice", *trust, "--only", "changed")["indicators"]
    expect("changed", ["A1-01"], [one["indicator"]["code"] for one in changed])
    rows = desk.json("compare", inbox / "00-revision-1.asice", inbox / "00-revision-2.asice", *trust)["indicators"]
    expect("apart", ["A1-01"], [one["code"] for one in rows if one["differences"]])
    shutil.rmtree(desk.path("made"))


main()
