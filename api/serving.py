"""From a request to a call and back: who asks, what they say, the transaction, the answer."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from api import problems, streams, tokens, uploads
from api.call import Call
from api.deps import Deps
from api.language import accepted
from api.routing import BODY_LIMIT, Raw, Route, Stream
from edge import bodies
from edge.addresses import address_of
from edge.problems import TooManyRequests, UnsupportedMedia
from edge.rates import Rate
from models import Park
from services import app_sessions, idempotency
from services.catering import PriceChanged
from services.errors import Invalid, NotFound, Unauthorized
from services.logins import LoginRefused

AiohttpHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Given = dict[str, Any]

KEY = "Idempotency-Key"
JSON = "application/json"
KEEPS = (LoginRefused, PriceChanged)
"""Refusals that leave something behind: a session that is ended, a cart with today's prices."""
HEADERS = {
    "Cache-Control": "no-store",
    "Vary": "Accept-Language, Authorization",
    "X-Content-Type-Options": "nosniff",
}


def bound(route: Route, deps: Deps) -> AiohttpHandler:
    """The route as aiohttp calls it."""

    async def handle(request: web.Request) -> web.StreamResponse:
        call: Call | None = None
        try:
            async with deps.sessions() as session:
                call = await _enter(request, route, session, deps)
                given = await _given(call, route)
                answer = await _answer(call, route, given)
            if isinstance(answer, Stream):
                return await streams.send(call, answer)
            await _tell(call, route)
            return answer
        except Exception as error:
            return problems.told(request, error, call)

    return handle


async def _enter(request: web.Request, route: Route, session: AsyncSession, deps: Deps) -> Call:
    """Look up who asks, in a transaction of its own: a body is read with none open.

    Raises Unauthorized, TooManyRequests.
    """
    now = deps.clock()
    park = await session.get_one(Park, deps.park_id)
    preferred = accepted(request.headers.get("Accept-Language", ""))
    call = Call(request, deps, session, park, now, preferred or "zh")
    if route.scope == "public":
        _take(deps.limits.strangers, address_of(request, deps.trusted_proxies))
    else:
        await _sign_in(call)
        _take(deps.limits.people, str(call.me.id))
        call.language = preferred or call.me.language
    await session.commit()
    return call


async def _sign_in(call: Call) -> None:
    scheme, _, token = call.request.headers.get("Authorization", "").partition(" ")
    bearer = token.strip() if scheme.lower() == "bearer" else ""
    deps = call.deps
    if verified := tokens.verify(bearer, deps.park_id, deps.key, now=call.now):
        session_id, call.until = verified
        call.signed_in = await app_sessions.find(
            call.session, deps.park_id, session_id, now=call.now
        )
    if call.signed_in is None:
        _take(deps.limits.strangers, address_of(call.request, deps.trusted_proxies))
        raise Unauthorized("a valid access token is needed")


def _take(rate: Rate, name: str) -> None:
    """Raises TooManyRequests."""
    if wait := rate.take(name):
        raise TooManyRequests(wait)


async def _given(call: Call, route: Route) -> Given:
    """What the handler is called with. Raises NotFound for a path that names nothing, Invalid."""
    request, given = call.request, Given()
    if route.path_model is not None:
        try:
            given["path"] = route.path_model.model_validate(dict(request.match_info))
        except ValidationError as error:
            raise NotFound("there is no such thing") from error
    if route.query_model is not None:
        given["query"] = _validated(route.query_model, dict(request.query), "query")
    if route.body_model is not None:
        given["body"] = await _body(request, route.body_model)
    if route.uploads:
        _take(call.deps.limits.uploads, str(call.me.id))
        fields = route.form_model.model_fields if route.form_model else ()
        form = await uploads.read_form(request, call.deps, fields)
        given["photos"] = form.photos
        if route.form_model is not None:
            given["form"] = _validated(route.form_model, form.texts, "body")
    return given


async def _body[Model: BaseModel](request: web.Request, model: type[Model]) -> Model:
    if request.content_type != JSON:
        raise UnsupportedMedia("a body is JSON", wanted=JSON)
    raw = await bodies.raw(request, limit=BODY_LIMIT)
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as error:
        raise problems.of_fields(error, "body") from error


def _validated[Model: BaseModel](
    model: type[Model], values: Mapping[str, Any], where: str
) -> Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise problems.of_fields(error, where) from error


async def _answer(call: Call, route: Route, given: Given) -> web.Response | Stream:
    """What the handler did, committed. A key that came before gets its answer again."""
    key = _key(call.request, route)
    scope = f"person:{call.me.id}" if key else ""
    if key is not None:
        said = given["body"].model_dump_json() if "body" in given else ""
        asked = f"{call.request.method} {call.request.path}\n{said}".encode()
        seen = await idempotency.begin(
            call.session, call.park.id, scope=scope, key=key, request=asked
        )
        if seen is not None:
            return _json(call, seen.answer, seen.status)
    try:
        result = await route.handler(call, **given)
    except KEEPS:
        if key is not None:
            await idempotency.forget(call.session, call.park.id, scope=scope, key=key)
        await call.session.commit()
        raise
    if isinstance(result, Stream):
        await call.session.commit()
        return result
    response = _response(call, route, result)
    if key is not None:
        answer = result.model_dump(mode="json") if isinstance(result, BaseModel) else {}
        await idempotency.finish(
            call.session,
            call.park.id,
            scope=scope,
            key=key,
            status=route.status,
            answer=answer,
        )
    await call.session.commit()
    return response


def _key(request: web.Request, route: Route) -> str | None:
    """Raises Invalid."""
    key = request.headers.get(KEY) if route.key != "none" else None
    if key is None and route.key == "must":
        raise Invalid(f"{KEY} is missing", field=KEY.lower(), why="missing")
    return key


def _response(call: Call, route: Route, result: Any) -> web.Response:
    match result:
        case None:
            response = web.Response(status=route.status, headers=HEADERS)
        case Raw():
            response = web.Response(
                body=result.body, content_type=result.media_type, headers=HEADERS
            )
            if result.filename:
                disposition = f'attachment; filename="{result.filename}"'
                response.headers["Content-Disposition"] = disposition
        case BaseModel() if isinstance(result, route.answer or ()):
            response = _json(call, result, route.status)
        case _:
            raise TypeError(f"{route.name} answered {type(result).__name__}")
    if route.etag:
        response = _unless_known(call.request, response)
    if call.mark is not None:
        call.mark(response)
    return response


def _json(call: Call, answer: BaseModel | Given, status: int) -> web.Response:
    if isinstance(answer, BaseModel):
        raw = answer.model_dump_json()
        response = web.Response(text=raw, status=status, content_type=JSON)
    else:
        response = bodies.answer(answer, status)
    response.headers.update({**HEADERS, "Content-Language": call.language})
    return response


def _unless_known(request: web.Request, response: web.Response) -> web.Response:
    """304 for what the client has already."""
    body = response.body
    assert isinstance(body, bytes)
    etag = hashlib.sha256(body).hexdigest()[:32]
    known = any(one.value in {etag, "*"} for one in request.if_none_match or ())
    answer = web.Response(status=304, headers=response.headers) if known else response
    if known:
        answer.headers.popall("Content-Type", None)
    answer.etag = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


async def _tell(call: Call, route: Route) -> None:
    for tell in call.later:
        await tell()
    if route.method != "GET":
        await call.deps.announce(call.park.id)
