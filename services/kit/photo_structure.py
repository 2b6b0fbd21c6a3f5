"""What a picture's file consists of, read from its markers and chunks before a decoder sees it.

Some files cost a decoder far more than their bytes suggest: a JPEG whose few bytes are read over
the whole picture a thousand times, a PNG with compressed texts, an animation of a million frames.
They are counted here and refused. What is left out of a PNG never reaches the decoder.
"""

import re
import struct
from collections.abc import Iterator

from services.kit.errors import Invalid

BYTES_LIMIT = 10 * 1024 * 1024
PIXELS_LIMIT = 40_000_000
WEBP_PIXELS_LIMIT = 16_000_000
"""libwebp keeps a picture five times over while it decodes, 20 bytes for each pixel."""
SCANS_LIMIT = 32
"""Of a JPEG: encoders make at most some ten. Each scan goes over all of the picture again."""
SEGMENTS_LIMIT = 1_000
"""Of a JPEG: a segment holds 64 KiB, so metadata of ten megabytes are 160."""
CHUNKS_LIMIT = 20_000
"""Of a PNG or WebP: encoders write pixels by 4 KiB or more."""
FRAMES_LIMIT = 1_000
"""Of an animation, of which the first is kept."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"eXIf", b"IEND"})
"""Of a PNG: pixels, and which side is up. Texts, profiles and frames are dropped unread."""
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""Of a JPEG: neither a stuffed 0xFF of the pixels' data nor a restart within it."""
_START, _END, _SCAN, _TEMPORARY = 0xD8, 0xD9, 0xDA, 0x01
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers that name the size (SOF0 to SOF15)."""
_ISOBMFF = (b"ftypheic", b"ftypheix", b"ftypmif1")


class PhotoType(Invalid):
    """Not a format that we take."""

    code = "photo_type"


class PhotoTooLarge(Invalid):
    """`details`: `limit`, in `unit` (bytes or pixels)."""

    code = "photo_too_large"


class PhotoBroken(Invalid):
    """Begins like a photo, but cannot be decoded to its end, or is built as no camera builds it."""

    code = "photo_broken"


def examined(raw: bytes) -> tuple[str, bytes]:
    """Pillow's name of the format, by the content, and the bytes that its decoder may see.

    Takes a tenth of a second for ten megabytes at most. Raises PhotoType, PhotoTooLarge,
    PhotoBroken.
    """
    if len(raw) > BYTES_LIMIT:
        raise PhotoTooLarge("too many bytes", limit=BYTES_LIMIT, unit="bytes")
    if raw.startswith(b"\xff\xd8\xff"):
        _examine_jpeg(raw)
        return "JPEG", raw
    if raw.startswith(_SIGNATURE):
        return "PNG", _pixels_of_png(raw)
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        _examine_webp(raw)
        return "WEBP", raw
    if raw[4:12] in _ISOBMFF:
        return "HEIF", raw
    raise PhotoType("not a JPEG, PNG or WebP")


def check_pixels(width: int, height: int, limit: int = PIXELS_LIMIT) -> None:
    """Raises PhotoTooLarge, PhotoBroken."""
    if width < 1 or height < 1:
        raise PhotoBroken("a picture of no size")
    if width * height > limit:
        raise PhotoTooLarge("too many pixels", limit=limit, unit="pixels")


def _examine_jpeg(raw: bytes) -> None:
    """Raises PhotoTooLarge, PhotoBroken."""
    scans = 0
    for segments, (marker, body) in enumerate(_segments(raw), start=1):
        scans += marker == _SCAN
        if scans > SCANS_LIMIT or segments > SEGMENTS_LIMIT:
            raise PhotoBroken("a JPEG of too many scans or segments")
        if marker in _FRAMES:
            if len(body) < 5:  # noqa: PLR2004 - precision, height, width
                raise PhotoBroken("a JPEG without a size")
            height, width = struct.unpack_from(">HH", body, 1)
            check_pixels(width, height)


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content, as libjpeg finds them: what lies between segments is passed over."""
    at = 0
    while (found := _MARKER.search(raw, at)) is not None:
        marker, at = raw[found.end() - 1], found.end()
        if marker == _END:
            return
        if marker in (_START, _TEMPORARY):
            continue
        length = int.from_bytes(raw[at : at + 2])
        if length < 2 or at + length > len(raw):  # noqa: PLR2004 - it counts itself
            raise PhotoBroken("a segment that ends early")
        yield marker, raw[at + 2 : at + length]
        at += length


def _pixels_of_png(raw: bytes) -> bytes:
    """The same picture without anything but pixels. Raises PhotoTooLarge, PhotoBroken."""
    kept = [_SIGNATURE]
    at = len(_SIGNATURE)
    for number in range(CHUNKS_LIMIT):
        length, name = int.from_bytes(raw[at : at + 4]), raw[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(raw):
            raise PhotoBroken("a chunk that ends early")
        if (number == 0) != (name == b"IHDR"):
            raise PhotoBroken("a PNG has one header, at its beginning")
        if name == b"IHDR":
            if length != 13:  # noqa: PLR2004 - of a header
                raise PhotoBroken("a PNG without a size")
            check_pixels(*struct.unpack_from(">II", raw, at + 8))
        if name in _KEPT_CHUNKS:
            kept.append(raw[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
    raise PhotoBroken("a PNG of too many chunks")


def _examine_webp(raw: bytes) -> None:
    """Raises PhotoTooLarge, PhotoBroken."""
    end = 8 + int.from_bytes(raw[4:8], "little")
    if end > len(raw):
        raise PhotoBroken("a WebP that ends early")
    check_pixels(*_canvas(raw), limit=WEBP_PIXELS_LIMIT)
    at, frames, chunks = 12, 0, 0
    while at + 8 <= end:
        chunks, frames = chunks + 1, frames + (raw[at : at + 4] == b"ANMF")
        if chunks > CHUNKS_LIMIT or frames > FRAMES_LIMIT:
            raise PhotoBroken("a WebP of too many chunks or frames")
        length = int.from_bytes(raw[at + 4 : at + 8], "little")
        at += 8 + length + length % 2


def _canvas(raw: bytes) -> tuple[int, int]:
    """Width and height. Raises PhotoBroken."""
    kind = raw[12:16]
    if kind == b"VP8X" and len(raw) >= 30:  # noqa: PLR2004 - of its header
        return 1 + int.from_bytes(raw[24:27], "little"), 1 + int.from_bytes(raw[27:30], "little")
    if kind == b"VP8L" and raw[20:21] == b"\x2f" and len(raw) >= 25:  # noqa: PLR2004 - the same
        bits = int.from_bytes(raw[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and raw[23:26] == b"\x9d\x01\x2a" and len(raw) >= 30:  # noqa: PLR2004
        width, height = struct.unpack_from("<HH", raw, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise PhotoBroken("a WebP without a size")
