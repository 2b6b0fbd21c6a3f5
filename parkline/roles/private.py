"""What only the bot may ask for, on loopback: custom actions and the park's live knowledge."""

import hmac
import re
import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import structlog
from aiohttp import web
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from actions.kit.ahead import next_question
from actions.kit.base import ParkAction
from actions.kit.joint import jointly
from actions.kit.links import Links
from actions.registry import all_actions
from connectors.bot.line import Act, Acted
from models.park import Park
from parkline.stores.database import Sessions
from services.conversations.under_way import UnderWay
from services.kit import fence, tracing
from services.knowledge.live import knowledge
from services.ordering.cart_lines import NoCart

MAX_BODY = 4 * 1024 * 1024
"""A tracker with a long session is large."""

BROWSERS_HEADERS = frozenset({"origin", "sec-fetch-site", "sec-fetch-mode", "referer"})
PARK_ID = re.compile("[0-9]{1,18}", re.ASCII)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
ACTED: web.AppKey[Act] = web.AppKey("acted")
"""Runs the same actions for turns that go by a line."""

log = structlog.get_logger(__name__)


def private_app(
    sessions: Sessions,
    *,
    park: str,
    token: str,
    links: Links,
    accepted_tokens: Sequence[str] = (),
    under_way: UnderWay | None = None,
) -> web.Application:
    """The app for the actions port; every request shows `token`, or one of `accepted_tokens`, as a
    bearer or as ?token=, which is how Rasa sends it.

    Browsers are refused: the demo's token is known, and any page that somebody has open could call
    the port of their machine."""
    guard = _guard(token, *accepted_tokens)
    app = web.Application(client_max_size=MAX_BODY, middlewares=[guard])
    under_way = under_way or UnderWay()
    bot = _ForTheBot(sessions, park, all_actions(sessions, links, under_way), under_way)
    app[ACTED] = bot.acted_for
    app.router.add_post("/actions/webhook", bot.act)
    app.router.add_get("/bot/knowledge", bot.knowledge)
    return app


def _guard(*tokens: str) -> Any:
    expected = [token.encode() for token in tokens if token]

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        shown = (bearer or request.query.get("token", "")).encode(errors="surrogateescape")
        if not any(hmac.compare_digest(shown, token) for token in expected):
            raise web.HTTPUnauthorized
        if _is_browsers(request):
            raise web.HTTPForbidden
        return await handler(request)

    return guard


def _is_browsers(request: web.Request) -> bool:
    """Sent by a page: it says so, or names another host than the loopback that we listen on."""
    says_so = not BROWSERS_HEADERS.isdisjoint(map(str.lower, request.headers))
    return says_so or request.url.host not in LOOPBACK


async def _call(request: web.Request) -> dict[str, Any]:
    try:
        call = await request.json()
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(call, dict):
        raise web.HTTPBadRequest
    return call


def _message_of(call: Mapping[str, Any]) -> Mapping[str, Any]:
    """Which message the turn answers, as the gateway told the bot. Raises KeyError, StopIteration
    for what is no turn of ours."""
    told = reversed(call["tracker"]["events"])
    about: Mapping[str, Any] = next(one for one in told if one.get("event") == "user")["metadata"]
    return about


class _ForTheBot:
    def __init__(
        self, sessions: Sessions, park: str, actions: Iterable[ParkAction], under_way: UnderWay
    ) -> None:
        self._sessions = sessions
        self._park = park
        self._under_way = under_way
        self._actions = {action.name(): action for action in actions}

    async def act(self, request: web.Request) -> web.Response:
        """Run one custom action, as rasa-sdk's own server does."""
        status, answer = await self.acted(await _call(request))
        return web.json_response(answer, status=status)

    async def acted_for(self, call: Any, traceparent: str | None) -> Acted:
        """The same for a turn of this gateway's, whose bot calls by its line."""
        if not isinstance(call, dict):
            return web.HTTPBadRequest.status_code, {"error": "invalid"}
        with (
            structlog.contextvars.bound_contextvars(request_id=uuid.uuid4().hex),
            tracing.resumed("actions", traceparent, "server"),
        ):
            return await self.acted(call)

    async def acted(self, call: dict[str, Any]) -> Acted:
        """A status as HTTP has it, and what the action says. Raises nothing."""
        park, _, conversation = str(call.get("sender_id", "")).rpartition(":")
        name = call.get("next_action")
        bound = structlog.contextvars.bound_contextvars(conversation_id=conversation, action=name)
        here = fence.within(int(park)) if PARK_ID.fullmatch(park) else nullcontext()
        with bound, here, tracing.span("action", action=str(name)):
            try:
                return 200, await self._answer(call)
            except ActionExecutionRejection as rejection:
                return 400, {"error": str(rejection), "action_name": rejection.action_name}
            except ActionNotFoundException as missing:
                return 404, {"error": str(missing), "action_name": missing.action_name}
            except Exception:
                log.exception("action.failed")
                return 500, {"error": "failed", "action_name": name}

    async def _answer(self, call: dict[str, Any]) -> dict[str, Any]:
        """Once more where somebody has changed a cart, or begun one, since it was read with the
        message: in the app, say. Nothing of the first try is written."""
        try:
            return await self._at_once(call)
        except (NoCart, IntegrityError) as problem:
            log.info("action.once_more", problem=type(problem).__name__)
            about = _message_of(call)
            self._under_way.read_again(int(about["park_id"]), str(about["message_id"]))
            return await self._at_once(call)

    async def _at_once(self, call: dict[str, Any]) -> dict[str, Any]:
        """What the action says, and with a form's check the question that follows from it; of both
        is nothing said before all is committed."""
        if not call.get("asks"):
            return await self._run(call)
        async with jointly(self._sessions):
            answer = await self._run(call)
            if (question := next_question(call, answer)) is not None:
                answer["asked"] = await self._ask_ahead(question)
        return answer

    async def _run(self, call: dict[str, Any]) -> dict[str, Any]:
        """As rasa-sdk's executor does, without its checks of what our own actions give back.

        Raises ActionNotFoundException, ActionExecutionRejection.
        """
        if (name := call.get("next_action")) is None:
            return {"events": [], "responses": []}
        if (action := self._actions.get(name)) is None:
            raise ActionNotFoundException(name)
        dispatcher = CollectingDispatcher()
        tracker = Tracker.from_dict(call["tracker"])
        events = await action.run(dispatcher, tracker, call["domain"])
        return {"events": events, "responses": dispatcher.messages}

    async def _ask_ahead(self, call: dict[str, Any]) -> dict[str, Any] | None:
        """What the bot would ask for next. If it fails, the bot learns of it when it asks; not so
        where the database fails, for then the transaction has failed."""
        action = call["next_action"]
        asks = self._actions.get(action)
        if asks is None or asks.writes:  # What writes is written when the turn has come to it.
            return None
        try:
            return {"action": action, **await self._run(call)}
        except DBAPIError:
            raise
        except Exception as problem:
            log.warning("action.not_ahead", ahead=action, problem=repr(problem))
            return None

    async def knowledge(self, request: web.Request) -> web.Response:
        """Of the park that the bot asks for by its id; without one of that of the settings."""
        asked = request.query.get("park")
        if asked is not None and PARK_ID.fullmatch(asked) is None:
            raise web.HTTPNotFound
        whose = Park.slug == self._park if asked is None else Park.id == int(asked)
        async with self._sessions() as session:
            park_id = await session.scalar(select(Park.id).where(whose))
        if park_id is None:
            raise web.HTTPNotFound
        with fence.within(park_id):
            async with self._sessions() as session:
                return web.json_response(await knowledge(session, park_id))
