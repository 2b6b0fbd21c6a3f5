"""The bot's client: one message in, what the bot says out."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from services.conversations import Reply

RELOAD_SECONDS = 60


class BotDown(Exception):
    """The bot cannot be reached, is not ready, or does not answer in time. Ask again later."""


class BotFailed(Exception):
    """The bot was reached and could not handle this message."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn as it is asked for. `payload` is a pressed button's command."""

    sender: str
    message_id: str
    text: str
    payload: str | None
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """`understood`: `intent` and `confidence` as the bot heard the message."""

    replies: list[Reply]
    understood: dict[str, Any]


class Dialogue:
    """Talks to the bot at `url`. Safe to repeat with the same message id."""

    def __init__(
        self, client: aiohttp.ClientSession, url: str, token: str, *, timeout: float
    ) -> None:
        self._client = client
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout, connect=2)

    async def turn(self, said: Utterance) -> Answer:
        """Raises BotDown, BotFailed."""
        body = {
            "sender": said.sender,
            "message_id": said.message_id,
            "text": said.text,
            "payload": said.payload,
            "metadata": said.metadata,
        }
        answer = await self._post("/webhooks/parkline/turn", body)
        try:
            replies = [
                Reply(m["text"], m["buttons"] or [], m["custom"] or {})
                for m in answer["messages"]
                if m["text"]
            ]
            return Answer(replies, dict(answer.get("understood") or {}))
        except (KeyError, TypeError) as problem:
            raise BotFailed(f"an answer that is not as agreed: {problem!r}") from problem

    async def parse(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """What the bot understands, without a turn. Raises BotDown, BotFailed."""
        return await self._post("/webhooks/parkline/parse", {"text": text, "metadata": metadata})

    async def reload(self) -> None:
        """Have the bot load its model's file again; it answers with the old one meanwhile.

        Raises BotDown, also when that takes longer than RELOAD_SECONDS, and BotFailed.
        """
        patience = aiohttp.ClientTimeout(total=RELOAD_SECONDS)
        await self._post("/webhooks/parkline/model", {}, patience)

    async def is_up(self) -> bool:
        try:
            async with self._client.get(f"{self._url}/", timeout=self._timeout) as response:
                return response.status == 200  # noqa: PLR2004
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _post(
        self, path: str, body: dict[str, Any], patience: aiohttp.ClientTimeout | None = None
    ) -> dict[str, Any]:
        try:
            async with self._client.post(
                self._url + path,
                json=body,
                headers=self._headers,
                timeout=patience or self._timeout,
            ) as response:
                if response.status in (502, 503, 504):
                    raise BotDown(f"HTTP {response.status}")
                if response.status != 200:  # noqa: PLR2004
                    raise BotFailed(f"HTTP {response.status}")
                answer: dict[str, Any] = await response.json()
                return answer
        except (aiohttp.ClientError, TimeoutError) as problem:
            raise BotDown(str(problem) or type(problem).__name__) from problem
        except ValueError as problem:
            raise BotFailed(f"not JSON: {problem}") from problem
