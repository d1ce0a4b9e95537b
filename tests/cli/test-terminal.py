"""How silsa-cli speaks: help, languages, and the terminal."""

import os
import pty
import re
import subprocess
import termios
import time

from harness import CLI, PASSPHRASE, STATUS, Wrong, case, expect, expect_in, expect_not_in, main


def commands(desk):
    """The names of all commands, from the help."""
    names = re.findall(r"^  (\S+(?: \S+)?)  +\S", desk.run("--help").stdout, re.M)
    if len(names) < 20:
        raise Wrong(f"the help lists {names}")
    return names


@case
def help_of_every_command(desk):
    """--help says what there is, in both languages, and never offers to take a passphrase."""
    for name in commands(desk):
        english = desk.run(*name.split(), "--help").stdout
        korean = desk.run(*name.split(), "--help", lang="ko").stdout
        expect_in(f"silsa-cli {name} ", korean)
        if not english.startswith(f"usage: silsa-cli {name} ") or english.splitlines()[1:2] != [""]:
            raise Wrong(f"the help begins: {english[:200]}")
        if not re.search("[가-힣]", korean) or english == korean:
            raise Wrong(f"the Korean help of {name}: {korean}")
        for option in re.findall(r"--passphrase\S*", english):
            expect_in(re.match("--passphrase(-file|-fd)?", option)[0], ("--passphrase-file", "--passphrase-fd"))


@case
def groups_and_unknown_words(desk):
    """A first word alone lists its commands; what is no command is said so."""
    for group in "catalogue", "claims", "evidence", "journal", "identity", "round":
        said = desk.run(group, "--help").stdout
        expect("commands", {group}, {name.split()[0] for name in re.findall(r"^  (\S+ \S+)  ", said, re.M)})
    for words in ("bogus",), ("evidence", "bogus"), ("evidence", "erase", "a.silsa", "1"):
        desk.run(*words, status=2)
    expect_in("“evidence bogus” is not a command.", desk.run("evidence", "bogus", "--help", status=2).stderr)
    done = subprocess.run([CLI], capture_output=True, text=True, check=False)
    expect("status without a command", 2, done.returncode)
    expect_in("silsa-cli ", desk.run("--version").stdout)


@case
def wrong_common_options(desk):
    """--lang and --format take what they say."""
    desk.begin()
    for words in ("--lang", "fr"), ("--format", "xml"), ("--format",), ("--lang=", ):
        desk.run("score", "a.silsa", *words, status=2, lang=None)


@case
def languages(desk):
    """Each in any place of the line, in any locale, also for what goes wrong."""
    desk.begin()
    for locale in "C", "C.UTF-8", "POSIX":
        more = {"env": {**os.environ, "LC_ALL": locale}}
        for lang, word in (("ko", "완료"), ("en", "complete")):
            for line in (["score", "a.silsa", "--lang", lang], ["--lang", lang, "score", "a.silsa"], [f"--lang={lang}", "score", "a.silsa"]):
                said = desk.run(*line, lang=None, **more).stdout
                expect_in(word, said)
                expect_in(STATUS[lang], said)
                expect_in("대구", said)
        if not re.search("[가-힣]{2}", desk.run("score", "missing", lang="ko", status=3, **more).stderr):
            raise Wrong(f"no Korean error under {locale}")


@case
def no_prompt_without_a_terminal(desk):
    """Without a terminal and without a passphrase a command ends at once and says what to give."""
    desk.begin()
    desk.identity()
    for words in (
            ("identity", "new", "-o", "x.p12", "--name", "x"), ("identity", "show", "kim.p12"),
            ("identity", "request", "kim.p12", "-o", "x", "--email", "a@b.kr"),
            ("export", "a.silsa", "-o", "x.asice", "--key", "kim.p12", "--allow-incomplete")):
        expect_in("--passphrase-file", desk.refuse(*words, status=2))
        begun = time.monotonic()
        reader, writer = os.pipe()  # nothing ever comes, and nobody closes it
        desk.run(*words, status=2, stdin=reader)
        os.close(reader)
        os.close(writer)
        if time.monotonic() - begun > 20:
            raise Wrong(f"{words} waited")


@case
def passphrase_is_no_argument(desk):
    """There is no option that would put it on the command line."""
    desk.identity()
    for option in "--passphrase", "--password", "-p":
        desk.refuse("identity", "show", "kim.p12", option, PASSPHRASE, status=2)
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\n")
    os.close(writer)
    desk.run("identity", "show", "kim.p12", "--passphrase-fd", reader, pass_fds=[reader])
    os.close(reader)


def talk(desk, answers, *words):
    """Runs a command on a terminal and types; returns the status, what stood on the terminal, and whether it
    showed what was typed."""
    master, slave = pty.openpty()
    process = subprocess.Popen([CLI, *words, "--lang", "en"], stdin=slave, stdout=slave, stderr=slave, cwd=desk.folder,
                               start_new_session=True)
    said, echoed = b"", False
    for answer in answers:
        while not said.endswith(b": "):
            said += os.read(master, 4096)
        deadline = time.monotonic() + 10
        while termios.tcgetattr(slave)[3] & termios.ECHO and time.monotonic() < deadline:
            time.sleep(0.01)
        echoed = echoed or bool(termios.tcgetattr(slave)[3] & termios.ECHO)
        os.write(master, answer.encode() + b"\n")
        said += b"\n"
    status = process.wait(timeout=60)
    os.set_blocking(master, False)
    try:
        said += os.read(master, 65536)
    except BlockingIOError:
        pass
    if not termios.tcgetattr(slave)[3] & termios.ECHO:
        raise Wrong("the terminal was left silent")
    os.close(slave)
    os.close(master)
    return status, said.decode(), echoed


@case
def prompt_on_a_terminal(desk):
    """On a terminal the passphrase is asked for, twice for a new key, and never shown."""
    new = ("identity", "new", "-o", "kim.p12", "--name", "Kim")
    status, said, echoed = talk(desk, ["secret words", "other words"], *new)
    expect("status of two that differ", 3, status)
    expect("files", ["passphrase"], sorted(desk.files()))
    status, said, echoed = talk(desk, ["secret words", "secret words"], *new)
    expect("status", 0, status)
    expect("echo", False, echoed)
    expect_not_in("secret", said)
    status, said, echoed = talk(desk, ["wrong words"], "identity", "show", "kim.p12")
    expect("status of a wrong one", 3, status)
    status, said, echoed = talk(desk, ["secret words"], "identity", "show", "kim.p12")
    expect("status", 0, status)
    expect_not_in("secret", said)
    desk.write("same", "secret words\n")
    desk.run("identity", "show", "kim.p12", "--passphrase-file", "same")


main()
