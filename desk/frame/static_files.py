"""The desk's own files: open to all, and kept by browsers for as long as they do not change."""

from aiohttp import web

from desk.frame.templating import static_files, versions

FOREVER = "public, max-age=31536000, immutable"
CHECKED = "no-cache"


async def static_file(request: web.Request) -> web.StreamResponse:
    """One of the files that were there at the start; checked by ETag unless its digest is asked."""
    path = request.match_info["path"]
    if path not in versions():
        raise web.HTTPNotFound
    asked = request.query.get("v")
    caching = FOREVER if asked == versions()[path] else CHECKED
    return web.FileResponse(static_files()[path], headers={"Cache-Control": caching})
