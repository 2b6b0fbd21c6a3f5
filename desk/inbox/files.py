"""Documents and voice messages of conversations, for whoever reads those."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.routing import Area
from edge import handing_out
from services.handoffs import files

area = Area("inbox")


class Wanted(BaseModel):
    token: str = Field(max_length=100)


@area.get("/files/{file}", allows="inbox.read")
async def file(call: Call) -> web.Response:
    """To be saved or played."""
    found = await files.load(call.session, call.park.id, call.id("file"), call.query(Wanted).token)
    await looking.note(call, "file.look", f"file:{found.id}", conversation=found.conversation_id)
    return handing_out.response(found)
