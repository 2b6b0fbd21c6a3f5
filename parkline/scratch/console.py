"""Talking to the bot from a terminal or a program: a channel of its own, without a wire."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from connectors.channels.base import TextEmpty, TextTooLong, clean
from models.conversations import Conversation, Message
from parkline.process.clock import SetClock
from parkline.process.core import Core
from services.conversations import conversations, receiving
from services.kit.language import language_of
from services.texts import say

CHANNEL = "console"


class Console:
    """One turn at a time for any number of users."""

    def __init__(self, core: Core, clock: SetClock, channel: str = CHANNEL) -> None:
        """`channel`: as which the bot meets its users."""
        self._core = core
        self._clock = clock
        self._channel = channel

    async def conversation(self, user: str) -> Conversation:
        async with self._core.sessions.begin() as session:
            return await conversations.open_conversation(
                session,
                self._core.park.id,
                channel=self._channel,
                external_id=user,
                now=self._clock(),
            )

    async def turn(self, user: str, text: str, at: datetime | None = None) -> list[dict[str, Any]]:
        """Say `text` as `user`; the replies. `at` sets the clock, which then stands there."""
        if at is not None:
            self._clock.moment = at
        conversation = await self.conversation(user)
        try:
            cleaned = clean(text)
        except TextTooLong as refused:
            language = language_of(text) or conversation.language
            limit = refused.details["limit"]
            return [_line(user, say(language, "too-long", limit=limit))]
        except TextEmpty:
            return [_line(user, say(conversation.language, "out-of-scope"))]
        return await self._answered(user, conversation, cleaned)

    async def _answered(
        self, user: str, conversation: Conversation, text: str
    ) -> list[dict[str, Any]]:
        async with self._core.sessions.begin() as session:
            conversation = await session.merge(conversation)
            received = await receiving.receive(
                session, conversation, external_id=str(uuid4()), text=text, now=self._clock()
            )
        self._core.turns.wake(conversation.park_id, conversation.id)
        await self._core.turns.settled(conversation.park_id, conversation.id)
        async with self._core.sessions() as session:
            rows = await conversations.since(session, conversation, received.message.seq)
        return [_reply(user, row) for row in rows if row.direction == "out"]


def _reply(user: str, row: Message) -> dict[str, Any]:
    buttons = [{"title": button["title"]} for button in row.buttons]
    return _line(user, row.text, buttons, row.data)


def _line(
    user: str,
    text: str,
    buttons: list[dict[str, str]] | None = None,
    data: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {"user": user, "text": text, "buttons": buttons or [], "data": data or {}}
