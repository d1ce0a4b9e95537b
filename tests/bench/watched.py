"""Programs that are watched from within while keys are pressed, and what was seen (see watch.c)."""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "gui"))
from silsa_gui import App, wait_until  # noqa: E402  (the folder comes first, and this names the version of Atspi)
from window import SILSA, Window, log_of  # noqa: E402

LIBRARY = os.environ["SILSA_BENCH_WATCH"]
PROGRAM = os.environ.get("SILSA_BENCH_WATCHED", SILSA)


def percentile(values, part):
    """The value that a part of all values do not exceed; 0 where there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


@dataclass
class Span:
    """A key, frame, loop or call: seconds of the clock, milliseconds of what it took."""

    begin: float
    end: float
    own: float = 0.0
    cpu: float = 0.0
    all: float = 0.0  # processor time of the main thread, with GTK's
    address: str = ""

    @property
    def took(self):
        """Milliseconds from begin to end."""
        return (self.end - self.begin) * 1000


@dataclass
class Seen:
    """All that a watched program wrote down."""

    first: float = 0.0
    first_cpu: float = 0.0
    sums: list = field(default_factory=list)
    spans: dict = field(default_factory=lambda: {"key": [], "idle": [], "frame": [], "loop": [], "call": []})

    @classmethod
    def read(cls, path):
        """Reads the lines of watch.c."""
        seen = cls()
        for line in Path(path).read_text(encoding="ascii").splitlines():
            kind, *words = line.split()
            if kind == "first":
                seen.first, seen.first_cpu = int(words[0]) / 1e6, int(words[1]) / 1000
                continue
            if kind == "sum":
                seen.sums.append((int(words[1]) / 1000, int(words[0]), words[2]))
                continue
            begin, end = int(words[0]) / 1e6, int(words[1]) / 1e6
            if kind == "call":
                span = Span(begin, end, (end - begin) * 1000, int(words[2]) / 1000, address=words[3])
            else:
                span = Span(begin, end, *(int(word) / 1000 for word in words[2:5]))
            seen.spans[kind].append(span)
        return seen

    def within(self, kind, begin, end):
        """The spans of a kind that began in a piece of time."""
        return [span for span in self.spans[kind] if begin <= span.begin <= end]


def name_of(address):
    """The function of the program at an address."""
    done = subprocess.run(["addr2line", "-f", "-e", PROGRAM, address], capture_output=True, text=True, check=False)
    return done.stdout.split("\n", 1)[0] if done.returncode == 0 else address


def environment(path):
    """What a program is started with so that it is watched."""
    return {"LD_PRELOAD": LIBRARY, "SILSA_WATCH": str(path)}


def start(log, *command, **more):
    """Starts a program that is watched, and waits for its first frame; more is of its environment."""
    log.unlink(missing_ok=True)
    program = subprocess.Popen(
        [str(word) for word in command],
        env={**os.environ, **environment(log), **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until("the first frame", lambda: log.exists() and Seen.read(log).first)
    return program


@dataclass
class Phase:
    """Something that was done, and when."""

    name: str
    begin: float
    done: float  # what comes of it may come later
    end: float


class Phases:
    """What is done with a program that is watched."""

    def __init__(self, seen_at):
        self.seen_at = Path(seen_at)
        self.phases = []

    def phase(self, name, do, *arguments, rest=0.5):
        """Does something and remembers when."""
        begin = time.monotonic()
        do(*arguments)
        done = time.monotonic()
        time.sleep(rest)
        self.phases.append(Phase(name, begin, done, time.monotonic()))

    def seen(self):
        """What was seen, after the program ended."""
        return Seen.read(self.seen_at)


class Watched(Window, Phases):
    """The application with the window of one file, or of none yet, watched."""

    def __init__(self, file, opened=True, more=None):
        self.file = file
        Phases.__init__(self, f"{file}.seen")
        options = {"program": PROGRAM, "environment": {**environment(self.seen_at), **(more or {})}}
        if opened:
            super().__init__(file, **options)
        else:
            App.__init__(self, log=log_of(file), **options)
            Window.started.append(self)


def print_calls(seen, n=40):
    """The longest calls, and the functions that took longest in sum, for whoever makes them faster."""
    for call in sorted(seen.spans["call"], key=lambda one: -one.cpu)[:n]:
        print(f"{call.begin - seen.first:8.3f} s {call.own:6.1f} ms {call.cpu:6.1f} ms {name_of(call.address)}")
    for took, times, address in sorted(seen.sums, reverse=True)[: 3 * n]:
        print(f"{took:10.1f} ms {times:8} times {name_of(address)}")


def median_of(values):
    """The median, 0 where there is nothing."""
    return statistics.median(values) if values else 0.0
