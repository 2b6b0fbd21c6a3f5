"""The gate API: verify a pass or a plate, and what it takes to verify without a network."""

import hashlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.gates import keys
from edge import bodies
from edge.bodies import Json
from edge.parks import is_here
from edge.problems import TooManyRequests
from edge.rates import Rate
from models.park import Park
from models.visits import Gate, Visit
from services.kit import fence
from services.kit.errors import Invalid
from services.visits import gates, pass_tokens
from services.visits.gates import Let

PREFIX = "/gate/v1"
MAX_BODY = 4 * 1024
REQUESTS, SECONDS = 60, 10.0
"""Of one gate, in this process."""
LONGEST_PLATE = 20

KeysOf = Callable[[int], Sequence[Ed25519PublicKey]]
"""The public keys of a park, by its id; the one that signs comes first."""
NameOf = Callable[[int], str | None]
"""What passes call a park, by its id; None where that is its slug."""
Act = Callable[[AsyncSession, Gate, Park], Awaitable[web.Response]]


def gate_routes(
    sessions: async_sessionmaker[AsyncSession],
    clock: Callable[[], datetime],
    keys_of: KeysOf,
    name_of: NameOf = lambda _park_id: None,
) -> list[web.RouteDef]:
    """The routes, for an app that has `edge.problems.problems` as a middleware.

    Each request is one transaction, scoped to the park of the gate whose key it shows.
    """
    api = GateApi(sessions, clock, keys_of, name_of)
    return [
        web.post(f"{PREFIX}/passes", api.enter),
        web.post(f"{PREFIX}/exits", api.leave),
        web.post(f"{PREFIX}/plates", api.enter_by_plate),
        web.get(f"{PREFIX}/keys", api.keys),
        web.get(f"{PREFIX}/revocations", api.revocations),
    ]


@dataclass(frozen=True, slots=True)
class GateApi:
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]
    keys_of: KeysOf
    name_of: NameOf
    rate: Rate = field(default_factory=lambda: Rate(time.monotonic, REQUESTS, SECONDS))

    async def enter(self, request: web.Request) -> web.Response:
        """Somebody shows a pass: an entry is counted, or the gate stays shut."""
        token = await self._said(request, "token", pass_tokens.LONGEST)

        async def act(session: AsyncSession, gate: Gate, park: Park) -> web.Response:
            public = self.keys_of(park.id)
            let = await gates.enter(session, park, token, public, gate=gate.name, now=self.clock())
            return _let(let)

        return await self._as_gate(request, act)

    async def leave(self, request: web.Request) -> web.Response:
        """Somebody shows a pass on the way out; it may be over."""
        token = await self._said(request, "token", pass_tokens.LONGEST)

        async def act(session: AsyncSession, gate: Gate, park: Park) -> web.Response:
            now, public = self.clock(), self.keys_of(park.id)
            visit = await gates.leave(session, park, token, public, gate=gate.name, now=now)
            return bodies.answer(_shown(visit))

        return await self._as_gate(request, act)

    async def enter_by_plate(self, request: web.Request) -> web.Response:
        plate = await self._said(request, "plate", LONGEST_PLATE)

        async def act(session: AsyncSession, gate: Gate, park: Park) -> web.Response:
            let = await gates.enter_by_plate(session, park, plate, gate=gate.name, now=self.clock())
            return _let(let)

        return await self._as_gate(request, act)

    async def keys(self, request: web.Request) -> web.Response:
        """The public keys that passes of the gate's park are signed with, as JWK set and PEM.

        Usually one. While keys change, that of the passes to come, or of those before, too.
        """

        async def act(_session: AsyncSession, _gate: Gate, park: Park) -> web.Response:
            public = self.keys_of(park.id)
            set_ = [keys.jwk(key) for key in public]
            name = self.name_of(park.id) or park.slug
            return bodies.answer({"park": name, "keys": set_, "pem": keys.pem(public[0])})

        return await self._as_gate(request, act)

    async def revocations(self, request: web.Request) -> web.Response:
        """Serials of passes that still look good and must not open; 304 if nothing is new."""

        async def act(session: AsyncSession, _gate: Gate, park: Park) -> web.Response:
            serials = await gates.revoked(session, park.id, now=self.clock())
            etag = hashlib.sha256("\n".join(serials).encode()).hexdigest()[:32]
            known = request.if_none_match or ()
            is_known = any(one.value in {etag, "*"} for one in known)
            answer = web.Response(status=304) if is_known else bodies.answer({"serials": serials})
            answer.etag = etag
            answer.headers["cache-control"] = "no-cache"
            return answer

        return await self._as_gate(request, act)

    async def _said(self, request: web.Request, name: str, longest: int) -> str:
        """A text of the body, which is waited for if a gate of ours sends it. Raises Invalid."""
        async with self.sessions.begin() as session:
            await _gate(session, request)
        return _text(await bodies.read(request, limit=MAX_BODY), name, longest)

    async def _as_gate(self, request: web.Request, act: Act) -> web.Response:
        async with self.sessions.begin() as session:
            gate = await _gate(session, request)
            if wait := self.rate.take(f"{gate.park_id}:{gate.id}"):
                raise TooManyRequests(wait)
            park = await session.get_one(Park, gate.park_id)
            return await act(session, gate, park)


async def _gate(session: AsyncSession, request: web.Request) -> Gate:
    """Raises Unauthorized, for a gate of a park whose host was not asked, too."""
    gate = await gates.authenticate(session, _bearer(request))
    if not is_here(request, gate.park_id):
        raise gates.unknown()
    await fence.enter(session, gate.park_id)
    return gate


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _let(let: Let) -> web.Response:
    return bodies.answer(_shown(let.visit) | {"entries_left": let.entries_left})


def _shown(visit: Visit) -> Json:
    """Enough for a guard to greet somebody; a display at a gate is read by all who pass."""
    return {
        "visit_no": visit.visit_no,
        "status": visit.status,
        "names": [f"{name[:1]}*" for name in visit.names],
        "headcount": visit.headcount,
        "until": visit.ends_at.isoformat(),
    }


def _text(body: Json, name: str, longest: int) -> str:
    """Raises Invalid."""
    said = body.get(name)
    if not isinstance(said, str) or not said.strip():
        raise Invalid(f"{name} is missing", field=name)
    if len(said) > longest or "\0" in said:
        raise Invalid(f"a {name} has at most {longest} characters", field=name)
    return said.strip()
