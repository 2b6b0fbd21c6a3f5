"""What all calls share: faults, token, quota, JSON, refusals, and the inspector's record."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from aiohttp import web

from parkline.simulate.wechat.config import App, Kind
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.faults import Fault
from parkline.simulate.wechat.world import Call, World

SHOWN_CHARACTERS = 400
EVERY_KIND: tuple[Kind, ...] = ("official", "mini", "wecom", "kf")


@dataclass
class Ask:
    """One call that was let in. `app` is the token's; calls without a token find their own."""

    world: World
    request: web.Request
    body: dict[str, Any] = field(default_factory=dict)
    app_or_none: App | None = None

    @property
    def app(self) -> App:
        assert self.app_or_none is not None
        return self.app_or_none

    def query(self, name: str) -> str:
        return self.request.query.get(name, "")


Answer = dict[str, Any] | web.StreamResponse
Handle = Callable[[Ask], Awaitable[Answer]]


@dataclass(frozen=True)
class Endpoint:
    method: str
    path: str
    handle: Handle
    kinds: tuple[Kind, ...] = ("official",)
    """Accounts that have this call; others get 48001."""
    token: bool = True
    json: bool = True
    """Whether a POST carries JSON."""


def serve(
    world: World, endpoint: Endpoint
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(request: web.Request) -> web.StreamResponse:
        started, ask = monotonic(), Ask(world, request)
        fault = world.faults.take(endpoint.path)
        if fault is not None and fault.do == "drop":
            return _dropped(request)
        try:
            answer = await _answered(endpoint, ask, fault)
        except Refused as refused:
            kind = endpoint.kinds[0] if ask.app_or_none is None else ask.app.kind
            answer = refused.answer(corporate=kind in ("wecom", "kf"))
        await _record(world, ask, answer, round((monotonic() - started) * 1000))
        if fault is not None and fault.do == "lose_answer":
            return _dropped(request)
        return web.json_response(answer, dumps=_dumps) if isinstance(answer, dict) else answer

    return handler


async def _answered(endpoint: Endpoint, ask: Ask, fault: Fault | None) -> Answer:
    """Raises Refused."""
    if fault is not None and fault.do == "slow":
        await asyncio.sleep(fault.seconds)
    if fault is not None and fault.do == "error":
        raise Refused(fault.errcode)
    if ask.request.method != endpoint.method:
        raise Refused(43002)
    if endpoint.token:
        appid = ask.world.tokens.owner(ask.query("access_token"))
        ask.app_or_none = ask.world.apps[appid]
        ask.world.quota.count(appid, endpoint.path)
        if ask.app.kind not in endpoint.kinds:
            raise Refused(48001)
    if endpoint.method == "POST" and endpoint.json:
        ask.body = parsed(await ask.request.read())
    return await endpoint.handle(ask)


def parsed(raw: bytes) -> dict[str, Any]:
    r"""The JSON of a call. \u escapes stay as they are: the platform shows them so.

    Raises Refused 44002, 47001.
    """
    if not raw:
        raise Refused(44002)
    try:
        text = re.sub(r"\\.", _kept_escape, raw.decode(), flags=re.DOTALL)
        body = json.loads(text)
    except ValueError as problem:
        raise Refused(47001) from problem
    if not isinstance(body, dict):
        raise Refused(47001)
    return body


def _kept_escape(found: re.Match[str]) -> str:
    return "\\\\u" if found[0] == "\\u" else found[0]


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _record(world: World, ask: Ask, answer: Answer, ms: int) -> None:
    said = answer if isinstance(answer, dict) else {}
    openid = ask.body.get("touser") or ask.query("openid")
    # The secret and the token stay out: what one needs to see is what was sent.
    body = "" if "secret" in ask.body else json.dumps(ask.body, ensure_ascii=False)
    call = Call(
        at=world.clock.now(),
        method=ask.request.method,
        path=ask.request.path,
        app="" if ask.app_or_none is None else ask.app_or_none.appid,
        openid=str(openid),
        errcode=int(said.get("errcode", 0)),
        errmsg=str(said.get("errmsg", "ok")),
        ms=ms,
        body=body[:SHOWN_CHARACTERS] if ask.body else "",
    )
    world.calls.append(call)
    world.changed()


def _dumps(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False)


def done(**more: Any) -> dict[str, Any]:
    return {"errcode": 0, "errmsg": "ok", **more}
