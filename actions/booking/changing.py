"""Whatever else somebody wants of what they have booked, read by the words of the message."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from actions.booking import (
    afterwards,
    beginning,
    being_there,
    coming,
    disputing,
    elsewhere,
    ending,
    going_on,
    holding,
    moving,
    narrowing,
    recurring,
    sooner,
    standing,
    targets,
    terms,
    view,
)
from actions.booking import now as of_now
from actions.booking.offered import wait_as_said
from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Turn
from services.booking import dates, gaps, naming, reading
from services.booking.reading import Wants
from services.kit.folding import legible
from times.reading import read
from times.said import Said, Shift
from times.stretches import stretches

TERMS = frozenset({Wants.HOURS, Wants.STRIKES, Wants.WAITS})
_OF_TIME = frozenset({Wants.MOVE, Wants.EXTEND, Wants.SHORTER})
_AS_TOLD = frozenset(
    {
        *((Wants.RELEASE, Wants.CANCEL), (Wants.CANCEL, Wants.NOT_NOW)),
        *((Wants.MOVE, Wants.EXTEND), (Wants.FILL, Wants.RELEASE)),
        *((Wants.EXTEND, Wants.KEEP), (Wants.CANCEL, Wants.KEEP)),
    }
)
"""What words tell and what was learned, where the words count."""
_NEEDS_NO_BOOKING = TERMS | {Wants.FILL, Wants.ELSEWHERE, Wants.COFFEE}


class ChangeBooking(ParkAction):
    """change_booking: moved, longer, shorter, with more guests …"""

    action_name = "action_change_booking"

    async def act(self, turn: Turn) -> Events:
        for takes in (holding.take_sounding_broken, going_on.take, take):
            if (done := await takes(turn)) is not None:
                return done
        otherwise = await understood(turn, self.action_name)
        if otherwise is not None:
            return otherwise
        mine = await view.mine(turn)
        if not mine and await beginning.whole(turn):
            return []
        if not mine:
            turn.tell(turn.text("booking-track-none"))
            return []
        [meant] = (await targets.spoken_of(turn) or mine)[:1]
        about = await view.about(turn, meant)
        turn.tell(turn.text("booking-change-what", **about), **view.data(meant))
        return []


class CancelBooking(ParkAction):
    """Give one up: the one that is named, or the only one; or dates of a series."""

    action_name = "action_cancel_booking"

    async def act(self, turn: Turn) -> Events:
        if (done := await going_on.take(turn)) is not None:
            return done
        says_so = turn.said.pressed or _gives_up(turn)
        if (not says_so or wanted_of(turn) is not Wants.CANCEL) and await view.mine(turn):
            done = None if turn.said.pressed else await take(turn)
            if done is not None:
                return done
        if not turn.said.pressed and await recurring.hear_more(turn):
            return []
        if turn.said.value("booking_no") is None and not await view.mine(turn):
            otherwise = await understood(turn, self.action_name)
            if otherwise is not None:
                return otherwise
        await ending.cancel_meant(turn, sure=says_so)
        return []


async def take(turn: Turn, *, overheard: bool = False) -> Events | None:
    """Do it; None where it says nothing of the kind, or there is nothing that it could be about."""
    for takes in (wait_as_said, recurring.hear_more, ending.ends_sooner, narrowing.pick):
        if await takes(turn):
            return []
    wanted = wanted_of(turn)
    asked = await turn.asked()
    if wanted is None and asked.get("expects") == "booking_move" and says_when(turn):
        wanted = Wants.MOVE
    if wanted is None:
        return await afterwards.take(turn)
    if overheard and wanted is Wants.HOURS and not terms.asked_for(turn.said.text):
        return await afterwards.take(turn)
    if wanted not in _NEEDS_NO_BOOKING and not await view.mine(turn):
        return None
    return await _do(turn, wanted, overheard=overheard)


def wanted_of(turn: Turn) -> Wants | None:
    """Who wants in earlier, or begins later and stays until an hour, moves it, whatever else is
    said of guests or of staying."""
    told = reading.wants(turn.said.text)
    if reading.keeps(turn.said.text) and not reading.keeps_its_end(turn.said.text):
        return Wants.KEEP
    if told in {None, Wants.MOVE, Wants.GUESTS} and _changes_nothing(turn):
        return Wants.KEEP
    wanted = told if _counts_people(turn) else of_now.between(turn, told)
    if (told, wanted) in _AS_TOLD:
        wanted = told
    named = _names_days(turn) or reading.borrows(turn.said.text)
    if wanted is Wants.CANCEL and of_now.hardly(turn, "drop") and not named:
        wanted = None
    if reading.keeps_its_end(turn.said.text):
        return Wants.MOVE
    if told is Wants.EXTEND and reading.extends_plainly(turn.said.text):
        wanted = told
    said = read(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    shifts = any(isinstance(one, Shift) for one in said)
    if wanted is Wants.SHORTER and (shifts or reading.is_moved(turn.said.text)):
        return Wants.MOVE
    if wanted in _OF_TIME and not shifts and _is_the_end(turn, said):
        return Wants.SHORTER
    later = wanted is Wants.EXTEND and any(isinstance(one, Shift) for one in said)
    until = any(isinstance(one, Said) and one.bound == "until" for one in said)
    return Wants.MOVE if later and until else wanted


def _changes_nothing(turn: Turn) -> bool:
    """Whether it says what would do as well, or when a guest comes, and moves nothing itself."""
    text = turn.said.text
    says = reading.accepts_as_well(text) or reading.tells_arrival(text)
    names = turn.said.says("visitor_name") or reading.guests_counted(text)
    return says and not (names or reading.is_moved(text) or reading.moves_there(text))


def _names_days(turn: Turn) -> bool:
    return bool(stretches(legible(turn.said.text[: reading.LONGEST]), turn.local_now))


def _counts_people(turn: Turn) -> bool:
    """Whether it says how many they are, and nothing of when: "we'll be 25 though"."""
    text = turn.said.text
    return naming.headcount_in(text) is not None and not says_when(turn)


def _is_the_end(turn: Turn, said: Sequence[object]) -> bool:
    """Whether the only hour that is named is that of the end, and no other room is meant."""
    hours = [one for one in said if isinstance(one, Said) and one.clock_named and not one.asap]
    elsewhere = of_now.does(turn) == "other_room"
    return len(hours) == 1 and reading.tells_the_end(turn.said.text) and not elsewhere


async def _do(turn: Turn, wanted: Wants, *, overheard: bool) -> Events | None:
    if wanted in TERMS or wanted in _DONE:
        await (terms.tell(turn, wanted) if wanted in TERMS else _DONE[wanted](turn))
        return []
    match wanted:
        case Wants.PRICE | Wants.RULES | Wants.NOT_NOW:
            return None
        case Wants.ELSEWHERE if await disputing.ask_elsewhere(turn):
            return []
        case Wants.INTRUDER if await disputing.dispute(turn):
            return []
        case Wants.HERE | Wants.GUESTS:
            return await (being_there.arrive if wanted is Wants.HERE else coming.take)(turn)
    return await (
        _fill(turn, overheard=overheard) if wanted is Wants.FILL else afterwards.take(turn)
    )


async def _cancel(turn: Turn) -> None:
    """Nothing is given up without a word for giving up: else it is asked."""
    await ending.cancel_meant(turn, sure=_gives_up(turn))


def _gives_up(turn: Turn) -> bool:
    """Whether a word says so, or what was learned is sure of it, and it names a day."""
    if reading.wants_to(Wants.CANCEL, turn.said.text):
        return True
    return of_now.does(turn, of_now.PLAINLY) == "drop" and _names_days(turn)


async def _extend(turn: Turn) -> None:
    """Longer: what goes on or is meant, or every date of the series that we spoke of."""
    of_series = isinstance((await turn.last_told()).get("booking_series_id"), int)
    await (moving.move if of_series else being_there.extend)(turn)


async def _shorten(turn: Turn) -> None:
    """It ends sooner; which it is, or when it is to end, is asked where neither is told."""
    if not await sooner.ends(turn):
        await _move(turn)


async def _move(turn: Turn) -> None:
    """What has begun already goes to no other hour: another end is meant."""
    if await elsewhere.take(turn):
        return
    stays = of_now.does(turn) != "other_room" and reading.size(turn.said.text) == 0
    if stays and await being_there.goes_on_here(turn):
        await being_there.extend(turn)
    else:
        await moving.move(turn)


_DONE: Mapping[Wants, Callable[[Turn], Awaitable[None]]] = {
    Wants.EXTEND: _extend,
    Wants.RELEASE: being_there.release,
    Wants.STANDS: standing.tell,
    Wants.MOVE: _move,
    Wants.CANCEL: _cancel,
    Wants.SHORTER: _shorten,
    Wants.KEEP: standing.keep,
}


async def _fill(turn: Turn, *, overheard: bool) -> Events | None:
    """Gaps of the series that we spoke of, else of the newest that has some."""
    told = await turn.last_told()
    if isinstance(told.get("booking_series_id"), int):
        await recurring.fill(turn, told["booking_series_id"])
        return []
    person_id = turn.conversation.person_id
    for one in await dates.of_person(turn.session, turn.park_id, person_id):
        if await gaps.open_gaps(turn.session, turn.park_id, one.id, now=turn.now):
            await recurring.fill(turn, one.id)
            return []
    if overheard:
        return None
    turn.tell(turn.text("booking-series-whole"))
    return []


def says_when(turn: Turn) -> bool:
    return bool(read(legible(turn.said.text[: reading.LONGEST]), turn.local_now))
