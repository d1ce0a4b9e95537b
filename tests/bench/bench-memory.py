"""P6: the most memory that taking in 2,000 photos needs, against 100.

usage: bench-memory.py ROUND   (inside tests/gui/frame, which it does not need)
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import watched  # noqa: F401  (first: it knows where the others are)
from album import photos
from window import CLI, cli

ROUND = Path(sys.argv[1])
FEW, SOME, MANY = 100, 500, 2000
MORE = 250_000  # so that the few fill what the database keeps in memory, as those of a telephone do


def peak(file, folder):
    """MiB that silsa-cli needed to take a folder in."""
    program = subprocess.Popen(
        [CLI, "evidence", "add", str(file), "--inbox", str(folder)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(program.pid, 0)
    if status != 0:
        raise SystemExit(f"silsa-cli ended with status {status}")
    return usage.ru_maxrss / 1024


def main():
    found = {}
    with tempfile.TemporaryDirectory(prefix="silsa-bench-") as folder:
        folder = Path(folder)
        for n in (FEW, SOME, MANY):
            file = folder / f"{n}.silsa"
            cli("new", file, "--round", ROUND, "--city", "대구광역시", "--assessor", "김서연")
            photos(folder / str(n), n, more=MORE)
            found[n] = peak(file, folder / str(n))
    print(
        f"P6   {MANY} photos taken in: {found[MANY]:.0f} MiB at most, {SOME} photos: {found[SOME]:.0f} MiB,"
        f" {FEW} photos: {found[FEW]:.0f} MiB,"
        f" {found[MANY] / found[FEW]:.2f} x (goal: 1.05)",
        flush=True,
    )


main()
