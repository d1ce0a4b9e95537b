"""The installed Flatpak, used as a person does; tests/flatpak/smoke calls it. Prints a line for each step.

usage: smoke.py FOLDER BUNDLE
"""

import json
import os
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "gui"))

from backend import Backend, environment  # noqa: E402
from gi.repository import Gio  # noqa: E402
from silsa_gui import App, Atspi, Lost, children, dump, find, find_all, has, press, screenshot, wait_until, write, write_into  # noqa: E402

ID = "io.github.silsa.Silsa"
FOLDER = Path(sys.argv[1]).resolve()
BUNDLE = sys.argv[2]
HOME = Path(os.environ["HOME"])
DOCUMENTS = HOME / "Documents"
ASSESSMENT = DOCUMENTS / "Silsa" / "세종특별자치시-이도윤.silsa"
PASSPHRASE = "correct horse"
CODE = re.compile(r"^[A-Z]\d-\d\d$")


def say(text):
    """What was found to be so."""
    print(f"smoke: {text}", flush=True)


def expect(what, wanted, found):
    """Compares, and says so."""
    if wanted != found:
        raise Lost(f"{what}: {wanted!r} was expected, found {found!r}")
    say(f"{what}: {found}")


def in_sandbox(*command, status=0, forward=()):
    """Runs a command in the sandbox of the application, with some files of the machine passed in."""
    program, *arguments = map(str, command)
    files = [word for path in forward for word in ("@@", str(path), "@@")]
    line = ["flatpak", "run", "--user", "--file-forwarding", f"--command={program}", ID, *arguments, *files]
    done = subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, timeout=120)
    if done.returncode != status:
        raise Lost(f"{program} {arguments[:1]} ended with status {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout


def score(file):
    """What stands in the assessment, told by silsa-cli in the sandbox."""
    return json.loads(in_sandbox("silsa-cli", "score", file, "--format", "json"))


class Sandboxed(App):
    """The application in its sandbox; on the bus it has the process of a proxy."""

    def __init__(self, *files, log):
        forwarded = [word for path in files for word in ("@@", str(path), "@@")]
        super().__init__("run", "--user", "--file-forwarding", ID, *forwarded, program="flatpak", log=log)

    def _find_root(self):
        return next((node for node in running() if find(node, "frame")), None)

    def push(self, name, role="button"):
        """Tabs to a button and presses it."""
        self.tab_to(role, name)
        press("Return")

    def fill(self, name, text, secret=False):
        """Tabs to an entry and fills it."""
        node = self.tab_to("text", name)
        if secret:
            press("ctrl+a", "BackSpace")
            write(text)
        else:
            write_into(node, text)

    def picture(self, name):
        """Keeps what is on the screen."""
        screenshot(FOLDER / f"{name}.png")

    def saved(self):
        """Waits until the window says that all is saved."""
        wait_until("the word that all is saved", lambda: self.find("label", re.compile("^saved")))

    def level_is(self, level):
        """Whether the card of that level is pressed."""
        node = self.find("toggle button", re.compile(f"^Level {level}:"))
        return node is not None and (has(node, Atspi.StateType.PRESSED) or has(node, Atspi.StateType.CHECKED))

    def kill(self):
        """kill -9, as far as a sandbox allows it."""
        subprocess.run(["flatpak", "kill", ID], check=True)
        self.process.wait(20)
        away()


def launch(*files):
    """Starts the application as the desktop's menu and file manager do, from its desktop file."""
    desktop = Path(os.environ["FLATPAK_USER_DIR"]) / "exports" / "share" / "applications" / f"{ID}.desktop"
    Gio.DesktopAppInfo.new_from_filename(str(desktop)).launch_uris([path.as_uri() for path in files], None)


class Launched(Sandboxed):
    """The application in its sandbox, started by the session's bus."""

    def __init__(self, *files):
        launch(*files)
        self.root = wait_until("the application that the bus started", self._find_root, 60)

    def quit(self, seconds=20):
        press("alt+F4")
        away()


def running():
    """The processes of the application, as the accessibility bus knows them."""
    return [node for node in children(Atspi.get_desktop(0)) if node.get_name() == "silsa"]


def away():
    """Waits until the application is gone."""
    wait_until("the application away", lambda: not running())


def begin(app, backend):
    """A blank assessment in Documents/Silsa, where the sandbox has the real folder."""
    app.push(re.compile("^Your key"), "list item")
    app.wait_for(None, "Make a Key")
    app.fill("Name", "이도윤")
    app.fill("Passphrase", PASSPHRASE, secret=True)
    app.fill("Passphrase once more", PASSPHRASE, secret=True)
    app.push("Make a Key…", None)
    backend.choose("Save the Key as", HOME / "key.p12")
    wait_until("the key", (HOME / "key.p12").exists)
    app.wait_for(None, re.compile("^([0-9a-f]{8} ?){8}$"))
    say("a key was made and saved through the portal")
    press("Escape")
    app.push(re.compile("^Blank Assessment"))
    app.fill("City", "세종특별자치시")
    app.fill("Inhabitants", "390685")
    app.fill("Assessor", "이도윤")
    app.push("Begin")
    app.wait_for("label", CODE)
    wait_until("the file", ASSESSMENT.exists)
    say(f"an assessment was begun in {ASSESSMENT.relative_to(HOME)}")


def answer(app, backend, photo):
    """A level, and a photo that comes in by the portal's file chooser."""
    press("ctrl+f", "ctrl+a")
    write("A2-02")
    press("Return")
    app.wait_for("label", "A2-02")
    press("3")
    wait_until("the level", lambda: app.level_is(3))
    app.saved()
    press("ctrl+shift+a")
    backend.choose("Add Photos and Documents", photo)
    app.wait_for("button", photo.name)
    app.saved()
    app.picture("answered")
    evidence = json.loads(in_sandbox("silsa-cli", "evidence", "list", ASSESSMENT, "--format", "json"))["evidence"]
    expect("photos in the file", [photo.name], [one["name"] for one in evidence])


def sign(app, backend, package):
    """Leads to where one more Return signs an incomplete assessment into a package outside."""
    press("alt+6")
    app.wait_for("label", "Hand-in Package")
    app.push("Hand In Incomplete…")
    app.wait_for("button", "Sign Incomplete…")
    app.push("Sign Incomplete…")
    app.wait_for("label", "I have checked it")
    app.push("Change…")
    backend.choose("Where the Package Goes", package)
    app.fill("Passphrase of the key", PASSPHRASE, secret=True)
    app.tab_to(None, "I have checked it")
    press("space")
    app.tab_to("button", "Sign")


def hand_in(app, backend, package):
    """Signs, saves through the portal, and verifies by silsa-cli in the sandbox."""
    sign(app, backend, package)
    press("Return")
    app.wait_for("label", "What was found", 60)
    app.picture("verified")
    press("Escape")
    wait_until("the package", package.exists)
    shown = in_sandbox("silsa-cli", "verify", "--format", "json", status=1, forward=[package])
    expect("verdict of who has no list", "untrusted", json.loads(shown)["verdict"])


def sandbox(home):
    """What lies outside stays outside."""
    secret = home / "secret.txt"
    secret.write_text("private", encoding="utf-8")
    in_sandbox("cat", secret, status=1)
    say("a file of the home folder cannot be read")
    in_sandbox("sh", "-c", f"touch {home}/Documents/other.txt 2>/dev/null", status=0)
    expect("a file written to Documents is there outside", False, (DOCUMENTS / "other.txt").exists())
    interfaces = in_sandbox("sh", "-c", "cat /proc/net/dev").splitlines()[2:]
    expect("network interfaces", ["lo"], [line.split(":")[0].strip() for line in interfaces])


def fonts():
    """Hangul can be drawn by each start, not by the first alone."""
    for _ in range(2):
        found = int(in_sandbox("sh", "-c", "fc-list :lang=ko | wc -l"))
        if found == 0:
            raise Lost("there is no font with Hangul in the sandbox")
    say(f"{found} fonts with Hangul")


def killed():
    """kill -9 in the middle of writing: what was said to be saved is there."""
    for level in (1, 5, 2):
        app = Sandboxed(ASSESSMENT, log=FOLDER / "silsa.log")
        app.wait_for("label", CODE)
        press("ctrl+f", "ctrl+a")
        write("A2-02")
        press("Return")
        app.wait_for("label", "A2-02")
        press(str(level))
        wait_until("the level", lambda: app.level_is(level))
        app.saved()
        press("j", "k")
        app.kill()
        points = next(one for one in score(ASSESSMENT)["indicators"] if one["code"] == "A2-02")["points"]
        expect(f"points after kill -9 at level {level}", f"{8 * level}.0", points)


def dropped(photo):
    """A photo is dragged in from a window of the desktop, whose files the sandbox does not see."""
    app = Sandboxed(ASSESSMENT, log=FOLDER / "silsa.log")
    app.wait_for("label", CODE)
    app.tab_to("button", re.compile("^Add photos|photos? needed$"))  # where photos are dropped is on the screen then
    desktop = subprocess.Popen(["/usr/bin/python3", str(HERE / "drag.py"), str(photo)], stdin=subprocess.DEVNULL)
    try:
        source = wait_until("the window to drag from", lambda: window_named(photo.name), 60)
        drag(source, 700, 790)
        app.wait_for(None, re.compile(re.escape(photo.name)), 60)
    finally:
        desktop.terminate()
        desktop.wait(20)
    app.saved()
    app.picture("dropped")
    app.quit()
    found = json.loads(in_sandbox("silsa-cli", "evidence", "list", ASSESSMENT, "--format", "json"))["evidence"]
    expect("a dropped photo is in the file", True, photo.name in [one["name"] for one in found])


def window_named(name):
    """The number of a window on the screen, or nothing."""
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{re.escape(name)}$"],
                          capture_output=True, text=True, check=False).stdout.strip()


def drag(window, x, y):
    """Drags from the middle of a window to a place of the screen, as a hand does: not in one leap."""
    subprocess.run(["xdotool", "mousemove", "--window", window, "100", "60", "mousedown", "1"], check=True)
    for step in range(1, 21):
        time.sleep(0.05)
        subprocess.run(["xdotool", "mousemove", str(x - 20 + step), str(y - 20 + step)], check=True)
    time.sleep(1)
    subprocess.run(["xdotool", "mouseup", "1"], check=True)


def one_instance():
    """The bus starts it; whatever is opened then comes into the same one, and a file has one window."""
    app = Launched(ASSESSMENT)
    app.wait_for("label", CODE, 60)
    say("the session's bus started it on a double-clicked assessment")
    subprocess.run(["flatpak", "run", "--user", ID, str(ASSESSMENT)], check=True, timeout=60)
    launch(ASSESSMENT)
    time.sleep(2)
    expect("processes after opening it thrice", 1, len(running()))
    expect("windows after opening it thrice", 1, len(find_all(app.root, "frame")))
    app.quit()


def copied_in(original):
    """An assessment outside Documents/Silsa is reached by the portal: it is copied, and not touched."""
    before = original.read_bytes()
    app = Launched(original)
    app.wait_for(None, "Copy the File to Work on It?", 60)
    app.picture("copy-in")
    app.push("Copy and Open")
    app.wait_for("label", CODE)
    app.quit()
    copy = DOCUMENTS / "Silsa" / original.name
    wait_until("the copy", copy.exists)
    expect("the original is as it was", True, original.read_bytes() == before)
    say(f"{original.name} was copied to {copy.relative_to(HOME)} and opened there")


def portal_killed(backend, package):
    """kill -9 of the portals while a package is written through them: whole or not there, and no harm."""
    expected = score(ASSESSMENT)
    app = Sandboxed(ASSESSMENT, log=FOLDER / "silsa.log")
    app.wait_for("label", CODE)
    sign(app, backend, package)
    press("Return")
    for name in ("xdg-document-portal", "xdg-desktop-portal"):
        subprocess.run(["pkill", "-KILL", "-u", str(os.getuid()), "-f", f"/{name}$"], check=False)
    time.sleep(5)
    app.picture("portal-killed")
    app.kill()
    unmount()
    expect("the assessment is as it was", True, score(ASSESSMENT)["expected"] == expected["expected"])
    if package.exists():
        in_sandbox("silsa-cli", "verify", "--format", "json", status=1, forward=[package])
        say("the package that was being written is whole")
    else:
        say("nothing stands under the name of the package that was being written")


def commit():
    """Which build is installed."""
    return subprocess.run(["flatpak", "info", "--user", "--show-commit", ID], capture_output=True, text=True,
                          check=True).stdout.strip()


def updated(bundle):
    """A later bundle is installed over the earlier: files and settings stay."""
    old, expected = commit(), score(ASSESSMENT)
    subprocess.run(["flatpak", "install", "--user", "-y", "--noninteractive", "--or-update", bundle], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    expect("another build is installed", True, commit() != old)
    expect("the assessment is as it was", True, score(ASSESSMENT)["expected"] == expected["expected"])
    app = Sandboxed(log=FOLDER / "silsa.log")
    app.wait_for("label", "이도윤", 60)  # the key
    app.wait_for(None, re.compile("세종특별자치시"))  # the list of recent files
    app.picture("updated")
    app.quit()
    say("key and recent files are remembered")


def unmount():
    """Takes the documents' file system away, before the folder around it is removed."""
    documents = Path(os.environ["XDG_RUNTIME_DIR"]) / "doc"
    subprocess.run(["fusermount3", "-u", "-z", str(documents)], check=False, stderr=subprocess.DEVNULL)


def main():
    portals = FOLDER / "portals"
    portals.mkdir()
    variables = {**environment(portals), "XDG_RUNTIME_DIR": os.environ["XDG_RUNTIME_DIR"]}
    for name, value in variables.items():
        subprocess.run(["dbus-update-activation-environment", f"{name}={value}"], check=True)
    config = Path(os.environ["XDG_CONFIG_HOME"])
    DOCUMENTS.mkdir()
    (config / "user-dirs.dirs").write_text(f'XDG_DOCUMENTS_DIR="{DOCUMENTS}"\n', encoding="utf-8")
    photo = HOME / "IMG_0001.jpg"
    subprocess.run(["convert", "-size", "640x480", "gradient:navy-white", str(photo)], check=True)
    backend = Backend()
    package = HOME / "handed-in.asice"
    status = 0
    try:
        app = Sandboxed(log=FOLDER / "silsa.log")
        app.wait_for("button", re.compile("^Begin from a Round"), 60)
        app.picture("welcome")
        begin(app, backend)
        answer(app, backend, photo)
        hand_in(app, backend, package)
        app.quit()
        sandbox(HOME)
        fonts()
        killed()
        another = HOME / "IMG_0002.jpg"
        subprocess.run(["convert", "-size", "640x480", "gradient:green-white", str(another)], check=True)
        dropped(another)
        one_instance()
        elsewhere = HOME / "elsewhere.silsa"
        elsewhere.write_bytes(ASSESSMENT.read_bytes())
        copied_in(elsewhere)
        updated(BUNDLE)
        portal_killed(backend, HOME / "second.asice")
    except Exception:  # the picture and the folder help whoever looks for the cause
        traceback.print_exc()
        screenshot(FOLDER / "lost.png")
        (FOLDER / "lost.txt").write_text("\n".join(map(dump, running())), encoding="utf-8")
        status = 1
    finally:
        subprocess.run(["flatpak", "kill", ID], check=False, stderr=subprocess.DEVNULL)
        time.sleep(1)
        unmount()
    return status


if __name__ == "__main__":
    sys.exit(main())
