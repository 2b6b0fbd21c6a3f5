"""Photos and files as they come in: photos are read within limits, and made safe to keep before
the next is read."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import BodyPartReader, web

from api.frame.deps import Deps
from edge import uploads
from edge.problems import TooLarge, UnsupportedMedia
from edge.uploads import BadUpload, read_part
from services.conversations.message_text import TEXT_LIMIT
from services.kit.file_checking import DOCUMENT_BYTES, FileTooLarge
from services.kit.photo_cleaning import BYTES_LIMIT, Cleaned, PhotoTooLarge
from services.tickets.photos import PER_MESSAGE, TooManyPhotos

FIELD, FILE = "photo", "file"
_TEXT_BYTES = TEXT_LIMIT * 4
"""Of a field that is not a photo: UTF-8 takes up to four for a character."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A document or a voice message, as it came."""

    name: str
    body: bytes


@dataclass(slots=True)
class Form:
    photos: list[Cleaned] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    file: Sent | None = None


async def read_form(
    request: web.Request, deps: Deps, fields: Collection[str], what: Literal["photos", "file"]
) -> Form:
    """One to PER_MESSAGE photos or one file, and the text `fields`.

    Raises BadUpload, UnsupportedMedia, TooLarge, FileTooLarge, TooManyPhotos, and what cleaning
    raises.
    """
    if request.content_type != "multipart/form-data":
        raise UnsupportedMedia("files come as multipart/form-data", wanted="multipart/form-data")
    form = Form()
    try:
        async with asyncio.timeout(uploads.SECONDS):
            async for part in uploads.parts(request):
                await _take(part, form, deps, fields, what)
    except uploads.MALFORMED as problem:
        raise BadUpload("this is no form") from problem
    if what == "photos" and not form.photos:
        raise BadUpload("a photo is missing", field=FIELD)
    if what == "file" and form.file is None:
        raise BadUpload("the file is missing", field=FILE)
    return form


async def _take(
    part: Any, form: Form, deps: Deps, fields: Collection[str], what: Literal["photos", "file"]
) -> None:
    if not isinstance(part, BodyPartReader):
        raise BadUpload("a form in a form")
    if part.name == FILE and what == "file" and form.file is None:
        excess = FileTooLarge(limit=DOCUMENT_BYTES, unit="bytes")
        body = await read_part(part, DOCUMENT_BYTES, excess)
        form.file = Sent(part.filename or "", body)
    elif part.name == FIELD and what == "photos":
        if len(form.photos) >= PER_MESSAGE:
            raise TooManyPhotos(limit=PER_MESSAGE)
        too_large = PhotoTooLarge(limit=BYTES_LIMIT, unit="bytes")
        form.photos.append(await deps.clean_photo(await read_part(part, BYTES_LIMIT, too_large)))
    elif part.name is not None and part.name in fields:
        too_long = TooLarge(f"a field has at most {_TEXT_BYTES} bytes", limit=_TEXT_BYTES)
        form.texts[part.name] = (await read_part(part, _TEXT_BYTES, too_long)).decode()
    else:
        raise BadUpload("an unknown field", field=str(part.name))
