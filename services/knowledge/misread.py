"""Messages that the bot has misread: staff say what they should have been, somebody reviews that,
and the next training can learn from them.

What is kept is masked (services.knowledge.masking) from the beginning. What may be said of a
message is in services/knowledge/misread_marks.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.knowledge import Misread
from models.staff import Staff
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.knowledge import masking
from services.knowledge.misread_marks import Words, act_of, names, spans_of

LONGEST = 500
PAGE = 30
WAITING, ACCEPTED, REJECTED = "waiting", "accepted", "rejected"

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")


class AlreadyReviewed(Conflict):
    """Somebody has reviewed it meanwhile."""

    code = "already_reviewed"


@dataclass(frozen=True, slots=True)
class Marked:
    """What a message should have been read as."""

    acts: Sequence[str]
    words: Sequence[Words]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One to review, with who marked it."""

    row: Misread
    by: str


async def shown(
    session: AsyncSession, park_id: int, conversation_id: int, seq: int
) -> tuple[str, str]:
    """A tenant's message as it would be kept, and what we had said before it. Raises NotFound."""
    message = await _message(session, park_id, conversation_id, seq)
    before = await session.scalar(
        select(Message.text)
        .where(
            Message.park_id == park_id,
            Message.conversation_id == conversation_id,
            Message.seq < seq,
            Message.author != "tenant",
            Message.text.is_not(None),
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )
    masked = await masking.masked(session, park_id, message.text or "")
    return masked[:LONGEST], (await masking.masked(session, park_id, before or ""))[:LONGEST]


async def mark(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    seq: int,
    marked: Marked,
    *,
    staff: Staff,
    now: datetime,
) -> Misread:
    """Somebody says what a message should have been; the same message again takes the place of
    what was said of it, as long as nobody has reviewed that.

    Raises NotFound, Invalid, AlreadyReviewed.
    """
    text, before = await shown(session, park_id, conversation_id, seq)
    row = await session.scalar(
        select(Misread)
        .where(
            Misread.park_id == park_id,
            Misread.conversation_id == conversation_id,
            Misread.seq == seq,
        )
        .with_for_update()
    )
    if row is not None and row.status != WAITING:
        raise AlreadyReviewed(f"misread {row.id}")
    if row is None:
        conversation = await session.get_one(Conversation, (park_id, conversation_id))
        row = Misread(
            park_id=park_id,
            conversation_id=conversation_id,
            seq=seq,
            before=before,
            language=conversation.language,
            status=WAITING,
        )
        session.add(row)
    _put(row, text, marked)
    row.marked_by, row.marked_at = staff.id, now
    await session.flush()
    return row


async def waiting(session: AsyncSession, park_id: int) -> list[Shown]:
    """What nobody has reviewed, the oldest first; PAGE at most."""
    rows = await session.execute(
        select(Misread, Staff.name)
        .join(Staff, (Staff.park_id == Misread.park_id) & (Staff.id == Misread.marked_by))
        .where(Misread.park_id == park_id, Misread.status == WAITING)
        .order_by(Misread.id)
        .limit(PAGE)
    )
    return [Shown(*row) for row in rows]


async def counts(session: AsyncSession, park_id: int) -> dict[str, int]:
    """How many there are in each state."""
    rows = await session.execute(
        select(Misread.status, func.count())
        .where(Misread.park_id == park_id)
        .group_by(Misread.status)
    )
    found = {state: count for state, count in rows if state}
    return dict.fromkeys((WAITING, ACCEPTED, REJECTED), 0) | found


async def accept(session: AsyncSession, by: By, id_: int, text: str, marked: Marked) -> None:
    """It becomes an example, with the words as whoever reviewed it left them, masked once more.

    Raises NotFound, Invalid, AlreadyReviewed.
    """
    row = await _to_review(session, by.park_id, id_)
    cleaned = " ".join(text.split())
    if await masking.masked(session, by.park_id, cleaned) != cleaned:
        raise Invalid("somebody is named in it", field="text")
    _put(row, cleaned, marked)
    _reviewed(session, by, row, ACCEPTED)
    await session.flush()


async def reject(session: AsyncSession, by: By, id_: int) -> None:
    """It is no example; its words go. Raises NotFound, AlreadyReviewed."""
    row = await _to_review(session, by.park_id, id_)
    row.text, row.before, row.spans, row.comment = "", "", [], None
    _reviewed(session, by, row, REJECTED)
    await session.flush()


def _reviewed(session: AsyncSession, by: By, row: Misread, status: str) -> None:
    before, row.status = row.status, status
    row.effect = row.weighed_at = None
    row.reviewed_by, row.reviewed_at = by.staff_id, by.at
    after = {"state": status}
    record(
        session, by, f"misread.{status}", f"misread:{row.id}", before={"state": before}, after=after
    )


async def _to_review(session: AsyncSession, park_id: int, id_: int) -> Misread:
    row = await session.get(Misread, (park_id, id_), with_for_update={"key_share": True})
    if row is None:
        raise NotFound(f"misread {id_}")
    if row.status != WAITING:
        raise AlreadyReviewed(f"misread {id_}")
    return row


async def lines(session: AsyncSession, park_id: int) -> list[dict[str, Any]]:
    """The accepted ones as lines of bot/data/acts, in the order in which they were marked. The
    writer is the park, not a person."""
    rows = await session.scalars(
        select(Misread)
        .where(Misread.park_id == park_id, Misread.status == ACCEPTED)
        .order_by(Misread.id)
    )
    return [line_of(row) for row in rows]


def line_of(row: Misread) -> dict[str, Any]:
    return {
        "text": row.text,
        "lang": _language(row.text, row.language),
        "before": row.before,
        "acts": [act_of(name) for name in row.acts],
        "spans": row.spans,
        "writer": "desk",
        "written": row.marked_at.date().isoformat(),
    }


def _language(text: str, otherwise: str) -> str:
    chinese, latin = bool(_CHINESE.search(text)), bool(_LATIN.search(text))
    if chinese and latin:
        return "mixed"
    return "zh" if chinese else "en" if latin else otherwise


async def _message(session: AsyncSession, park_id: int, conversation_id: int, seq: int) -> Message:
    found = await session.scalar(
        select(Message).where(
            Message.park_id == park_id,
            Message.conversation_id == conversation_id,
            Message.seq == seq,
            Message.author == "tenant",
        )
    )
    if found is None or not (found.text or "").strip():
        raise NotFound(f"no words of the tenant at {seq}")
    return found


def _put(row: Misread, text: str, marked: Marked) -> None:
    if not 0 < len(text) <= LONGEST:
        raise Invalid(f"a message has 1 to {LONGEST} characters", field="text")
    if not marked.acts or set(marked.acts) - set(names()):
        raise Invalid("say what the message does", field="acts")
    row.text, row.acts = text, [name for name in names() if name in marked.acts]
    row.spans = spans_of(text, marked.words)
    row.effect = row.weighed_at = None
    row.comment = " ".join(marked.comment.split()) or None
