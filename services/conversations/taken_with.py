"""What domains have read with a message that is taken, in the same statement, for its turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Table, bindparam, select
from sqlalchemy.sql import visitors

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


@dataclass(frozen=True)
class TakenWith:
    """`value` is of PARK, CONVERSATION, PERSON and SINCE; actions find it by `name` in what was
    taken (services.conversations.under_way), until one of them has written to what it is read
    from."""

    name: str
    value: ColumnElement[Any]
    made: Callable[[Any], Any] | None = None
    """Makes of it what actions find, where that is another thing."""

    @cached_property
    def tables(self) -> frozenset[str]:
        """What it is read from: it holds as long as none of these is written to."""
        parts = visitors.iterate(self.value)
        return frozenset(part.name for part in parts if isinstance(part, Table))

    @property
    def brief(self) -> str:
        return f"read with a message: {self.name}"


def stands(what: str) -> str:
    """The name of whether there is anything that the conversation may be about, of a kind of
    services.acts.values.What."""
    return f"stands_{what}"
