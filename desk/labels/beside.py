"""Labels on the pages of tickets and conversations."""

from collections.abc import Mapping, Sequence

from aiohttp import web
from markupsafe import Markup

from desk.frame.call import Call
from models.conversations import Conversation
from models.tickets import Ticket
from services.labels import labels


async def badges_of_tickets(call: Call, tickets: Sequence[Ticket]) -> Mapping[int, Markup]:
    return await _badges(call, "ticket", [ticket.id for ticket in tickets])


async def badges_of_conversations(call: Call, ids: Sequence[int]) -> Mapping[int, Markup]:
    return await _badges(call, "conversation", ids)


async def _badges(call: Call, what: str, ids: Sequence[int]) -> dict[int, Markup]:
    found = await labels.on(call.session, call.park.id, what, ids)
    return {id_: call.piece("labels/_badges.html", labels=put) for id_, put in found.items()}


async def of_ticket(call: Call, ticket: Ticket) -> Markup:
    may_put = call.may("labels.put")
    return await _section(call, "ticket", ticket.id, f"/tickets/{ticket.id}/labels", may_put)


async def of_conversation(call: Call, conversation: Conversation) -> Markup:
    path = f"/inbox/{conversation.id}/labels"
    return await _section(call, "conversation", conversation.id, path, call.may("inbox.read"))


async def _section(call: Call, what: str, id_: int, path: str, may_put: bool) -> Markup:
    put = (await labels.on(call.session, call.park.id, what, [id_])).get(id_, [])
    offered = await labels.listing(call.session, call.park.id)
    offered += [label for label in put if not label.active]
    return call.piece(
        "labels/_section.html",
        labels=put,
        chosen={label.id for label in put},
        offered=offered if may_put else [],
        path=path,
        what=what,
    )


def answer(section: Markup) -> web.Response:
    """A section by itself."""
    response = web.Response(text=str(section), content_type="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response
