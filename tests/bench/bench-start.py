"""P13 to P15: from the start to the first painted frame, and what is in memory then.

usage: bench-start.py ROUND   (inside tests/gui/frame --wm)

Silsa with a file of nothing, Silsa with a file of 1,000 photos and an empty AdwApplicationWindow are started
in turn, all with what they need in the page cache. Beside the time of the clock stands that of the processor,
which other programs on the machine do not lengthen. Memory is counted as if no other program were there: what
a program shares with others is its own in full, so that it does not matter who else runs GTK meanwhile.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from watched import Seen, median_of, start  # first: it knows where the others are
from album import album
from window import SILSA, cli

ROUND = Path(sys.argv[1])
BARE = os.environ["SILSA_BENCH_BARE"]
PHOTOS = 1000
ROUNDS = int(os.environ.get("SILSA_BENCH_ROUNDS", "7"))


def memory_alone(pid):
    """MiB of a program, of files that it maps all that is in memory."""
    total, mapped = 0, False
    for line in Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8").splitlines():
        word, *rest = line.split()
        if not word.endswith(":"):
            mapped = len(rest) > 4 and rest[4].startswith("/") and not rest[4].startswith(("/dev/", "/memfd:", "/SYSV"))
        elif word == ("Rss:" if mapped else "Pss:"):
            total += int(rest[0])
    return total / 1024


def read_number(pid, file, name):
    """A number of /proc."""
    for line in Path(f"/proc/{pid}/{file}").read_text(encoding="ascii").splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise KeyError(name)


def rest(pid, seconds=1.5):
    """Waits until a program has used no time for a while: what is put off until the window is there is done."""
    before = None
    while (used := Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]) != before:
        before = used
        time.sleep(seconds)


def measure_start(log, *command):
    """Starts a program and ends it: what was measured of it."""
    begin = time.monotonic()
    program = start(log, *command)
    seen = Seen.read(log)
    rest(program.pid)
    found = {
        "took": (seen.first - begin) * 1000,
        "cpu": seen.first_cpu,
        "memory": memory_alone(program.pid),
        "pss": read_number(program.pid, "smaps_rollup", "Pss") / 1024,
        "read": read_number(program.pid, "io", "rchar"),
    }
    program.terminate()
    program.wait()
    return found


def tell(number, what, unit, ours, others, name, goal):
    """A ratio of medians of pairs, and both sides of it."""
    ratios = sorted(one[name] / other[name] for one, other in zip(ours, others))
    left, right = (median_of([one[name] for one in side]) for side in (ours, others))
    print(
        f"{number}  {what}: {median_of(ratios):.2f} [{ratios[0]:.2f}-{ratios[-1]:.2f}] x ({left:.0f} {unit} to"
        f" {right:.0f} {unit}; goal: {goal})",
        flush=True,
    )


def measure(folder):
    """All three programs in turn; the figures of each."""
    empty, full = folder / "empty.silsa", folder / "full.silsa"
    for file in (empty, full):
        cli("new", file, "--round", ROUND, "--city", "대구광역시", "--assessor", "김서연")
    album(full, folder / "DCIM", PHOTOS)
    found = {"bare": [], "empty": [], "full": []}
    for number in range(ROUNDS + 1):
        for name, command in (("bare", [BARE]), ("empty", [SILSA, empty]), ("full", [SILSA, full])):
            figures = measure_start(folder / "log", *command)
            if number > 0:  # the first one warms up
                found[name].append(figures)
    return found


def main():
    with tempfile.TemporaryDirectory(prefix="silsa-bench-") as folder:
        found = measure(Path(folder))
    bare, empty, full = found["bare"], found["empty"], found["full"]
    for clock, name in (("", "took"), (", processor time", "cpu")):
        tell("P13", f"first frame, to an empty window{clock}", "ms", empty, bare, name, "1.5, wish 1.3")
    for clock, name in (("", "took"), (", processor time", "cpu")):
        tell("P14", f"first frame with {PHOTOS} photos, to none{clock}", "ms", full, empty, name, "1.05")
    more = median_of([one["read"] for one in full]) - median_of([one["read"] for one in empty])
    print(f"P14  bytes read more with {PHOTOS} photos: {more / 1e6:.2f} MB (goal: 1)", flush=True)
    for shared, name in (("", "memory"), (", shared pages divided", "pss")):
        tell("P15", f"memory idle, to an empty window{shared}", "MiB", empty, bare, name, "1.4")
        tell("P15", f"memory idle with {PHOTOS} photos, to an empty window{shared}", "MiB", full, bare, name, "1.4")


main()
