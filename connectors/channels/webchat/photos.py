"""Photos over HTTP: taken in, and shown."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from aiohttp import BodyPartReader, web
from sqlalchemy.exc import SQLAlchemyError

from connectors.channels.base import TEXT_LIMIT, Door, TextTooLong
from connectors.channels.webchat import frames
from connectors.channels.webchat.cookies import Cookies
from connectors.channels.webchat.limits import PHOTO_MESSAGES, PHOTO_SECONDS
from edge import uploads
from edge.problems import TooManyRequests, Unavailable
from edge.rates import Rate
from edge.uploads import BadUpload, Uploads, read_part
from services.conversations.conversations import SignedOut
from services.conversations.receiving import TooManyWaiting
from services.kit.errors import NotFound, ParkError, Refused
from services.kit.file_checking import FileTooLarge
from services.kit.photo_cleaning import BYTES_LIMIT, Cleaned, PhotoTooLarge
from services.people.guest_limits import GuestLimit
from services.tickets.photos import PER_MESSAGE, TooManyPhotos

RETRY_SECONDS = 3
_FIELD_LIMIT = TEXT_LIMIT * 4
"""Bytes of a field that is not a photo: UTF-8 takes up to four for a character."""
PHOTO_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Disposition": "inline; filename=photo.jpg",
    "Cache-Control": "private, max-age=31536000, immutable",
}

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Form:
    id: UUID | None = None
    caption: str = ""
    photos: list[Cleaned] = field(default_factory=list)


class Photos:
    """POST /chat/photos takes multipart/form-data: `id` (a UUID, first, and kept when the upload is
    repeated), `caption`, and up to six `photo`. It answers with the frames of the socket: an ack,
    or an error that says in both languages what is wrong.
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
        photo = r"/chat/photos/{id:[0-9]{1,18}}/{token:[A-Za-z0-9_-]{1,64}}"
        return [
            web.post("/chat/photos", self.take),
            web.get(photo, self.show),
            web.get(photo + "/thumb", self.show_thumbnail),
        ]

    async def take(self, request: web.Request) -> web.Response:
        if not self._cookies.from_our_page(request):
            raise web.HTTPForbidden(text="origin")
        if (guest := self._cookies.guest(request)) is None:
            return refusal(401, "unknown_visitor")
        if wait := self._rate.take(guest.id):
            return refusal(429, "rate_limited", retry_after=round(wait, 1))
        return await self._take(request, guest.id)

    async def show(self, request: web.Request) -> web.Response:
        return await self._show(request, thumbnail=False)

    async def show_thumbnail(self, request: web.Request) -> web.Response:
        return await self._show(request, thumbnail=True)

    async def _take(self, request: web.Request, guest: str) -> web.Response:
        form = _Form()

        async def take() -> dict[str, Any]:
            with self._uploads.begin(guest):
                async with asyncio.timeout(uploads.SECONDS):
                    await self._read(request, form)
            return await self._store(guest, form, self._network(request))

        return await stored(take, lambda: form.id)

    async def _show(self, request: web.Request, *, thumbnail: bool) -> web.Response:
        photo_id, token = int(request.match_info["id"]), request.match_info["token"]
        try:
            body, media_type = await self._door.photo(photo_id, token, thumbnail=thumbnail)
        except NotFound as missing:
            raise web.HTTPNotFound from missing
        except (SQLAlchemyError, OSError) as error:
            log.warning("webchat.unavailable", error=repr(error))
            raise web.HTTPServiceUnavailable from error
        return web.Response(body=body, content_type=media_type, headers=PHOTO_HEADERS)

    async def _read(self, request: web.Request, form: _Form) -> None:
        """Fill in `form`; each photo is cleaned before the next is read. Raises BadUpload."""
        try:
            async for part in uploads.parts(request):
                if not isinstance(part, BodyPartReader):
                    raise BadUpload("nested")
                await self._read_part(part, form)
        except uploads.MALFORMED as problem:
            raise BadUpload(repr(problem)) from problem

    async def _read_part(self, part: BodyPartReader, form: _Form) -> None:
        match part.name:
            case "id":
                form.id = UUID(await _text(part))
            case "caption":
                form.caption = await _text(part)
            case "photo" if form.id is None:
                raise BadUpload("a photo before the id")
            case "photo" if len(form.photos) >= PER_MESSAGE:
                raise TooManyPhotos(limit=PER_MESSAGE)
            case "photo":
                too_large = PhotoTooLarge(limit=BYTES_LIMIT, unit="bytes")
                raw = await read_part(part, BYTES_LIMIT, too_large)
                form.photos.append(await self._door.clean_photo(raw))
            case _:
                raise BadUpload("an unknown field")

    async def _store(self, guest: str, form: _Form, network: str | None) -> dict[str, Any]:
        if form.id is None or not form.photos:
            raise BadUpload("no id or no photo")
        conversation = await self._door.open(self._channel, guest, network=network)
        received = await self._door.receive_photos(
            conversation.id,
            form.photos,
            external_id=f"{guest}:{form.id}",
            caption=form.caption,
        )
        return frames.ack(form.id, received.message.seq)


async def _text(part: BodyPartReader) -> str:
    return (await read_part(part, _FIELD_LIMIT, TextTooLong(limit=TEXT_LIMIT))).decode()


async def stored(
    take: Callable[[], Awaitable[dict[str, Any]]], id_of: Callable[[], UUID | None]
) -> web.Response:
    """The acknowledgement that `take` makes of a form, or why nothing was stored; `id_of` is asked
    for the message's id, once it was read."""
    try:
        return web.json_response(await take())
    except SignedOut:
        return refusal(401, "unknown_visitor", id_of())
    except BadUpload:
        return refusal(400, "bad_frame", id_of())
    except (TooManyWaiting, TooManyRequests, GuestLimit) as problem:
        code = "rate_limited" if isinstance(problem, TooManyRequests) else problem.code
        return refusal(429, code, id_of(), retry_after=problem.details["retry_after"])
    except (SQLAlchemyError, OSError, Unavailable) as error:  # A TimeoutError is an OSError.
        log.warning("webchat.unavailable", error=repr(error))
        return refusal(503, "unavailable", id_of(), retry_after=RETRY_SECONDS)
    except ParkError as problem:
        return refusal(_status(problem), problem.code, id_of())


def _status(problem: ParkError) -> int:
    if isinstance(problem, PhotoTooLarge | FileTooLarge):
        return 413
    return 422 if isinstance(problem, Refused) else 400


def refusal(status: int, code: str, id: UUID | None = None, **details: Any) -> web.Response:
    return web.json_response(frames.error(code, id, **details), status=status)
