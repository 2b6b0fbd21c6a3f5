"""Scripts' way in: act as a person, make trouble, move the clock. JSON under /_sim.

It asks for no password: it is a test's server, on the loopback unless one says otherwise. Only
JSON and pictures are taken, which a page of another site cannot send unasked.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from typing import Any, cast, get_args

from aiohttp import web

from parkline.simulate.wechat.config import Kind, Mode
from parkline.simulate.wechat.people import Delivery
from parkline.simulate.wechat.phone import NotPossible, Phone
from parkline.simulate.wechat.state import as_json, world_state
from parkline.simulate.wechat.world import SCENE_CHARACTERS, World

Act = Callable[[Phone, dict[str, Any]], Awaitable[Delivery | None]]

ACTS: dict[str, Act] = {
    "follow": lambda phone, given: phone.follow(given.get("ticket", "")),
    "unfollow": lambda phone, _: phone.unfollow(),
    "scan": lambda phone, given: phone.scan(given["ticket"]),
    "say": lambda phone, given: phone.say(given["text"], menu_id=given.get("menu_id", "")),
    "voice": lambda phone, given: phone.voice(given["text"]),
    "location": lambda phone, given: phone.location(
        float(given["latitude"]), float(given["longitude"]), given["label"]
    ),
    "enter": lambda phone, given: phone.enter(float(given["latitude"]), float(given["longitude"])),
    "press": lambda phone, given: phone.press(*given["path"]),
    "accept": lambda phone, given: phone.accept(
        given["template"], accepts=given.get("accepts", True)
    ),
    "service": lambda phone, _: phone.open_service(),
}


def admin_routes(world: World) -> list[web.RouteDef]:
    admin = Admin(world)
    return [
        web.get("/_sim/state", admin.state),
        web.post("/_sim/faults", admin.add_fault),
        web.delete("/_sim/faults", admin.clear_faults),
        web.post("/_sim/clock", admin.move_clock),
        web.post("/_sim/tokens", admin.end_tokens),
        web.post("/_sim/rules", admin.set_rules),
        web.post("/_sim/scenes", admin.print_code),
        web.post("/_sim/check/{kind}", admin.check_url),
        web.post("/_sim/phones/{person}/{kind}/picture", admin.picture),
        web.post("/_sim/phones/{person}/{kind}/code/{purpose:login|phone}", admin.code),
        web.post("/_sim/phones/{person}/{kind}/{act}", admin.act),
    ]


class Admin:
    def __init__(self, world: World) -> None:
        self.world = world

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(world_state(self.world))

    async def add_fault(self, request: web.Request) -> web.Response:
        """`{"on","do","times","seconds","errcode"}`; see faults.py."""
        try:
            fault = self.world.faults.add(**await _json(request))
        except (TypeError, ValueError) as problem:
            raise web.HTTPUnprocessableEntity(text=str(problem)) from problem
        self.world.changed()
        return web.json_response(asdict(fault), status=201)

    async def clear_faults(self, request: web.Request) -> web.Response:
        self.world.faults.waiting.clear()
        self.world.changed()
        return web.Response(status=204)

    async def move_clock(self, request: web.Request) -> web.Response:
        """`{"seconds"}` ahead."""
        try:
            self.world.clock.advance(timedelta(seconds=float((await _json(request))["seconds"])))
        except (KeyError, TypeError, ValueError, OverflowError) as problem:
            raise web.HTTPUnprocessableEntity(text=f"seconds: {problem}") from problem
        self.world.changed()
        return web.json_response({"now": self.world.clock.now().isoformat()})

    async def end_tokens(self, request: web.Request) -> web.Response:
        """`{"do":"expire"}` (42001) or `{"do":"invalidate"}` (40001)."""
        ends = {"expire": self.world.tokens.expire, "invalidate": self.world.tokens.invalidate}
        chosen = ends.get((await _json(request)).get("do", ""))
        if chosen is None:
            raise web.HTTPUnprocessableEntity(text="do: expire or invalidate")
        chosen()
        self.world.changed()
        return web.Response(status=204)

    async def set_rules(self, request: web.Request) -> web.Response:
        """`{"mode","may_push"}` of the Official Account, `{"deliveries","patience","a_minute",
        "a_day"}` of the platform; what is not named stays."""
        given = await _json(request)
        app, rules = self.world.app("official"), self.world.rules
        mode = given.get("mode", app.mode)
        if mode not in get_args(Mode):
            raise web.HTTPUnprocessableEntity(text="mode: plain, compatible or safe")
        app.mode, app.may_push = mode, bool(given.get("may_push", app.may_push))
        try:
            rules.deliveries = int(given.get("deliveries", rules.deliveries))
            rules.patience = float(given.get("patience", rules.patience))
            rules.a_minute.update(given.get("a_minute", {}))
            rules.a_day.update(given.get("a_day", {}))
        except (TypeError, ValueError) as problem:
            raise web.HTTPUnprocessableEntity(text=str(problem)) from problem
        self.world.changed()
        return web.Response(status=204)

    async def print_code(self, request: web.Request) -> web.Response:
        """`{"scene"}`: a QR code of the account as if it had been made and hung up before."""
        scene = (await _json(request)).get("scene")
        if not isinstance(scene, str) or not 1 <= len(scene) <= SCENE_CHARACTERS:
            raise web.HTTPUnprocessableEntity(text=f"scene: 1 to {SCENE_CHARACTERS} characters")
        return web.json_response({"ticket": self.world.new_ticket(scene)}, status=201)

    async def check_url(self, request: web.Request) -> web.Response:
        """What the platform's settings page says when one saves the URL there."""
        app = self._phone(request).contact.app
        return web.json_response({"said": await self.world.courier.check_url(app)})

    async def act(self, request: web.Request) -> web.Response:
        """Something that a person does. Answers when the bot has, or at once with `?wait=no`."""
        act = ACTS.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound(text=f"acts: {', '.join(ACTS)}, picture, code")
        phone, given = self._phone(request), await _json(request)
        return await self._acted(request, lambda: act(phone, given))

    async def picture(self, request: web.Request) -> web.Response:
        if not request.content_type.startswith("image/"):
            raise web.HTTPUnsupportedMediaType
        phone, data = self._phone(request), await request.read()
        return await self._acted(request, lambda: phone.picture(data, request.content_type))

    async def code(self, request: web.Request) -> web.Response:
        """What `wx.login` (login) or the phone-number button (phone) gives to a mini-program."""
        contact = self._phone(request).contact
        code = self.world.give_code(contact, request.match_info["purpose"])
        return web.json_response({"code": code})

    async def _acted(
        self, request: web.Request, act: Callable[[], Awaitable[Delivery | None]]
    ) -> web.Response:
        if request.query.get("wait") == "no":
            self.world.start(_at_leisure(act))
            return web.Response(status=202)
        try:
            delivery = await act()
        except NotPossible as problem:
            raise web.HTTPConflict(text=str(problem)) from problem
        except (KeyError, TypeError, ValueError) as problem:
            raise web.HTTPUnprocessableEntity(text=f"missing or wrong: {problem}") from problem
        return web.json_response(as_json(delivery))

    def _phone(self, request: web.Request) -> Phone:
        try:
            app = self.world.app(cast("Kind", request.match_info["kind"]))
        except LookupError as problem:
            raise web.HTTPNotFound(text=str(problem)) from problem
        person = request.match_info.get("person", "")
        return Phone(self.world, self.world.contact(app, person))


async def _at_leisure(act: Callable[[], Awaitable[Delivery | None]]) -> None:
    """Who does not wait does not hear either that it is not possible just now."""
    with suppress(NotPossible, KeyError, TypeError, ValueError):
        await act()


async def _json(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="application/json")
    try:
        given = await request.json()
    except ValueError as problem:
        raise web.HTTPBadRequest(text="not JSON") from problem
    if not isinstance(given, dict):
        raise web.HTTPBadRequest(text="an object")
    return given
