"""Builds Silsa in the development root and runs every test and check; tests/run calls it.

Each check and each test case that ran counts once. A skipped case counts as neither, and is named.
"""

import argparse
import base64
import fcntl
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOWER = ("core", "store", "media", "package", "report", "cli")
TRANSLATED = re.compile(r"""(?<![A-Za-z0-9])(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*["']""")
FAULT_POINTS = "1500"  # of each kind of fault: more than ten thousand in all

# Some tests run as a user who may not read the checkout.
REACH = tempfile.TemporaryDirectory(prefix="silsa-suite-")
os.chmod(REACH.name, 0o755)


def within_reach(name):
    """The path of a copy of a file of tests that everybody can read."""
    path = Path(REACH.name) / name
    path.write_bytes((PROJECT / "tests" / name).read_bytes())
    path.chmod(0o644)
    return path


SANITIZER = {
    "ASAN_OPTIONS": "halt_on_error=1:abort_on_error=1:detect_leaks=1:strict_string_checks=1"
    f":detect_stack_use_after_return=1:check_initialization_order=1:suppressions={within_reach('asan.supp')}",
    "UBSAN_OPTIONS": "halt_on_error=1:abort_on_error=1:print_stacktrace=1",
    "LSAN_OPTIONS": f"suppressions={within_reach('lsan.supp')}:print_suppressions=0",
}


class Failure(Exception):
    """A check that did not pass; its text says what is wrong."""


class Skip(Exception):
    """A check that does not apply here; its text says why."""


class Tally:
    """What passed, failed and was skipped."""

    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []

    def check(self, name, function, *arguments, **options):
        """Runs one check and reports it; returns what it returned, or None."""
        before = time.monotonic()
        try:
            result = function(*arguments, **options)
        except Failure as failure:
            self.failed.append(name)
            print(f"FAILED  {name}\n{failure}", flush=True)
            return None
        except Skip as skip:
            self.skipped.append((name, str(skip)))
            print(f"skipped {name}: {skip}", flush=True)
            return None
        except Exception:  # a check that breaks has not passed, and the others still run
            self.failed.append(name)
            print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
            return None
        self.passed += 1
        print(f"ok      {name} ({time.monotonic() - before:.1f} s)", flush=True)
        return result

    def finish(self):
        """Prints the summary; returns the exit status."""
        for name in self.failed:
            print(f"failed: {name}")
        for name, reason in self.skipped:
            print(f"skipped: {name}: {reason}")
        if self.skipped:
            print(f"{len(self.skipped)} skipped, for the reasons above")
        print(f"{self.passed} passed, {len(self.failed)} failed", flush=True)
        return 0 if self.passed and not self.failed else 1


def run(*command, env=None, cwd=PROJECT):
    """Runs a command; returns its standard output, or fails with all that it printed."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).strip().splitlines()
        cut = ["…"] if len(lines) > 150 else []
        words = " ".join(map(str, command))
        said = f"{words[:200]}{'…' if len(words) > 200 else ''}: exit status {done.returncode}"
        raise Failure("\n".join([said] + cut + lines[-150:]))
    return done.stdout


def build(name, *options, env=None):
    """Builds one folder; returns its path."""
    return Path(run(PROJECT / "flatpak" / "build", name, *options, env=env).splitlines()[-1])


def finish_args(manifest):
    """What a Flatpak manifest lets the application do, in order."""
    lines = (PROJECT / "flatpak" / manifest).read_text(encoding="utf-8").splitlines()
    begin = lines.index("finish-args:") + 1
    return [line.split()[1] for line in lines[begin:lines.index("", begin)]]


def check_manifests():
    """Both Flatpaks may do the same, and no more than was decided."""
    allowed = ["--share=ipc", "--socket=fallback-x11", "--socket=wayland", "--device=dri",
               "--filesystem=xdg-documents/Silsa:create"]
    for manifest in ("io.github.silsa.Silsa.yml", "local.yml"):
        found = finish_args(manifest)
        if found != allowed:
            raise Failure(f"flatpak/{manifest} lets the application do {found}, not {allowed}")


def sources(*suffixes):
    """The files of the project with one of these suffixes, and those without any that start so."""
    folders = ("src", "tests", "ui", "data", "po", "flatpak", ".ci")
    found = []
    for folder in folders:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                found.append(path)
    return found


def scripts(interpreter):
    """The executable scripts of an interpreter."""
    return [path for path in sources("", ".sh", ".py") if path.read_bytes()[:80].splitlines()[:1] and
            re.match(rb"#!.*[/ ]" + interpreter.encode() + rb"\d*$", path.read_bytes()[:80].splitlines()[0])]


# --- checks of the sources ------------------------------------------------------------------------


def check_c_format():
    files = sources(".c", ".h")
    if not files:
        raise Failure("there are no C files")
    try:
        run("clang-format", "--dry-run", "-Werror", "--style=file", *files)
    except Failure as failure:
        names = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", str(failure), re.M)))
        raise Failure("run \"flatpak/sdk clang-format -i\" on:\n" + "\n".join(names)) from failure


def check_blueprint_format():
    files = sources(".blp")
    if not files:
        raise Skip("there are no Blueprint files")
    run("blueprint-compiler", "format", *files)


def check_scripts():
    run("shellcheck", "-x", "--severity=warning", *scripts("bash"), *scripts("sh"))
    for path in sorted(set(sources(".py") + scripts("python"))):
        try:
            compile(path.read_text(encoding="utf-8"), str(path), "exec")
        except SyntaxError as error:
            raise Failure(str(error)) from error


def check_layers():
    """Nothing below app includes GTK, and arrows between the folders go one way."""
    allowed = {
        "core": {"core"},
        "store": {"core", "store"},
        "package": {"core", "store", "package"},
        "media": {"core", "store", "media"},
        "report": {"core", "store", "report"},
        "cli": set(LOWER),
    }
    owner = {path.name: path.parent.name for path in sources(".h") if path.parent.parent.name == "src"}
    wrong = []
    for folder, may in allowed.items():
        for path in sorted((PROJECT / "src" / folder).glob("*.[ch]")):
            for name in re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', path.read_text(encoding="utf-8"), re.M):
                if re.match(r"(gtk|gdk|gsk|adwaita)", name) and not name.startswith("gdk-pixbuf"):
                    wrong.append(f"{path.relative_to(PROJECT)} includes {name}")
                elif owner.get(Path(name).name, folder) not in may:
                    wrong.append(f"{path.relative_to(PROJECT)} includes {name} of src/{owner[Path(name).name]}")
    if wrong:
        raise Failure("\n".join(wrong))


def check_layers_built(folder):
    """The compiler could not have found GTK's headers for a file below app."""
    wrong = []
    for entry in json.loads((folder / "compile_commands.json").read_text(encoding="utf-8")):
        path = (Path(entry["directory"]) / entry["file"]).resolve()
        if path.is_relative_to(PROJECT / "src") and path.relative_to(PROJECT / "src").parts[0] in LOWER:
            if re.search(r"-I\S*/(gtk-4\.0|libadwaita-1)\b", entry["command"]):
                wrong.append(f"{path.relative_to(PROJECT)} is compiled with GTK in its include path")
    if wrong:
        raise Failure("\n".join(wrong))


# --- checks of the translations -------------------------------------------------------------------


def listed_for_translation():
    lines = (PROJECT / "po" / "POTFILES.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def check_potfiles():
    listed = set(listed_for_translation())
    wrong = [f"po/POTFILES.in lists {name}, which does not exist" for name in listed if not (PROJECT / name).exists()]
    for path in sources(".c", ".blp"):
        name = str(path.relative_to(PROJECT))
        if name.startswith(("src/", "ui/")) and TRANSLATED.search(path.read_text(encoding="utf-8")):
            if name not in listed:
                wrong.append(f"po/POTFILES.in does not list {name}")
    if wrong:
        raise Failure("\n".join(sorted(wrong)))


KEY = re.compile(r"([=<>]=?\s*|-\s*)?\bGDK_KEY_(\w+)((?:,|\s|\||GDK_(?:CONTROL|SHIFT|ALT)_MASK)*)")
KEY_NAMES = {"Return": "Enter", "Page_Up": "PgUp", "Page_Down": "PgDn", "Left": "←", "Right": "→", "comma": ",",
             "question": "?", "plus": "+", "minus": "−"}
HELD = {"CONTROL": "Ctrl", "ALT": "Alt", "SHIFT": "Shift"}
KEYS_OF_GTK = {"Escape", "Equal"}  # what closes everywhere, and plus without its shift key


def bound_keys():
    """The keys that something is bound to, as they are written on a keyboard: {"Ctrl+Shift+A", …}."""
    found = set()
    for path in (PROJECT / "src" / "app").glob("*.c"):
        text = path.read_text(encoding="utf-8")
        for compared, name, masks in KEY.findall(text):
            if not compared and not name.startswith("KP_"):
                held = [word for word in ("CONTROL", "ALT", "SHIFT") if f"GDK_{word}_MASK" in masks]
                found.add("+".join([HELD[word] for word in held] + [KEY_NAMES.get(name, name.capitalize())]))
        for keys in re.findall(r'"((?:<\w+>)+\w+|F\d+)"', text):
            *held, name = re.findall(r"\w+", keys)
            found.add("+".join([HELD[word.upper()] for word in held] + [KEY_NAMES.get(name, name.capitalize())]))
    return found - KEYS_OF_GTK


def told_keys():
    """The keys of the shortcuts window; "Alt+1 … Alt+6" are six."""
    text = (PROJECT / "src" / "app" / "silsa-shortcuts.c").read_text(encoding="utf-8")
    found = set()
    for keys in re.findall(r'\{"([^"]+)", N_', text):
        first, dots, last = keys.partition(" … ")
        found |= {first[:-1] + chr(key) for key in range(ord(first[-1]), ord(last[-1]) + 1)} if dots else set(keys.split())
    return found


def check_shortcuts():
    """No key that acts is missing in the shortcuts window."""
    missing = bound_keys() - told_keys()
    if missing:
        raise Failure("src/app/silsa-shortcuts.c does not tell of " + ", ".join(sorted(missing)))


# Korean has quotes of its own, and one word for one thing: a passphrase, the third answer, what cannot be undone.
FOREIGN_TO_KOREAN = re.compile("[“”]|비밀번호|아니오|당신|실패|완전히 (?:지|삭제)")


def check_korean():
    """Each sentence of the sources stands in ko.po, translated, and its format fits."""
    korean = PROJECT / "po" / "ko.po"
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "silsa.pot"
        run(
            "xgettext",
            "--from-code=UTF-8",
            f"--output={template}",
            *(f"--keyword={word}" for word in ("_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2",
                                               "g_dngettext:2,3", "g_dpgettext2:2c,3")),
            f"--directory={PROJECT}",
            *listed_for_translation(),
        )
        run("msgfmt", "--check", "--output-file=/dev/null", korean)
        run("msgcmp", korean, template)
    state = subprocess.run(
        ["msgfmt", "--statistics", "--output-file=/dev/null", str(korean)],
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    if "fuzzy" in state or "untranslated" in state:
        raise Failure(f"po/ko.po: {state.strip()}")
    written = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', korean.read_text(encoding="utf-8"), re.MULTILINE)
    wrong = [text for text in written if FOREIGN_TO_KOREAN.search(text)]
    if wrong:
        raise Failure("po/ko.po has other quotes or words than the rest: " + "; ".join(wrong))


# --- checks of what is installed ------------------------------------------------------------------


def installed(prefix, pattern):
    files = sorted((prefix / "share").glob(pattern))
    if not files:
        raise Skip(f"nothing is installed as share/{pattern}")
    return files


def check_desktop_file(prefix):
    run("desktop-file-validate", *installed(prefix, "applications/*.desktop"))


def check_metainfo(prefix):
    run("appstreamcli", "validate", "--no-net", *installed(prefix, "metainfo/*.xml"))


def check_frame(prefix):
    """A copy that is installed is known in a frame that names it, and in no other: flatpak/run walks one."""
    frame, question = PROJECT / "tests" / "gui" / "frame", ("gsettings", "list-schemas")
    for options, known in ((("--installed", prefix), True), ((), False)):
        if ("io.github.silsa.Silsa" in run(frame, *options, *question).split()) != known:
            raise Failure(f"the settings of Silsa are {'not ' if known else ''}known with {options}")


def check_programs(prefix):
    """Both programs start from where they are installed."""
    for program in ("silsa-cli", "silsa"):
        run(prefix / "bin" / program, "--version")


# --- Meson's tests --------------------------------------------------------------------------------


TAP_LINE = re.compile(r"^(not ok|ok)(?: \d+)?(?: - | )?(.*?)(?:\s*#\s*(SKIP|TODO)\b\s*(.*))?$", re.I)
PASSED = ("OK", "EXPECTEDFAIL")


def count_tests(tally, folder, label, *options, env=None):
    """Runs Meson's tests and counts their cases."""
    log = folder / "meson-logs" / "testlog.json"
    log.unlink(missing_ok=True)
    # One more than there are processors: the tests of windows wait a quarter of their time, for keys and for frames.
    command = ["meson", "test", "-C", folder, "--no-rebuild", "--print-errorlogs",
               f"--num-processes={(os.cpu_count() or 1) + 1}", *options]
    done = subprocess.run(
        [str(word) for word in command], cwd=PROJECT, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL
    )
    before = len(tally.failed)
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else []:
        count_cases(tally, label, json.loads(line))
    if done.returncode != 0 and len(tally.failed) == before:
        tally.failed.append(f"{label}: meson test ended with status {done.returncode}")


def comments_before(lines, line):
    """The comments of TAP in front of a line, which say why a case failed: Meson does not print them."""
    end = start = lines.index(line)
    while start > 0 and lines[start - 1].startswith("#"):
        start -= 1
    return lines[start:end]


def count_cases(tally, label, test):
    """Counts the cases of one of Meson's tests: the lines of its TAP, or itself where it has none."""
    name = f"{label}: {test['name'].split(' / ')[-1]}"
    lines = test.get("stdout", "").splitlines()
    cases = [match for match in map(TAP_LINE.match, lines) if match]
    failed = [case for case in cases if case[1].lower() == "not ok"]
    for case in cases:
        if case[3]:
            tally.skipped.append((f"{name} {case[2]}", case[4] or "it gave no reason"))
        elif case in failed:
            tally.failed.append(f"{name} {case[2]}")
            print(f"FAILED  {name} {case[2]}\n" + "\n".join(comments_before(lines, case[0])), flush=True)
        else:
            tally.passed += 1
    if test["result"] == "SKIP" and not cases:
        tally.skipped.append((name, lines[-1] if lines else "it gave no reason"))
    elif test["result"] in PASSED and not cases:
        tally.passed += 1
    elif test["result"] not in PASSED + ("SKIP",) and not failed:
        tally.failed.append(f"{name}: {test['result']}")


# --- the whole ------------------------------------------------------------------------------------


def check_sources(tally):
    tally.check("the C files are formatted", check_c_format)
    tally.check("the Blueprint files are formatted", check_blueprint_format)
    tally.check("the scripts are sound", check_scripts)
    tally.check("no layer includes one above it", check_layers)
    tally.check("the Flatpaks may do what was decided, and no more", check_manifests)
    tally.check("every file with sentences is listed for translation", check_potfiles)
    tally.check("every key is in the shortcuts window", check_shortcuts)
    tally.check("the Korean translation is complete", check_korean)


def check_builds(tally):
    prefix = tally.check("it builds with GCC", build, "run")
    if prefix is not None:
        tally.check("the programs start", check_programs, prefix)
        tally.check("a frame knows the installed copy that it names", check_frame, prefix)
        tally.check("the desktop file is valid", check_desktop_file, prefix)
        tally.check("the metainfo is valid", check_metainfo, prefix)
    # The same files with the same warnings were just optimised: here it is about what they can include.
    bare = tally.check("it builds without the application", build, "bare", "-Dgui=false", "-Dsample=false", "-Dtests=false",
                       "-Dbuildtype=plain")
    if bare is not None:
        tally.check("no layer below the application can see GTK", check_layers_built, bare)
    checked = tally.check("it builds with the sanitizers", build, "checked", "-Db_sanitize=address,undefined",
                          "-Dbuildtype=debug")
    if checked is not None:
        tally.check("no layer below the application can see GTK beside it", check_layers_built, checked)
        count_tests(tally, checked, "sanitized", "--no-suite=walks", "--timeout-multiplier=3", env=SANITIZER)


def tests_of(folder, *parts):
    """The names of Meson's tests whose programs stand below tests/PART."""
    listed = json.loads(run("meson", "introspect", "--tests", folder))
    return [test["name"] for test in listed
            if any(str(word).startswith(str(folder / "tests" / part) + "/") for word in test["cmd"] for part in parts)]


def check_long(tally):
    clang = tally.check("it builds with Clang", build, "clang", env={"CC": "clang"})
    if clang is not None:
        count_tests(tally, clang, "clang", "--timeout-multiplier=2")
        # Five hundred verifications take too long there, and each reader that they go through has a test of its own.
        names = [name for name in tests_of(clang, "core", "store", "package") if name != "package/attacks"]
        if names:
            wrapper = ("valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite"
                       " --suppressions=/usr/share/glib-2.0/valgrind/glib.supp")
            count_tests(tally, clang, "valgrind", "--timeout-multiplier=30", f"--wrapper={wrapper}", *names,
                        env={"SILSA_TEST_POINTS": "20", "SILSA_TEST_SLOWLY": "yes"})
        count_tests(tally, clang, "faults", "--suite=faults", "--timeout-multiplier=30", env={"SILSA_TEST_POINTS": FAULT_POINTS})
    fuzz = tally.check("the fuzzers build", build, "fuzz", "-Db_sanitize=address,undefined", "-Db_lundef=false",
                       "-Dc_args=-fsanitize=fuzzer-no-link", "-Dfuzz_engine=-fsanitize=fuzzer",
                       "-Dgui=false", "-Dsample=false", env={"CC": "clang"})
    if clang is None or fuzz is None:
        return
    for source in sorted((PROJECT / "tests" / "fuzz").glob("fuzz-*.c")):
        place = Path("tests") / "fuzz" / source.stem
        tally.check(f"{source.stem} finds nothing in a minute", fuzz_program, clang / place, fuzz / place)


def fuzz_program(driver, program):
    """Lets the engine loose on what the driver begins with."""
    with tempfile.TemporaryDirectory() as folder:
        seeds, corpus, finds = (Path(folder) / name for name in ("seeds", "corpus", "finds"))
        for path in (seeds, corpus, finds):
            path.mkdir()
        environment = {**SANITIZER, "SILSA_SOURCE_ROOT": str(PROJECT), "G_DEBUG": "fatal-warnings"}
        run(driver, "--seeds", seeds, env=environment)
        try:
            run(program, "-max_total_time=60", "-max_len=65536", "-timeout=60", f"-artifact_prefix={finds}/", corpus,
                seeds, env=environment)
        except Failure as failure:
            raise Failure(f"{failure}\n" + "\n".join(map(keep_find, finds.iterdir()))) from failure


def keep_find(path):
    """What replays it: the input itself, for it is in no other place."""
    return f"base64 of {path.name}: {base64.b64encode(path.read_bytes()).decode()}"


def main():
    parser = argparse.ArgumentParser(prog="tests/run", description="Builds Silsa and runs every test.")
    parser.add_argument("--long", action="store_true", help="also Clang, Valgrind, the fuzzers and ten thousand faults")
    parser.add_argument("--outside", action="append", default=[], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    tally = Tally()
    for named in arguments.outside:
        tally.check(named.rpartition("=")[0], check_outside, named.rpartition("=")[2])
    work = run(PROJECT / "flatpak" / "sdk", "--work").strip()
    with open(Path(work) / "tests.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        check_sources(tally)
        check_builds(tally)
        if arguments.long:
            check_long(tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
