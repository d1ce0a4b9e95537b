"""Printing from the window: what comes out of the printer is what the file says. TAP.

usage: test-print.py ROUND   (inside tests/gui/frame --wm, as test-window.py)
"""

import re
import subprocess

from fresh import Fresh
from portal import Portal
from silsa_gui import Lost, press
from tap import expect
from window import Window, cli

TAP = Fresh("print")
PORTAL = Portal()
DIALOG = re.compile("^Print$|^인쇄$")


def pages(pdf):
    """The text of each page."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def expect_on(page, *parts):
    """Looks for pieces of text on a page; what is narrow between words is no space to pdftotext."""
    for part in parts:
        if "".join(part.split()) not in "".join(page.split()):
            raise Lost(f"{part!r} is not on the page:\n{page}")


@TAP.case
def printed(file):
    """Ctrl+P prints the indicator that is looked at, Ctrl+Shift+P or another view the whole checklist."""
    cli("answer", file, "A1-03", "--level", "2", "--reason", "둘만 운영", "--check-note", "A1-03-a=화면만 봄")
    window = Window(file, environment=Portal.ENVIRONMENT)
    window.search("A1-03")
    press("ctrl+p")
    sheet = pages(PORTAL.print(DIALOG))
    expect("pages of one indicator", 1, len(sheet))
    expect_on(sheet[0], "A1-03", "김서연", "1 / 1", "12.0 / 30", "둘만 운영", "화면만 봄")
    codes = [one["code"] for one in cli("score", file)["indicators"]]
    for keys in ("ctrl+shift+p",), ("alt+2", "ctrl+p"):
        press(*keys)
        found = pages(PORTAL.print(DIALOG))
        expect("sheets", codes, [page.split("\n", 1)[0].split()[-1] for page in found[1:]])
    window.wait_saved()
    expect("exit status", 0, window.quit())


if __name__ == "__main__":
    TAP.main()
