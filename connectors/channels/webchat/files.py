"""Documents and voice messages over HTTP: taken in, and handed out."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from aiohttp import BodyPartReader, web
from sqlalchemy.exc import SQLAlchemyError

from connectors.channels.base import TEXT_LIMIT, Door, TextTooLong
from connectors.channels.webchat import frames
from connectors.channels.webchat.cookies import Cookies
from connectors.channels.webchat.limits import PHOTO_MESSAGES, PHOTO_SECONDS
from connectors.channels.webchat.photos import refusal, stored
from edge import handing_out, uploads
from edge.rates import Rate
from edge.uploads import BadUpload, Uploads, read_part
from services.kit.errors import NotFound
from services.kit.file_checking import DOCUMENT_BYTES, FileTooLarge, check

_FIELD_LIMIT = TEXT_LIMIT * 4
"""Bytes of a field that is not the file."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Form:
    id: UUID | None = None
    caption: str = ""
    seconds: float | None = None
    name: str = ""
    body: bytes = b""


class Files:
    """POST /chat/files takes multipart/form-data: `id` (a UUID, first, and kept when the upload is
    repeated), `caption`, `seconds` of a voice message, and one `file`. It answers with the frames
    of the socket, as POST /chat/photos does.
    """

    def __init__(
        self,
        channel: str,
        door: Door,
        cookies: Cookies,
        network: Callable[[web.Request], str | None],
    ) -> None:
        self._channel = channel
        self._door = door
        self._cookies = cookies
        self._network = network
        self._uploads = Uploads()
        self._rate = Rate(time.monotonic, PHOTO_MESSAGES, PHOTO_SECONDS)

    def routes(self) -> list[web.RouteDef]:
        file = r"/chat/files/{id:[0-9]{1,18}}/{token:[A-Za-z0-9_-]{1,64}}"
        return [web.post("/chat/files", self.take), web.get(file, self.show)]

    async def take(self, request: web.Request) -> web.Response:
        if not self._cookies.from_our_page(request):
            raise web.HTTPForbidden(text="origin")
        if (guest := self._cookies.guest(request)) is None:
            return refusal(401, "unknown_visitor")
        if wait := self._rate.take(guest.id):
            return refusal(429, "rate_limited", retry_after=round(wait, 1))
        form = _Form()

        async def take() -> dict[str, Any]:
            with self._uploads.begin(guest.id):
                async with asyncio.timeout(uploads.SECONDS):
                    await _read(request, form)
            return await self._store(guest.id, form, self._network(request))

        return await stored(take, lambda: form.id)

    async def show(self, request: web.Request) -> web.Response:
        file_id, token = int(request.match_info["id"]), request.match_info["token"]
        try:
            found = await self._door.file(file_id, token)
        except NotFound as missing:
            raise web.HTTPNotFound from missing
        except (SQLAlchemyError, OSError) as error:
            log.warning("webchat.unavailable", error=repr(error))
            raise web.HTTPServiceUnavailable from error
        return handing_out.response(found)

    async def _store(self, guest: str, form: _Form, network: str | None) -> dict[str, Any]:
        if form.id is None or not form.body:
            raise BadUpload("no id or no file")
        checked = check(form.body, name=form.name, seconds=form.seconds)
        conversation = await self._door.open(self._channel, guest, network=network)
        received = await self._door.receive_file(
            conversation.id, checked, external_id=f"{guest}:{form.id}", caption=form.caption
        )
        return frames.ack(form.id, received.message.seq)


async def _read(request: web.Request, form: _Form) -> None:
    """Raises BadUpload, FileTooLarge, TextTooLong."""
    try:
        async for part in uploads.parts(request):
            if not isinstance(part, BodyPartReader):
                raise BadUpload("nested")
            await _read_part(part, form)
    except uploads.MALFORMED as problem:
        raise BadUpload(repr(problem)) from problem


async def _read_part(part: BodyPartReader, form: _Form) -> None:
    match part.name:
        case "id":
            form.id = UUID(await _text(part))
        case "caption":
            form.caption = await _text(part)
        case "seconds":
            form.seconds = float(await _text(part))
        case "file" if form.id is not None and not form.body:
            too_large = FileTooLarge(limit=DOCUMENT_BYTES, unit="bytes")
            form.name = part.filename or ""
            form.body = await read_part(part, DOCUMENT_BYTES, too_large)
        case _:
            raise BadUpload("an unknown field")


async def _text(part: BodyPartReader) -> str:
    return (await read_part(part, _FIELD_LIMIT, TextTooLong(limit=TEXT_LIMIT))).decode()
