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
from bot.components.serving.line import Line
from bot.components.serving.warming import warm_up
from bot.components.turn import Turn, TurnFailed, run_turn

logger = logging.getLogger(__name__)

TOKEN = "PARKLINE_BOT_TOKEN"  # noqa: S105 - the name of a variable, not its value
ACCEPTED = "PARKLINE_BOT_TOKENS_ACCEPTED"
"""Others that a gateway may show while keys change, with blanks between them."""

MAX_FRAME = 4 * 1024 * 1024
LEAVING_SECONDS = 10.0
"""For turns that run when the bot is asked to leave."""


class ParklineInput(InputChannel):
    """POST /webhooks/parkline/turn with `Authorization: Bearer …`.

    Takes {"sender", "message_id", "text", "payload"?, "metadata"?}; answers
    {"messages": [{"text", "buttons", "custom"}], "understood": {"intent", "confidence"}}, and to a
    gateway that is traced its "span". Safe to repeat with the same message_id. Errors are
    {"error": {"code"}}: 401 unauthorised, 400 invalid, 503 not_ready or actions_down, 500
    turn_failed or internal.

    /webhooks/parkline/line is the same for gateways: a connection that stays open, by which turns
    come and their actions go back (docs/decisions/0058-turns-go-by-a-line.md).
    """

    def __init__(self, token: str, *accepted: str) -> None:
        self._tokens = [one for one in (token, *accepted) if one]
        self._lines: set[Line] = set()

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

        @blueprint.middleware("request")  # type: ignore[untyped-decorator]
        async def guard(request: Request) -> HTTPResponse | None:
            may_enter = self._may_enter(request.headers.get("Authorization", ""))
            return None if may_enter else _error(401, "unauthorised")

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self._answer(request, request.app.ctx.agent)

        @blueprint.websocket("/line")  # type: ignore[untyped-decorator]
        async def line(request: Request, socket: Any) -> None:
            await self._line(request, socket)

        @blueprint.listener("before_server_start")  # type: ignore[untyped-decorator]
        async def bounds(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
            app.config.WEBSOCKET_MAX_SIZE = MAX_FRAME

        @blueprint.listener("before_server_stop")  # type: ignore[untyped-decorator]
        async def leave(_app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
            await asyncio.gather(*(line.leave(LEAVING_SECONDS) for line in self._lines))

        @blueprint.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            return await self._understand(request, request.app.ctx.agent)

        @blueprint.post("/model")
        async def model(request: Request) -> HTTPResponse:
            return await self._reload(request, request.app.ctx.agent)

        return blueprint

    async def _answer(self, request: Request, agent: Agent | None) -> HTTPResponse:
        try:
            body = request.json
        except Exception:
            return _error(400, "invalid")
        status, answer = await self._turn(body, request.headers.get("traceparent"), agent)
        return response.json(answer, status=status)

    async def _line(self, request: Request, socket: Any) -> None:
        """The same, many at once; the turns' actions are the caller's."""
        line = Line(socket, lambda body, trace: self._turn(body, trace, request.app.ctx.agent))
        self._lines.add(line)
        try:
            await line.serve()
        finally:
            self._lines.discard(line)

    async def _turn(
        self, body: Any, traceparent: str | None, agent: Agent | None
    ) -> tuple[int, dict[str, Any]]:
        """A status and what is answered."""
        try:
            turn = Turn.from_json(body)
        except Exception:
            return _failed(400, "invalid")
        if agent is None or not agent.is_ready():
            return _failed(503, "not_ready")
        try:
            span = tracing.begin(traceparent)
            answer = await run_turn(agent, turn, channel=self.name())
            if span is not None:
                answer["span"] = span.told()
        except TurnFailed as failed:
            return _failed(failed.status, failed.code)
        except Exception:
            logger.exception("channel.turn_failed message_id=%s", turn.message_id)
            return _failed(500, "internal")
        return 200, answer

    async def _understand(self, request: Request, agent: Agent | None) -> HTTPResponse:
        """{"text", "metadata"} → what the pipeline found, outside of any conversation."""
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


def _failed(status: int, code: str) -> tuple[int, dict[str, Any]]:
    return status, {"error": {"code": code}}


def _error(status: int, code: str) -> HTTPResponse:
    _, body = _failed(status, code)
    return response.json(body, status=status)
