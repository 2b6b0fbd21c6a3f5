"""Photos made safe to keep: whatever came in, what goes out is a JPEG of our own encoding.

Decoders are native code that reads what strangers send. Callers give their bytes to
`edge.photo_cleaner`, which runs `clean` in a process that can be ended.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from services.kit.errors import Invalid
from services.kit.photo_structure import (
    BYTES_LIMIT,
    PIXELS_LIMIT,
    PhotoBroken,
    PhotoTooLarge,
    PhotoType,
    check_pixels,
    examined,
)

__all__ = [
    "BYTES_LIMIT",
    "PIXELS_LIMIT",
    "Cleaned",
    "PhotoBroken",
    "PhotoTooLarge",
    "PhotoType",
    "clean",
]

LONGEST_SIDE = 2048
THUMBNAIL_SIDE = 320
MEDIA_TYPE = "image/jpeg"

_STRIP_ROWS = 256
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
    processor time and some 300 MB. Raises PhotoType, PhotoTooLarge, PhotoBroken.
    """
    kind, pixels = examined(raw)
    if kind == "HEIF" and kind not in Image.OPEN:
        raise PhotoType("HEIC is not decoded here")
    try:
        with Image.open(BytesIO(pixels), formats=[kind]) as photo:
            check_pixels(photo.width, photo.height)
            upright = _upright(photo, longest)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as problem:
        raise PhotoTooLarge("too many pixels", limit=PIXELS_LIMIT, unit="pixels") from problem
    except Invalid:
        raise
    except Exception as problem:  # Decoders answer hostile bytes with almost any exception.
        raise PhotoBroken(f"cannot be decoded: {problem!r}") from problem
    small = upright.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Cleaned(_encode(upright), _encode(small), upright.width, upright.height)


def _upright(photo: Image.Image, longest: int) -> Image.Image:
    turn = _UPRIGHT.get(_orientation(photo))
    # A JPEG is decoded at a fraction of its size here, so that memory stays small.
    photo.draft(None, (2 * longest, 2 * longest))
    flat: Image.Image = photo if photo.mode in {"RGB", "L"} else _flattened(photo, longest)
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


def _flattened(photo: Image.Image, longest: int) -> Image.Image:
    """On white, and less than twice as large as is wanted.

    Goes strip by strip: of a large picture no second copy is made.
    """
    factor = max(1, max(photo.size) // longest)
    rows = max(1, _STRIP_ROWS // factor) * factor
    size = (-(-photo.width // factor), -(-photo.height // factor))
    page = Image.new("RGB", size, "white")
    for top in range(0, photo.height, rows):
        strip = photo.crop((0, top, photo.width, min(photo.height, top + rows)))
        page.paste(_on_white(strip).reduce(factor), (0, top // factor))
    return page


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
