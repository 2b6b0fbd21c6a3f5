"""The statement that takes a message: with it, the right to answer it, and what its turn needs."""

from functools import cache
from typing import Any

from sqlalchemy import Select, Text, bindparam, cast, exists, select, true, update

import services
from models.base import UtcDateTime, table_of
from models.conversations import ActionResult, Conversation, DialogueMemory, Message
from models.danger import DangerSign
from models.knowledge import KnowledgeVersion
from models.park import LastPlace, Park
from models.people import Person
from models.tickets import Ticket
from services.conversations import message_rows
from services.conversations.taken_with import TakenWith
from services.conversations.under_way import PARKS, PERSONS
from services.kit.plugins import found

_FREE = Conversation.lease_until.is_(None) | (
    Conversation.lease_until < bindparam("now", type_=UtcDateTime())
)
OLDEST = (
    select(Message)
    .where(message_rows.IN_CONVERSATION, Message.status == "received")
    .order_by(Message.seq)
    .limit(1)
)


@cache
def take() -> Select[Any]:
    """Columns of last_place are behind `seen_last_`, what domains have read behind `with_`."""
    oldest = OLDEST.cte("oldest")
    taken = (
        update(Conversation)
        .where(
            message_rows.THE_CONVERSATION,
            exists().where(oldest.c.id.is_not(None)),
            (Conversation.lease_token == bindparam("token")) | _FREE,
        )
        .values(lease_token=bindparam("token"), lease_until=bindparam("until", type_=UtcDateTime()))
        .returning(Conversation)
        .cte("taken")
    )
    memory = select(DialogueMemory.memory).where(
        DialogueMemory.park_id == bindparam("park"),
        DialogueMemory.conversation_id == bindparam("conversation"),
    )
    danger = (
        select(
            DangerSign.id.label("sign_id"),
            DangerSign.created_at.label("told_at"),
            DangerSign.next_alarm_at,
            Ticket.ticket_no,
        )
        .outerjoin(
            Ticket, (Ticket.park_id == DangerSign.park_id) & (Ticket.id == DangerSign.ticket_id)
        )
        .where(
            DangerSign.park_id == bindparam("park"),
            DangerSign.conversation_id == bindparam("conversation"),
            DangerSign.created_at > bindparam("danger_since", type_=UtcDateTime()),
            DangerSign.withdrawn_at.is_(None),
            DangerSign.ticket_id.is_not(None)
            | (DangerSign.answer.is_(None) & DangerSign.next_alarm_at.is_not(None)),
        )
        .order_by(DangerSign.id.desc())
        .limit(1)
        .subquery("danger")
    )
    version = select(KnowledgeVersion.version).where(KnowledgeVersion.park_id == bindparam("park"))
    park, person, seen_last = table_of(Park), table_of(Person), table_of(LastPlace)
    last_said = (
        select(Message.data.label("last_data"), Message.buttons.label("last_buttons"))
        .where(message_rows.IN_CONVERSATION, Message.direction == "out")
        .order_by(Message.seq.desc())
        .limit(1)
        .subquery("last_said")
    )
    has_acted = exists().where(
        ActionResult.park_id == bindparam("park"),
        ActionResult.conversation_id == bindparam("conversation"),
        ActionResult.message_id == cast(oldest.c.id, Text),
    )
    return (
        select(
            *message_rows.CONVERSATIONS.columns(taken),
            *message_rows.MESSAGES.columns(oldest),
            *PARKS.columns(park),
            *PERSONS.columns(person),
            memory.scalar_subquery().label("memory"),
            version.scalar_subquery().label("version"),
            last_said.c.last_data,
            last_said.c.last_buttons,
            has_acted.label("has_acted"),
            *(one.value.label(f"with_{one.name}") for one in found(services, TakenWith)),
            *(column.label(f"seen_last_{column.name}") for column in seen_last.c),
            danger,
        )
        .join_from(taken, oldest, true())
        .join(park, park.c.id == bindparam("park"))
        .join(person, (person.c.park_id == taken.c.park_id) & (person.c.id == taken.c.person_id))
        .outerjoin(
            seen_last,
            (seen_last.c.park_id == person.c.park_id) & (seen_last.c.person_id == person.c.id),
        )
        .outerjoin(last_said, true())
        .outerjoin(danger, true())
    )


SEEN_LAST = tuple(column.name for column in table_of(LastPlace).columns)
