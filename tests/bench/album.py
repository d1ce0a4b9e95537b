"""A file with thousands of photos, each of its own bytes, over the indicators of the catalogue."""

import datetime
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "gui"))
from photographs import SEOUL, drawn, with_exif  # noqa: E402  (the folder has to be named first)
from window import cli  # noqa: E402

BEGIN = datetime.datetime(2021, 8, 25, 9, 0, tzinfo=SEOUL)
EACH = 40  # photos of one indicator


def photos(folder, n, first=1, more=0):
    """Photos of the visit, one every 20 seconds; the time they were taken makes each of them another one.

    more: bytes behind the picture, as telephones keep a film there."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [drawn(number) for number in range(8)]
    paths = []
    for number in range(first, first + n):
        time = BEGIN + datetime.timedelta(seconds=20 * number)
        path = folder / f"IMG_{number:05}.jpg"
        path.write_bytes(with_exif(pictures[number % 8], time, (35.8714 + number * 1e-5, 128.6014)) + os.urandom(more))
        paths.append(path)
    return paths


def album(file, folder, n):
    """Takes n photos into a file: EACH to an indicator, the rest into the inbox."""
    paths = photos(folder, n)
    for indicator in cli("score", file)["indicators"]:
        some, paths = paths[:EACH], paths[EACH:]
        if some:
            cli("evidence", "add", file, indicator["code"], *some)
    if paths:
        cli("evidence", "add", file, "--inbox", *paths)
