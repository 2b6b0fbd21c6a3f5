"""The vendor API: accept and reject orders, look at them, catch up after lost webhooks."""

import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeGuard

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from edge import bodies
from edge.addresses import Network, address_of
from edge.bodies import Json
from edge.parks import is_here
from edge.problems import TooManyRequests
from edge.rates import Backoff
from models.ordering import Order
from models.park import Park
from models.vendors import ApiKey
from services.kit import fence, idempotency
from services.kit.errors import Invalid, Unauthorized
from services.ordering import describing, orders, reducing
from services.vendors import keys, vendor_orders
from services.vendors.deliveries import Told, envelope

PREFIX = "/vendor/v1"
MAX_BODY = 64 * 1024
MAX_REASON = 500
MAX_LINES = 100
MAX_ID = 2**63
ESTIMATED_WITH = ("accept", "preparing")
LONGEST_AHEAD = timedelta(days=7)
"""A vendor expects an order within so long."""
MAX_CURSOR_DIGITS = 18
MAX_SEQUENCE = 2**31 - 1
FREE_TRIES = 60
"""Keys that do not hold, from one address, before each further one has to wait."""


Change = Callable[[AsyncSession, Order], Awaitable[Order]]


def vendor_api(
    sessions: async_sessionmaker[AsyncSession],
    clock: Callable[[], datetime],
    trusted: Sequence[Network] = (),
) -> "VendorApi":
    """What all routes of the vendor API share."""
    return VendorApi(sessions, clock, trusted, Backoff(time.monotonic, FREE_TRIES, 2.0, 60.0))


def order_routes(api: "VendorApi") -> list[web.RouteDef]:
    return [
        web.get(f"{PREFIX}/orders", api.list_orders),
        web.get(f"{PREFIX}/events", api.list_events),
        web.get(PREFIX + "/orders/{order}", api.show),
        web.post(PREFIX + "/orders/{order}/eta", api.estimate),
        web.post(
            PREFIX + "/orders/{order}/{action:" + "|".join(orders.VENDOR_ACTIONS) + "}", api.act
        ),
    ]


@dataclass(frozen=True, slots=True)
class VendorApi:
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]
    trusted: Sequence[Network]
    strangers: Backoff
    """By address: keys that do not hold."""

    async def show(self, request: web.Request) -> web.Response:
        async with self.sessions.begin() as session:
            park_id, vendor_id = await self._vendor(session, request)
            order = await vendor_orders.find(
                session, park_id, vendor_id, request.match_info["order"]
            )
            return bodies.answer(await _shown(session, order))

    async def list_orders(self, request: web.Request) -> web.Response:
        async with self.sessions.begin() as session:
            park_id, vendor_id = await self._vendor(session, request)
            cursor, limit = _page(request)
            page = await vendor_orders.changed_since(
                session, park_id, vendor_id, cursor=cursor, limit=limit
            )
            shown = [await _shown(session, order) for order in page.rows]
        return bodies.answer({"orders": shown, "cursor": str(page.cursor)})

    async def list_events(self, request: web.Request) -> web.Response:
        async with self.sessions.begin() as session:
            park_id, vendor_id = await self._vendor(session, request)
            cursor, limit = _page(request)
            page = await vendor_orders.events_since(
                session, park_id, vendor_id, cursor=cursor, limit=limit
            )
            park = await session.get_one(Park, park_id)
        shown = [envelope(Told.of(event), park.slug) for event in page.rows]
        return bodies.answer({"events": shown, "cursor": str(page.cursor)})

    async def act(self, request: web.Request) -> web.Response:
        """One step of the order's state machine; a step already taken answers 200 again."""
        body = await self._body(request)
        action, now = request.match_info["action"], self.clock()
        reason, sequence = _reason(body, action), _sequence(body)
        expected = _expected(body, now) if action in ESTIMATED_WITH else None

        left = _left(body) if action == "reject" else None

        async def move(session: AsyncSession, order: Order) -> Order:
            if left is not None:
                return await reducing.reject_part(
                    session,
                    order.park_id,
                    order.id,
                    left,
                    reason=reason or "",
                    seen=sequence,
                    now=now,
                )
            return await orders.advance(
                session,
                order.park_id,
                order.id,
                action,
                now=now,
                reason=reason,
                seen=sequence,
                expected_at=expected,
            )

        return await self._change(request, body, move)

    async def estimate(self, request: web.Request) -> web.Response:
        """When the vendor expects an order that it has accepted."""
        body, now = await self._body(request), self.clock()
        expected = _expected(body, now)
        if expected is None:
            raise Invalid("an estimate needs a moment", field="expected_at")

        async def note(session: AsyncSession, order: Order) -> Order:
            return await orders.expect(session, order.park_id, order.id, expected, now=now)

        return await self._change(request, body, note)

    async def _body(self, request: web.Request) -> Json:
        """Nobody's body is waited for who has no key. Raises Unauthorized, Invalid, TooLarge."""
        async with self.sessions.begin() as session:
            await self._vendor(session, request)
        return await bodies.read(request, limit=MAX_BODY)

    async def _change(self, request: web.Request, body: Json, change: Change) -> web.Response:
        """What is asked for is done to the order of the path; once for each idempotency key."""
        async with self.sessions.begin() as session:
            park_id, vendor_id = await self._vendor(session, request)
            key = request.headers.get("idempotency-key")
            scope = f"vendor:{vendor_id}"
            if key is not None:
                seen = await idempotency.begin(
                    session, park_id, scope=scope, key=key, request=_fingerprint(request, body)
                )
                if seen is not None:
                    return bodies.answer(seen.answer, seen.status)
            order = await vendor_orders.find(
                session, park_id, vendor_id, request.match_info["order"]
            )
            answer = await _shown(session, await change(session, order))
            if key is not None:
                await idempotency.finish(
                    session, park_id, scope=scope, key=key, status=200, answer=answer
                )
        return bodies.answer(answer)

    async def _vendor(self, session: AsyncSession, request: web.Request) -> tuple[int, int]:
        """(park id, vendor id) of the request's key: what every query here is scoped by.

        Raises Unauthorized, TooManyRequests.
        """
        key = await self.key_of(session, request)
        return key.park_id, key.vendor_id

    async def key_of(self, session: AsyncSession, request: web.Request) -> ApiKey:
        """The request's key. Raises Unauthorized, TooManyRequests."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        bearer = token.strip() if scheme.lower() == "bearer" else ""
        try:
            key = await keys.authenticate(session, bearer, now=self.clock())
            if not is_here(request, key.park_id):
                raise keys.unknown()
            await fence.enter(session, key.park_id)
            return key
        except Unauthorized:
            if wait := self.strangers.take(address_of(request, self.trusted)):
                raise TooManyRequests(wait) from None
            raise


async def _shown(session: AsyncSession, order: Order) -> Json:
    return (await describing.describe(session, order)).model_dump(mode="json")


def _reason(body: Json, action: str) -> str | None:
    reason = body.get("reason")
    if action != "reject":
        return None
    if not isinstance(reason, str) or not reason.strip() or "\0" in reason:
        raise Invalid("a rejection needs a reason: the tenant reads it", field="reason")
    if len(reason) > MAX_REASON:
        raise Invalid(f"a reason has at most {MAX_REASON} characters", field="reason")
    return reason.strip()


def _left(body: Json) -> dict[int, int] | None:
    """How many pieces can be served, by the id of a line; None where all of it is rejected."""
    said = body.get("lines")
    if said is None:
        return None
    if not isinstance(said, list) or not 0 < len(said) <= MAX_LINES:
        raise Invalid(f"lines are 1 to {MAX_LINES}", field="lines")
    left: dict[int, int] = {}
    for one in said:
        line_id, stays = (one.get("id"), one.get("left", 0)) if isinstance(one, dict) else (0, 0)
        if _is_count(line_id, least=1) and _is_count(stays, least=0) and line_id not in left:
            left[line_id] = stays
            continue
        raise Invalid("a line has an id, once, and how many are left", field="lines")
    return left


def _is_count(value: object, *, least: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < MAX_ID


def _expected(body: Json, now: datetime) -> datetime | None:
    """The moment at which the vendor expects an order, to the second."""
    said = body.get("expected_at")
    if said is None:
        return None
    try:
        moment = datetime.fromisoformat(said)
        if moment.tzinfo is not None and now < moment <= now + LONGEST_AHEAD:
            return moment.astimezone(UTC).replace(microsecond=0)
    except (TypeError, ValueError, OverflowError):
        pass
    raise Invalid("expected_at is a moment to come, with its offset", field="expected_at")


def _sequence(body: Json) -> int | None:
    """The sequence of the last event of the order that the vendor knows."""
    said = body.get("sequence")
    if said is None:
        return None
    if not isinstance(said, int) or isinstance(said, bool) or not 0 < said <= MAX_SEQUENCE:
        raise Invalid("a sequence is that of an event of the order", field="sequence")
    return said


def _fingerprint(request: web.Request, body: Json) -> bytes:
    said = json.dumps(body, sort_keys=True)
    return f"{request.method} {request.path}\n{said}".encode()


def _page(request: web.Request) -> tuple[int, int]:
    """(cursor, limit) of the query. Raises Invalid."""
    cursor = request.query.get("cursor", "0")
    limit = request.query.get("limit", "50")
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= MAX_CURSOR_DIGITS):
        raise Invalid("a cursor is what an earlier page gave", field="cursor")
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= vendor_orders.MAX_PAGE):
        raise Invalid(f"a limit is 1 to {vendor_orders.MAX_PAGE}", field="limit")
    return int(cursor), int(limit)
