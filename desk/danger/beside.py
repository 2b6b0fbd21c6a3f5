"""What was heard as danger, on the pages of conversations and tickets."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from desk.danger import queries, words
from desk.frame.beside import Beside
from desk.frame.call import Call
from models.conversations import Message
from models.tickets import Ticket
from services.danger import hearing
from services.repair.dangers import CRITICAL
from services.tickets import tickets as ticket_states


async def shown(call: Call, messages: Sequence[Message]) -> Mapping[int, Beside]:
    """The sign of what was heard; else, for whoever may mark it, that it was missed."""
    ids = [message.id for message in messages]
    signs = await queries.of_messages(call.session, call.park.id, ids) if ids else {}
    bound = words.of(call)
    beside = {}
    for message in messages:
        if sign := signs.get(message.id):
            note = call.piece("dangers/_of_message.html", sign=sign, **bound)
            beside[message.id] = Beside(note=note)
        elif call.may("dangers.mark") and message.author == "tenant" and message.text:
            tools = call.piece("dangers/_missed.html", message=message, **bound)
            beside[message.id] = Beside(tools=tools)
    return beside


async def badges(call: Call, tickets: Sequence[Ticket]) -> Mapping[int, Markup]:
    """The kind that was heard first, on critical tickets."""
    ids = [ticket.id for ticket in tickets if ticket.urgency == CRITICAL]
    kinds = await queries.kinds_of(call.session, call.park.id, ids) if ids else {}
    return {id_: call.piece("dangers/_badge.html", kind=kind) for id_, kind in kinds.items()}


async def section(call: Call, ticket: Ticket) -> Markup:
    """What was heard in a ticket's words, what nobody can be asked of, and what the bot has not
    heard because it was down."""
    return call.piece(
        "dangers/_of_ticket.html",
        ticket=ticket,
        unheard=await hearing.unheard(call.session, ticket),
        unsure=await hearing.unsure(call.session, ticket),
        dangers=await queries.of_ticket(call.session, ticket),
        untaken=ticket.urgency == CRITICAL and ticket.status in ticket_states.UNCLAIMED,
        **words.of(call),
    )
