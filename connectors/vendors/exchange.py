"""One POST to a vendor, bounded in time and size. An answer is a value whatever happens."""

import asyncio
import time
from collections.abc import Sequence

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    StreamReader,
    TCPConnector,
)

from connectors.vendors.guard import Network, RefusedAddress, guarded_sockets
from services.vendors.outcomes import Answer

DEADLINE_SECONDS = 15.0
"""For the whole exchange: name, connection, TLS, request, and the answer's body."""
MAX_READ = 64 * 1024
KEPT = 1024
"""Bytes of the answer that the attempt log keeps."""
KEEP_ALIVE_SECONDS = 2.0
"""Shorter than what common servers allow, so that none closes a connection as we reuse it."""


def client(allow: Sequence[Network] = (), *, connections: int = 100) -> ClientSession:
    """A session that reaches public addresses only, with no cookies and no proxy."""
    return ClientSession(
        connector=TCPConnector(
            socket_factory=guarded_sockets(allow),
            limit=connections,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
        ),
        cookie_jar=DummyCookieJar(),
        # A compressed answer stays compressed: 64 KiB of it cannot become gigabytes.
        auto_decompress=False,
        trust_env=False,
        timeout=ClientTimeout(total=None),
        headers={"user-agent": "Parkline-Webhooks/1", "accept-encoding": "identity"},
    )


async def post(
    session: ClientSession,
    url: str,
    headers: dict[str, str],
    body: bytes,
    *,
    deadline: float = DEADLINE_SECONDS,
) -> Answer:
    """POST `body` and say what came back; never raises for what a receiver or network does.

    Redirects are not followed: a 3xx is an answer like any other, and not a success.
    """
    started = time.perf_counter()
    status, retry_after, read, error = None, None, b"", None
    try:
        async with (
            asyncio.timeout(deadline),
            session.post(url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            status, retry_after = response.status, response.headers.get("retry-after")
            read = await _read(response.content)
            if not response.content.at_eof():
                response.close()
    except TimeoutError:
        error = f"no complete answer within {deadline:g} s"
    except (ClientError, OSError, ValueError) as failure:
        error = _said(failure)
    return Answer(
        status=status,
        milliseconds=round((time.perf_counter() - started) * 1000),
        body=_text(read),
        error=error,
        retry_after=retry_after,
    )


async def _read(content: StreamReader) -> bytes:
    """The body up to MAX_READ; the rest stays unread."""
    read = bytearray()
    while len(read) < MAX_READ and (chunk := await content.read(MAX_READ - len(read))):
        read += chunk
    return bytes(read)


def _text(read: bytes) -> str:
    # PostgreSQL's text holds no NUL.
    return read[:KEPT].decode(errors="replace").replace("\0", "\ufffd")


def _said(failure: Exception) -> str:
    cause = failure.os_error if isinstance(failure, ClientConnectorError) else failure
    if isinstance(cause, RefusedAddress):
        return f"refused: {cause}"
    if isinstance(failure, ClientConnectorError):
        return f"cannot connect to {failure.host}:{failure.port}: {cause}"[:500]
    return f"{type(failure).__name__}: {failure}"[:500]
