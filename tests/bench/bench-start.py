"""P13 to P15: from the start to the first painted frame, and what is in memory then.

usage: bench-start.py ROUND   (inside tests/gui/frame --wm)

Silsa with a file of nothing, Silsa with a file of 1,000 photos and an empty AdwApplicationWindow are started
in turn, all with what they need in the page cache.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from watched import LIBRARY, Seen, median_of  # first: it knows where the others are
from album import album
from silsa_gui import wait_until
from window import SILSA, cli

ROUND = Path(sys.argv[1])
BARE = os.environ["SILSA_BENCH_BARE"]
PHOTOS = 1000
ROUNDS = 7


def first_frame(log):
    """When the first frame was painted, 0 while it was not."""
    return Seen.read(log).first if log.exists() else 0


def read_number(pid, file, name):
    """A number of /proc."""
    for line in Path(f"/proc/{pid}/{file}").read_text(encoding="ascii").splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise KeyError(name)


def start(log, *command):
    """Starts a program and ends it; milliseconds to its first frame, MiB idle, bytes that it read."""
    log.unlink(missing_ok=True)
    begin = time.monotonic()
    program = subprocess.Popen(
        [str(word) for word in command],
        env={**os.environ, "LD_PRELOAD": LIBRARY, "SILSA_WATCH": str(log)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    took = (wait_until("the first frame", lambda: first_frame(log)) - begin) * 1000
    time.sleep(2)  # what is put off until the window is there
    memory = read_number(program.pid, "smaps_rollup", "Pss") / 1024
    got = read_number(program.pid, "io", "rchar")
    program.terminate()
    program.wait()
    return took, memory, got


def tell(number, what, ours, others, unit, goal):
    """A ratio of medians of pairs, and both sides of it."""
    ratios = sorted(one / other for one, other in zip(ours, others))
    print(
        f"{number}  {what}: {median_of(ratios):.2f} [{ratios[0]:.2f}-{ratios[-1]:.2f}] x ({median_of(ours):.0f} {unit} to"
        f" {median_of(others):.0f} {unit}; goal: {goal})",
        flush=True,
    )


def main():
    with tempfile.TemporaryDirectory(prefix="silsa-bench-") as folder:
        folder = Path(folder)
        empty, full = folder / "empty.silsa", folder / "full.silsa"
        for file in (empty, full):
            cli("new", file, "--round", ROUND, "--city", "대구광역시", "--assessor", "김서연")
        album(full, folder / "DCIM", PHOTOS)
        found = {"bare": [], "empty": [], "full": []}
        for number in range(ROUNDS + 1):
            for name, command in (("bare", [BARE]), ("empty", [SILSA, empty]), ("full", [SILSA, full])):
                figures = start(folder / "log", *command)
                if number > 0:  # the first one warms up
                    found[name].append(figures)
        took = {name: [one[0] for one in figures] for name, figures in found.items()}
        memory = {name: [one[1] for one in figures] for name, figures in found.items()}
        more = median_of([one[2] for one in found["full"]]) - median_of([one[2] for one in found["empty"]])
        tell("P13", "first frame, to an empty window", took["empty"], took["bare"], "ms", "1.5, wish 1.3")
        tell("P14", f"first frame with {PHOTOS} photos, to none", took["full"], took["empty"], "ms", "1.05")
        print(f"P14  bytes read more with {PHOTOS} photos: {more / 1e6:.2f} MB (goal: 1)", flush=True)
        tell("P15", "memory idle, to an empty window", memory["empty"], memory["bare"], "MiB", "1.4")
        tell("P15", f"memory idle with {PHOTOS} photos, to an empty window", memory["full"], memory["bare"], "MiB", "1.4")


main()
