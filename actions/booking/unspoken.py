"""What needs no word of a booking: a thing that is wanted, coffee for the one just made, somebody
in a room that they name, one that is called off by its day, what is left of their hours."""

from actions.booking import (
    afterwards,
    beginning,
    changing,
    going_on,
    holding,
    targets,
    terms,
    view,
)
from actions.booking import now as of_now
from actions.kit.base import Events
from actions.kit.turn import Turn
from services.booking import naming, reading
from services.booking.reading import Wants
from services.kit.folding import legible
from times.stretches import stretches

OTHERS = frozenset({"order_food", "order_goods", "report_repair"})
"""Intents of what is no booking."""
_HARDLY = 0.7
"""Confidence below which a message hardly sounds like what it was led to."""
_LOST = frozenset({"out_of_scope", "ask_faq"})
_BY_DAY = frozenset({Wants.MOVE, Wants.EXTEND, Wants.CANCEL})
"""What a message in which nothing else was heard may want of the booking of the day it names."""
_OF_A_ROOM = frozenset(
    {
        *(Wants.EXTEND, Wants.SHORTER, Wants.RELEASE, Wants.INTRUDER, Wants.MOVE),
        Wants.STANDS,
    }
)
"""What is said of no other thing, where it is surely heard and they have a room."""


async def take(turn: Turn) -> Events | None:
    for hears in (take_thing, _coffee, _named, _surely):
        if (done := await hears(turn)) is not None:
            return done
    return await take_as_theirs(turn) if await _asks_of_theirs(turn) else None


async def take_thing(turn: Turn) -> Events | None:
    """Something that can be booked, in words in which nothing was heard."""
    if turn.said.intent not in _LOST or not await _wants_a_thing(turn):
        return None
    return [] if await beginning.whole(turn, sure=await _asks_for_it(turn)) else None


async def _coffee(turn: Turn) -> Events | None:
    wants = reading.wants(turn.said.text) is Wants.COFFEE and not afterwards.names_a_drink(turn)
    return [] if wants and await holding.coffee(turn) else None


async def _named(turn: Turn) -> Events | None:
    """Somebody in a room that they name, or that one given up; or one of the day that it names."""
    wanted = reading.wants(turn.said.text)
    gives_up = wanted is Wants.CANCEL and not turn.said.names_a_dish
    names = (gives_up or wanted is Wants.INTRUDER) and await targets.names_one(turn)
    if not names and not await _drops_one(turn):
        return None
    return await changing.take(turn, overheard=True)


async def _surely(turn: Turn) -> Events | None:
    if of_now.wanted(turn, of_now.PLAINLY) not in _OF_A_ROOM:
        return None
    theirs = await going_on.is_near(turn) or await targets.has_one_then(turn)
    return await take_as_theirs(turn) if theirs else None


async def _asks_of_theirs(turn: Turn) -> bool:
    """Whether it asks for what is left, or changes what they have on the day that it names."""
    wanted = reading.wants(turn.said.text)
    if wanted in changing.TERMS and terms.asked_for(turn.said.text):
        return True
    if turn.said.intent != "out_of_scope" or wanted not in _BY_DAY:
        return False
    words, _ = reading.halves(turn.said.text)
    named = bool(stretches(words, turn.local_now))
    return named and bool((await targets.meant(turn, words)).bookings)


async def _asks_for_it(turn: Turn) -> bool:
    """Whether it says when, and asks or says for how many."""
    text = turn.said.text
    asks = reading.is_question(text) or reading.asks_for_a_room(text)
    asks = asks or naming.headcount_in(await view.words(turn)) is not None
    return asks and changing.says_when(turn)


async def _drops_one(turn: Turn) -> bool:
    """Whether it surely calls off something of the day that it names, where they have a booking,
    and hardly sounds like anything else."""
    said = turn.said
    other = said.confidence >= _HARDLY or said.says("visitor_name") or said.names_kind("visit")
    drops = of_now.does(turn, of_now.PLAINLY) == "drop" and not said.names_a_dish
    return drops and not other and await targets.has_one_then(turn)


async def _wants_a_thing(turn: Turn) -> bool:
    named = naming.named_in(turn.said.text, await view.all_things(turn))
    return bool(named.things or named.pools)


async def take_as_theirs(turn: Turn) -> Events | None:
    said = turn.said
    if said.edits_cart or said.intent in OTHERS or await is_of_something_else(turn):
        return None
    return await changing.take(turn, overheard=True)


async def is_of_something_else(turn: Turn) -> bool:
    """Whether it names an order, a repair, a visit, or is too little to give a booking up."""
    said, wanted = turn.said, reading.wants(turn.said.text)
    numbers = {one["entity"] for one in said.entities if str(one["entity"]).endswith("_no")}
    if said.names_kind("order", "repair") or numbers - {"booking_no"}:
        return True
    if said.names_kind("visit") and wanted is not Wants.GUESTS:
        return True
    text = legible(said.text[: reading.LONGEST])
    told = bool(reading.scope(text) or stretches(text, turn.local_now))
    told = told or await targets.names_one(turn)
    return wanted is Wants.CANCEL and not (told or reading.gives_up_plainly(text))
