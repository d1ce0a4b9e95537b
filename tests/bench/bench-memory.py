"""P6: the most memory that taking in 2,000 photos of a telephone needs, against 100 and against none.

usage: bench-memory.py ROUND   (inside tests/gui/frame, which it does not need; 15 GB of disk)
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import watched  # noqa: F401  (first: it knows where the others are)
from album import photos
from window import CLI, cli

ROUND = Path(sys.argv[1])
FEW, MANY = 100, 2000
MORE = 3_500_000  # bytes: as large as the photos that the goals were measured with


def peak(*command):
    """MiB that silsa-cli needed. What the system counts for a program that has ended begins with what began it."""
    program = subprocess.Popen([CLI, *map(str, command)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    most = 0
    while program.poll() is None:
        most = max(most, *map(int, re.findall(r"^VmHWM:\s*(\d+)", read_status(program.pid), re.M)), 0)
        time.sleep(0.002)
    if program.returncode != 0:
        raise SystemExit(f"silsa-cli ended with status {program.returncode}")
    return most / 1024


def read_status(pid):
    return Path(f"/proc/{pid}/status").read_text(encoding="utf-8")


def link_some(paths, folder):
    """The first photos in a folder of their own."""
    folder.mkdir()
    for path in paths[:FEW]:
        os.link(path, folder / path.name)
    return folder


def main():
    found = {}
    with tempfile.TemporaryDirectory(prefix="silsa-bench-") as folder:
        folder = Path(folder)
        many = folder / "many"
        few = link_some(photos(many, MANY, more=MORE), folder / "few")
        for n, where in ((FEW, few), (MANY, many)):
            file = folder / f"{n}.silsa"
            cli("new", file, "--round", ROUND, "--city", "대구광역시", "--assessor", "김서연")
            idle = peak("score", file)
            found[n] = peak("evidence", "add", file, "--inbox", where)
            file.unlink()
    print(
        f"P6   {MANY} photos of 3.5 MB taken in: {found[MANY]:.0f} MiB at most, {found[MANY] - idle:.0f} more than with"
        f" nothing to do (goal: 40); {FEW} photos: {found[FEW]:.0f} MiB, {found[MANY] / found[FEW]:.2f} x (goal: 1.05)",
        flush=True,
    )


main()
