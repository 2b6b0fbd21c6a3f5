"""What is booked in a room that suits better: other people, features, and another time at once."""

from dataclasses import replace

from actions.booking import fitting, moving, offering, targets, view
from actions.booking import now as of_now
from actions.booking.goals import Goal, goal_of
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import conditions, features, free, naming, reading, shelf
from services.booking.free import Wish
from services.booking.reading import Wants


async def take(turn: Turn) -> bool:
    """Whether one of theirs is to be in another room, and it is said what that has to be like, or
    left to us. What could not be in the old room is meant for the new one."""
    text = turn.said.text
    which, where = reading.halves(text)
    meant = await targets.meant(turn, which)
    if len(meant.bookings) != 1:
        return False
    booking = meant.bookings[0]
    goal = await goal_of(turn, booking, where)
    if goal.thing is None and (other_thing := await _only_other(turn, booking)) is not None:
        goal = goal.at(other_thing)
    said = await wish_of(turn, booking)
    if goal.thing == await _code_of(turn, booking):
        goal = replace(goal, thing=None)
    other = reading.wants_other_room(text) or _is_heard(turn)
    precise = bool(said.features or building_in(turn))
    precise = precise or await people_in(turn, booking) is not None
    other = other or (not goal.is_said and reading.wants_to(Wants.MOVE, text))
    if goal.thing is not None and other:
        await moving.move_one(turn, booking, goal)
        return True
    if goal.thing is not None or not (precise or other) or (reading.size(text) and not precise):
        return False
    if (await turn.last_told()).get(moving.REHOUSED) and await _suits_already(turn, booking, said):
        return True
    return await rehouse(turn, booking, goal, said, other=other, precise=precise)


async def _suits_already(turn: Turn, booking: Booking, wish: Wish) -> bool:
    """Whether the room to which it was moved just now has what is wanted; that is said then."""
    here = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
    suits = wish.suits(here)
    if suits and wish.features:
        await fitting.has(turn, booking, here, wish)
    elif suits:
        turn.tell(
            turn.text("booking-stays", **await view.about(turn, booking)), **view.data(booking)
        )
    return suits


async def _code_of(turn: Turn, booking: Booking) -> str | None:
    things = await view.all_things(turn)
    return next((one.resource.code for one in things if one.id == booking.resource_id), None)


async def _only_other(turn: Turn, booking: Booking) -> str | None:
    """The one thing besides its own that the whole message names: "A-302 instead, closer to us".
    None where that is not wanted: "Cloud View is too big"."""
    if reading.rejects(turn.said.text):
        return None
    things = await view.all_things(turn)
    named = {*naming.named_in(turn.said.text, things).things} - {booking.resource_id}
    codes = [one.resource.code for one in things if one.id in named]
    return codes[0] if len(codes) == 1 else None


def _is_heard(turn: Turn) -> bool:
    """Whether it was heard that another room is wanted, and they are not content with this one."""
    return of_now.does(turn) == "other_room" and not reading.takes_this(turn.said.text)


async def wish_of(turn: Turn, booking: Booking) -> Wish:
    """What a message wants of the room, beside how many were to come."""
    people = await people_in(turn, booking) or booking.headcount
    return Wish(people, features.named_in(await view.words(turn)))


async def people_in(turn: Turn, booking: Booking) -> int | None:
    """How many it is to hold: as is said, or as many as the room that they have."""
    words = await view.words(turn)
    people = naming.headcount_in(words) or naming.bare_count_in(words)
    if people is not None or not reading.is_no_smaller(turn.said.text):
        return people
    here = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
    return here.resource.capacity


def building_in(turn: Turn) -> str | None:
    """The building in which it is to be, where no room is named."""
    place = turn.said.value("location") or {}
    if place.get("room") is not None:
        return None
    building = place.get("building") or reading.building_of(turn.said.text)
    return str(building) if building is not None else None


async def rehouse(
    turn: Turn, booking: Booking, goal: Goal, wish: Wish, *, other: bool, precise: bool = True
) -> bool:
    """Move it to the smallest that suits. `other`: not where it is, though that may suit;
    `precise`: it was said what suits; else those that are free are offered. False where it may
    stay in its room."""
    here = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
    if not other and wish.suits(here):
        booking.headcount = wish.headcount
        if goal.is_said:
            await moving.move_one(turn, booking, goal)
        return goal.is_said
    lacks = False
    times = moving.span(turn, booking, goal, None)
    kind = [one for one in await view.all_things(turn) if one.pool.id == here.pool.id]
    building = building_in(turn)
    others = [
        one for one in kind if one.id != here.id and building in {None, one.resource.building}
    ]
    found = await free.free(turn.session, others, *times, wish=wish, now=turn.now)
    if building is not None:
        found.sort(key=lambda one: one.resource.room != here.resource.room)  # "301", "B's, I mean."
    about = await view.about(turn, booking)
    if not found and wish.features:
        found = await free.free(
            turn.session, others, *times, wish=Wish(wish.headcount), now=turn.now
        )
        precise, lacks = False, bool(found)
    if not found:
        turn.tell(turn.text("booking-no-other-size", **about), **view.data(booking))
    elif precise:
        booking.headcount = wish.headcount
        await moving.move_one(turn, booking, goal.at(found[0].resource.code))
    else:
        when = {"when": offering.told(turn, *times)}
        named = conditions.features(sorted(wish.features), turn.language)
        key = "booking-other-without" if lacks else "booking-other-size"
        text = turn.text(key, features=named, **(about | when))
        people = wish.headcount
        offering.offer(turn, booking, found[: offering.SHOWN], text, times, people=people)
    return True
