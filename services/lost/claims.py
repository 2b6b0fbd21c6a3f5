"""A lost thing and a found one that may be the same: whose it is, and who says so.

Whoever changes a match waits for others of its category first (`lost.one_at_a_time`), since one
answer may touch several things: of those who claim the same, and of what they may claim besides.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostItem, LostMatch
from services.events.publish import publish
from services.events.states import Move, move
from services.kit.audit import By, record
from services.kit.errors import IllegalTransition, NotFound, Refused
from services.lost import events, kinds, lost

ANSWERS: dict[str, Move] = {
    "claim": move("suggested", "claimed"),
    "agree": move("suggested claimed", "agreed"),
    "refuse": move("suggested claimed agreed", "refused"),
    "disown": move("suggested claimed", "disowned"),
    "lapse": move("suggested claimed agreed", "lapsed"),
}
"""What becomes of a match. It lapses when one of the two things goes another way."""
LIVE = frozenset({"suggested", "claimed", "agreed"})
SURE = 85
"""Points (services/lost/matching.py) from which a thing of little worth needs nobody's yes."""


class NotAtDesk(Refused):
    """Whoever found it still has it: nothing can be handed out."""

    code = "lost_not_at_desk"


@dataclass(slots=True)
class Claim:
    """A match with its two things, all three locked."""

    match: LostMatch
    lost: LostItem
    found: LostItem


async def claim(
    session: AsyncSession, park_id: int, match_id: int, *, person_id: int, now: datetime
) -> Claim:
    """Who lost it says that it is theirs.

    That is enough where the desk has it, it is worth little, nearly everything agrees and nobody
    else claims it; else staff are asked. Safe to repeat. Raises NotFound, IllegalTransition.
    """
    held = await claim_of(session, park_id, match_id, person_id)
    if held.match.status in {"claimed", "agreed"}:
        return held
    _answer(held, "claim", now)
    for one in (held.lost, held.found):
        await lost.advance(session, park_id, one.id, "claim", now=now)
    enough = await _is_enough(session, held)
    claimed = events.LostClaimed(**summary(held.match, held.lost, held.found), agreed=enough)
    await publish(session, park_id, claimed, now=now)
    if enough:
        await _agree(session, held, None, now)
    return held


async def disown(
    session: AsyncSession, park_id: int, match_id: int, *, person_id: int, now: datetime
) -> Claim:
    """Who lost it says that it is not theirs.

    Safe to repeat. Raises NotFound, IllegalTransition.
    """
    held = await claim_of(session, park_id, match_id, person_id)
    if held.match.status != "disowned":
        _answer(held, "disown", now)
        await _loosen(session, held, now)
        said = events.LostDisowned(**summary(held.match, held.lost, held.found))
        await publish(session, park_id, said, now=now)
    return held


async def agree(session: AsyncSession, by: By, match_id: int) -> Claim:
    """Staff say that it is the owner's, who may fetch it from now on. Safe to repeat.

    Of several that claim it the others lapse. Raises NotFound, IllegalTransition, NotAtDesk.
    """
    held = await _held(session, by.park_id, match_id)
    if held.match.status == "agreed":
        return held
    if held.found.stored_at is None:
        raise NotAtDesk("nobody has handed it in")
    for one in (held.lost, held.found):
        await lost.advance(session, by.park_id, one.id, "claim", now=by.at)
    await _agree(session, held, by.staff_id, by.at)
    _note(session, by, "agree", held)
    return held


async def refuse(session: AsyncSession, by: By, match_id: int, reason: str | None) -> Claim:
    """Staff say that it is not theirs, also after a yes, as long as nobody has fetched it.

    Safe to repeat. Raises NotFound, IllegalTransition.
    """
    held = await _held(session, by.park_id, match_id)
    if held.match.status == "refused":
        return held
    if held.found.status == "handed_out":
        raise IllegalTransition(f"{held.found.item_no} is fetched already")
    was_claimed = held.match.status != "suggested"
    _answer(held, "refuse", by.at)
    held.match.reason, held.match.staff_id = reason, by.staff_id
    await _loosen(session, held, by.at)
    if was_claimed:
        said = events.LostClaimRefused(**summary(held.match, held.lost, held.found))
        await publish(session, by.park_id, said, now=by.at)
    _note(session, by, "refuse", held)
    return held


async def give_up(session: AsyncSession, item: LostItem, action: str, *, now: datetime) -> LostItem:
    """Move a thing to its end (withdraw, give_back, dispose, expire); what it may have been lapses.

    Raises IllegalTransition; WithDesk where who found it withdraws what the desk has.
    """
    await lost.one_at_a_time(session, item.park_id, item.category)
    item = await lost.load(session, item.park_id, item.id, lock=True)
    if action == "withdraw" and item.stored_at is not None:
        raise lost.WithDesk("the desk has it")
    for match in await live(session, item):
        held = await _held(session, item.park_id, match.id)
        if held.match.status in LIVE:
            _answer(held, "lapse", now)
            other = held.found if item.id == held.lost.id else held.lost
            await _loosen_one(session, other, now)
    return await lost.advance(session, item.park_id, item.id, action, now=now)


async def hand_out(session: AsyncSession, by: By, held: Claim) -> Claim:
    """Its owner has it. The caller has seen the code. Raises IllegalTransition."""
    for one in (held.lost, held.found):
        await lost.advance(session, by.park_id, one.id, "hand_out", now=by.at)
    await _lapse_others(session, held, by.at)
    _note(session, by, "hand_out", held)
    return held


async def load(session: AsyncSession, park_id: int, match_id: int) -> LostMatch:
    """Raises NotFound."""
    match = await session.get(LostMatch, (park_id, match_id))
    if match is None:
        raise NotFound(f"lost match {match_id}")
    return match


async def locked(session: AsyncSession, park_id: int, match_id: int) -> Claim:
    """A match with both things, locked. Raises NotFound."""
    return await _held(session, park_id, match_id)


async def claim_of(session: AsyncSession, park_id: int, match_id: int, person_id: int) -> Claim:
    """A match with both things, locked, for who lost the one. Raises NotFound for anybody else."""
    match = await load(session, park_id, match_id)
    mine = await lost.load(session, park_id, match.lost_id)
    if mine.person_id != person_id:
        raise NotFound(f"lost match {match_id}")
    return await _held(session, park_id, match_id)


async def live(session: AsyncSession, item: LostItem) -> list[LostMatch]:
    """What a thing may be the same as, the likeliest first; nothing that somebody denied.

    They are read anew: a match that was loaded before the lock is as it was then."""
    await session.flush()
    found = await session.scalars(
        select(LostMatch)
        .where(
            LostMatch.park_id == item.park_id,
            or_(LostMatch.lost_id == item.id, LostMatch.found_id == item.id),
            LostMatch.status.in_(LIVE),
        )
        .order_by(LostMatch.score.desc(), LostMatch.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


def summary(match: LostMatch, lost_item: LostItem, found: LostItem) -> dict[str, Any]:
    """What every event of a match says."""
    about = {"match_id": match.id, "found_id": found.id, "found_no": found.item_no}
    return lost.summary(lost_item) | about


async def _held(session: AsyncSession, park_id: int, match_id: int) -> Claim:
    match = await load(session, park_id, match_id)
    category = (await lost.load(session, park_id, match.lost_id)).category
    await lost.one_at_a_time(session, park_id, category)
    both = {
        id_: await lost.load(session, park_id, id_, lock=True)
        for id_ in sorted((match.lost_id, match.found_id))
    }
    match = await session.get_one(
        LostMatch, (park_id, match_id), with_for_update=True, populate_existing=True
    )
    return Claim(match, both[match.lost_id], both[match.found_id])


def _answer(held: Claim, action: str, now: datetime) -> None:
    """Raises IllegalTransition."""
    rule = ANSWERS[action]
    rule.check(held.lost.item_no, held.match.status, action)
    held.match.status, held.match.updated_at = rule.target, now


async def _agree(session: AsyncSession, held: Claim, staff_id: int | None, now: datetime) -> None:
    _answer(held, "agree", now)
    held.match.staff_id = staff_id
    await _lapse_others(session, held, now)
    said = events.LostClaimAgreed(**summary(held.match, held.lost, held.found))
    await publish(session, held.lost.park_id, said, now=now)


async def _lapse_others(session: AsyncSession, held: Claim, now: datetime) -> None:
    """Whatever else one of the two may have been."""
    for item in (held.lost, held.found):
        for match in await live(session, item):
            if match.id != held.match.id:
                await _lapse_beside(session, match, held, now)


async def _lapse_beside(
    session: AsyncSession, match: LostMatch, held: Claim, now: datetime
) -> None:
    """Another match of one of the two: its other thing is open for others again."""
    match.status, match.updated_at = "lapsed", now
    await session.flush()
    others = {match.lost_id, match.found_id} - {held.lost.id, held.found.id}
    for item_id in others:
        other = await lost.load(session, match.park_id, item_id, lock=True)
        await _loosen_one(session, other, now)


async def _loosen(session: AsyncSession, held: Claim, now: datetime) -> None:
    await session.flush()
    for one in sorted((held.lost, held.found), key=lambda item: item.id):
        await _loosen_one(session, one, now)


async def _loosen_one(session: AsyncSession, item: LostItem, now: datetime) -> None:
    """A thing of which no match is left is as it was before; one that is claimed by nobody any
    more, but may be somebody's, is matched."""
    await session.flush()
    if item.status not in {"matched", "claimed"}:
        return
    left = {match.status for match in await live(session, item)}
    if left & {"claimed", "agreed"}:
        return
    await lost.advance(session, item.park_id, item.id, lost.back(item), now=now)
    if left:
        await lost.advance(session, item.park_id, item.id, "match", now=now)


async def _is_enough(session: AsyncSession, held: Claim) -> bool:
    others = [match for match in await live(session, held.found) if match.id != held.match.id]
    return (
        held.found.stored_at is not None
        and held.found.category not in kinds.VALUABLE
        and held.match.score >= SURE
        and not others
    )


def _note(session: AsyncSession, by: By, done: str, held: Claim) -> None:
    """In the audit log: who did what, by the numbers of both things."""
    record(
        session,
        by,
        f"lost.{done}",
        f"lost:{held.found.id}",
        before={},
        after={"item_no": held.found.item_no, "lost_no": held.lost.item_no},
    )
