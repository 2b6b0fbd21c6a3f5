"""Files that cost a decoder more than their bytes say are refused before it sees them."""

import struct
import zlib
from time import perf_counter

import pytest
from PIL import Image, PngImagePlugin

from services.kit.photo_cleaning import clean
from services.kit.photo_structure import (
    CHUNKS_LIMIT,
    FRAMES_LIMIT,
    SEGMENTS_LIMIT,
    PhotoBroken,
    PhotoTooLarge,
    examined,
)
from tests.given.photo_files import _chunk, decoded, encoded, picture

QUICK_SECONDS = 0.8
"""Even on a busy machine; what they stop takes minutes."""


def with_scans(count: int, size: tuple[int, int] = (640, 480)) -> bytes:
    """A progressive JPEG whose last scan, of a few bytes, stands there `count` times more."""
    raw = encoded(Image.new("RGB", size, "blue"), progressive=True)
    last = raw[raw.rindex(b"\xff\xda") : -2]
    return raw[:-2] + last * count + raw[-2:]


def jpeg_with(segments: bytes) -> bytes:
    raw = encoded(picture())
    return raw[:2] + segments + raw[2:]


def webp(chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def extended(width: int, height: int) -> bytes:
    sides = [struct.pack("<I", side - 1)[:3] for side in (width, height)]
    return b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + b"".join(sides)


FRAME = b"ANMF" + struct.pack("<I", 16) + b"\0" * 16
BOMBS = {
    "a JPEG of 200 scans": with_scans(200),
    "a JPEG of 10 MB of scans": with_scans(300_000),
    "a JPEG of a thousand comments": jpeg_with(b"\xff\xfe\0\x03x" * (SEGMENTS_LIMIT + 1)),
    "a PNG of empty chunks": (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
        + _chunk(b"teXt", b"") * (CHUNKS_LIMIT + 1)
    ),
    "an animation of too many frames": webp(extended(64, 64) + FRAME * (FRAMES_LIMIT + 1)),
    "a WebP of too many chunks": webp(extended(64, 64) + b"JUNK\0\0\0\0" * (CHUNKS_LIMIT + 1)),
}


@pytest.mark.parametrize("raw", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_found_by_its_structure_and_quickly(raw: bytes) -> None:
    begun = perf_counter()
    with pytest.raises(PhotoBroken):
        examined(raw)
    assert perf_counter() - begun < QUICK_SECONDS


def test_bytes_between_segments_are_passed_over_once() -> None:
    raw = jpeg_with(b"\xff\xfe\0\x03x" + b"\xff" * 9_000_000)
    begun = perf_counter()
    assert examined(raw) == ("JPEG", raw)
    assert perf_counter() - begun < QUICK_SECONDS


@pytest.mark.parametrize("size", [(8_000, 2_001), (16_383, 16_383), (2**24, 2**24)])
def test_a_webp_is_measured_before_its_canvas_is_made(size: tuple[int, int]) -> None:
    with pytest.raises(PhotoTooLarge) as refused:
        clean(webp(extended(*size) + FRAME))
    assert refused.value.details == {"limit": 16_000_000, "unit": "pixels"}


def test_forty_six_bytes_of_webp_take_no_800_megabytes() -> None:
    raw = encoded(Image.new("RGBA", (8_000, 5_000)), "WEBP", lossless=True, method=0)
    assert len(raw) < 100
    with pytest.raises(PhotoTooLarge):
        clean(raw)


def test_a_progressive_jpeg_as_cameras_make_it_is_taken() -> None:
    for raw in (encoded(picture(), progressive=True), with_scans(20)):
        assert clean(raw).width == 640


def test_of_a_png_the_decoder_sees_pixels_alone() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("plain", "TEXT-SECRET")
    text.add_text("packed", "x" * 900_000, zip=True)
    text.add_itxt("international", "y" * 900_000, zip=True)
    raw = encoded(picture(), "PNG", pnginfo=text, icc_profile=b"ICC-SECRET" * 9)
    kind, seen = examined(raw)
    assert kind == "PNG"
    assert {b"tEXt", b"zTXt", b"iTXt", b"iCCP"} <= names(raw)
    assert names(seen) == {b"IHDR", b"IDAT", b"IEND"}
    assert decoded(seen).tobytes() == decoded(raw).tobytes()


def test_a_turned_png_and_a_transparent_palette_keep_what_says_so() -> None:
    image = picture()
    exif = image.getexif()
    exif[0x0112] = 6
    assert clean(encoded(image, "PNG", exif=exif)).width == 480
    palette = picture((40, 40), "P")
    raw = encoded(palette, "PNG", transparency=palette.getpixel((30, 10)))
    red, green, blue = decoded(clean(raw).image).getpixel((30, 10))  # type: ignore[misc]
    assert min(red, green, blue) > 250


@pytest.mark.parametrize("second", [b"IHDR", b"IDAT"])
def test_a_png_has_one_header_and_it_comes_first(second: bytes) -> None:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    large = _chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    pixels = _chunk(b"IDAT", zlib.compress(b"\0" * 200))
    parts = header + large + pixels if second == b"IHDR" else pixels + header
    with pytest.raises(PhotoBroken):
        examined(b"\x89PNG\r\n\x1a\n" + parts + _chunk(b"IEND", b""))


@pytest.mark.parametrize("length", [0, 1, 60_000])
def test_a_segment_that_lies_about_its_length_is_broken(length: int) -> None:
    raw = b"\xff\xd8\xff\xe0" + struct.pack(">H", length) + b"short"
    with pytest.raises(PhotoBroken):
        examined(raw)


def test_a_large_transparent_picture_is_shrunk_strip_by_strip() -> None:
    image = picture((5_000, 3_333), "RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 2_500, 1_000))
    cleaned = clean(encoded(image, "PNG"))
    kept = decoded(cleaned.image)
    assert kept.size == (2_048, 1_366)
    assert min(kept.getpixel((500, 200))) > 240  # type: ignore[type-var,arg-type]
    red, _green, blue = kept.getpixel((500, 800))  # type: ignore[misc]
    assert (red > 240, blue < 20) == (True, True)


def names(png: bytes) -> set[bytes]:
    found, at = set(), 8
    while at < len(png):
        found.add(png[at + 4 : at + 8])
        at += 12 + int.from_bytes(png[at : at + 4])
    return found
