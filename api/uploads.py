"""Photos as they come in: read within limits, and made safe to keep before the next is read."""

import asyncio

from aiohttp import BodyPartReader, web

from api.deps import Deps
from edge import uploads
from edge.problems import UnsupportedMedia
from edge.uploads import BadUpload, read_part
from services.photo_cleaning import BYTES_LIMIT, Cleaned, PhotoTooLarge
from services.photos import PER_MESSAGE, TooManyPhotos

FIELD = "photo"


async def read_photos(request: web.Request, deps: Deps) -> list[Cleaned]:
    """One to PER_MESSAGE of them. Raises BadUpload, UnsupportedMedia, TooManyPhotos, and what
    cleaning raises."""
    if request.content_type != "multipart/form-data":
        raise UnsupportedMedia("photos come as multipart/form-data", wanted="multipart/form-data")
    try:
        async with asyncio.timeout(uploads.SECONDS):
            photos = await _read(request, deps)
    except uploads.MALFORMED as problem:
        raise BadUpload("this is no form") from problem
    if not photos:
        raise BadUpload("a photo is missing", field=FIELD)
    return photos


async def _read(request: web.Request, deps: Deps) -> list[Cleaned]:
    photos: list[Cleaned] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name != FIELD:
            raise BadUpload("an unknown field", field=str(getattr(part, "name", None)))
        if len(photos) >= PER_MESSAGE:
            raise TooManyPhotos(limit=PER_MESSAGE)
        raw = await read_part(part, BYTES_LIMIT, PhotoTooLarge(limit=BYTES_LIMIT, unit="bytes"))
        photos.append(await deps.clean_photo(raw))
    return photos
