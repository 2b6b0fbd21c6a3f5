"""Staff's word on what the bot heard of danger, and what the detector learns of it.

A mark says whether somebody had to come. It is taken back by marking None, and the last one holds.
The detector's training reads the marks of all parks (`lessons`): one bot serves them all.
"""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from models.danger import DangerSign
from services.danger.kinds import KINDS
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.language import language_of
from services.knowledge.masking import masked

Verdict = Literal["right", "wrong"]
RIGHT: Verdict = "right"
WRONG: Verdict = "wrong"
MISSED = "none"
"""The zone of a message in which the bot heard nothing."""
LOOKS_ALIKE = "lookalike"
"""The kind of a lesson that is no danger."""
WRITER = "park"
"""As whose lines the detector learns them."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A line of the detector's training. `date` is of the mark, in UTC: 2026-12-01."""

    text: str
    lang: str
    critical: bool
    kind: str
    date: str

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "lang": self.lang,
            "critical": self.critical,
            "kind": self.kind,
            "writer": WRITER,
            "date": self.date,
        }


async def mark(
    session: AsyncSession, by: By, sign_id: int, verdict: Verdict | None, kind: str | None = None
) -> DangerSign:
    """Say whether somebody had to come; None takes the mark back. `kind` corrects the sign's.

    Marking the same again changes nothing. Raises NotFound, and Invalid for an unknown kind.
    """
    _check(kind)
    sign = await session.get(
        DangerSign, (by.park_id, sign_id), with_for_update=True, populate_existing=True
    )
    if sign is None:
        raise NotFound(f"danger sign {sign_id}")
    before = _shown(sign)
    sign.kind = kind or sign.kind
    if sign.verdict != verdict:
        sign.verdict = verdict
        sign.verdict_by = by.staff_id if verdict else None
        sign.verdict_at = by.at if verdict else None
        sign.lesson = await _lesson(session, sign) if verdict else None
    await session.flush()
    record(session, by, "danger.mark", f"danger:{sign.id}", before=before, after=_shown(sign))
    return sign


async def mark_missed(
    session: AsyncSession, by: By, conversation_id: int, seq: int, kind: str
) -> DangerSign:
    """Say that a tenant's message told of danger that the bot did not hear.

    Of a message that was heard after all it is the mark "right". Safe to repeat. Raises NotFound,
    and Invalid for an unknown kind.
    """
    _check(kind)
    message = await session.scalar(
        select(Message).where(
            Message.park_id == by.park_id,
            Message.conversation_id == conversation_id,
            Message.seq == seq,
            Message.author == "tenant",
        )
    )
    if message is None or not message.text.strip():
        raise NotFound(f"no message {seq} of the tenant")
    heard = {
        "conversation_id": conversation_id,
        "message_id": message.id,
        "zone": MISSED,
        "kind": kind,
        "p": _heard_with(message),
        "created_at": message.created_at,
    }
    await session.execute(
        insert(DangerSign)
        .values(park_id=by.park_id, **heard)
        .on_conflict_do_nothing(index_elements=["park_id", "message_id"])
    )
    sign_id = await session.scalar(
        select(DangerSign.id).where(
            DangerSign.park_id == by.park_id, DangerSign.message_id == message.id
        )
    )
    assert sign_id is not None
    return await mark(session, by, sign_id, RIGHT, kind)


async def lessons(session: AsyncSession) -> list[Lesson]:
    """What staff of every park marked, the words once each, by their last mark."""
    found = await session.scalars(
        select(DangerSign)
        .where(DangerSign.verdict.is_not(None), DangerSign.lesson.is_not(None))
        .order_by(DangerSign.verdict_at, DangerSign.id)
    )
    by_words: dict[str, Lesson] = {}
    for sign in found:
        if sign.lesson and (one := _line(sign, sign.lesson)) is not None:
            by_words.pop(one.text, None)
            by_words[one.text] = one
    return list(by_words.values())


def _line(sign: DangerSign, words: str) -> Lesson | None:
    """None of a cry for help of which nobody has said which danger it was (kind "other")."""
    critical = sign.verdict == RIGHT
    if (critical and sign.kind not in KINDS) or sign.verdict_at is None:
        return None
    kind = sign.kind if critical else LOOKS_ALIKE
    day = sign.verdict_at.date().isoformat()
    return Lesson(words, language_of(words) or "zh", critical, kind, day)


async def _lesson(session: AsyncSession, sign: DangerSign) -> str | None:
    """None where the message has no words, or is gone."""
    if sign.message_id is None:
        return None
    text = await session.scalar(
        select(Message.text).where(Message.park_id == sign.park_id, Message.id == sign.message_id)
    )
    return await masked(session, sign.park_id, text) or None if text else None


def _heard_with(message: Message) -> float:
    heard = (message.data.get("understood") or {}).get("danger") or {}
    return float(heard.get("p") or 0.0)


def _check(kind: str | None) -> None:
    if kind is not None and kind not in KINDS:
        raise Invalid(f"no kind of danger {kind!r}", field="kind")


def _shown(sign: DangerSign) -> dict[str, Any]:
    return {"verdict": sign.verdict, "danger_kind": sign.kind}
