"""The process in which photos are decoded: it reads one after another from its standard input.

It opens no file and no socket, holds no secret, and may be killed at any moment. Its memory and the
processor time of each photo are limited by the kernel where the kernel can; its first byte says
whether it can.
"""

import json
import os
import struct
import sys
from io import BytesIO
from typing import BinaryIO

from PIL import Image, MpoImagePlugin, TiffImagePlugin

from services.kit.errors import Invalid
from services.kit.photo_cleaning import clean

CALL = struct.Struct(">II")
"""Length of the photo, and the longest side that is wanted. The photo follows."""
ANSWER = struct.Struct(">BIIII")
"""CLEANED, width, height, length of the image and of the thumbnail, which follow. Or REFUSED and
the length of a JSON object in the second place, which follows."""
CLEANED, REFUSED = 0, 1
LIMITED, UNLIMITED = b"L", b"U"
MEMORY_BYTES = 384 * 1024 * 1024
"""Above what an idle child has mapped: twice what the largest photo takes that is accepted."""
CPU_SECONDS = 10
"""For one photo; the slowest that is accepted takes two."""

LOADED = (MpoImagePlugin, TiffImagePlugin)
"""What Pillow imports when a photo needs it: no module can be read once the limits hold."""


def main() -> None:
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _rehearse()
    limited = limit()
    sink.write(LIMITED if limited else UNLIMITED)
    sink.flush()
    while len(head := source.read(CALL.size)) == CALL.size:
        length, longest = CALL.unpack(head)
        raw = source.read(length)
        if len(raw) < length:
            return
        if limited:
            _allow_processor()
        _answer(sink, raw, longest)


def _rehearse() -> None:
    """Once with each format, so that every module that it takes is there."""
    for kind in ("JPEG", "PNG", "WEBP"):
        made = BytesIO()
        Image.new("RGB", (8, 8)).save(made, kind)
        clean(made.getvalue())


def limit() -> bool:
    """Whether this platform limits a process's memory and time. Linux does; Windows has no
    `resource`, and macOS ignores RLIMIT_AS."""
    if not sys.platform.startswith("linux"):
        return False
    import resource

    with open("/proc/self/statm") as counted:
        mapped = int(counted.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    for what, most in (
        (resource.RLIMIT_AS, mapped + MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (most, most))
    return True


def _allow_processor() -> None:
    """CPU_SECONDS from now; the kernel ends a process that takes more."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _answer(sink: BinaryIO, raw: bytes, longest: int) -> None:
    try:
        cleaned = clean(raw, longest=longest)
    except Invalid as refusal:
        said = json.dumps({"code": refusal.code, "details": refusal.details}).encode()
        sink.write(ANSWER.pack(REFUSED, len(said), 0, 0, 0) + said)
    else:
        image, thumbnail = cleaned.image, cleaned.thumbnail
        sink.write(ANSWER.pack(CLEANED, cleaned.width, cleaned.height, len(image), len(thumbnail)))
        sink.write(image)
        sink.write(thumbnail)
    sink.flush()


if __name__ == "__main__":
    main()
