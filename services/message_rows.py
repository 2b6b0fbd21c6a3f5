"""Statements on the way of a message: built once, few, for each is a round trip.

Parameters are not named as columns are: SQLAlchemy would take them for values to be set.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Select,
    Text,
    bindparam,
    exists,
    func,
    lateral,
    literal,
    select,
    true,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from models import Conversation, Message
from models.base import UtcDateTime

IN_CONVERSATION = (Message.park_id == bindparam("park")) & (
    Message.conversation_id == bindparam("conversation")
)
THE_CONVERSATION = (Conversation.park_id == bindparam("park")) & (
    Conversation.id == bindparam("conversation")
)

_ASKS_NOTHING = (
    (Message.author == "system")
    & (Message.buttons == sql("'[]'::jsonb"))
    & ~Message.data.has_key("expects")
)
_ASKED = lateral(
    select(Message)
    .where(
        Message.park_id == Conversation.park_id,
        Message.conversation_id == Conversation.id,
        Message.direction == "out",
        ~_ASKS_NOTHING,
    )
    .order_by(Message.seq.desc())
    .limit(1)
)
LOCKED_AND_ASKED = (
    select(Conversation, aliased(Message, _ASKED))
    .outerjoin(_ASKED, true())
    .where(THE_CONVERSATION)
    .with_for_update(of=Conversation)
)
"""The conversation, locked, and our last message, passing over news of the system that ask nothing.

The message is the last one when the statement began: what we say while it waits for the lock,
nobody can have answered.
"""


def _store() -> Select[Message]:
    now = bindparam("now", type_=UtcDateTime())
    number: BindParameter[int] = bindparam("number", type_=BigInteger)
    waiting = select(func.count()).where(IN_CONVERSATION, Message.status == "received")
    row: dict[Any, Any] = {
        Message.park_id: bindparam("park", type_=BigInteger),
        Message.conversation_id: bindparam("conversation", type_=BigInteger),
        Message.seq: number,
        Message.direction: literal("in"),
        Message.author: literal("tenant"),
        Message.channel: bindparam("over", type_=Text),
        Message.external_id: bindparam("external", type_=Text),
        Message.text: bindparam("said", type_=Text),
        Message.payload: bindparam("command", type_=Text),
        Message.status: literal("received"),
        Message.created_at: now,
    }
    stored = (
        insert(Message)
        .from_select(
            [column.key for column in row],
            select(*row.values()).where(
                waiting.scalar_subquery() < bindparam("most", type_=BigInteger)
            ),
        )
        .on_conflict_do_nothing(index_elements=["park_id", "channel", "external_id"])
        .returning(Message)
        .cte("stored")
    )
    heard = (
        update(Conversation)
        .where(THE_CONVERSATION, exists().where(stored.c.seq == number))
        .values(
            last_seq=number,
            heard_at=now,
            # Whoever writes can be reached again, whatever the platform said before.
            push_at=None,
            language=func.coalesce(bindparam("spoken", type_=Text), Conversation.language),
        )
        .cte("heard")
    )
    return select(aliased(Message, stored)).add_cte(heard)


STORE = _store()
"""An inbound message, and what it changes in its conversation; nothing where it is known, or
has no room."""
