"""The program that draws pages, on good and bad PDFs: what it answers, and that it ends. TAP.

usage: test-page.py SILSA-PAGE
"""

import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from papers import pdf  # noqa: E402  (the folder has to be known first)

PROGRAM = Path(sys.argv[1]).resolve()
FOLDER = Path(tempfile.mkdtemp(prefix="silsa-page-"))
DAMAGED, PAGE = 2, 4
GOOD = pdf(*(f"sheet {number}" for number in range(1, 31)))
CASES = []


def case(function):
    """Marks a test."""
    CASES.append(function)
    return function


def draw(data, page="1", width="200"):
    """Exit status, head as numbers, text and pixels."""
    path = FOLDER / "paper.pdf"
    path.write_bytes(data)
    with open(path, "rb") as file:
        done = subprocess.run([PROGRAM, str(file.fileno()), page, width], pass_fds=[file.fileno()], check=False,
                              capture_output=True, timeout=60, cwd=FOLDER)
    if done.returncode < 0:
        raise AssertionError(f"ended by signal {-done.returncode}: {done.stderr.decode(errors='replace')}")
    if done.returncode != 0:
        return done.returncode, None, None, None
    line, _, rest = done.stdout.partition(b"\n")
    head = tuple(map(int, line.split()))
    return 0, head, rest[:head[4]].decode(), rest[head[4]:]


@case
def pages():
    """A page by its number; one beyond the last is the last, one before the first the first."""
    for page, number in ("1", 1), ("5", 5), ("#7", 7), ("30", 30), ("31", 30), ("#999", 30), ("0", 1), ("#0", 1), ("Ⅳ", 1):
        status, head, text, pixels = draw(GOOD, page)
        assert status == 0 and head[:3] == (30, number, 200), (page, head)
        assert text.strip() == f"sheet {number}", text
        assert len(pixels) == head[2] * head[3] * 4 and len(set(pixels)) > 1, page


@case
def cut_off():
    """A PDF that ends too soon is drawn or refused, wherever it ends."""
    for end in range(0, len(GOOD), len(GOOD) // 25):
        assert draw(GOOD[:end])[0] in (0, DAMAGED, PAGE), end


@case
def no_pdf():
    """What is none is told."""
    for data in b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n" * 100, b"%PDF-1.4\n" + b"1 0 obj\n" * 20000, pdf():
        assert draw(data)[0] == DAMAGED, data[:20]


@case
def sizes():
    """Pages of absurd sizes are refused, and so are widths."""
    for box in "0 0 1 99999999", "0 0 0.001 842", "0 0 0 0", "5 5 -5 -5", "0 0 nan nan":
        assert draw(GOOD.replace(b"0 0 595 842", box.encode(), 1))[0] in (0, DAMAGED, PAGE), box
    for width in "0", "-1", "99999", "wide", "":
        assert draw(GOOD, width=width)[0] == 1, width
    assert draw(GOOD, width="9999")[0] == PAGE


@case
def loops():
    """Trees and contents that lead back to themselves end."""
    assert draw(GOOD.replace(b"/Kids [4 0 R", b"/Kids [2 0 R", 1))[0] in (0, DAMAGED, PAGE)
    assert draw(GOOD.replace(b"/Contents 5 0 R", b"/Contents 4 0 R", 1))[0] in (0, DAMAGED, PAGE)


@case
def leaves_nothing():
    """It has written no file."""
    assert [path.name for path in FOLDER.iterdir()] == ["paper.pdf"]


def main():
    failed = 0
    print(f"1..{len(CASES)}", flush=True)
    for number, function in enumerate(CASES, 1):
        try:
            function()
            print(f"ok {number} {function.__name__}", flush=True)
        except Exception:  # the others are of interest too
            failed += 1
            print("\n".join(f"# {line}" for line in traceback.format_exc().splitlines()))
            print(f"not ok {number} {function.__name__}", flush=True)
    for path in FOLDER.iterdir():
        path.unlink()
    FOLDER.rmdir()
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
