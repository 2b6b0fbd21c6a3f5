"""Messages that led elsewhere, and are about what somebody has booked or was offered."""

from actions.booking import (
    afterwards,
    beginning,
    being_there,
    changing,
    coming,
    elsewhere,
    going_on,
    guests,
    holding,
    narrowing,
    targets,
    terms,
    unspoken,
    view,
)
from actions.booking import now as of_now
from actions.booking.offered import wait_as_said
from actions.kit.base import Events
from actions.kit.hooks import is_urgent
from actions.kit.turn import Turn
from services.booking import features, naming, reading
from services.booking.reading import Wants
from services.kit.folding import legible
from times.stretches import stretches

OVERHEARD = frozenset(
    {
        *("action_out_of_scope", "action_faq", "action_act", "action_deny", "action_complain"),
        *("action_ask_human", "action_thank", "action_chitchat", "action_goodbye", "action_greet"),
        "action_help",
    }
)
"""Actions of other packages that have a message heard here first."""
BESIDE = frozenset(
    {
        *("action_affirm", "action_browse_menu", "action_browse_shop", "action_checkout"),
        *("action_track_order", "action_track_lost"),
    }
)
"""Actions of other packages to which a message may lead that goes on about what was offered or
booked just now."""
_SHORT = 24
"""Characters of a message that says that they are in their room, and no more."""
_VISITS = frozenset({"register_visitor", "cancel_visit", "track_visit"})
_OF_ITS_KIND = frozenset({"suits", "asks_what", "other_room", "take"})
"""What a message may do that names what a room has, or a building."""
_GOES_ON = frozenset({"asks_what", "longer", "shorter", "time", "other_room"})


async def overhear(turn: Turn) -> Events | None:
    """A message that led elsewhere, where it is about what they have booked. What is to be brought
    or mended is so in a room that it names."""
    done = await holding.take_broken_there(turn)
    done = done if done is not None else await _overheard(turn)
    if done is None and turn.said.intent in unspoken.OTHERS:
        await holding.place_named(turn)
    return done


async def take_elsewhere(turn: Turn) -> Events | None:
    """A message that hardly sounds like rooms, where it goes on about one that was spoken of just
    now."""
    now = await of_now.about(turn)
    if now is None or not now.fresh:
        return [] if now is not None and await going_on.tell_decision(turn, now) else None
    if (done := await going_on.take(turn)) is not None:
        return done
    of_its_kind = features.named_in(await view.words(turn)) or elsewhere.building_in(turn)
    if of_its_kind and of_now.does(turn, beside=now) in _OF_ITS_KIND:
        return await afterwards.take(turn)
    surely = of_now.does(turn, of_now.PLAINLY, now)
    return await changing.take(turn, overheard=True) if surely in _GOES_ON else None


async def _overheard(turn: Turn) -> Events | None:
    said = turn.said
    if said.pressed or is_urgent(said) or said.danger.get("zone") not in {None, "none"}:
        return None
    if await wait_as_said(turn) or await narrowing.pick(turn):
        return []
    if (done := await going_on.take(turn)) is not None:
        return done
    for hears in (_arrives, _begins, _asks_rules):
        if (done := await hears(turn)) is not None:
            return done
    return await _of_what_they_have(turn)


async def _of_what_they_have(turn: Turn) -> Events | None:
    told = await turn.last_told()
    if told.get("expects") == "booking_move" and changing.says_when(turn):
        return await changing.take(turn, overheard=True)
    if turn.active_form is None and any(name in told for name in of_now.SPOKEN_OF):
        return await _adds(turn)
    if reading.speaks_of_bookings(turn.said.text):
        done = await unspoken.take_as_theirs(turn)
        return done if done is not None else await unspoken.take_thing(turn)
    comes = turn.said.intent == "register_visitor"
    comes = comes and not reading.replaces_somebody(turn.said.text)
    for takes in (coming.to_theirs, coming.to_the_last) if comes else ():
        if (done := await takes(turn)) is not None:
            return done
    return await unspoken.take(turn)


async def _arrives(turn: Turn) -> Events | None:
    short = len(turn.said.text) <= _SHORT and reading.wants_to(Wants.HERE, turn.said.text)
    return await being_there.arrive(turn) if short else None


async def _begins(turn: Turn) -> Events | None:
    """A visit that was heard, with a room to have it in."""
    if turn.said.intent != "register_visitor" or not await guests.wants_a_room(turn):
        return None
    return await beginning.begin_within(turn)


async def _asks_rules(turn: Turn) -> Events | None:
    asks = turn.said.intent == "ask_faq" and not reading.wants_to(Wants.INTRUDER, turn.said.text)
    return await terms.answer(turn) if asks else None


async def _adds(turn: Turn) -> Events | None:
    """More of what we just spoke of, in words that led elsewhere: nothing of a cart, no fault."""
    said = turn.said
    named = naming.named_in(said.text, await view.all_things(turn))
    dishes = turn.said.names_a_dish
    if await _suits(turn) and (added := await afterwards.take(turn)) is not None:
        return added
    stands = reading.wants(said.text) is Wants.STANDS
    ours = stands or named.things or named.pools or reading.wants_to(Wants.COFFEE, said.text)
    visits = said.intent in _VISITS and said.says("visitor_name")
    if visits and await _comes_to_it(turn):
        return await coming.take(turn)
    if visits or (dishes and not ours) or said.says("fault", "broken"):
        return await unspoken.take_as_theirs(turn)
    if of_now.does(turn, of_now.PLAINLY) == "coffee" and afterwards.names_a_drink(turn):
        return None
    return await _as_wanted(turn, dishes=dishes and not ours)


async def _as_wanted(turn: Turn, *, dishes: bool) -> Events | None:
    """`dishes`: it names something to eat or to buy, and nothing of ours."""
    wanted = changing.wanted_of(turn)
    if wanted in {None, Wants.COFFEE, Wants.HOURS} or reading.wants_another(turn.said.text):
        added = await afterwards.take(turn)
        return added if added is not None else await unspoken.take_as_theirs(turn)
    if dishes or (wanted is Wants.CANCEL and await unspoken.is_of_something_else(turn)):
        return None
    return await changing.take(turn, overheard=True)


async def _suits(turn: Turn) -> bool:
    """Whether it surely says what the room has to have or to hold, though a shop has that, too."""
    words = await view.words(turn)
    says = features.named_in(words) or naming.headcount_in(words) or elsewhere.building_in(turn)
    return bool(says) and of_now.does(turn, of_now.PLAINLY) == "suits"


async def _comes_to_it(turn: Turn) -> bool:
    """Whether somebody is named who comes to what we just spoke of, and to nothing at another time
    nor in the place of anybody."""
    told, said = await turn.last_told(), turn.said
    names, _ = guests.told(said)
    if not names or "booking_no" not in told or reading.replaces_somebody(said.text):
        return False
    if not changing.says_when(turn):
        return True
    days = stretches(legible(said.text[: reading.LONGEST]), turn.local_now)
    mine = await targets.spoken_of(turn)
    return not days and bool(mine) and coming.is_within(turn, mine[0])
