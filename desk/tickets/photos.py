"""Photos of tenants and staff, for whoever may see what they belong to."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.routing import Area
from models.tickets import Photo
from services.tickets import shared_photos

KEPT = "private, max-age=86400, immutable"
"""A photo never changes; other people's caches keep none."""

area = Area("photos")


class Wanted(BaseModel):
    token: str = Field(max_length=100)
    thumbnail: bool = False


@area.get("/photos/{photo}", allows="tickets.read")
async def photo(call: Call) -> web.Response:
    """Also what is sent in conversations: every role that reads those reads tickets."""
    wanted = call.query(Wanted)
    found = await shared_photos.load(
        call.session,
        call.park.id,
        call.id("photo"),
        wanted.token,
        thumbnail=wanted.thumbnail,
    )
    if not wanted.thumbnail:  # A thumbnail is part of the page that shows it, which is noted.
        await looking.note(call, "photo.look", f"photo:{found.id}", **_whose(found))
    return web.Response(
        body=found.thumbnail if wanted.thumbnail else found.image,
        content_type=found.media_type,
        headers={"Cache-Control": KEPT},
    )


def _whose(photo: Photo) -> dict[str, int]:
    """The ticket or the conversation that it belongs to."""
    ids = {"ticket": photo.ticket_id, "conversation": photo.conversation_id}
    return {name: id_ for name, id_ in ids.items() if id_ is not None}
