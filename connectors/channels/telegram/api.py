"""The Bot API, as far as Parkline uses it. No error carries the token, which stands in each URL."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import aiohttp

from services.kit.photo_cleaning import BYTES_LIMIT, PhotoTooLarge

TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
"""Of a call. The pusher's lease is three times as long."""
PLAYED = frozenset({"audio/ogg", "audio/mp4"})
"""Other recordings (WebM) are sent as documents."""
ANSWER_LIMIT = 1024 * 1024


class TelegramError(Exception):
    """Nothing was done."""


class Refused(TelegramError):
    """Telegram said no, with an HTTP status and words of its own."""

    def __init__(self, code: int, words: str, retry_after: int | None = None) -> None:
        super().__init__(f"{code} {words}")
        self.code = code
        self.words = words
        self.retry_after = retry_after
        """Seconds, where it says when to come back."""


class Unreachable(TelegramError):
    """No answer, or none of the Bot API. `str` is the kind of failure."""


class BotApi:
    """One bot. `http` is a session that somebody else closes."""

    def __init__(self, http: aiohttp.ClientSession, token: str, base_url: str) -> None:
        self._http = http
        self._token = token
        self._base = base_url.rstrip("/")

    async def call(self, method: str, **parameters: Any) -> Any:
        """The result of a method. Raises Refused, Unreachable."""
        return await self._post(method, json=parameters)

    async def send_photo(self, chat_id: int, photo: bytes, media_type: str) -> Any:
        """Raises Refused, Unreachable."""
        form = aiohttp.FormData()
        form.add_field("chat_id", str(chat_id))
        form.add_field("photo", photo, filename="photo.jpg", content_type=media_type)
        return await self._post("sendPhoto", data=form)

    async def send_file(
        self, chat_id: int, body: bytes, media_type: str, name: str, seconds: int | None
    ) -> Any:
        """A document; a voice message (`seconds`) where Telegram plays what it was recorded as.
        Raises Refused, Unreachable."""
        spoken = seconds is not None and media_type in PLAYED
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("chat_id", str(chat_id))
        if spoken:
            form.add_field("duration", str(seconds))
        kind = "voice" if spoken else "document"
        form.add_field(kind, body, filename=name, content_type=media_type)
        return await self._post("sendVoice" if spoken else "sendDocument", data=form)

    async def file(self, file_id: str) -> bytes:
        """A file that a tenant sent. Raises PhotoTooLarge, Refused, Unreachable."""
        found = await self.call("getFile", file_id=file_id)
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            raise Unreachable("no file")
        url = f"{self._base}/file/bot{self._token}/{quote(path)}"
        async with self._answer("GET", url) as response:
            if response.status != 200:  # noqa: PLR2004
                raise Unreachable(f"status {response.status}")
            return await _read(response, BYTES_LIMIT)

    async def _post(self, method: str, **body: Any) -> Any:
        url = f"{self._base}/bot{self._token}/{method}"
        try:
            async with self._answer("POST", url, **body) as response:
                answer = json.loads(await _read(response, ANSWER_LIMIT))
                return _result(answer)
        except (ValueError, RecursionError, PhotoTooLarge):
            raise Unreachable("no answer of the Bot API") from None

    @asynccontextmanager
    async def _answer(
        self, method: str, url: str, **body: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        try:
            async with self._http.request(
                method, url, timeout=TIMEOUT, allow_redirects=False, **body
            ) as response:
                yield response
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            # What aiohttp says of it names the URL, and the URL holds the token.
            raise Unreachable(type(problem).__name__) from None


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """Raises PhotoTooLarge past `limit` bytes."""
    raw = bytearray()
    async for chunk in response.content.iter_any():
        raw += chunk
        if len(raw) > limit:
            raise PhotoTooLarge
    return bytes(raw)


def _result(answer: Any) -> Any:
    match answer:
        case {"ok": True, "result": result}:
            return result
        case {"ok": False, "error_code": int(code)}:
            words = str(answer.get("description", ""))
            wait = (answer.get("parameters") or {}).get("retry_after")
            raise Refused(code, words, wait if isinstance(wait, int) else None)
    raise Unreachable("no answer of the Bot API")
