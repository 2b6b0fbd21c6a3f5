"""Staff put labels on a ticket or a conversation."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.labels import beside
from services.conversations import conversations
from services.labels import labels
from services.tickets import tickets

area = Area("labels")


class Chosen(BaseModel):
    labels: list[Id] = Field(default_factory=list, max_length=100)


@area.post("/tickets/{ticket}/labels", allows="labels.put")
async def on_ticket(call: Call) -> web.Response:
    """Exactly these; answers with the section anew."""
    chosen = await call.form(Chosen)
    ticket = await tickets.load(call.session, call.park.id, call.id("ticket"), lock=True)
    await labels.put(call.session, call.park.id, "ticket", ticket.id, chosen.labels)
    return beside.answer(await beside.of_ticket(call, ticket))


@area.post("/inbox/{conversation}/labels", allows="inbox.read")
async def on_conversation(call: Call) -> web.Response:
    """Exactly these; answers with the section anew."""
    chosen = await call.form(Chosen)
    found = await conversations.find(call.session, call.park.id, call.id("conversation"))
    await labels.put(call.session, call.park.id, "conversation", found.id, chosen.labels)
    return beside.answer(await beside.of_conversation(call, found))
