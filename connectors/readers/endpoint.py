"""One endpoint: a question in, what the model said out, whatever the endpoint makes of it.

Endpoints differ in what they take, so there are three levels, the strictest first: an answer that
the endpoint holds to a JSON schema, one given as the call of a tool, or one that is only asked for
in words. `probe` finds the first that works. What comes back is bounded, and checked by
`services.readers.answers` on every level.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

import aiohttp

from services.readers import answers
from services.readers.answers import Broken
from services.readers.questions import MOST_TOKENS, Question

DEADLINE_SECONDS = 2.5
"""For all of a call: connecting, waiting, reading."""
PROBE_SECONDS = 10.0
"""The same for a canonical question: a model may have to be loaded first."""
MOST_BYTES = 64 * 1024
"""Of an answer with everything around it."""
TOOL = "point"
MOST_RETRY_SECONDS = 600.0
MOST_COUNTED = 1_000_000
"""Tokens of one call; more is nonsense."""


class Level(StrEnum):
    SCHEMA = "schema"
    TOOLS = "tools"
    PLAIN = "plain"


CANONICAL = (
    Question("两份牛肉面，不要辣", ("order_food", "report_repair"), "zh"),
    Question("the aircon in ⟦NAME1⟧'s room is dripping", ("order_food", "report_repair"), "en"),
)
"""What a probe asks: nobody wrote it."""


class NoAnswer(Exception):
    """There is none to use. `outcome` is a code of `reader_call.outcome`; `retry_after` are the
    seconds for which the endpoint wants to be left alone, where it says so. It may have cost
    tokens all the same."""

    def __init__(
        self, outcome: str, why: str, *, retry_after: float | None = None, used: tuple[int, int]
    ) -> None:
        super().__init__(f"{outcome}: {why}")
        self.outcome, self.retry_after, self.used = outcome, retry_after, used


@dataclass(frozen=True, slots=True)
class Told:
    """`content` is the model's text or the arguments of its tool; tokens as the endpoint says."""

    content: str
    tokens_in: int = 0
    tokens_out: int = 0


class Endpoint:
    """`url` ends where `/chat/completions` is added, most often in `/v1`. It follows no redirect,
    and shows `key` nobody else."""

    def __init__(
        self, client: aiohttp.ClientSession, url: str, model: str, key: str | None = None
    ) -> None:
        self._client = client
        self._url = f"{url.rstrip('/')}/chat/completions"
        self.model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    async def ask(
        self, question: Question, level: Level, *, seconds: float = DEADLINE_SECONDS
    ) -> Told:
        """Raises NoAnswer."""
        body = request(question, level, self.model)
        try:
            async with self._client.post(
                self._url,
                json=body,
                headers=self._headers,
                timeout=aiohttp.ClientTimeout(total=seconds),
                allow_redirects=False,
            ) as response:
                raw = await _read(response)
                return _told(response.status, response.headers, raw, level)
        except TimeoutError as problem:
            raise NoAnswer("late", f"{seconds} s", used=(0, 0)) from problem
        except (aiohttp.ClientError, OSError) as problem:
            raise NoAnswer("failed", type(problem).__name__, used=(0, 0)) from problem

    async def probe(self) -> Level | None:
        """The strictest level on which every canonical question is answered as agreed; None where
        none is. Raises NoAnswer where the endpoint cannot be asked now, or refuses the plainest of
        questions."""
        for level in Level:
            try:
                for question in CANONICAL:
                    told = await self.ask(question, level, seconds=PROBE_SECONDS)
                    answers.read(told.content, question)
            except Broken:
                continue
            except NoAnswer as problem:
                if problem.outcome in ("late", "busy") or level is Level.PLAIN:
                    raise
                continue
            return level
        return None


def request(question: Question, level: Level, model: str) -> dict[str, Any]:
    """The body of a call."""
    body: dict[str, Any] = {
        "model": model,
        "messages": question.messages(),
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "stream": False,
    }
    match level:
        case Level.SCHEMA:
            schema = {"name": TOOL, "strict": True, "schema": question.schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        case Level.TOOLS:
            function = {"name": TOOL, "parameters": question.schema()}
            body["tools"] = [{"type": "function", "function": function}]
            body["tool_choice"] = {"type": "function", "function": {"name": TOOL}}
    return body


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """At most MOST_BYTES. Raises NoAnswer."""
    raw = bytearray()
    async for part in response.content.iter_chunked(8192):
        raw += part
        if len(raw) > MOST_BYTES:
            response.close()
            raise NoAnswer("broken", "too large", used=(0, 0))
    return bytes(raw)


def _told(status: int, headers: Mapping[str, str], raw: bytes, level: Level) -> Told:
    """Raises NoAnswer."""
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        after = _seconds(headers.get("Retry-After"))
        raise NoAnswer("busy", f"HTTP {status}", retry_after=after, used=(0, 0))
    if status != HTTPStatus.OK:
        raise NoAnswer("failed", f"HTTP {status}", used=(0, 0))
    try:
        answer = json.loads(raw)
        usage = answer.get("usage") or {}
        used = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
        [choice, *_] = answer["choices"]
        message = choice["message"]
        content = _content(message, level)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as problem:
        why = type(problem).__name__
        raise NoAnswer("broken", why, used=(0, 0)) from problem
    if choice.get("finish_reason") == "content_filter" or message.get("refusal"):
        raise NoAnswer("refused", "by the endpoint", used=used)
    if choice.get("finish_reason") == "length":
        raise NoAnswer("cut", f"{MOST_TOKENS} tokens", used=used)
    if not isinstance(content, str) or not content:
        raise NoAnswer("broken", "no content", used=used)
    return Told(content, *used)


def _content(message: Mapping[str, Any], level: Level) -> Any:
    """Some endpoints put what they held to a schema where thoughts go, or into the text although
    a tool was asked for."""
    if level is Level.TOOLS and message.get("tool_calls"):
        return message["tool_calls"][0]["function"]["arguments"]
    return message.get("content") or message.get("reasoning_content")


def _count(said: Any) -> int:
    return said if isinstance(said, int) and 0 <= said < MOST_COUNTED else 0


def _seconds(said: str | None) -> float | None:
    """Of a header Retry-After in seconds; a date, or nonsense, says nothing."""
    try:
        return min(max(float(said or ""), 0.0), MOST_RETRY_SECONDS)
    except ValueError:
        return None
