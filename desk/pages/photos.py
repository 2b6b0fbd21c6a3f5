"""Photos of tenants and staff, for whoever may see what they belong to."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.routing import Area
from desk.visit import Visit
from services import photos

KEPT = "private, max-age=86400, immutable"
"""A photo never changes; other people's caches keep none."""

area = Area("photos")


class Wanted(BaseModel):
    token: str = Field(max_length=100)
    thumbnail: bool = False


@area.get("/photos/{photo}", allows="tickets.read")
async def photo(visit: Visit) -> web.Response:
    """Also what is sent in conversations: every role that reads those reads tickets."""
    wanted = visit.query(Wanted)
    found = await photos.load(
        visit.session,
        visit.park.id,
        visit.id("photo"),
        wanted.token,
        thumbnail=wanted.thumbnail,
    )
    return web.Response(
        body=found.thumbnail if wanted.thumbnail else found.image,
        content_type=found.media_type,
        headers={"Cache-Control": KEPT},
    )
