"""Photos in a form of the desk: read whole, then decoded and encoded anew in another process."""

from collections.abc import Iterable, Sequence
from typing import Any

from aiohttp.web_request import FileField

from desk.frame.call import Call
from services.kit.errors import Invalid, Refused
from services.kit.photo_cleaning import BYTES_LIMIT, Cleaned
from services.tickets.photos import TooManyPhotos

AT_ONCE = 3
BODY_LIMIT = AT_ONCE * BYTES_LIMIT + 1024 * 1024


def read_files(sent: Iterable[Any]) -> list[bytes]:
    """What was sent; a field in which nothing was chosen is an empty file."""
    bodies = []
    for field in sent:
        if isinstance(field, FileField):
            with field.file as file:
                bodies.append(file.read())
    return [body for body in bodies if body]


async def clean_all(call: Call, raw: Sequence[bytes]) -> Sequence[Cleaned]:
    """Raises PhotoType, PhotoTooLarge, PhotoBroken, TooManyPhotos, Unavailable.

    What is wrong with a photo is of the form's field `photo`, and told beside it.
    """
    if len(raw) > AT_ONCE:
        raise TooManyPhotos(limit=AT_ONCE, field="photo")
    try:
        return [await call.deps.clean_photo(body) for body in raw]
    except (Invalid, Refused) as wrong:
        wrong.details.setdefault("field", "photo")
        raise
