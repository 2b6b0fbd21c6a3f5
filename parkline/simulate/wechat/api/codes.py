"""QR codes with a scene."""

import io
from collections.abc import Awaitable, Callable
from typing import Any

import segno
from aiohttp import web

from parkline.simulate.wechat.api.base import Answer, Ask, Endpoint
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.world import SCENE_CHARACTERS, World

MONTH_SECONDS = 2_592_000
LIMIT_IDS = 100_000
"""Scene numbers of codes that last for ever."""


async def create(ask: Ask) -> Answer:
    name, scene = ask.body.get("action_name"), _scene(ask.body)
    if name in ("QR_STR_SCENE", "QR_LIMIT_STR_SCENE"):
        value = _text(scene.get("scene_str"))
    elif name in ("QR_SCENE", "QR_LIMIT_SCENE"):
        value = _number(scene.get("scene_id"), LIMIT_IDS if "LIMIT" in name else 2**32 - 1)
    else:
        raise Refused(40053)
    ticket = ask.world.new_ticket(value)
    url = f"http://weixin.qq.com/q/{ticket[2:34]}"
    if "LIMIT" in name:
        return {"ticket": ticket, "url": url}
    seconds = ask.body.get("expire_seconds", 60)
    if not isinstance(seconds, int) or not 1 <= seconds <= MONTH_SECONDS:
        raise Refused(40053)
    return {"ticket": ticket, "expire_seconds": seconds, "url": url}


def public_routes(world: World) -> list[web.RouteDef]:
    return [web.get("/cgi-bin/showqrcode", _image(world))]


def _image(world: World) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def show(request: web.Request) -> web.Response:
        ticket = request.query.get("ticket", "")
        if ticket not in world.scenes:
            raise web.HTTPNotFound
        image = io.BytesIO()
        made = segno.make(f"http://weixin.qq.com/q/{ticket[2:34]}", error="m")
        made.save(image, kind="png", scale=8, border=2)
        return web.Response(body=image.getvalue(), content_type="image/png")

    return show


def _scene(body: dict[str, Any]) -> dict[str, Any]:
    info = body.get("action_info")
    scene = info.get("scene") if isinstance(info, dict) else None
    if not isinstance(scene, dict):
        raise Refused(40053)
    return scene


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= SCENE_CHARACTERS:
        raise Refused(40053)
    return value


def _number(value: Any, most: int) -> str:
    if not isinstance(value, int) or not 1 <= value <= most:
        raise Refused(40053)
    return str(value)


ENDPOINTS = (Endpoint("POST", "/cgi-bin/qrcode/create", create),)
