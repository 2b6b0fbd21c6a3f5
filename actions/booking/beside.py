"""Something else for the time of what is booked: a speaker for the room, a second court; and giving
one of two back."""

from collections.abc import Sequence

from actions.booking import ending, following, view
from actions.booking.draft import BookingDraft
from actions.booking.now import Pick
from actions.booking.settling import settle
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import features, naming, reading
from services.booking.reading import Wants
from services.booking.shelf import Thing


async def book(turn: Turn, booking: Booking, here: Thing) -> bool:
    """Whether the message names something of another kind, or one more of this, and says no other
    time: that is wanted for the same time."""
    text = turn.said.text
    if reading.wants_to(Wants.CANCEL, text):
        return False
    things = await view.all_things(turn)
    named = naming.named_in(text, things)
    lent = _lent(text, things, here) if not named.things else []
    ids = {*named.things} or {one.id for one in lent}
    kinds = {one.pool.code for one in things if one.id in ids} or set(named.pools)
    others = kinds - {here.pool.code}
    another = not named.things and reading.wants_another(text)
    same_kind = here.pool.kind == naming.EQUIPMENT or reading.is_besides(text)
    if not others and same_kind and ids - {here.id}:
        others = {here.pool.code}
    if len(others) != 1 and not another:
        return False
    draft = BookingDraft(
        pool=here.pool.code if another else next(iter(others)),
        day=booking.starts_at.isoformat(),
        starts=booking.starts_at.isoformat(),
        ends=booking.ends_at.isoformat(),
    )
    if not another:
        draft.things = [one.id for one in things if one.id in ids]
    draft.hear_time(turn)
    if draft.missing():
        return False
    await settle(turn, draft)
    return True


def _lent(text: str, things: Sequence[Thing], here: Thing) -> list[Thing]:
    """Something to take along that is called by what it does, where that is what is spoken of."""
    borrows = reading.borrows(text) or here.pool.kind == naming.EQUIPMENT
    return naming.lent_for(features.named_in(text), things) if borrows else []


async def book_both(turn: Turn, picks: Sequence[Pick]) -> bool:
    """What was offered alone, and something else for the same time: "and the speaker too"."""
    text = turn.said.text
    if reading.is_question(text) or reading.asks_the_price(text) or reading.not_yet(text):
        return False
    things = await view.all_things(turn)
    offers = [one for one in picks if one.number is None]
    others = [one for one in things if one.id in naming.named_in(text, things).things]
    others = [one for one in others if len(offers) == 1 and one.resource.code != offers[0].resource]
    if len(others) != 1 or not reading.is_besides(text) or reading.wants_to(Wants.CANCEL, text):
        return False
    about = offers[0].about
    await following.pick(turn, about)
    draft = BookingDraft(pool=others[0].pool.code, things=[others[0].id])
    draft.day, draft.starts, draft.ends = about["starts"], about["starts"], about["ends"]
    await settle(turn, draft)
    return True


async def give_one_back(turn: Turn, booking: Booking) -> bool:
    """One of two is enough: the one that was booked last goes. False where there is one alone."""
    those = [
        one
        for one in await view.changeable(turn)
        if one.pool_id == booking.pool_id and one.starts_at == booking.starts_at
    ]
    if len(those) < 2:  # noqa: PLR2004
        return False
    await ending.cancel(turn, max(those, key=lambda one: one.id))
    return True
