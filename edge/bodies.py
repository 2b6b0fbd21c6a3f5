"""JSON objects in and out of the APIs."""

import json
from functools import partial
from typing import Any

from aiohttp import web

from edge.problems import TooLarge
from services.kit.errors import Invalid

Json = dict[str, Any]
DEEPEST = 100
"""Levels of lists and objects in one another. json reads some ten thousand, and what goes over them
later in Python breaks at a thousand."""


async def raw(request: web.Request, *, limit: int) -> bytes:
    """The body, of at most `limit` bytes. Raises TooLarge."""
    body = b""
    while chunk := await request.content.read(limit + 1 - len(body)):
        body += chunk
        if len(body) > limit:
            raise TooLarge(f"a body has at most {limit} bytes", limit=limit)
    return body


async def read(request: web.Request, *, limit: int) -> Json:
    """The body, an object or nothing, of at most `limit` bytes. Raises Invalid, TooLarge."""
    said = await raw(request, limit=limit)
    try:
        body = json.loads(said) if said.strip() else {}
    except (ValueError, RecursionError) as error:
        raise Invalid("the body is not JSON") from error
    if not isinstance(body, dict):
        raise Invalid("the body must be a JSON object")
    if not is_storable(body):
        raise Invalid("the body is too deep, or holds what is no text")
    return body


def is_storable(value: Any, *, levels: int = DEEPEST) -> bool:
    """Whether it has at most so many levels, and no text in it has a NUL or half a surrogate pair,
    which PostgreSQL refuses."""
    if levels < 0:
        return False
    inside = partial(is_storable, levels=levels - 1)
    match value:
        case str():
            return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
        case dict():
            return all(inside(name) and inside(inner) for name, inner in value.items())
        case list():
            return all(map(inside, value))
    return True


def answer(body: Json, status: int = 200) -> web.Response:
    return web.Response(
        status=status,
        text=json.dumps(body, ensure_ascii=False),
        content_type="application/json",
    )
