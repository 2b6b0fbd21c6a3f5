"""Files: up to the platform and down from it."""

import re
from collections.abc import Awaitable, Callable

from aiohttp import BodyPartReader, web

from parkline.simulate.wechat.api.base import EVERY_KIND, Answer, Ask, Endpoint
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.world import World

MEGABYTE = 1024 * 1024
MOST = {
    "image": 10 * MEGABYTE,
    "voice": 2 * MEGABYTE,
    "video": 10 * MEGABYTE,
    "thumb": 64 * 1024,
}
MAGIC = {
    "image/jpeg": rb"\xff\xd8\xff",
    "image/png": rb"\x89PNG\r\n\x1a\n",
    "image/gif": rb"GIF8[79]a",
    "image/bmp": rb"BM",
    "audio/amr": rb"#!AMR",
    "audio/mpeg": rb"ID3|\xff[\xf2\xf3\xfb]",
    "video/mp4": rb"....ftyp",
}
KINDS = {"image": "image/", "thumb": "image/jpeg", "voice": "audio/", "video": "video/"}


FILE, FILE_LEAST, FILE_MOST = "file", 5, 20 * MEGABYTE
"""A kind of WeCom's alone, of any content; bytes."""


async def upload(ask: Ask) -> Answer:
    kind = ask.query("type")
    if kind == FILE and ask.app.corporate:
        return await _upload_file(ask)
    if kind not in MOST:
        raise Refused(40004)
    data, _name = await _part(ask.request)
    if not data:
        raise Refused(41005)
    if len(data) > MOST[kind]:
        raise Refused(40006)
    found = _type_of(data)
    if not found.startswith(KINDS[kind]):
        raise Refused(40005)
    if kind == "voice" and ask.app.corporate and found != "audio/amr":
        raise Refused(40005)  # An Official Account takes MP3, too.
    media = ask.world.keep(kind, data, found)
    return {"type": kind, "media_id": media.id, "created_at": ask.world.clock.seconds()}


async def _upload_file(ask: Ask) -> Answer:
    data, name = await _part(ask.request)
    if not data or not name:
        raise Refused(41005)
    if not FILE_LEAST < len(data) <= FILE_MOST:
        raise Refused(40006)
    media = ask.world.keep(FILE, data, "application/octet-stream", name)
    return {"type": FILE, "media_id": media.id, "created_at": ask.world.clock.seconds()}


async def get(ask: Ask) -> Answer:
    media = ask.world.found_media(ask.query("media_id"))
    ending = media.content_type.partition("/")[2]
    headers = {"content-disposition": f'attachment; filename="{media.id}.{ending}"'}
    return web.Response(body=media.data, content_type=media.content_type, headers=headers)


def public_routes(world: World) -> list[web.RouteDef]:
    return [web.get("/mmbiz/{id}", _picture(world))]


def _picture(world: World) -> Callable[[web.Request], Awaitable[web.Response]]:
    """PicUrl: without a token, for whoever has the address."""

    async def get_picture(request: web.Request) -> web.Response:
        media = world.media.get(request.match_info["id"])
        if media is None:
            raise web.HTTPNotFound
        return web.Response(body=media.data, content_type=media.content_type)

    return get_picture


async def _part(request: web.Request) -> tuple[bytes, str]:
    """The file of a multipart form, and its name: the part named media."""
    if request.content_type != "multipart/form-data":
        raise Refused(41005)
    form = await request.multipart()
    while (part := await form.next()) is not None:
        if isinstance(part, BodyPartReader) and part.name == "media":
            return bytes(await part.read()), part.filename or ""
    return b"", ""


def _type_of(data: bytes) -> str:
    for name, beginning in MAGIC.items():
        if re.match(beginning, data, re.DOTALL):
            return name
    return ""


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/media/upload", upload, EVERY_KIND, json=False),
    Endpoint("GET", "/cgi-bin/media/get", get, EVERY_KIND),
)
