"""What is left of the hours that are free, strikes of who did not come, and times waited for."""

from collections.abc import Sequence
from typing import Any

from actions.booking import view
from actions.booking.draft import BookingDraft
from actions.kit.base import Events
from actions.kit.turn import Turn
from models.booking_shelf import BookingPool, BookingResource
from services.allowances import allowances
from services.booking import conditions, costs, limits, naming, reading, telling, waiting
from services.booking.reading import Wants
from services.booking.shelf import Thing
from services.kit.folding import legible
from services.texts import when

_WORDS = (
    *("剩", "爽约", "候补", "left", "strike", "allowance", "waiting list"),
    *("hours back", "时长退", "退时长", "还给我们"),
)
_SURE_OF_FAQ = 0.42
"""Retrieval score from which a question is that entry's."""


async def tell(turn: Turn, wants: Wants) -> None:
    match wants:
        case Wants.HOURS:
            await _hours(turn)
        case Wants.STRIKES:
            await _strikes(turn)
        case _:
            await _waits(turn)


def asked_for(text: str) -> bool:
    """Whether it says in so many words what is told here."""
    said = legible(text[: reading.LONGEST])
    return any(one in said for one in _WORDS)


async def answer(turn: Turn) -> Events | None:
    """A question about rules and prices of a kind of thing, told from what the park has; None where
    it names none, or asks for something else."""
    things = await view.all_things(turn)
    text = turn.said.text
    named = naming.named_in(text, things)
    kinds = {one.pool.code for one in things if one.id in named.things} | set(named.pools)
    if len(kinds) != 1 or not reading.asks_for_rules(text):
        return None
    those = [one for one in things if one.pool.code in kinds]
    one_alone = [one for one in those if one.id in named.things]
    pool = those[0].pool
    await of_pool(turn, pool, one_alone or those)
    return []


async def of_pool(turn: Turn, pool: BookingPool, things: Sequence[Thing]) -> None:
    """What is asked of it: its rules, hours, prices, and these things of it; all of that where
    nothing of it is asked for by name."""
    those = [one for one in things if one.pool.id == pool.id]
    aspects = reading.aspects(turn.said.text) or conditions.ASPECTS
    told = await conditions.told(
        turn.session, turn.park, pool, those, turn.language, aspects=aspects
    )
    draft = BookingDraft(pool=pool.code, looks=True)
    text = f"{told}\n{turn.text('booking-terms-how')}"
    turn.tell(text, booking_wish=draft.kept(), **_answers(turn))


def _answers(turn: Turn) -> dict[str, Any]:
    """The entry of the FAQ that it answers, where the question is surely that entry's."""
    found = turn.said.faq
    sure = turn.said.intent == "ask_faq" and float(found.get("score") or 0) >= _SURE_OF_FAQ
    return {"faq": str(found["id"])} if sure and found.get("id") else {}


async def _hours(turn: Turn) -> None:
    person = await view.me(turn)
    pools = {one.pool.id: one.pool for one in await view.all_things(turn)}
    lines = [
        telling.left(pool, one, turn.language)
        for pool in pools.values()
        for one in await allowances.standings(
            turn.session, turn.park, person, costs.counted(pool), turn.now
        )
    ]
    text = "\n".join(lines) or turn.text("booking-no-allowance", phone=turn.park.desk_phone)
    turn.tell(text, booking_terms="hours")


async def _strikes(turn: Turn) -> None:
    found = await limits.strikes(
        turn.session, turn.park_id, turn.conversation.person_id, now=turn.now
    )
    if not found:
        turn.tell(turn.text("booking-no-strikes"))
        return
    turn.tell(
        turn.text(
            "booking-strikes",
            count=len(found),
            dates=telling.dates([one.created_at for one in found], turn.language, turn.park),
            most=limits.STRIKES,
            days=limits.REMEMBERED.days,
            phone=turn.park.desk_phone,
        )
    )


async def _waits(turn: Turn) -> None:
    found = await waiting.of_person(
        turn.session, turn.park_id, turn.conversation.person_id, now=turn.now
    )
    lines = []
    for one in found:
        if one.resource_id is not None:
            what: BookingPool | BookingResource = await turn.session.get_one(
                BookingResource, (turn.park_id, one.resource_id)
            )
        else:
            what = await turn.session.get_one(BookingPool, (turn.park_id, one.pool_id))
        time = when.span(one.starts_at, one.ends_at, turn.language, turn.now, turn.zone)
        lines.append(turn.text("booking-wait-line", what=turn.named(what), when=time))
    if lines:
        turn.tell("\n".join([turn.text("booking-waits-for"), *lines]))
    else:
        turn.tell(turn.text("booking-waits-none"))
