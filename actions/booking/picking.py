"""Which of what we offered is taken, in whatever words: by name, hour or size, or left to us."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from actions.booking import afterwards, following, moving, view
from actions.booking.deeds import DEEDS
from actions.booking.now import Now, Pick, does
from actions.kit.turn import Turn, button
from services.booking import features, naming, reading
from services.booking.shelf import Thing
from services.booking.words import WHICH
from services.conversations.commands import command
from services.kit.folding import legible
from times.reading import read
from times.said import Said

_TAKES = frozenset({"take", "wants"})
_TAKES_NONE = frozenset(
    {
        *("asks_free", "asks_what", "asks_price", "asks_left", "asks_rules", "not_now", "no_room"),
        *("drop", "keep", "coffee", "guests", "broken", "intruder", "here", "beside"),
    }
)
"""What a message may sound like, and take none of them, though it names one."""


async def take(turn: Turn, now: Now) -> bool:
    """Whether the message takes one of what we offered, which is booked then, or moved there."""
    picks, did = now.picks, does(turn, beside=now)
    if not picks or did in _TAKES_NONE:
        return False
    text = turn.said.text
    if did != "take" and reading.is_question(text):
        return False
    left = await _left(turn, picks)
    if left is None:
        return False
    if did not in _TAKES and len(left) == len(picks):
        return False
    if len(left) > 1 and not reading.any_does(text):
        return did in _TAKES and await _which(turn, now)
    await _press(turn, left[0])
    return True


async def _which(turn: Turn, now: Now) -> bool:
    if any(one.number for one in now.picks):
        return False
    await DEEDS[WHICH["do"]](turn, WHICH)
    return True


async def _left(turn: Turn, picks: Sequence[Pick]) -> list[Pick] | None:
    """Those that the words leave; None where they say something that none of them is."""
    things = {one.resource.code: one for one in await view.all_things(turn)}
    text = legible(turn.said.text[: reading.LONGEST])
    named = {
        code
        for code, one in things.items()
        if one.id in naming.named_in(text, list(things.values())).things
    }
    left = list(picks)
    if named:
        left = [one for one in left if one.resource in named]
    wanted = features.named_in(text) if does(turn) in _TAKES else frozenset()
    if wanted:
        left = [one for one in left if _has(things.get(one.resource), wanted)]
    people = naming.headcount_in(text)
    if people and (does(turn) in _TAKES or reading.any_does(text)):
        left = [one for one in left if _holds(things.get(one.resource), people)]
    if size := reading.which_size(text):
        sizes = [_capacity(things.get(one.resource)) for one in left]
        best = max(sizes, default=0) if size > 0 else min(sizes, default=0)
        left = [one for one, its in zip(left, sizes, strict=True) if its == best]
    if hours := _hours(turn, naming.without_names(text, list(things.values()))):
        left = [one for one in left if _begins(turn, one) in hours]
    return left or None


def _hours(turn: Turn, text: str) -> set[str]:
    """Hours that are named, in either half of the day."""
    if span := reading.hours_in(text, turn.local_now):
        return {f"{span[0]:%H:%M}"}
    said = [one for one in read(text, turn.local_now) if isinstance(one, Said) and not one.asap]
    exact = [one.starts for one in said if one.grain == "minute" and one.bound != "until"]
    return {f"{(one.hour + more) % 24:02}:{one.minute:02}" for one in exact for more in (0, 12)}


def _begins(turn: Turn, pick: Pick) -> str:
    if pick.number:
        return str(pick.about["to"].get("clock"))
    starts = datetime.fromisoformat(str(pick.about["starts"]))
    return f"{starts.astimezone(turn.zone):%H:%M}"


def _has(thing: Thing | None, wanted: frozenset[str]) -> bool:
    return thing is not None and not features.lacking(wanted, thing.resource.features)


def _holds(thing: Thing | None, people: int) -> bool:
    return people <= (_capacity(thing) or people)


def _capacity(thing: Thing | None) -> int:
    return (thing.resource.capacity or 0) if thing is not None else 0


async def _press(turn: Turn, pick: Pick) -> None:
    people = naming.headcount_in(turn.said.text)
    if pick.number is None:
        more = {"headcount": people} if people else {}
        await following.pick(turn, {**pick.about, **more})
        return
    await DEEDS["move"](turn, pick.about)
    if people:
        await afterwards.note_people(turn, pick.number, people)


async def shorten(turn: Turn, now: Now, minutes: int) -> bool:
    """How long it is to be, while we ask to which of several it is to go: the same again."""
    moves = [one for one in now.picks if one.number]
    if not moves:
        return False
    things = {one.resource.code: one for one in await view.all_things(turn)}
    buttons = []
    for one in moves:
        about = _lasting(one.about, minutes)
        starts = datetime.fromisoformat(f"{about['to']['day']}T{about['to']['clock']}")
        starts = starts.replace(tzinfo=turn.zone)
        when = moving.told(turn, starts, starts + timedelta(minutes=minutes))
        title = turn.text(
            "booking-offer", what=turn.named(things[one.resource].resource), when=when
        )
        buttons.append(button(title, command("booking_deed", booking_deed=about)))
    turn.tell(turn.text("booking-which"), buttons=buttons, expects="choice", **_told(now))
    return True


def _told(now: Now) -> dict[str, Any]:
    return {name: one for name, one in now.told.items() if name != "expects"}


def _lasting(about: Mapping[str, Any], minutes: int) -> dict[str, Any]:
    return {**about, "to": {**about["to"], "minutes": minutes}}
