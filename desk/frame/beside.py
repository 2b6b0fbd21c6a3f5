"""What areas show on pages of others: beside the messages of a conversation, and on tickets."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

import desk
from desk.frame.call import Call
from desk.frame.finding import Hit
from models.conversations import Conversation, Message
from models.people import Person
from models.tickets import Ticket
from services.kit.plugins import found

EMPTY = Markup()


@dataclass(frozen=True, slots=True)
class Beside:
    """`tools` stand with what the bot understood of a message, `note` stands below it."""

    tools: Markup = EMPTY
    note: Markup = EMPTY


@dataclass(frozen=True, slots=True)
class BesideMessages:
    """Brought by an area: what it shows, by message."""

    shown: Callable[[Call, Sequence[Message]], Awaitable[Mapping[int, Beside]]]


@dataclass(frozen=True, slots=True)
class OnTickets:
    """Brought by an area: a badge on cards of the board, by ticket, and a section of one's page."""

    badges: Callable[[Call, Sequence[Ticket]], Awaitable[Mapping[int, Markup]]]
    section: Callable[[Call, Ticket], Awaitable[Markup]]


@dataclass(frozen=True, slots=True)
class OnConversations:
    """Brought by an area: badges in the inbox's list, by conversation, and a section of one's
    page."""

    badges: Callable[[Call, Sequence[int]], Awaitable[Mapping[int, Markup]]]
    section: Callable[[Call, Conversation], Awaitable[Markup]]

    @property
    def brief(self) -> str:
        return "on conversations"


@dataclass(frozen=True, slots=True)
class OnPeople:
    """Brought by an area: what somebody had of its kind, the newest first, on their card. `kind` is
    the end of the text people-had-…, `needs` the permission to see such rows. That somebody looked
    at the card is noted for all of them."""

    kind: str
    needs: str
    rows: Callable[[Call, Person], Awaitable[Sequence[Hit]]]

    @property
    def brief(self) -> str:
        return f"on the card of a person: {self.kind}"


MOST_HAD = 20
"""Rows of one kind on a card."""


async def had(call: Call, person: Person) -> list[tuple[str, Sequence[Hit]]]:
    """What somebody had, by kind, as far as whoever reads may see it."""
    return [
        (one.kind, await one.rows(call, person))
        for one in found(desk, OnPeople)
        if call.may(one.needs)
    ]


async def of_messages(call: Call, messages: Sequence[Message]) -> dict[int, Beside]:
    shown: dict[int, Beside] = {}
    for one in found(desk, BesideMessages):
        for message_id, more in (await one.shown(call, messages)).items():
            so_far = shown.get(message_id, Beside())
            shown[message_id] = Beside(so_far.tools + more.tools, so_far.note + more.note)
    return shown


async def badges(call: Call, tickets: Sequence[Ticket]) -> dict[int, Markup]:
    return _joined([await one.badges(call, tickets) for one in found(desk, OnTickets)])


async def badges_of_conversations(call: Call, ids: Sequence[int]) -> dict[int, Markup]:
    return _joined([await one.badges(call, ids) for one in found(desk, OnConversations)])


def _joined(brought: Sequence[Mapping[int, Markup]]) -> dict[int, Markup]:
    shown: dict[int, Markup] = {}
    for one in brought:
        for id_, badge in one.items():
            shown[id_] = shown.get(id_, EMPTY) + badge
    return shown


async def sections(call: Call, ticket: Ticket) -> Markup:
    return Markup().join([await one.section(call, ticket) for one in found(desk, OnTickets)])


async def of_conversation(call: Call, conversation: Conversation) -> Markup:
    return Markup().join(
        [await one.section(call, conversation) for one in found(desk, OnConversations)]
    )
