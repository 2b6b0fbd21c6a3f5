"""Photos that tests upload: real files, made in memory."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

SECRETS = (b"GPS-SECRET", b"COMMENT-SECRET", b"XMP-SECRET", b"ICC-SECRET", b"TEXT-SECRET")


def picture(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right, with white below the red: turns and mirrors show."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    image.paste("white", (0, size[1] * 3 // 4, size[0] // 2, size[1]))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def telltale_jpeg() -> bytes:
    """Says where it was taken, in every way that a JPEG can."""
    image = picture()
    exif = image.getexif()
    exif[0x010E] = "GPS-SECRET"
    exif.get_ifd(0x8825)[29] = "GPS-SECRET"
    return encoded(
        image,
        exif=exif,
        comment=b"COMMENT-SECRET",
        xmp=b"<x:xmpmeta>XMP-SECRET</x:xmpmeta>",
        icc_profile=b"ICC-SECRET" * 20,
    )


def telltale_png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Location", "TEXT-SECRET")
    return encoded(picture(), "PNG", pnginfo=text)


def turned(orientation: int) -> bytes:
    """A picture whose EXIF says how to hold it."""
    image = picture()
    exif = image.getexif()
    exif[0x0112] = orientation
    return encoded(image, exif=exif, quality=95)


def png_of(width: int, height: int) -> bytes:
    """A small file that claims a size, with nothing like enough pixels in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


POLYGLOT_TAIL = b"<html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def polyglot() -> bytes:
    return encoded(picture()) + POLYGLOT_TAIL


def gif() -> bytes:
    return encoded(picture(), "GIF")
