"""Series by chat: heard, shown with the dates that are taken, and booked only with a yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from actions.booking import guests, rhythms, view
from actions.booking.refusals import OF_SERIES, why
from actions.booking.view import Come
from actions.kit.turn import button
from services.booking import features, gaps, naming, previews, reading, series, telling
from services.booking.free import ANYTHING, Wish
from services.booking.goals import goal_in
from services.booking.previews import Occurrence, Preview
from services.booking.series import Recurs
from services.conversations.commands import Command, command
from services.kit.actors import tenant
from services.kit.errors import NotFound
from services.kit.folding import legible
from times import recurring
from times.recurring import Recurring

if TYPE_CHECKING:
    from actions.booking.draft import BookingDraft
    from actions.kit.turn import Turn
    from services.booking.shelf import Thing

ASKED = "booking_series"
"""What a yes to a series that was shown settles."""


def says(turn: Turn) -> bool:
    return recurring.recurring(legible(turn.said.text), turn.local_now) is not None


def hear(draft: BookingDraft, turn: Turn) -> bool:
    """Whether the message says what recurs, which is then taken."""
    said = recurring.recurring(legible(turn.said.text), turn.local_now)
    if said is None:
        return False
    draft.recurs = rhythms.kept(said)
    return True


def hear_hours(draft: BookingDraft, turn: Turn) -> None:
    """The hours that were asked for."""
    assert draft.recurs is not None
    starts, ends = (one.astimezone(turn.zone) for one in draft.span())
    draft.recurs |= {"begins": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}


async def show(turn: Turn, draft: BookingDraft) -> None:
    """The dates of it, those that are free and those that are not; it asks whether to book."""
    assert draft.recurs is not None
    suited = [one for one in draft.suited(await view.all_things(turn)) if draft.wish().suits(one)]
    if not suited:
        turn.tell(turn.text("booking-none-there"))
        return
    suited.sort(key=lambda one: one.resource.capacity or 0)
    said = rhythms.restored(draft.recurs)
    recurs = await rhythms.placed(turn, said, suited[0], draft.headcount)
    try:
        found = await previews.best(turn.session, turn.park, suited, recurs, now=turn.now)
    except OF_SERIES as refused:
        turn.tell(why(turn, refused))
        return
    come = Come(draft.guests, draft.guest_count)
    _tell(turn, found, counted=said.has_end, come=come)


async def hear_more(turn: Turn) -> bool:
    """Whether a message adds to the series that was shown: until when, which dates not."""
    about = (await turn.asked()).get("booking_series")
    if not isinstance(about, dict):
        return False
    known = Recurring(freq="WEEKLY")
    said = recurring.more(legible(turn.said.text), turn.local_now, known)
    words = await view.words(turn)
    wish = Wish(naming.headcount_in(words), features.named_in(words))
    recurs = await rhythms.of_told(turn, about)
    if recurs is None:
        return False
    hours = _other_hours(turn, recurs)
    more = said.has_end or said.skips or said.skips_holidays
    if not (more or hours != recurs or wish != ANYTHING):
        return False
    recurs = replace(hours, headcount=wish.headcount or recurs.headcount)
    rule = [one for one in recurs.rule.split(";") if said.has_end is False or not _ends(one)]
    if said.has_end:
        rule.append(said.rule(recurs.starts_on, rhythms.USUAL).rpartition(";")[2])
    recurs = replace(recurs, rule=";".join(rule))
    days = rhythms.days_of(recurs, turn)
    skips = {day for day in days if any(a <= day <= b for a, b in said.skips)}
    if said.skips_holidays and days:
        skips |= await previews.holidays(turn.session, turn.park, days[0], days[-1])
    recurs = replace(recurs, skips=recurs.skips | skips)
    try:
        things = await _suiting(turn, recurs, wish)
        found = await previews.best(turn.session, turn.park, things, recurs, now=turn.now)
    except OF_SERIES as refused:
        turn.tell(why(turn, refused))
        return True
    _tell(turn, found, counted=True, come=rhythms.come_of(about))
    return True


def _other_hours(turn: Turn, recurs: Recurs) -> Recurs:
    """Begun at another hour, or as long as the message says."""
    begins = datetime.combine(recurs.starts_on, recurs.starts, turn.zone)
    old = begins, begins + timedelta(minutes=recurs.minutes)
    text = legible(turn.said.text[: reading.LONGEST])
    goal = replace(goal_in(text, turn.local_now, old, whole=text), day=None)
    starts, ends = goal.span(*old)
    if ends <= starts:
        return recurs
    lasts = int((ends - starts) / timedelta(minutes=1))
    return replace(recurs, starts=starts.time(), minutes=lasts)


async def _suiting(turn: Turn, recurs: Recurs, wish: Wish) -> list[Thing]:
    """The room that was shown, where it suits what is wanted now; else those that do."""
    wish = replace(wish, headcount=recurs.headcount)
    here = recurs.thing
    if wish.suits(here):
        return [here]
    kind = [one for one in await view.all_things(turn) if one.pool.id == here.pool.id]
    suited = [one for one in kind if wish.suits(one)]
    return sorted(suited, key=lambda one: one.resource.capacity or 0) or [here]


def _ends(part: str) -> bool:
    return part.startswith(("COUNT=", "UNTIL="))


async def settle(turn: Turn) -> bool:
    """Take a yes or a no to the series that was shown."""
    about = (await turn.asked()).get("booking_series")
    if not isinstance(about, dict):
        return False
    if turn.said.intent == "affirm":
        await book(turn, about)
    else:
        turn.tell(turn.text("booking-dropped"))
    return True


async def book(turn: Turn, about: Mapping[str, Any]) -> None:
    """Book what of it is free."""
    recurs = await rhythms.of_told(turn, about)
    if recurs is None:
        turn.tell(turn.text("booking-offer-over"))
        return
    person = await view.me(turn)
    by = tenant(person)
    try:
        made = await series.book(turn.session, turn.park, person, recurs, by=by, now=turn.now)
    except OF_SERIES as refused:
        turn.tell(why(turn, refused))
        return
    heading = turn.text(
        "booking-series-made",
        what=turn.named(recurs.thing.resource),
        rhythm=telling.rhythm(recurs.rule, turn.language),
        hours=_hours(recurs),
        count=len(made.booked),
    )
    lines = [heading, _dates(turn, [one.starts_at for one in made.booked])]
    come = rhythms.come_of(about)
    buttons = []
    if made.skipped:
        missing = _dates(turn, [one.starts_at for one in made.skipped])
        key = "booking-series-fills" if recurs.fills else "booking-series-gaps"
        lines.append(turn.text(key, dates=missing))
        if not recurs.fills:
            buttons.append(fill_button(turn, made.series.id))
    if recurs.thing.pool.grace_min:
        lines.append(turn.text("booking-check-in-hint", minutes=recurs.thing.pool.grace_min))
    if come.count:
        lines += await guests.invite_each(turn, made.booked, come.names, come.count)
    cancel = deed(do="cancel_series", series=made.series.id)
    buttons.append(button(turn.text("button-booking-series-cancel"), cancel))
    turn.tell("\n".join(lines), buttons=buttons, booking_series_id=made.series.id)


async def fill(turn: Turn, series_id: int) -> None:
    """Take what is free of the gaps now; the others as soon as they are."""
    person_id = turn.conversation.person_id
    try:
        await gaps.keep(turn.session, turn.park_id, series_id, person_id=person_id, now=turn.now)
    except NotFound:
        turn.tell(turn.text("booking-series-none"))
        return
    filled = await series.fill(
        turn.session, turn.park, series_id, person_id=person_id, now=turn.now
    )
    left = await gaps.open_gaps(turn.session, turn.park_id, series_id, now=turn.now)
    lines = []
    if filled:
        dates = _dates(turn, [one.starts_at for one in filled])
        lines.append(turn.text("booking-series-filled", dates=dates))
    if left:
        dates = _dates(turn, [one.starts_at for one in left])
        lines.append(turn.text("booking-series-fills", dates=dates))
    turn.tell("\n".join(lines) or turn.text("booking-series-whole"), booking_series_id=series_id)


def deed(**about: Any) -> Command:
    """The command of a button that does something to what is booked."""
    return command("booking_deed", booking_deed=about)


def fill_button(turn: Turn, series_id: int) -> Any:
    return button(turn.text("button-booking-fill"), deed(do="fill", series=series_id))


def _tell(turn: Turn, found: Preview, *, counted: bool, come: Come) -> None:
    recurs, free = found.recurs, found.of("free")
    head = turn.text(
        "booking-series-shown",
        what=turn.named(recurs.thing.resource),
        rhythm=telling.rhythm(recurs.rule, turn.language),
        hours=_hours(recurs),
        count=len(found.dates),
    )
    lines = [head]
    for state in ("free", "taken", "closed", "later"):
        those: list[Occurrence] = found.of(state)
        if those:
            dates = _dates(turn, [one.starts_at for one in those])
            lines.append(
                turn.text("booking-series-dates", state=state, count=len(those), dates=dates)
            )
    if not counted:
        lines.append(turn.text("booking-series-usual", count=rhythms.USUAL))
    if not free:
        turn.tell("\n".join([*lines, turn.text("booking-series-none-free")]))
        return
    if come.count:
        lines.append(turn.text("booking-series-guests", count=come.count))
    about = rhythms.as_told(recurs, come)
    buttons = [
        button(turn.text("button-booking-series", count=len(free)), deed(do="series", **about))
    ]
    if len(free) < len(found.dates):
        title = turn.text("button-booking-series-fills", count=len(free))
        buttons.append(button(title, deed(do="series", **about, fills=True)))
    turn.tell(
        "\n".join([*lines, turn.text("booking-series-ask")]),
        buttons=buttons,
        settles=ASKED,
        booking_series=about,
    )


def _hours(recurs: Recurs) -> str:
    ends = datetime.combine(date(2000, 1, 1), recurs.starts) + timedelta(minutes=recurs.minutes)
    return f"{recurs.starts:%H:%M}–{ends:%H:%M}"


def _dates(turn: Turn, moments: Sequence[datetime]) -> str:
    return telling.dates(moments, turn.language, turn.park)
