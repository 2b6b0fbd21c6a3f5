"""One of what they have, for what could not be: "cancel tomorrow's one and give me Friday", a room
for the time of theirs that suits better."""

from actions.booking import ending, targets, view
from actions.booking import now as of_now
from actions.booking.draft import BookingDraft
from actions.booking.now import Now
from actions.booking.settling import settle
from actions.kit.turn import Turn
from services.booking import features, naming, reading
from services.booking.reading import Wants
from services.kit.folding import legible
from times.stretches import stretches


async def give_up_for_it(turn: Turn, now: Now) -> bool:
    """Whether a clause calls off one of theirs, and another wants what was refused: then that is
    booked, as far as it can be now."""
    words = legible(turn.said.text[: reading.LONGEST])
    calling_off = reading.clauses(Wants.CANCEL, words)
    if now.wish is None or not now.fresh or calling_off == words:
        return False
    if not reading.wants_to(Wants.CANCEL, calling_off):
        return False
    names = stretches(calling_off, turn.local_now) or await targets.names_one(turn)
    rest = reading.besides(Wants.CANCEL, words)
    if not names or not (reading.asks_for_a_room(rest) or reading.gives_me(rest)):
        return False
    found = await targets.meant(turn, calling_off, by_hour=True)
    draft = BookingDraft.from_stored(now.wish)
    if len(found.bookings) != 1 or draft.missing():
        return False
    await ending.cancel(turn, found.bookings[0])
    await settle(turn, draft)
    return True


async def is_left(turn: Turn, now: Now) -> bool:
    """Whether what could not be is no more wanted: a no that names nothing of theirs, and nothing
    that is to be otherwise ("不用投影也行")."""
    text = turn.said.text
    if now.wish is None or not now.fresh or not reading.wants_to(Wants.CANCEL, text):
        return False
    days = stretches(legible(text[: reading.LONGEST]), turn.local_now)
    words = await view.words(turn)
    if features.named_in(words) or naming.headcount_in(words) or reading.size(text):
        return False
    theirs = days or reading.means_theirs(text) or await targets.names_one(turn)
    return not theirs and not reading.gives_up_plainly(text)


async def is_of_theirs(turn: Turn, now: Now) -> bool:
    """Whether another room is surely wanted for one that they have at the time that was wished: it
    is that one which is to be elsewhere."""
    starts = BookingDraft.from_stored(now.wish or {}).starts
    swaps = of_now.does(turn, of_now.PLAINLY) == "other_room"
    if starts is None or not (swaps and reading.wants_other_room(turn.said.text)):
        return False
    mine = await view.changeable(turn)
    return any(one.starts_at.astimezone(turn.zone).isoformat() == starts for one in mine)
