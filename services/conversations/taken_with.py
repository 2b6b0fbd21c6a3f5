"""What domains have read with a message that is taken, in the same statement, for its turn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, bindparam, select

from models.base import UtcDateTime
from models.conversations import Conversation

RECENT = timedelta(minutes=30)
"""As in services.acts.state."""
PARK = bindparam("park", type_=BigInteger)
CONVERSATION = bindparam("conversation", type_=BigInteger)
SINCE: BindParameter[datetime] = bindparam("since", type_=UtcDateTime())
"""From when on something counts as recent: RECENT before the message is taken."""
PERSON = (
    select(Conversation.person_id)
    .where(Conversation.park_id == PARK, Conversation.id == CONVERSATION)
    .scalar_subquery()
)
"""Who writes."""


@dataclass(frozen=True, slots=True)
class TakenWith:
    """`value` is of PARK, CONVERSATION, PERSON and SINCE; actions find it by `name` in what was
    taken (services.conversations.under_way), until one of them has written."""

    name: str
    value: ColumnElement[Any]

    @property
    def brief(self) -> str:
        return f"read with a message: {self.name}"


def stands(what: str) -> str:
    """The name of whether there is anything that the conversation may be about, of a kind of
    services.acts.values.What."""
    return f"stands_{what}"
