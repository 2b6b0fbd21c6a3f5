"""From a request to a call and back: who asks, what they say, the transaction, the answer."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ValidationError

from api.frame import archives, fields, problems, streams, uploads
from api.frame.call import Call
from api.frame.deps import Deps
from api.frame.dressing import ROUTE
from api.frame.entering import JSON, Came, come, enter, refused_login
from api.frame.limits import take
from api.frame.routing import Download, Raw, Route, Stream
from edge import bodies
from edge.fields import Source, one
from edge.parks import ByPark
from edge.problems import TooLarge, UnsupportedMedia
from services.kit import idempotency
from services.kit.errors import Invalid, NotFound
from services.ordering.placing import PriceChanged
from services.people.logins import LoginRefused

AiohttpHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Given = dict[str, Any]

KEY = "Idempotency-Key"
KEEPS = (LoginRefused, PriceChanged)
"""Refusals that leave something behind: a session that is ended, a cart with today's prices."""
HEADERS = {
    "Cache-Control": "no-store",
    "Vary": "Accept-Language, Authorization",
    "X-Content-Type-Options": "nosniff",
}


def bound(route: Route, by_park: ByPark[Deps]) -> AiohttpHandler:
    """The route as aiohttp calls it, in the park whose host is asked."""

    async def handle(request: web.Request) -> web.StreamResponse:
        deps = by_park.of(request)
        call: Call | None = None
        request[ROUTE] = route
        try:
            came = await come(request, route, deps)
            async with deps.sessions() as session:
                call = await enter(request, route, session, deps, came)
                given = await _given(call, route, came)
                answer = await _answer(call, route, given)
            if isinstance(answer, Stream):
                return await streams.send(call, answer)
            if isinstance(answer, Download):
                return await _download(call, answer)
            await _tell(call, route)
            return answer
        except LoginRefused as refused:
            return problems.told(request, refused_login(request, deps, refused), call)
        except Exception as error:
            return problems.told(request, error, call)

    return handle


async def _given(call: Call, route: Route, came: Came) -> Given:
    """What the handler is called with. Raises NotFound for a path that names nothing, Invalid."""
    request, given = call.request, Given()
    if route.path_model is not None:
        try:
            given["path"] = route.path_model.model_validate(dict(request.match_info))
        except ValidationError as error:
            raise NotFound("there is no such thing") from error
    if route.query_model is not None:
        _refuse_unknown(request, route.query_model)
        given["query"] = _validated(route.query_model, dict(request.query), "query")
    if route.body_model is not None:
        given["body"] = _body(came, route.body_model)
    if route.uploads:
        take(call.deps.limits.uploads, str(call.me.id))
        texts = route.form_model.model_fields if route.form_model else ()
        with call.deps.limits.open_uploads.begin(str(call.me.id)):
            form = await uploads.read_form(request, call.deps, texts, route.uploads)
        if route.uploads == "photos":
            given["photos"] = form.photos
        else:
            given["file"] = form.file
        if route.form_model is not None:
            given["form"] = _validated(route.form_model, form.texts, "body")
    return given


def _refuse_unknown(request: web.Request, model: type[BaseModel]) -> None:
    """One that is written wrongly would otherwise silently choose nothing. Raises Invalid."""
    names = {field.alias or name for name, field in model.model_fields.items()}
    if unknown := sorted(set(request.query) - names):
        refused = [one("query", name, "unknown") for name in unknown[: fields.MOST]]
        raise Invalid("query does not fit", fields=refused)


def _body[Model: BaseModel](came: Came, model: type[Model]) -> Model:
    if came.body is None:
        raise UnsupportedMedia("a body is JSON", wanted=JSON)
    if isinstance(came.body, TooLarge):
        raise came.body
    try:
        return model.model_validate_json(came.body, strict=True)
    except ValidationError as error:
        raise problems.of_fields(error, "body") from error


def _validated[Model: BaseModel](
    model: type[Model], values: Mapping[str, Any], source: Source
) -> Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise problems.of_fields(error, source) from error


async def _answer(call: Call, route: Route, given: Given) -> web.Response | Stream | Download:
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
    if isinstance(result, Stream | Download):
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
        raise Invalid(f"{KEY} is missing", fields=[one("header", KEY.lower(), "missing")])
    return key


def _response(call: Call, route: Route, result: Any) -> web.Response:
    match result:
        case None:
            response = web.Response(status=route.status, headers=HEADERS)
        case Raw():
            headers = {**HEADERS, "Content-Type": result.media_type}
            response = web.Response(body=result.body, headers=headers)
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
    answer.headers["ETag"] = f'W/"{etag}"'  # The same, compressed or not.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


async def _download(call: Call, download: Download) -> web.StreamResponse:
    """Raises TooManyRequests."""
    with archives.one_at_a_time(call):
        return await archives.send(call.request, download, HEADERS)


async def _tell(call: Call, route: Route) -> None:
    for tell in call.later:
        await tell()
    if route.method != "GET":
        await call.deps.announce(call.park.id)
