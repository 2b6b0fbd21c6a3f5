"""Which of what we offered is taken, in whatever words: by name, hour or size, or left to us."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from actions.booking import afterwards, following, offering, recurring, view
from actions.booking.deeds import DEEDS
from actions.booking.now import Now, Pick, does
from actions.kit.turn import Turn, button
from services.booking import features, naming, reading
from services.booking.shelf import Thing
from services.conversations.commands import command
from services.kit.folding import legible
from times.lengths import lasting
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
    text = turn.said.text
    if not picks or did in _TAKES_NONE or reading.not_yet(text) or recurring.says(turn):
        return False
    if did != "take" and reading.is_question(text):
        return False
    left = await _left(turn, picks)
    if left is None:
        return False
    takes = did in _TAKES or _says_when(turn, left)
    if not takes and len(left) == len(picks):
        return False
    if len(left) > 1 and not (takes and _are_alike(left)) and not reading.any_does(text):
        return False
    await _press(turn, left[0])
    return True


def _says_when(turn: Turn, left: Sequence[Pick]) -> bool:
    """Whether it says the very time that was offered: "10 to 12 then, for the training"."""
    named = reading.hours_in(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    return named is not None and all(_lasts(one) == _minutes(*named) for one in left)


def _are_alike(left: Sequence[Pick]) -> bool:
    """Whether they are at one time: then the first suits best, as it does who asks for a room."""
    return not any(one.number for one in left) and len({one.about["starts"] for one in left}) == 1


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
    plain = naming.without_names(text, list(things.values()))
    wanted = features.named_in(plain) if does(turn) in _TAKES else frozenset()
    if wanted:
        left = [one for one in left if _has(things.get(one.resource), wanted)]
    people = naming.headcount_in(plain)
    if people and (does(turn) in _TAKES or reading.any_does(text)):
        left = [one for one in left if _holds(things.get(one.resource), people)]
    if size := reading.which_size(text):
        sizes = [_capacity(things.get(one.resource)) for one in left]
        best = max(sizes, default=0) if size > 0 else min(sizes, default=0)
        left = [one for one, its in zip(left, sizes, strict=True) if its == best]
    building = (turn.said.value("location") or {}).get("building")
    if building and not named:
        left = [one for one in left if _building(things.get(one.resource)) == building]
    return _at_that_time(turn, plain, left) or None


def _at_that_time(turn: Turn, text: str, left: list[Pick]) -> list[Pick]:
    """Those that begin when the words say, and last as long as they say."""
    if hours := _hours(turn, text):
        left = [one for one in left if _begins(turn, one) in hours]
    span, length = reading.hours_in(text, turn.local_now), lasting(text)
    minutes = _minutes(*span) if span is not None else length
    left = [one for one in left if one.number or minutes in {None, _lasts(one)}]
    until = _until(turn, text)
    return [one for one in left if one.number or not until or _ends(turn, one) in until]


def _until(turn: Turn, text: str) -> set[str]:
    """Hours until which it is to last, in either half of the day."""
    said = [one for one in read(text, turn.local_now) if isinstance(one, Said) and not one.asap]
    exact = [one for one in said if one.grain == "minute"]
    ends = [one.ends for one in exact if one.bound == "until" or one.ends > one.starts]
    return {f"{(one.hour + more) % 24:02}:{one.minute:02}" for one in ends for more in (0, 12)}


def _ends(turn: Turn, pick: Pick) -> str:
    return f"{datetime.fromisoformat(str(pick.about['ends'])).astimezone(turn.zone):%H:%M}"


def _minutes(starts: datetime, ends: datetime) -> int:
    return int((ends - starts).total_seconds() // 60)


def _lasts(pick: Pick) -> int | None:
    """Minutes; None of one that moves what is booked."""
    if pick.number:
        return None
    starts, ends = (datetime.fromisoformat(str(pick.about[one])) for one in ("starts", "ends"))
    return _minutes(starts, ends)


def _building(thing: Thing | None) -> str | None:
    return thing.resource.building if thing is not None else None


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
    people = naming.headcount_in(await view.words(turn))
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
        when = offering.told(turn, starts, starts + timedelta(minutes=minutes))
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
