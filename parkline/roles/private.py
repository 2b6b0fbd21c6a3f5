"""What only the bot may ask for, on loopback: custom actions and the park's live knowledge."""

import hmac
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import structlog
from aiohttp import web
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from actions.kit.ahead import next_question
from actions.kit.base import ParkAction
from actions.kit.joint import jointly
from actions.kit.links import Links
from actions.registry import all_actions
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
        self._executor = ActionExecutor()
        self._asking = set()
        for action in actions:
            self._executor.register_action(action)
            if not action.writes:
                self._asking.add(action.name())

    async def act(self, request: web.Request) -> web.Response:
        """Run one custom action, as rasa-sdk's own server does."""
        call = await _call(request)
        park, _, conversation = str(call.get("sender_id", "")).rpartition(":")
        name = call.get("next_action")
        bound = structlog.contextvars.bound_contextvars(conversation_id=conversation, action=name)
        here = fence.within(int(park)) if PARK_ID.fullmatch(park) else nullcontext()
        with bound, here, tracing.span("action", action=str(name)):
            try:
                answer = await self._answer(call)
            except ActionExecutionRejection as rejection:
                body = {"error": str(rejection), "action_name": rejection.action_name}
                return web.json_response(body, status=400)
            except ActionNotFoundException as missing:
                body = {"error": str(missing), "action_name": missing.action_name}
                return web.json_response(body, status=404)
            except Exception:
                log.exception("action.failed")
                return web.json_response({"error": "failed", "action_name": name}, status=500)
        return web.json_response(answer)

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
        result = await self._executor.run(call)
        return result.model_dump() if result else {"events": [], "responses": []}

    async def _ask_ahead(self, call: dict[str, Any]) -> dict[str, Any] | None:
        """What the bot would ask for next. If it fails, the bot learns of it when it asks; not so
        where the database fails, for then the transaction has failed."""
        action = call["next_action"]
        if action not in self._asking:  # What writes is written when the turn has come to it.
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
