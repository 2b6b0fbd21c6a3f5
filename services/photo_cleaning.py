"""Photos made safe to keep: whatever came in, what goes out is a JPEG of our own encoding."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from services.errors import Invalid

BYTES_LIMIT = 10 * 1024 * 1024
PIXELS_LIMIT = 40_000_000
LONGEST_SIDE = 2048
THUMBNAIL_SIDE = 320
MEDIA_TYPE = "image/jpeg"

_QUALITY = 82
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By the EXIF orientation."""


class PhotoType(Invalid):
    """Not a format that we take."""

    code = "photo_type"


class PhotoTooLarge(Invalid):
    """`details`: `limit`, in `unit` (bytes or pixels)."""

    code = "photo_too_large"


class PhotoBroken(Invalid):
    """Begins like a photo, but cannot be decoded to its end."""

    code = "photo_broken"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A JPEG without metadata, upright, and a small one of the same; sizes are of the large one."""

    image: bytes
    thumbnail: bytes
    width: int
    height: int
    media_type: str = MEDIA_TYPE


def clean(raw: bytes, *, longest: int = LONGEST_SIDE) -> Cleaned:
    """Decode, turn upright, shrink to `longest` pixels a side and encode anew; of an animation the
    first frame.

    No metadata survives: a phone writes into a photo where it was taken. Takes up to a second of
    processor time, so callers run it in a thread. Raises PhotoType, PhotoTooLarge, PhotoBroken.
    """
    if len(raw) > BYTES_LIMIT:
        raise PhotoTooLarge("too many bytes", limit=BYTES_LIMIT, unit="bytes")
    kind = _kind(raw)
    if kind is None:
        raise PhotoType("not a JPEG, PNG or WebP")
    try:
        with Image.open(BytesIO(raw), formats=[kind]) as photo:
            if photo.width * photo.height > PIXELS_LIMIT:
                raise _too_many_pixels()
            upright = _upright(photo, longest)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise _too_many_pixels() from problem
    except Invalid:
        raise
    except Exception as problem:  # Decoders answer hostile bytes with almost any exception.
        raise PhotoBroken(f"cannot be decoded: {problem!r}") from problem
    small = upright.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Cleaned(_encode(upright), _encode(small), upright.width, upright.height)


def _kind(raw: bytes) -> str | None:
    """Pillow's name of the format that the content begins like; names and headers may lie."""
    if raw.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "WEBP"
    if raw[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        Image.init()
        return "HEIF" if "HEIF" in Image.OPEN else None
    return None


def _too_many_pixels() -> PhotoTooLarge:
    return PhotoTooLarge("too many pixels", limit=PIXELS_LIMIT, unit="pixels")


def _upright(photo: Image.Image, longest: int) -> Image.Image:
    turn = _UPRIGHT.get(_orientation(photo))
    flat: Image.Image = photo if photo.mode in {"RGB", "L"} else _on_white(photo)
    # A JPEG is decoded at a fraction of its size here, so that memory stays small.
    flat.thumbnail((longest, longest))
    upright = flat.transpose(turn) if turn is not None else flat.copy()
    upright.info.clear()  # Pillow writes a comment found here into what it saves.
    return upright.convert("RGB")


def _orientation(photo: Image.Image) -> int:
    """1 is upright, and so is what cannot be read: a good photo may have a bad EXIF block."""
    try:
        return int(photo.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1


def _on_white(photo: Image.Image) -> Image.Image:
    if not photo.has_transparency_data:
        return photo.convert("RGB")
    layer = photo.convert("RGBA")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer.getchannel("A"))
    return page


def _encode(image: Image.Image) -> bytes:
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=_QUALITY, optimize=True)
    return encoded.getvalue()
