"""A person's data as a ZIP file that is made while it is sent: what waits to be sent is one photo.

Each photo and each page of rows is read with a connection of its own moment; none is held while
the file is written, or while the client reads it.
"""

import asyncio
import json
import zipfile
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy import select

from api.frame.call import Call
from api.frame.deps import Deps
from api.frame.routing import Download
from edge.problems import TooManyRequests
from edge.sessions import statement_by_statement
from models.tickets import Photo
from services.privacy import export
from services.privacy.holdings import Holdings

SECONDS = 900.0
"""That the whole of it may take: 60 MB at 70 KB a second."""
RETRY_SECONDS = 30
PHOTOS = 200
"""In one archive, the newest; some 300 KB each."""
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of the files within: the archive says in itself when it was made."""

log = structlog.get_logger(__name__)


class _Sink:
    """What zipfile has written and nobody has taken; it cannot seek, so sizes come after files."""

    def __init__(self) -> None:
        self._parts = bytearray()

    def write(self, data: bytes) -> int:
        self._parts += data
        return len(data)

    def flush(self) -> None:
        """Everything is written that is given."""

    def take(self) -> bytes:
        taken, self._parts = bytes(self._parts), bytearray()
        return taken


@contextmanager
def one_at_a_time(call: Call) -> Iterator[None]:
    """All that is held of a person, once for a person and few times in all at one moment.

    Raises TooManyRequests.
    """
    limits = call.deps.limits
    with limits.downloads.take("all") as room, limits.own_downloads.take(str(call.me.id)) as own:
        if not room or not own:
            raise TooManyRequests(RETRY_SECONDS)
        yield


async def archive(deps: Deps, held: Holdings, made_at: datetime) -> AsyncGenerator[bytes]:
    """The bytes of a file of `data.json` and `photos/`, piece by piece."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as file:  # type: ignore[call-overload]
        told = zipfile.ZipInfo("data.json", _DATE)
        told.compress_type = zipfile.ZIP_DEFLATED
        with file.open(told, "w", force_zip64=True) as entry:
            async for words in _document(deps, held, made_at):
                entry.write(words.encode())
                yield sink.take()
        for photo_id in await _photo_ids(deps, held):
            async with statement_by_statement(deps.sessions) as session:
                image = await session.scalar(
                    select(Photo.image).where(Photo.park_id == held.park_id, Photo.id == photo_id)
                )
            if image is None:  # Erased meanwhile.
                continue
            # A JPEG gets no smaller: it is stored as it is.
            file.writestr(zipfile.ZipInfo(f"photos/{photo_id}.jpg", _DATE), image)
            yield sink.take()
    yield sink.take()


async def _document(deps: Deps, held: Holdings, made_at: datetime) -> AsyncGenerator[str]:
    """The JSON of `/me/data`, a page of rows after another."""
    yield f'{{"made_at": {json.dumps(made_at.isoformat())}, "sections": {{'
    for name, about in export.sections():
        yield f"{json.dumps(name)}: ["
        after: export.Place | None = ()
        first = True
        while after is not None:
            async with statement_by_statement(deps.sessions) as session:
                rows, after = await export.page(session, held, about, after)
            yield _lines(rows, first=first)
            first = False
        yield "],\n"
    async with statement_by_statement(deps.sessions) as session:
        told = await export.about_it(session, held)
    parts = (f"{json.dumps(name)}: [{_lines(rows, first=True)}]" for name, rows in told.items())
    yield ",\n".join(parts)
    yield "}}\n"


def _lines(rows: Sequence[dict[str, Any]], *, first: bool) -> str:
    lines = [json.dumps(row, ensure_ascii=False, default=str) for row in rows]
    return ("\n" if first else ",\n") + ",\n".join(lines) if lines else ""


async def _photo_ids(deps: Deps, held: Holdings) -> list[int]:
    async with statement_by_statement(deps.sessions) as session:
        found = await session.scalars(
            select(Photo.id)
            .where(Photo.park_id == held.park_id, Photo.conversation_id.in_(held.conversations))
            .order_by(Photo.id.desc())
            .limit(PHOTOS)
        )
        return list(found)


async def send(
    request: web.Request, download: Download, headers: dict[str, str], *, seconds: float = SECONDS
) -> web.StreamResponse:
    """A client that is cut off knows it: the connection ends before the answer does."""
    response = web.StreamResponse(headers=headers)
    response.content_type = download.media_type
    disposition = f'attachment; filename="{download.filename}"'
    response.headers["Content-Disposition"] = disposition
    await response.prepare(request)
    try:
        async with asyncio.timeout(seconds), aclosing(download.parts) as parts:
            async for part in parts:
                if part:
                    await response.write(part)
    except ConnectionError:
        log.debug("api.gone", path=request.path)
    except Exception:
        log.exception("api.download_failed", path=request.path)
        if request.transport is not None:
            request.transport.abort()
    return response
