"""Sentences that the bot should learn from, beside those that ship with it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.knowledge import TrainingSentence
from services.kit.errors import Invalid

LONGEST = 300


async def add_sentence(
    session: AsyncSession,
    park_id: int,
    text: str,
    intent: str,
    *,
    intents: frozenset[str],
    conversation_id: int | None = None,
    now: datetime,
) -> None:
    """Keep a sentence with its intent, one of `intents`; a known sentence changes its intent.

    `conversation_id` says in which a tenant wrote it: it is forgotten with them. A known sentence
    stays whose it was.

    Raises Invalid for an unknown intent, and for a text that is empty, longer than LONGEST
    characters or of several lines.
    """
    cleaned = text.strip()
    if intent not in intents:
        raise Invalid(f"no intent {intent!r}; there are {', '.join(sorted(intents))}")
    if not cleaned or len(cleaned) > LONGEST or "\n" in cleaned:
        raise Invalid(f"a sentence is one line of 1 to {LONGEST} characters")
    values = {
        "text": cleaned,
        "intent": intent,
        "created_at": now,
        "conversation_id": conversation_id,
    }
    await session.execute(
        insert(TrainingSentence)
        .values(park_id=park_id, **values)
        .on_conflict_do_update(index_elements=["park_id", "text"], set_={"intent": intent})
    )


async def sentences(session: AsyncSession) -> dict[str, list[str]]:
    """All sentences by intent, of every park: one bot serves them all."""
    found = await session.scalars(select(TrainingSentence).order_by(TrainingSentence.id))
    by_intent: dict[str, list[str]] = {}
    for sentence in found:
        by_intent.setdefault(sentence.intent, []).append(sentence.text)
    return by_intent
