"""The mini-app's web build at /app; `make miniapp` makes it."""

from os.path import normpath
from pathlib import Path

from aiohttp import web

from parkline.settings.settings import ROOT

BUILD = ROOT / "miniapp" / "dist" / "build" / "h5"
PREFIX = "/app"
FOREVER = "public, max-age=31536000, immutable"
HEADERS = {
    # uni-app styles elements in place, and its runtime would load one picture from its maker's CDN.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; media-src 'self' blob:; "
        "connect-src 'self'; font-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_MISSING = """<!doctype html><meta charset="utf-8"><title>Parkline</title>
<p>The mini-app is not built. Run <code>make miniapp</code>, then load this page again.
<p lang="zh">小程序网页版还没有构建。请运行 <code>make miniapp</code>，然后刷新本页。"""


def miniapp_routes(build: Path = BUILD) -> list[web.RouteDef]:
    """Files of the build; without one, a page that says how to make it."""

    async def page(_request: web.Request) -> web.StreamResponse:
        index = build / "index.html"
        if not index.is_file():
            return web.Response(
                text=_MISSING, content_type="text/html", status=404, headers=HEADERS
            )
        return web.FileResponse(index, headers={**HEADERS, "Cache-Control": "no-cache"})

    async def file(request: web.Request) -> web.StreamResponse:
        asked = _inside(build, request.match_info["path"])
        if asked is None:
            raise web.HTTPNotFound
        # Names in assets/ carry a digest of what is in them.
        caching = FOREVER if asked.parent.name == "assets" else "no-cache"
        return web.FileResponse(asked, headers={**HEADERS, "Cache-Control": caching})

    async def to_page(_request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"{PREFIX}/")

    return [
        web.get(PREFIX, to_page),
        web.get(f"{PREFIX}/", page),
        web.get(PREFIX + "/{path:.+}", file),
    ]


def _inside(build: Path, path: str) -> Path | None:
    asked = Path(normpath(build / path))
    return asked if asked.is_relative_to(build) and asked.is_file() else None
