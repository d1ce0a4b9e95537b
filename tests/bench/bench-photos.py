"""P19 and P20: with 2,000 photos in the file, how long the main loop is held up, and how the grid scrolls.

usage: bench-photos.py ROUND   (inside tests/gui/frame --wm)

SILSA_BENCH_PHOTOS names how many, 2,000 unless it is set, and SILSA_BENCH_ROUNDS how often the wheel is turned over
the grid and over one of empty cells, in turn: both are open, and both are read by accessibility. A function of Silsa
that the toolkit called holds up the main loop as long as it runs, with all that it calls; layout and painting by GTK
itself come on top, on a virtual display without graphics hardware, and are told apart.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from watched import PROGRAM, Phases, Watched, environment, median_of, name_of, percentile, print_calls  # first
from album import album, photos
from portal import Portal
from silsa_gui import App, press, wait_until, write
from window import cli

ROUND = Path(sys.argv[1])
BARE = os.environ["SILSA_BENCH_BARE"]
PHOTOS = int(os.environ.get("SILSA_BENCH_PHOTOS", "2000"))
ROUNDS = int(os.environ.get("SILSA_BENCH_ROUNDS", "5"))
MORE = 200
SLOWLY = (150, 40)  # clicks of the wheel, ms from one to the next: one for each frame or two
FAST = (500, 8)  # more than frames: it scrolls without a stop


def look_at_views():
    """Every view, twice: the first time it is filled."""
    for _again in range(2):
        for number in (2, 3, 4, 5, 6, 1):
            press(f"alt+{number}")
            time.sleep(0.4)


def search():
    """Words of one and two syllables, letter by letter."""
    for words in ("service", "living"):
        press("ctrl+f", "ctrl+a")
        write(words, delay=200)
    press("ctrl+a", "BackSpace", "Escape")


def wheel(up, turn):
    """Turns the mouse wheel over the middle of the window."""
    clicks, delay = map(str, turn)
    subprocess.run(
        ["xdotool", "mousemove", "720", "500", "click", "--repeat", clicks, "--delay", delay, "4" if up else "5"],
        check=True,
    )


def turn_wheel(phase):
    """Down and up again, slowly and fast."""
    for turn, words in ((SLOWLY, ""), (FAST, ", fast")):
        phase(f"the wheel down{words}", wheel, False, turn)
        phase(f"the wheel up{words}", wheel, True, turn)


def bring_forward(app):
    """The window of a program comes before those of others."""
    search = ["xdotool", "search", "--all", "--onlyvisible", "--pid", str(app.process.pid), "--class", "."]
    subprocess.run([*search, "windowactivate", "--sync"], check=True)
    time.sleep(1)


class Empty(App, Phases):
    """A grid of empty cells, read as that of the photos is: whoever reads is told of each cell that comes and goes."""

    def __init__(self, seen_at):
        Phases.__init__(self, seen_at)
        App.__init__(self, PHOTOS, program=BARE, environment=environment(seen_at))
        self.wait_for("table cell")

    def end(self):
        """Ends it: its window has nothing to close it by."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


class Visit:
    """One file, one window."""

    def __init__(self, folder):
        self.folder = folder
        self.empty = None
        self.portal = Portal()
        self.file = folder / "visit.silsa"
        cli("new", self.file, "--round", ROUND, "--city", "대구광역시", "--assessor", "김서연")
        album(self.file, folder / "DCIM", PHOTOS)
        self.more = photos(folder / "more", MORE, first=PHOTOS + 1)
        self.window = Watched(self.file, opened=False, more=Portal.ENVIRONMENT)
        self.window.wait_for("button", re.compile("^Begin from a Round"))

    def make_key(self):
        """What a package is signed with; the window that begins everything has it."""
        self.window.tab_to("list item", re.compile("^Your key"))
        press("Return")
        self.window.tab_to("text", "Name")
        write("김서연")
        for name in ("Passphrase", "Passphrase once more"):
            self.window.tab_to("text", name)
            write("correct horse")
        press("Return")
        self.portal.choose("Save the Key as", self.folder / "kim.p12")
        self.window.wait_for("label", re.compile("^([0-9a-f]{8} ?){8}$"))
        press("Escape")

    def open(self):
        """The file comes into the program, which runs already."""
        subprocess.run([PROGRAM, str(self.file)], check=True, stdin=subprocess.DEVNULL)
        wait_until("the window", self.window.code)
        time.sleep(1)

    def show_photos(self):
        """The grid, with all photos."""
        press("alt+3")
        self.window.wait_for("table cell", re.compile("IMG_"))

    def scroll(self):
        """The wheel is turned over empty cells and over the photos, in turn, so that both see the same of the machine."""
        self.empty = Empty(self.folder / "empty.seen")
        for _round in range(ROUNDS):
            for app in (self.empty, self.window):
                bring_forward(app)
                turn_wheel(app.phase)
        self.empty.end()
        time.sleep(1)

    def take_out_and_back(self):
        """Half of the photos are selected, taken out, and put back by one key."""
        press("ctrl+a")
        wait_until("all selected", lambda: self.window.find("label", re.compile(r"^\d+ selected$")))
        self.window.tab_to("button", re.compile("Take Out"))
        press("Return")
        wait_until("none left", lambda: self.window.find(None, re.compile("^(No photos|The inbox)")))
        press("ctrl+z")
        self.window.wait_for("table cell", re.compile("IMG_"))

    def take_in(self):
        """More photos come in while the grid is looked at."""
        self.window.tab_to(re.compile(".*button"), re.compile("^Add Photos"), key="shift+Tab")
        press("Return")
        self.portal.choose("Add Photos and Documents", *self.more)
        self.window.wait_for("label", re.compile(f"^{PHOTOS + MORE} photos"), seconds=120)

    def hand_in(self):
        """A package with all photos, signed and looked through."""
        press("alt+6")
        wait_until("the focus on the button", lambda: "Incomplete" in (self.window.focus_name() or ("", ""))[1])
        press("Return")
        self.window.wait_for(None, "Hand It In Incomplete?")
        press("alt+i")
        self.window.wait_for("text", "Passphrase of the key")
        self.window.tab_to("text", "Passphrase of the key")
        write("correct horse")
        self.window.tab_to(None, "I have checked it")
        press("space", "alt+s")
        self.window.wait_for("label", "What was found", seconds=300)
        press("Escape")

    def erase(self):
        """One photo is looked at, and erased for good."""
        self.show_photos()
        press("Home", "Return")
        self.window.tab_to("button", "Erase for Good…", key="shift+Tab")
        press("Return")
        self.window.wait_for("text", "Reason, kept in the history")
        write("on demand")
        self.window.tab_to("button", "Erase for Good")
        press("Return")
        self.window.wait_for("label", re.compile(rf"^\d+ / {PHOTOS + MORE - 1}\b"))
        press("Escape")

    def close(self):
        """The window closes; the file is made smaller by what was erased."""
        self.window.quit(60)

    def run(self):
        """All of it."""
        phase = self.window.phase
        phase("making a key", self.make_key)
        phase("opening the file", self.open)
        phase("all views, twice", look_at_views)
        phase("search", search)
        self.show_photos()
        self.scroll()
        phase("all taken out and put back", self.take_out_and_back)
        phase(f"{MORE} photos taken in", self.take_in)
        phase("handing in", self.hand_in)
        phase("one photo erased", self.erase)
        phase("closing", self.close)

    def end(self):
        """Ends what a phase that was lost has left."""
        Watched.end_all()
        if self.empty is not None:
            self.empty.end()


def tell_blocks(window, seen):
    """The longest that the main loop was held up in each phase."""
    for name in dict.fromkeys(phase.name for phase in window.phases):
        times = [phase for phase in window.phases if phase.name == name]
        calls, loops = (sum((seen.within(kind, one.begin, one.end) for one in times), []) for kind in ("call", "loop"))
        worst = max(calls, key=lambda one: one.cpu, default=None)
        print(
            f"P19  {name}: at most {worst.cpu if worst else 0:.0f} ms of the processor in a call"
            f" ({name_of(worst.address) if worst else 'none over 1 ms'}), {sum(one.cpu > 16 for one in calls)} over 16 ms"
            f" (goal: 0); by the clock at most {max((one.own for one in calls), default=0):.0f} ms,"
            f" with GTK's work {max((one.took for one in loops), default=0):.0f} ms,"
            f" of the processor {max((one.all for one in loops), default=0):.0f} ms",
            flush=True,
        )
    # What comes before the first frame is the start, which P13 measures: no main loop has run by then.
    blocks = sum(one.cpu > 16 for one in seen.spans["call"] if one.begin >= seen.first)
    print(f"P19  from the first frame on: {blocks} calls over 16 ms of the processor (goal: 0)", flush=True)


def frames_of(app, seen, fast):
    """The frames of each round in which the wheel was turned so, each time for itself, with when the wheel stood."""
    turns = [
        (seen.within("frame", phase.begin, phase.end), phase.done)
        for phase in app.phases
        if "wheel" in phase.name and phase.name.endswith(", fast") == fast
    ]
    return [turns[i : i + 2] for i in range(0, len(turns), 2)]


def ratio(words, ours, bare, part, goal=""):
    """One line: a percentile of ours to that of the empty grid, of the values of all rounds and round by round."""
    (left, right), *rounds = (
        (percentile(one, part), percentile(other, part)) for one, other in [(sum(ours, []), sum(bare, [])), *zip(ours, bare)]
    )
    ratios = sorted(one / max(other, 0.1) for one, other in rounds)
    print(
        f"P20  {words}, {'median' if part == 0.5 else '99th percentile'}: {left / max(right, 0.1):.2f} x"
        f" ({left:.1f} ms to {right:.1f} ms with empty cells, of {sum(map(len, ours))} and {sum(map(len, bare))};"
        f" in {len(ratios)} rounds {median_of(ratios):.2f} [{ratios[0]:.2f}-{ratios[-1]:.2f}] x{goal})",
        flush=True,
    )


def tell_work(rounds, bare_rounds):
    """What a frame takes, against one of empty cells: the harder of the two."""
    ours, bare = ([sum((frames for frames, _done in turns), []) for turns in side] for side in (rounds, bare_rounds))
    frames = sum(ours, [])
    print(
        f"P20  grid of {PHOTOS} photos scrolled: {len(frames)} frames, own work 99th percentile"
        f" {percentile([one.own for one in frames], 0.99):.1f} ms, in processor time"
        f" {percentile([one.cpu for one in frames], 0.99):.1f} ms (goal: 4)",
        flush=True,
    )
    for words, name in (("work in a frame by the clock", "took"), ("work in a frame in processor time", "all")):
        sides = [[[getattr(one, name) for one in frames] for frames in side] for side in (ours, bare)]
        for part in (0.5, 0.99):
            ratio(words, *sides, part, "; goal: 1.2" if part == 0.99 else "")


def steps(turns):
    """Milliseconds from one frame to the next until the wheel stands: from then on there is nothing to be shown."""
    found = []
    for frames, done in turns:
        moving = [one for one in frames if one.begin <= done]
        found += [(b.end - a.end) * 1000 for a, b in zip(moving, moving[1:])]
    return found


def tell_steps(rounds, bare_rounds):
    """How long one frame is looked at before the next, while it scrolls without a stop."""
    sides = [[steps(turns) for turns in side] for side in (rounds, bare_rounds)]
    for part in (0.5, 0.99):
        ratio("frame to frame by the clock, scrolled fast", *sides, part, "; goal: 1.2" if part == 0.99 else "")


def tell_scrolling(visit):
    """P20."""
    sides = [(app, app.seen()) for app in (visit.window, visit.empty)]
    for tell, fast in ((tell_work, False), (tell_steps, True)):
        tell(*(frames_of(app, seen, fast) for app, seen in sides))


def main():
    with tempfile.TemporaryDirectory(prefix="silsa-bench-") as folder:
        visit = Visit(Path(folder))
        try:
            visit.run()
        finally:  # where a phase is lost, the ones before it are told
            visit.end()
            seen = visit.window.seen()
            tell_blocks(visit.window, seen)
            if "--calls" in sys.argv:
                print_calls(seen)
        tell_scrolling(visit)


main()
