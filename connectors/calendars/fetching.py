"""One GET of a calendar, bounded in time and size, and what stands in it."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from datetime import datetime

from aiohttp import ClientConnectorError, ClientError, ClientSession

from connectors.calendars import child
from connectors.vendors.guard import RefusedAddress
from services.booking.foreign import Taken

SECONDS = 15.0
"""For the whole exchange."""
MOST_BYTES = 2 * 1024 * 1024
UNDERSTOOD_SECONDS = 20.0
"""For the child, by the clock."""
LONGEST_ETAG = 200
_COMMAND = (sys.executable, "-I", "-m", child.__name__)
_OK, _NOT_MODIFIED = 200, 304
_SAID = {401, 403, 404}


class Unread(Exception):
    """`code`, of services.booking.imports.PROBLEMS. Never the address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is None if it is as it was."""

    body: bytes | None
    etag: str | None


async def fetch(session: ClientSession, url: str, etag: str | None) -> Fetched:
    """Redirects are not followed. Raises Unread."""
    headers = {"accept": "text/calendar", "user-agent": "Parkline-Calendars/1"}
    if etag:
        headers["if-none-match"] = etag
    try:
        async with (
            asyncio.timeout(SECONDS),
            session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            if response.status == _NOT_MODIFIED and etag:
                return Fetched(None, etag)
            if response.status != _OK:
                known = response.status in _SAID
                raise Unread(f"status_{response.status}" if known else "status")
            read = bytearray()
            async for chunk in response.content.iter_chunked(64 * 1024):
                read += chunk
                if len(read) > MOST_BYTES:
                    response.close()
                    raise Unread("too_big")
            said = response.headers.get("etag", "")
            return Fetched(bytes(read), said if 0 < len(said) <= LONGEST_ETAG else None)
    except TimeoutError as error:
        raise Unread("slow") from error
    except (ClientError, OSError, ValueError) as error:
        cause = error.os_error if isinstance(error, ClientConnectorError) else error
        raise Unread("refused" if isinstance(cause, RefusedAddress) else "unreachable") from error


async def understood(body: bytes, zone: str, start: datetime, end: datetime) -> list[Taken]:
    """What takes time, in a process of its own. Raises Unread."""
    asked = {"zone": zone, "start": start.isoformat(), "end": end.isoformat()}
    process = await asyncio.create_subprocess_exec(
        *_COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(UNDERSTOOD_SECONDS):
            out, _ = await process.communicate(json.dumps(asked).encode() + b"\n" + body)
    except TimeoutError as error:
        raise Unread("too_often") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise Unread("not_calendar")
    said = json.loads(out)
    if "problem" in said:
        raise Unread(said["problem"])
    return [
        Taken(key, datetime.fromisoformat(starts), datetime.fromisoformat(ends))
        for key, starts, ends in said["events"]
    ]
