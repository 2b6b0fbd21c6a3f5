"""Photos as they come in: read within limits, and made safe to keep before the next is read."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from api.frame.deps import Deps
from edge import uploads
from edge.problems import TooLarge, UnsupportedMedia
from edge.uploads import BadUpload, read_part
from services.conversations.message_text import TEXT_LIMIT
from services.kit.photo_cleaning import BYTES_LIMIT, Cleaned, PhotoTooLarge
from services.tickets.photos import PER_MESSAGE, TooManyPhotos

FIELD = "photo"
_TEXT_BYTES = TEXT_LIMIT * 4
"""Of a field that is not a photo: UTF-8 takes up to four for a character."""


@dataclass(slots=True)
class Form:
    photos: list[Cleaned] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


async def read_form(request: web.Request, deps: Deps, fields: Collection[str]) -> Form:
    """One to PER_MESSAGE photos, and the text `fields`. Raises BadUpload, UnsupportedMedia,
    TooLarge, TooManyPhotos, and what cleaning raises."""
    if request.content_type != "multipart/form-data":
        raise UnsupportedMedia("photos come as multipart/form-data", wanted="multipart/form-data")
    form = Form()
    try:
        async with asyncio.timeout(uploads.SECONDS):
            async for part in uploads.parts(request):
                await _take(part, form, deps, fields)
    except uploads.MALFORMED as problem:
        raise BadUpload("this is no form") from problem
    if not form.photos:
        raise BadUpload("a photo is missing", field=FIELD)
    return form


async def _take(part: Any, form: Form, deps: Deps, fields: Collection[str]) -> None:
    if not isinstance(part, BodyPartReader):
        raise BadUpload("a form in a form")
    if part.name == FIELD:
        if len(form.photos) >= PER_MESSAGE:
            raise TooManyPhotos(limit=PER_MESSAGE)
        too_large = PhotoTooLarge(limit=BYTES_LIMIT, unit="bytes")
        form.photos.append(await deps.clean_photo(await read_part(part, BYTES_LIMIT, too_large)))
    elif part.name is not None and part.name in fields:
        too_long = TooLarge(f"a field has at most {_TEXT_BYTES} bytes", limit=_TEXT_BYTES)
        form.texts[part.name] = (await read_part(part, _TEXT_BYTES, too_long)).decode()
    else:
        raise BadUpload("an unknown field", field=str(part.name))
