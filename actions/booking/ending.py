"""Giving up what is booked: one, some dates of a series, what is left of it."""

from collections.abc import Sequence

from actions.booking import of_series, recurring, targets, view
from actions.booking.targets import Meant
from actions.kit.turn import Turn, button
from models.booking import Booking
from models.booking_shelf import BookingPool
from services.booking import booking as bookings
from services.booking import costs, dates, reading, series, states, telling
from services.booking.reading import Wants
from services.conversations.commands import command
from services.kit import gatherings
from services.kit.actors import Actor, tenant
from services.kit.errors import IllegalTransition, Invalid, NotFound
from services.kit.folding import legible
from times import recurring as times
from times.recurring import Recurring
from times.stretches import stretches

SHOWN = 5


async def cancel_meant(turn: Turn, *, sure: bool = True) -> None:
    """What the message means; asked where it may be several, or where no word says that it is to
    be given up (not `sure`)."""
    sure = sure and not await targets.names_others_alone(turn)
    words = reading.without_cannot(turn.said.text)
    calling_off = reading.clauses(Wants.CANCEL, words)
    words = calling_off if stretches(calling_off, turn.local_now) else words
    found = await targets.meant(turn, words, by_hour=True)
    if not found.bookings and not turn.utterances and not turn.said.pressed:
        found = Meant(await view.changeable(turn), certain=False)
        sure = False
    if not found.bookings:
        if not turn.utterances:
            turn.tell(turn.text("booking-track-none"))
    elif len(found.bookings) == 1 and sure:
        await cancel(turn, found.bookings[0])
    elif not found.certain or len(found.bookings) == 1:
        ask_which(turn, await _buttons(turn, found.bookings))
    else:
        await _ask_dates(turn, found)


async def ends_sooner(turn: Turn) -> bool:
    """Whether the message says until when, or how often, of the series that we spoke of, and that
    is less than what is booked: the dates beyond it are given up once they say yes."""
    series_id = (await turn.last_told()).get("booking_series_id")
    if not isinstance(series_id, int) or reading.wants(turn.said.text) is not None:
        return False
    said = times.more(legible(turn.said.text), turn.local_now, Recurring("WEEKLY"))
    mine = await view.changeable(turn, limit=targets.MOST)
    coming = [one for one in mine if one.series_id == series_id]
    beyond = coming[said.count :] if said.count else []
    if said.until is not None:
        beyond = [one for one in coming if one.starts_at.astimezone(turn.zone).date() > said.until]
    if not 0 < len(beyond) < len(coming):
        return False
    await of_series.take(turn, [one for one in coming if one not in beyond])
    await _ask_dates(turn, Meant(beyond))
    return True


async def _buttons(turn: Turn, found: Sequence[Booking]) -> list[tuple[str, str]]:
    """A button for each; of a series its next date and all of it."""
    made, seen = [], set[int]()
    for one in found:
        about = await view.about(turn, one)
        title = turn.text("booking-offer", what=about["what"], when=about["when"])
        if one.series_id is None:
            made.append((title, str(command("cancel_booking", booking_no=one.booking_no))))
        elif one.series_id not in seen:
            seen.add(one.series_id)
            made.append((title, str(command("cancel_booking", booking_no=one.booking_no))))
            whole = turn.text("booking-series-all", what=about["what"])
            made.append((whole, str(recurring.deed(do="cancel_series", series=one.series_id))))
    return made


def ask_which(turn: Turn, buttons: Sequence[tuple[str, str]]) -> None:
    turn.tell(
        turn.text("booking-cancel-which"),
        buttons=[button(title, payload) for title, payload in buttons[:SHOWN]],
        expects="choice",
    )


async def _ask_dates(turn: Turn, found: Meant) -> None:
    """Several at once are shown before they are given up."""
    told = telling.dates([one.starts_at for one in found.bookings], turn.language, turn.park)
    about = await view.about(turn, found.bookings[0])
    count = len(found.bookings)
    numbers = [one.booking_no for one in found.bookings]
    series_id = found.bookings[0].series_id
    payload = (
        recurring.deed(do="cancel_series", series=series_id)
        if found.whole and series_id is not None
        else recurring.deed(do="cancel_dates", numbers=numbers)
    )
    text = turn.text("booking-cancel-dates", what=about["what"], count=count, dates=told)
    turn.tell(
        text,
        buttons=[button(turn.text("button-booking-cancel-dates", count=count), payload)],
        settles=ASKED,
        booking_deed=payload.about["booking_deed"],
    )


ASKED = "booking_cancel_dates"
"""What a yes to giving up several dates settles."""


async def settle_dates(turn: Turn) -> bool:
    about = (await turn.asked()).get("booking_deed")
    if not isinstance(about, dict):
        return False
    if turn.said.intent != "affirm":
        turn.tell(turn.text("booking-kept"))
    elif about.get("do") == "cancel_series":
        await cancel_series(turn, int(about["series"]))
    else:
        await cancel_numbers(turn, about.get("numbers") or ())
    return True


async def cancel_numbers(turn: Turn, numbers: Sequence[str]) -> None:
    """Those of them that are theirs and can still be given up."""
    given_up, guests = [], 0
    for number in numbers[: series.MOST]:
        row = await states.find_by_number(turn.session, turn.park_id, str(number))
        if row is None or row.person_id != turn.conversation.person_id:
            continue
        guests += await gatherings.expected(turn.session, turn.park_id, states.subject(row))
        try:
            given_up.append(
                await bookings.cancel(
                    turn.session, turn.park_id, row.id, by=_me(turn), now=turn.now
                )
            )
        except (IllegalTransition, Invalid):
            continue
    _tell_given_up(turn, given_up, guests)


async def cancel_series(turn: Turn, series_id: int) -> None:
    """All of it that is still to come."""
    coming = await dates.coming(turn.session, turn.park_id, series_id, now=turn.now)
    subjects = [states.subject(one) for one in coming]
    guests = sum([await gatherings.expected(turn.session, turn.park_id, one) for one in subjects])
    try:
        given_up = await series.end(
            turn.session,
            turn.park_id,
            series_id,
            by=_me(turn),
            now=turn.now,
            zone=turn.zone,  # type: ignore[arg-type]
        )
    except NotFound:
        turn.tell(turn.text("booking-series-none"))
        return
    _tell_given_up(turn, given_up, guests)


def _tell_given_up(turn: Turn, given_up: Sequence[Booking], guests: int) -> None:
    if not given_up:
        turn.tell(turn.text("booking-series-none"))
        return
    told = telling.dates([one.starts_at for one in given_up], turn.language, turn.park)
    lines = [turn.text("booking-dates-cancelled", count=len(given_up), dates=told)]
    if guests:
        lines.append(turn.text("booking-guests-off", count=guests))
    turn.tell("\n".join(lines), booking_series_id=given_up[0].series_id)


async def cancel(turn: Turn, booking: Booking) -> None:
    pool = await turn.session.get_one(BookingPool, (turn.park_id, booking.pool_id))
    in_time = costs.is_free_to_cancel(pool, booking, turn.now)
    guests = await gatherings.expected(turn.session, turn.park_id, states.subject(booking))
    try:
        booking = await bookings.cancel(
            turn.session, turn.park_id, booking.id, by=_me(turn), now=turn.now
        )
    except (IllegalTransition, Invalid):
        turn.tell(turn.text("booking-cannot-cancel", **await view.about(turn, booking)))
        return
    key = "booking-cancelled" if in_time else "booking-cancelled-late"
    lines = [turn.text(key, **await view.about(turn, booking))]
    if guests:
        lines.append(turn.text("booking-guests-off", count=guests))
    turn.tell("\n".join(lines), **view.data(booking))


def _me(turn: Turn) -> Actor:
    return tenant(turn.conversation.person_id)
