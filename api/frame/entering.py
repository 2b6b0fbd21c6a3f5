"""Who asks: what is looked at before a route's handler is called, and the transaction begins."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from api.frame import tokens
from api.frame.call import Call
from api.frame.deps import Deps
from api.frame.dressing import CALL
from api.frame.language import accepted
from api.frame.limits import take
from api.frame.routing import BODY_LIMIT, Route
from edge import bodies
from edge.addresses import address_of
from edge.problems import ScopeMissing, TooLarge, TooManyRequests
from models.park import Park
from services.kit.errors import Unauthorized
from services.people import access_tokens, app_sessions
from services.people.app_sessions import SignedIn
from services.people.logins import LoginRefused

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Came:
    """A request before anything is asked of the database."""

    now: datetime
    token: str
    """As it was shown."""
    verified: tuple[int, datetime] | None
    """The session that its token is of, and until when that holds. None of an access token of a
    person's own program, which only the database knows."""
    body: bytes | TooLarge | None
    """None where it is not read yet, or is no JSON."""


async def come(request: web.Request, route: Route, deps: Deps) -> Came:
    """A body is read with no transaction open, and only of those whose token we have signed, or
    which is of the form of an access token.

    Raises Unauthorized, TooManyRequests.
    """
    now, token, verified = deps.clock(), "", None
    if route.scope != "public":
        token = _bearer(request)
        verified = tokens.verify(token, deps.park_id, deps.key, *deps.accepted_keys, now=now)
        if verified is None and not tokens.is_personal(token):
            raise _stranger(request, deps)
    body: bytes | TooLarge | None = None
    if route.body_model is not None and request.content_type == JSON:
        try:
            body = await bodies.raw(request, limit=BODY_LIMIT)
        except TooLarge as error:
            body = error  # Told once it is known in which language.
    return Came(now, token, verified, body)


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _stranger(request: web.Request, deps: Deps) -> Unauthorized:
    """Raises TooManyRequests."""
    take(deps.limits.strangers, address_of(request, deps.trusted_proxies))
    return Unauthorized("a valid access token is needed")


def refused_login(
    request: web.Request, deps: Deps, refused: LoginRefused
) -> LoginRefused | TooManyRequests:
    """What to say of a login that does not hold. It was checked first: a login that holds passes,
    however often others behind the same address were refused."""
    wait = deps.limits.strangers.take(address_of(request, deps.trusted_proxies))
    return TooManyRequests(wait) if wait else refused


async def enter(
    request: web.Request, route: Route, session: AsyncSession, deps: Deps, came: Came
) -> Call:
    """Look up who asks. Raises Unauthorized, TooManyRequests, ScopeMissing."""
    preferred = accepted(request.headers.get("Accept-Language", ""))
    if not came.token:
        park = await session.get_one(Park, deps.park_id)
        await session.commit()
        return Call(request, deps, session, park, came.now, preferred or park.language)
    found, until = await _signed_in(session, deps, came)
    if found is None:
        raise _stranger(request, deps)
    if route.uploads or found.session.last_used_at == came.now:
        # Uploads are read with none open, too. And that a session was used is not kept locked
        # while the handler locks other rows.
        await session.commit()
    language = preferred or found.person.language
    call = Call(request, deps, session, found.park, came.now, language, found, until)
    request[CALL] = call
    take(deps.limits.people, str(call.me.id))
    scopes = found.session.scopes
    if scopes is not None and route.grant not in scopes:
        raise ScopeMissing("this token is not good for that", needs=route.grant)
    return call


async def _signed_in(
    session: AsyncSession, deps: Deps, came: Came
) -> tuple[SignedIn | None, datetime | None]:
    """Whose token it is, and until when that holds."""
    if came.verified is None:
        found = await access_tokens.find(session, deps.park_id, came.token, now=came.now)
        return found, found.session.expires_at if found else None
    session_id, until = came.verified
    return await app_sessions.find(session, deps.park_id, session_id, now=came.now), until
