"""What a killed process leaves behind: everything that was reported saved, and of the rest whole acts or nothing."""

import os
import random
import signal
import subprocess
import time

from harness import CLI, Wrong, case, expect, expect_in, main


def kill_after(seconds, *words, cwd):
    """Starts a command and kills it with signal 9; returns what it had reported by then."""
    process = subprocess.Popen([CLI, *words, "--lang", "en"], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    said = process.stdout.read().decode()
    errors = process.stderr.read().decode()
    process.wait()
    if process.returncode not in (0, -signal.SIGKILL):
        raise Wrong(f"{words}: {process.returncode}: {errors}")
    return said, process.returncode


def time_of(desk, *words):
    """How long a command takes here."""
    begun = time.monotonic()
    desk.run(*words)
    return time.monotonic() - begun


def moments(least, enough):
    """Counts up to least, and on until enough was seen: a machine that is busier by then takes its time."""
    for turn in range(10 * least):
        if turn >= least and enough():
            return
        yield turn
    raise Wrong(f"{10 * least} moments were not enough")


@case
def killed_while_editing(desk):
    """A session of single answers, each process killed at a random moment: what was reported stands, what was not
    reported is there whole or not at all, and the history holds."""
    desk.begin()
    usual = time_of(desk, "answer", "a.silsa", "A1-03", "--level", "0")
    chance = random.Random(20210910)
    level, outcomes = 0, {"reported": 0, "kept": 0, "lost": 0}
    for turn in moments(60, lambda: outcomes["reported"] and outcomes["lost"]):
        wanted = (level + chance.randint(1, 5)) % 6
        said, _status = kill_after(usual * chance.uniform(0.1, 1.2) * max(1, turn / 60), "answer", "a.silsa", "A1-03", "--level", str(wanted),
                                   "--internal-note", f"note {wanted}", cwd=desk.folder)
        facts = desk.json("show", "a.silsa", "A1-03")["answers"][0]["facts"]
        found = int(facts["level"])
        if "A1-03  " in said:
            expect("what was reported saved", wanted, found)
            outcomes["reported"] += 1
        else:
            expect_in(found, (level, wanted))
            outcomes["kept" if found == wanted else "lost"] += 1
        if found == wanted:
            expect("the act is whole", f"note {wanted}", facts["internal-note"])
        level = found
    expect("history", True, desk.json("journal", "verify", "a.silsa")["ok"])
    desk.run("answer", "a.silsa", "A1-03", "--level", "1")
    expect("files", ["a.silsa", "passphrase"], sorted(desk.files()))
    print(f"# {outcomes}, a command takes {usual:.2f} s", flush=True)


@case
def killed_while_importing(desk):
    """A table of answers and a set of photos: all of an act or nothing of it, whenever the process dies."""
    desk.begin()
    desk.write("table.csv", "indicator,field,value\n" + "".join(
        f"{one['code']},flag,1\n{one['code']},internal-note,{'메모 ' * 200}\n" for one in desk.json("score", "a.silsa")["indicators"]))
    usual = time_of(desk, "answer", "a.silsa", "--from", "table.csv")
    desk.run("undo", "a.silsa")
    chance = random.Random(20210911)
    for _ in range(20):
        said, _status = kill_after(usual * chance.uniform(0.3, 1.1), "answer", "a.silsa", "--from", "table.csv", cwd=desk.folder)
        flagged = sum(one["flagged"] for one in desk.answers().values())
        expect_in(flagged, (63,) if "rows taken" in said else (0, 63))
        if flagged:
            desk.run("undo", "a.silsa")
    for number in range(1, 13):
        desk.path(f"{number}.txt").write_bytes(f"{number}\n".encode() * 200000)
    kept = 0
    for number in range(1, 13):
        said, _status = kill_after(usual * chance.uniform(0.3, 1.5), "evidence", "add", "a.silsa", "A1-03", f"{number}.txt", cwd=desk.folder)
        names = [one["name"] for one in desk.json("evidence", "list", "a.silsa")["evidence"] if one["uses"]]
        if "added" in said:
            expect_in(f"{number}.txt", names)
            kept += 1
    for one in desk.json("evidence", "list", "a.silsa")["evidence"]:
        desk.run("evidence", "extract", "a.silsa", one["id"], "-o", f"out-{one['id']}")
        expect("bytes", desk.path(one["name"]).read_bytes(), desk.path(f"out-{one['id']}").read_bytes())
    expect("history", True, desk.json("journal", "verify", "a.silsa")["ok"])
    print(f"# {kept} of 12 files reported", flush=True)


@case
def killed_while_erasing(desk):
    """Erasing and the compaction after it: the old file or the new one, whole, whenever the process dies."""
    desk.begin("master.silsa")
    for number in (1, 2):
        desk.path(f"{number}.txt").write_bytes(f"{number} of two\n".encode() * 300000)
        desk.run("evidence", "add", "master.silsa", "A1-03", f"{number}.txt")
    master = desk.path("master.silsa").read_bytes()
    words = ("evidence", "erase", "a.silsa", "1", "--reason", "why")
    desk.path("a.silsa").write_bytes(master)
    usual = time_of(desk, *words)
    outcomes = {"old": 0, "erased": 0, "compacted": 0}
    for step in moments(26, lambda: outcomes["old"] and outcomes["compacted"]):
        desk.path("a.silsa").write_bytes(master)
        kill_after(usual * (step + 1) / 23, *words, cwd=desk.folder)
        size = desk.path("a.silsa").stat().st_size
        found = desk.json("evidence", "list", "a.silsa")["evidence"]
        expect_in([one["name"] for one in found], (["1.txt", "2.txt"], ["2.txt"]))
        desk.run("evidence", "extract", "a.silsa", "2", "-o", f"out-{step}")
        expect("the other one", desk.path("2.txt").read_bytes(), desk.path(f"out-{step}").read_bytes())
        expect("history", True, desk.json("journal", "verify", "a.silsa")["ok"])
        if len(found) == 1:
            expect("no byte of it", False, b"1 of two" in desk.path("a.silsa").read_bytes())
        outcomes["old" if len(found) == 2 else "erased" if size == len(master) else "compacted"] += 1
        desk.run("answer", "a.silsa", "A1-03", "--level", "1")
        expect("files", [], [name for name in desk.files() if name.startswith("a.silsa") and name != "a.silsa"])
    print(f"# {outcomes}, a command takes {usual:.2f} s", flush=True)


main()
