"""Forms with files in them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from edge.problems import TooManyRequests, Unavailable
from edge.rates import Seats
from services.kit.errors import Invalid, ParkError

SECONDS = 120
"""That an upload may take."""
PARTS = 16
"""Of a form: photos, and a few words beside them."""
AT_ONCE = 16
"""Forms that are read at one moment, of ten megabytes for each photo that is not decoded yet."""
EACH = 2
"""The same of one person."""
RETRY_SECONDS = 5.0
MALFORMED = (ValueError, AssertionError, RuntimeError, LookupError, HttpProcessingError)
"""What aiohttp's multipart reader raises on a body that is none."""


class BadUpload(Invalid):
    """Not a form with the parts that are asked for."""

    code = "bad_upload"


class Uploads:
    """How many forms with files are read at one moment, in this process."""

    def __init__(self, most: int = AT_ONCE, each: int = EACH) -> None:
        self._all = Seats(most)
        self._own = Seats(each)

    @contextmanager
    def begin(self, whose: str) -> Iterator[None]:
        """Raises TooManyRequests for somebody who has begun others, Unavailable when all are
        taken."""
        with self._own.take(whose) as own, self._all.take("all") as room:
            if not own:
                raise TooManyRequests(RETRY_SECONDS)
            if not room:
                raise Unavailable("too many uploads")
            yield


async def parts(request: web.Request) -> AsyncIterator[Any]:
    """The parts of a form. Raises BadUpload where there are too many, and MALFORMED."""
    count = 0
    async for part in await request.multipart():
        count += 1
        if count > PARTS:
            raise BadUpload("too many parts")
        yield part


async def read_part(part: BodyPartReader, limit: int, excess: ParkError) -> bytes:
    """Raises `excess` as soon as more than `limit` bytes have come."""
    body = bytearray()
    while not part.at_eof():
        body += await part.read_chunk()
        if len(body) > limit:
            raise excess
    return bytes(body)
