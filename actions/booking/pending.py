"""What was offered of something that is booked, and what is said next of it: which room it is to
be, that any will do, another length, how many they are."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.booking import elsewhere, moving, offering, view
from actions.booking.goals import Goal, goal_of
from actions.booking.offering import REFUSED
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import features, free, reading
from services.booking.free import Wish
from services.booking.reading import Wants
from services.booking.shelf import Thing

_LONGEST = 120
"""Characters of a message that goes on with an offer."""
_GOES_ON = frozenset({None, Wants.MOVE, Wants.EXTEND, Wants.ELSEWHERE, Wants.RELEASE})
_DEED = "booking_deed"


async def take(turn: Turn) -> bool:
    """Whether the message goes on with what was offered; then it is moved there, or what is free
    then is offered."""
    told, buttons = await turn.last_told_with_buttons()
    held = told.get(REFUSED)
    text = turn.said.text
    if not isinstance(held, dict) or turn.said.pressed or len(text) > _LONGEST:
        return False
    mine = await view.changeable(turn)
    booking = next((one for one in mine if one.booking_no == held.get("number")), None)
    if booking is None or reading.wants(text) not in _GOES_ON or _asks_what_it_has(text):
        return False
    before = Goal.of(held["to"])
    said = await goal_of(turn, booking, text, after=before)
    other = reading.wants_other_room(text)
    if other and not reading.is_enough(text):
        said = replace(said, longer=None, minutes=None if said.clock is None else said.minutes)
    people = await elsewhere.people_in(turn, booking)
    wanted = features.named_in(await view.words(turn))
    leaves_it_to_us = reading.any_does(text) or other
    if not (said.is_said or people or wanted or leaves_it_to_us):
        return False
    offered = [code for one in buttons if (code := _thing(one)) is not None]
    wish = Wish(people or held.get("people") or booking.headcount, wanted)
    await _settle(
        turn,
        booking,
        said.over(before),
        wish,
        offered,
        sure=bool(people or wanted or leaves_it_to_us),
        other=other or bool(held.get("other")),
    )
    return True


async def _settle(
    turn: Turn,
    booking: Booking,
    goal: Goal,
    wish: Wish,
    offered: list[str],
    *,
    sure: bool,
    other: bool,
) -> None:
    """`sure`: the smallest that suits is taken; else those that suit are offered again. `other`:
    not where it is."""
    if goal.thing is not None or not (sure or other):
        booking.headcount = wish.headcount
        await moving.move_one(turn, booking, goal)
        return
    things = await view.all_things(turn)
    here = next(one for one in things if one.id == booking.resource_id)
    starts, ends = moving.span(turn, booking, goal, None)
    kind = [one for one in things if one.pool.id == here.pool.id and one.id != here.id]
    suited = await free.free(turn.session, kind, starts, ends, wish=wish, now=turn.now)
    found = _offered_first(suited, offered)
    about = await view.about(turn, booking)
    if not found:
        turn.tell(turn.text("booking-no-other-size", **about), **view.data(booking))
    elif sure or len(found) == 1:
        booking.headcount = wish.headcount
        await moving.move_one(turn, booking, goal.at(found[0].resource.code))
    else:
        when = {"when": offering.told(turn, starts, ends)}
        text = turn.text("booking-other-size", **(about | when))
        people = wish.headcount
        offering.offer(turn, booking, found[: offering.SHOWN], text, (starts, ends), people=people)


def _offered_first(suited: list[Thing], offered: list[str]) -> list[Thing]:
    """Of those that were offered, where any suits still."""
    return [one for one in suited if one.resource.code in offered] or suited


def _asks_what_it_has(text: str) -> bool:
    return reading.is_question(text) and bool(features.named_in(text))


def _thing(button: Mapping[str, Any]) -> str | None:
    """The thing to which a button moves it."""
    _, brace, rest = str(button["payload"]).removeprefix("/").partition("{")
    deed = (json.loads(brace + rest) if brace else {}).get(_DEED)
    where = deed.get("to") if isinstance(deed, dict) else None
    return where.get("thing") if isinstance(where, dict) else None
