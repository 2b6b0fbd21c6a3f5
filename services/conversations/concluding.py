"""A turn ends: its answers, its memory and what follows are written in one statement."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from services.conversations import conversations, message_rows
from services.conversations.conversations import Reply
from services.kit.direct import Direct

_CONCLUDE = Direct(lambda: message_rows.CONCLUDE)


class Concluded(Enum):
    LOST = "lost_lease"
    MORE = "more"
    """Done, and another message waits."""
    ALL = "all"
    """Done, and none waits."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    outcome: Concluded
    said: list[Message] = field(default_factory=list)
    """As they were written; not of any session."""
    answering: bool = False
    """Whether the bot owes another answer."""
    owner: str = "staff"
    """Of the conversation."""


async def conclude(
    session: AsyncSession,
    message: Message,
    replies: Sequence[Reply],
    *,
    token: str,
    author: str,
    now: datetime,
    understood: dict[str, Any] | None = None,
    memory: str | None = None,
    tried_at: datetime | None = None,
) -> Conclusion:
    """Mark an inbound message handled together with what was answered, and give the lease back.

    LOST, and nothing written, if the lease `token` is no longer held or the message is done:
    somebody else answers it. `tried_at`: the moment of a turn that began where no action had
    written for the message; LOST, too, if one of another turn has by now, for this one may have
    answered by what that changed. If staff took over while the bot was thinking, it stays silent,
    and what it would have said is left to them as a note. `understood` is kept with the message,
    `memory` for the next turn.
    """
    row = await _CONCLUDE.first(
        session,
        {
            "park_id": message.park_id,
            "conversation_id": message.conversation_id,
            "message_id": message.id,
            "token": token,
            "author": author,
            "about": json.dumps({"understood": understood} if understood else {}),
            "memory": memory,
            "replies": json.dumps([asdict(reply) for reply in replies]),
            "now": now,
            "tried_at": tried_at,
        },
    )
    if row is None:
        return Conclusion(Concluded.LOST)
    said = conversations.spoken(
        message.park_id,
        message.conversation_id,
        row.channel,
        [] if row.silent else replies,
        after=row.last_seq,
        author=author,
        now=now,
    )
    outcome = Concluded.MORE if row.waits else Concluded.ALL
    return Conclusion(outcome, said, row.waits and row.owner == "bot", row.owner)
