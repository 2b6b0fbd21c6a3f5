"""Forms with files in them."""

from aiohttp import BodyPartReader
from aiohttp.http_exceptions import HttpProcessingError

from services.errors import Invalid, ParkError

SECONDS = 120
"""That an upload may take."""
MALFORMED = (ValueError, AssertionError, RuntimeError, LookupError, HttpProcessingError)
"""What aiohttp's multipart reader raises on a body that is none."""


class BadUpload(Invalid):
    """Not a form with the parts that are asked for."""

    code = "bad_upload"


async def read_part(part: BodyPartReader, limit: int, excess: ParkError) -> bytes:
    """Raises `excess` as soon as more than `limit` bytes have come."""
    body = bytearray()
    while not part.at_eof():
        body += await part.read_chunk()
        if len(body) > limit:
            raise excess
    return bytes(body)
