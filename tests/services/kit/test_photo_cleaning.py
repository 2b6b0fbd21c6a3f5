"""What a photo is after cleaning, and what never becomes one."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.errors import Invalid
from services.kit.photo_cleaning import (
    BYTES_LIMIT,
    Cleaned,
    PhotoBroken,
    PhotoTooLarge,
    PhotoType,
    clean,
)
from tests.given.photo_files import (
    POLYGLOT_TAIL,
    SECRETS,
    SVG,
    decoded,
    encoded,
    gif,
    picture,
    png_of,
    polyglot,
    telltale_jpeg,
    telltale_png,
    turned,
)

RED, BLUE, WHITE = (254, 0, 0), (0, 0, 254), (255, 255, 255)


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(a - b) < 12 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_we_take_becomes_a_jpeg_and_a_thumbnail(kind: str) -> None:
    cleaned = clean(encoded(picture((640, 480)), kind))
    image, thumbnail = decoded(cleaned.image), decoded(cleaned.thumbnail)
    assert (cleaned.media_type, cleaned.width, cleaned.height) == ("image/jpeg", 640, 480)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (640, 480))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (320, 240))
    assert near(image.getpixel((100, 200)), RED)
    assert near(image.getpixel((500, 200)), BLUE)


@pytest.mark.parametrize(
    ("size", "kept", "small"),
    [
        ((4000, 3000), (2048, 1536), (320, 240)),
        ((1500, 4000), (768, 2048), (120, 320)),
        ((200, 100), (200, 100), (200, 100)),
        ((1, 1), (1, 1), (1, 1)),
    ],
)
def test_a_large_photo_is_shrunk_and_a_small_one_is_not_grown(
    size: tuple[int, int], kept: tuple[int, int], small: tuple[int, int]
) -> None:
    cleaned = clean(encoded(picture(size)))
    assert decoded(cleaned.image).size == (cleaned.width, cleaned.height) == kept
    assert decoded(cleaned.thumbnail).size == small


@pytest.mark.parametrize("raw", [telltale_jpeg(), telltale_png()])
def test_no_metadata_survives(raw: bytes) -> None:
    assert any(secret in raw for secret in SECRETS)
    cleaned = clean(raw)
    for kept in (cleaned.image, cleaned.thumbnail):
        assert not any(secret in kept for secret in SECRETS)
        image = decoded(kept)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("orientation", "size", "red_at", "white_at"),
    [
        (1, (640, 480), (20, 20), (20, 460)),
        (2, (640, 480), (620, 20), (620, 460)),
        (3, (640, 480), (620, 460), (620, 20)),
        (4, (640, 480), (20, 460), (20, 20)),
        (5, (480, 640), (20, 20), (460, 20)),
        (6, (480, 640), (460, 20), (20, 20)),
        (7, (480, 640), (460, 620), (20, 620)),
        (8, (480, 640), (20, 620), (460, 620)),
        (99, (640, 480), (20, 20), (20, 460)),
    ],
)
def test_a_photo_stands_upright(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int], white_at: tuple[int, int]
) -> None:
    cleaned = clean(turned(orientation))
    image = decoded(cleaned.image)
    assert (cleaned.width, cleaned.height) == image.size == size
    assert near(image.getpixel(red_at), RED)
    assert near(image.getpixel(white_at), WHITE)


def test_what_was_transparent_is_white() -> None:
    image = picture((100, 100), "RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 50, 100))
    kept = decoded(clean(encoded(image, "PNG")).image)
    assert near(kept.getpixel((10, 50)), WHITE)
    assert near(kept.getpixel((90, 50)), BLUE)


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG")]
)
def test_every_mode_becomes_rgb(mode: str, kind: str) -> None:
    assert decoded(clean(encoded(picture(mode=mode), kind)).image).mode == "RGB"


def test_of_an_animation_the_first_frame_is_kept() -> None:
    frames = [picture((64, 64)), picture((64, 64)).rotate(180)]
    raw = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    kept = decoded(clean(raw).image)
    assert getattr(kept, "n_frames", 1) == 1
    assert near(kept.getpixel((8, 8)), RED)


def test_what_hides_behind_a_photo_is_gone() -> None:
    cleaned = clean(polyglot())
    assert POLYGLOT_TAIL not in cleaned.image + cleaned.thumbnail
    assert b"<script" not in cleaned.image + cleaned.thumbnail


@pytest.mark.parametrize(
    "raw",
    [b"", b"hello", SVG, gif(), encoded(picture(), "BMP"), encoded(picture(), "TIFF"), b"%PDF-1.7"],
    ids=["nothing", "text", "svg", "gif", "bmp", "tiff", "pdf"],
)
def test_other_types_are_refused(raw: bytes) -> None:
    with pytest.raises(PhotoType):
        clean(raw)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_photo_is_broken(kind: str, part: float) -> None:
    noise = random.Random(7).randbytes(200 * 200 * 3)  # Compresses badly: the cut is in the pixels.
    photo = picture((200, 200))
    photo.frombytes(noise)
    raw = encoded(photo, kind)
    with pytest.raises(PhotoBroken):
        clean(raw[: int(len(raw) * part)])


def test_ten_megabytes_are_the_limit() -> None:
    raw = encoded(picture())
    assert clean(raw + b"\0" * (BYTES_LIMIT - len(raw))).width == 640
    with pytest.raises(PhotoTooLarge) as refused:
        clean(raw + b"\0" * (BYTES_LIMIT + 1 - len(raw)))
    assert refused.value.details == {"limit": 10_485_760, "unit": "bytes"}


@pytest.mark.parametrize("size", [(8_001, 5_000), (20_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(PhotoTooLarge) as refused:
        clean(png_of(*size))
    assert refused.value.details == {"limit": 40_000_000, "unit": "pixels"}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_comes_is_cleaned_or_refused(data: st.DataObject) -> None:
    """Flipped bytes of real photos, and garbage behind a real beginning."""
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))
    raw = bytearray(encoded(picture((48, 32)), kind))
    for _ in range(data.draw(st.integers(0, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    tail = data.draw(st.binary(max_size=60))
    cut = data.draw(st.integers(0, len(raw)))
    try:
        cleaned = clean(bytes(raw[:cut]) + tail)
    except Invalid:
        return
    assert isinstance(cleaned, Cleaned)
    assert decoded(cleaned.image).format == "JPEG"
