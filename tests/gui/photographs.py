"""Photos for the tests, as a telephone or a camera leaves them on its card: a picture with EXIF."""

import datetime
import struct
import subprocess

SEOUL = datetime.timezone(datetime.timedelta(hours=9))


def drawn(number, size="800x600"):
    """A JPEG without EXIF; ImageMagick is there for the screenshots."""
    colours = ("SkyBlue-SteelBlue", "Khaki-DarkOliveGreen", "Thistle-SlateGray", "PeachPuff-Sienna", "Gainsboro-DimGray")
    command = ["convert", "-size", size, f"gradient:{colours[number % len(colours)]}", "-fill", "rgba(0,0,0,0.35)",
               "-draw", f"rectangle {40 + 60 * (number % 7)},200 {200 + 60 * (number % 7)},600 circle {600 - 40 * (number % 5)},180 "
               f"{650 - 40 * (number % 5)},180", "-quality", "85", "jpg:-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _ascii(text):
    return text.encode("ascii") + b"\0"


def _degrees(value):
    value = abs(value)
    degrees = int(value)
    minutes = int((value - degrees) * 60)
    seconds = round(((value - degrees) * 60 - minutes) * 6000)
    return struct.pack(">6I", degrees, 1, minutes, 1, seconds, 100)


def _directory(entries, at):
    """An image file directory that lies at an offset: tags with their values, the long ones behind it."""
    later = at + 2 + 12 * len(entries) + 4
    head, tail = struct.pack(">H", len(entries)), b""
    for tag, kind, count, value in entries:
        if isinstance(value, int):
            value = struct.pack(">I", value) if kind == 4 else struct.pack(">HH", value, 0)
        if len(value) <= 4:
            head += struct.pack(">HHI", tag, kind, count) + value.ljust(4, b"\0")
        else:
            head += struct.pack(">HHII", tag, kind, count, later + len(tail))
            tail += value + b"\0" * (len(value) % 2)
    return head + b"\0\0\0\0" + tail


def with_exif(jpeg, captured, place=None, model="SM-G991N", orientation=1):
    """The JPEG with the time it was taken at (aware of its zone), perhaps a place (latitude, longitude)."""
    time = captured.strftime("%Y:%m:%d %H:%M:%S")
    offset = captured.strftime("%z")
    offset = f"{offset[:3]}:{offset[3:]}"
    main = [(0x010F, 2, 8, _ascii("Samsung")), (0x0110, 2, len(model) + 1, _ascii(model)), (0x0112, 3, 1, orientation)]
    detail = [(0x9003, 2, 20, _ascii(time)), (0x9011, 2, 7, _ascii(offset))]
    size = len(_directory(main + [(0x8769, 4, 1, 0)] + ([(0x8825, 4, 1, 0)] if place else []), 8))
    exif_at = 8 + size
    exif = _directory(detail, exif_at)
    gps_at = exif_at + len(exif)
    main.append((0x8769, 4, 1, exif_at))
    gps = b""
    if place:
        main.append((0x8825, 4, 1, gps_at))
        latitude, longitude = place
        gps = _directory([(1, 2, 2, b"N\0"), (2, 5, 3, _degrees(latitude)), (3, 2, 2, b"E\0"), (4, 5, 3, _degrees(longitude))], gps_at)
    block = b"Exif\0\0MM\0*\0\0\0\x08" + _directory(main, 8) + exif + gps
    return jpeg[:2] + b"\xFF\xE1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def card(folder, plan, begin, place=(35.8714, 128.6014)):
    """A card of photos: plan lists what was visited in order, as many times as it was photographed.

    Each is taken a minute after the one before; between two subjects half an hour goes by. Returns
    {name: subject}.
    """
    folder.mkdir(parents=True)
    pictures = [drawn(number) for number in range(8)]
    names, time, before = {}, begin, None
    for number, subject in enumerate(plan, 1):
        time += datetime.timedelta(minutes=1 if subject == before else 30)
        before = subject
        name = f"IMG_{number:04}.jpg"
        where = (place[0] + number * 1e-4, place[1]) if place else None
        (folder / name).write_bytes(with_exif(pictures[number % 8], time, where))
        names[name] = subject
    return names
