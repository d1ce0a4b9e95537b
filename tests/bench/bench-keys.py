"""P18: from a key press to the next painted frame, while all indicators of a city are walked.

usage: bench-keys.py ROUND   (inside tests/gui/frame --wm)

Own work is the time with a function of Silsa on the stack, whatever it calls; the rest is what GTK does by
itself to lay out and paint, on a virtual display without graphics hardware. The walk is measured as nearly
everybody takes it, and once more with somebody at the accessibility bus, whom GTK then tells of every change
within the functions that change something.
"""

import re
import sys
import tempfile
import time
from pathlib import Path

from watched import PROGRAM, Seen, Watched, median_of, percentile, print_calls, start  # first
from silsa_gui import press, write
from window import cli

ROUND = Path(sys.argv[1])


def walk(file):
    """Claim, checks and flag of every indicator by keys alone, with time for each to be painted."""
    for _number in range(len(cli("score", file)["indicators"])):
        for key in ("Return", "y", "y", "n", "f", "f", "ctrl+Return"):
            press(key)
            time.sleep(0.05)


def walk_alone(file):
    """The walk with nobody at the accessibility bus: the keys of it that were seen, and those without a frame."""
    log = Path(f"{file}.seen")
    program = start(log, PROGRAM, file, GTK_A11Y="none")
    time.sleep(2)
    begin = time.monotonic()
    walk(file)
    end = time.monotonic()
    press("ctrl+q")
    program.wait()
    seen = Seen.read(log)
    return seen.within("key", begin, end), seen.within("idle", begin, end)


def new_file(folder, name):
    """A file of nothing."""
    file = Path(folder) / name
    cli("new", file, "--round", ROUND, "--city", "대구광역시", "--assessor", "김서연")
    return file


def check_walk(file):
    """Fails where keys went to nothing."""
    score = cli("score", file)
    print(f"P18  {score['recorded']} of {score['applicable']} indicators have an answer now", flush=True)
    if score["recorded"] < 0.9 * score["applicable"]:
        raise SystemExit("the walk did not come to its end")


def search():
    """A search, letter by letter, taken back the same way."""
    for words in ("living lab", "service", "data"):
        press("ctrl+f")
        for letter in words:
            press("space" if letter == " " else letter)
        for _letter in words:
            press("BackSpace")
    press("Escape")


def take_notes(window):
    """Text is typed into a field of the page."""
    window.tab_to("text", re.compile("note|Note"))
    write("the living lab is open on weekdays from nine to six ", delay=100)


def tell(name, keys, idle):
    """One line of figures."""
    own = [key.own for key in keys]
    print(
        f"P18  {name}: {len(keys)} keys, own work {median_of(own):.1f} ms, 95th percentile {percentile(own, 0.95):.1f} ms"
        f" (goal: 4), in processor time {percentile([key.cpu for key in keys], 0.95):.1f} ms; with GTK's painting"
        f" {median_of([key.took for key in keys]):.0f} ms, 95th percentile {percentile([key.took for key in keys], 0.95):.0f} ms,"
        f" in processor time {percentile([key.all for key in keys], 0.95):.0f} ms;"
        f" {len(idle)} keys without a frame",
        flush=True,
    )


def main():
    with tempfile.TemporaryDirectory(prefix="silsa-bench-") as folder:
        alone = new_file(folder, "alone.silsa")
        tell("the walk", *walk_alone(alone))
        check_walk(alone)
        file = new_file(folder, "visit.silsa")
        window = Watched(file)
        window.phase("the walk, all told to a screen reader", walk, file)
        press("alt+1")
        window.phase("search", search)
        window.phase("typing a note", take_notes, window)
        window.quit()
        seen = window.seen()
        for phase in window.phases:
            tell(phase.name, *(seen.within(kind, phase.begin, phase.end) for kind in ("key", "idle")))
        check_walk(file)
        if "--calls" in sys.argv:
            print_calls(seen)


main()
