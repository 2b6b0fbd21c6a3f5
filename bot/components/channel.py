"""The gateway's way in: one message, one turn, everything the bot said to it."""

from __future__ import annotations

import asyncio
import hmac
import inspect
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.components.plain_text import as_plain_text
from bot.components.serving import tracing
from bot.components.serving.warming import warm_up
from bot.components.turn import Turn, TurnFailed, run_turn

logger = logging.getLogger(__name__)

TOKEN = "PARKLINE_BOT_TOKEN"  # noqa: S105 - the name of a variable, not its value
ACCEPTED = "PARKLINE_BOT_TOKENS_ACCEPTED"
"""Others that a gateway may show while keys change, with blanks between them."""


class ParklineInput(InputChannel):
    """POST /webhooks/parkline/turn with `Authorization: Bearer …`.

    Takes {"sender", "message_id", "text", "payload"?, "metadata"?}; answers
    {"messages": [{"text", "buttons", "custom"}], "understood": {"intent", "confidence"}}, and to a
    gateway that is traced its "span". Safe to repeat with the same message_id. Errors are
    {"error": {"code"}}: 401 unauthorised, 400 invalid, 503 not_ready or actions_down, 500
    turn_failed or internal.
    """

    def __init__(self, token: str, *accepted: str) -> None:
        self._tokens = [one for one in (token, *accepted) if one]

    @classmethod
    def name(cls) -> str:
        return "parkline"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> ParklineInput:
        token = (credentials or {}).get("token") or os.environ.get(TOKEN, "")
        return cls(token, *os.environ.get(ACCEPTED, "").split())

    def blueprint(
        self,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
    ) -> Blueprint:
        """Rasa's own way in is not used: it cannot tell a repeated message inside the lock."""
        module = inspect.getmodule(self)
        blueprint = Blueprint("parkline_webhook", module.__name__ if module else None)

        @blueprint.listener("after_server_start")  # type: ignore[untyped-decorator]
        async def ready(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
            await warm_up(app.ctx.agent)

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self._answer(request, request.app.ctx.agent)

        @blueprint.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            return await self._understand(request, request.app.ctx.agent)

        @blueprint.post("/model")
        async def model(request: Request) -> HTTPResponse:
            return await self._reload(request, request.app.ctx.agent)

        return blueprint

    async def _answer(self, request: Request, agent: Agent | None) -> HTTPResponse:
        if not self._may_enter(request.headers.get("Authorization", "")):
            return _error(401, "unauthorised")
        try:
            turn = Turn.from_json(request.json)
        except Exception:
            return _error(400, "invalid")
        if agent is None or not agent.is_ready():
            return _error(503, "not_ready")
        try:
            span = tracing.begin(request.headers.get("traceparent"))
            answer = await run_turn(agent, turn, channel=self.name())
            if span is not None:
                answer["span"] = span.told()
        except TurnFailed as failed:
            return _error(failed.status, failed.code)
        except Exception:
            logger.exception("channel.turn_failed message_id=%s", turn.message_id)
            return _error(500, "internal")
        return response.json(answer)

    async def _understand(self, request: Request, agent: Agent | None) -> HTTPResponse:
        """{"text", "metadata"} → what the pipeline found, outside of any conversation."""
        if not self._may_enter(request.headers.get("Authorization", "")):
            return _error(401, "unauthorised")
        if agent is None or agent.processor is None or not agent.is_ready():
            return _error(503, "not_ready")
        try:
            text, metadata = str(request.json["text"]), dict(request.json.get("metadata") or {})
        except (KeyError, TypeError, ValueError):
            return _error(400, "invalid")
        message = UserMessage(text=as_plain_text(text), metadata=metadata)
        return response.json(await agent.processor.parse_message(message))

    async def _reload(self, request: Request, agent: Agent | None) -> HTTPResponse:
        """Load the model's file again, beside the one that goes on answering meanwhile."""
        if not self._may_enter(request.headers.get("Authorization", "")):
            return _error(401, "unauthorised")
        if agent is None or agent.processor is None:
            return _error(503, "not_ready")
        await asyncio.to_thread(agent.load_model, agent.processor.model_path)
        await warm_up(agent)
        return response.json({"model": agent.model_id})

    def _may_enter(self, header: str) -> bool:
        """An empty secret lets nobody in."""
        shown = header.encode(errors="surrogateescape")
        expected = [f"Bearer {token}".encode() for token in self._tokens]
        return any(hmac.compare_digest(shown, one) for one in expected)

    def get_output_channel(self) -> CollectingOutputChannel:
        """Reminders and external events have no way out but the gateway's own notices."""
        return CollectingOutputChannel()


def _error(status: int, code: str) -> HTTPResponse:
    return response.json({"error": {"code": code}}, status=status)
