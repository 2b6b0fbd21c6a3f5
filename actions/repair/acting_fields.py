"""What acts say of a repair, put into its draft or into columns of its ticket."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from actions.kit.placed import PARTS, as_place, with_said
from actions.kit.turn import Turn
from actions.repair.draft import LOCATION, LONGEST, PROBLEM, RANK, RepairDraft
from models.tickets import Ticket
from services.acts.values import Fields, When
from services.park import places
from services.park.places import Spot
from services.texts import when

FIELD_OF = {PROBLEM: "description", LOCATION: "place"}
"""What each question of the form asks for."""
Times = tuple[datetime, datetime | None]
_DAY = timedelta(days=1)


def put(turn: Turn, draft: RepairDraft, said: Fields, *, corrects: bool = False) -> RepairDraft:
    """The draft with what is said."""
    new = deepcopy(draft)
    for words in (said.description, said.note):
        if words and words not in new.words:
            new.words = "\n".join(filter(None, (new.words, words)))[:LONGEST]
            if not turn.said.pressed:
                new.keep_told(turn.said.text)
    if said.category and (corrects or new.category == "other"):
        new.category = said.category
    if not new.words and new.category != "other":
        new.words = turn.text(f"category-{new.category}")
    if said.urgency and (
        new.urgency == "normal" or RANK.index(said.urgency) > RANK.index(new.urgency)
    ):
        new.urgency = said.urgency
    if said.place is not None:
        new.place = with_said(new.place, said.place, corrects=corrects)
    new.vague = new.vague or "place" in said.unknown
    new.phone = said.phone or new.phone
    times = times_of(said, new.preferred_times, turn.zone)
    if times is not None and times[0] < turn.now and times[1] is None:
        new.hour_over = f"{times[0].astimezone(turn.zone):%H:%M}"
    elif times is not None:
        new.hour_over = None
        new.preferred = [moment.isoformat() for moment in times if moment is not None]
    return new


def columns(turn: Turn, ticket: Ticket, said: Fields, *, corrects: bool) -> dict[str, Any]:
    """What of a ticket becomes what."""
    values: dict[str, Any] = {
        name: value
        for name in ("category", "urgency", "phone")
        if (value := getattr(said, name)) is not None
    }
    if said.place is not None:
        known = {name: getattr(ticket, name) for name in PARTS}
        place = with_said(known, said.place, corrects=corrects)
        values |= {name: place.get(name) for name in PARTS}
    stands = None
    if ticket.preferred_from is not None:
        stands = ticket.preferred_from, ticket.preferred_until
    if (times := times_of(said, stands, turn.zone)) is not None:
        values["preferred_from"], values["preferred_until"] = times
    return values


def times_of(said: Fields, stands: Times | None, zone: tzinfo) -> Times | None:
    """When somebody may come. A day alone is all of that day; a clock alone is on the day that
    stands, or the one that it was read for."""
    told, until = said.when, said.until
    if told is None:
        return None
    if told.shift and stands is not None:
        by = timedelta(minutes=told.shift)
        return stands[0] + by, None if stands[1] is None else stands[1] + by
    start, end = told.start, told.end or (until.start if until is not None else None)
    if start is None:
        return _on_day(told, stands, zone)
    if told.day is None and stands is not None:
        day = stands[0].astimezone(zone).date()
        start = datetime.combine(day, start.astimezone(zone).time(), zone)
    return start, end if end is None or end > start else None


def _on_day(told: When, stands: Times | None, zone: tzinfo) -> Times | None:
    if told.day is None:
        return None
    if stands is None:
        first = datetime.combine(told.day, time(), zone)
        return first, first + _DAY
    moved = told.day - stands[0].astimezone(zone).date()
    return stands[0] + moved, None if stands[1] is None else stands[1] + moved


async def in_words(turn: Turn, said: Fields) -> str:
    """What is said, as a note for staff."""
    parts = [said.description, said.note, said.phone]
    if said.category is not None:
        parts.append(turn.text(f"category-{said.category}"))
    if said.place is not None:
        names = await places.building_names(turn.session, turn.park_id, turn.language)
        spot = Spot(**{name: getattr(said.place, name) for name in PARTS})
        parts.append(places.describe(spot, names, turn.language))
    if said.urgency is not None:
        parts.append(turn.text("repair-urgency", urgency=said.urgency))
    if (times := times_of(said, None, turn.zone)) is not None:
        parts.append(turn.text("repair-prefers", when=span(turn, times)))
    return "\n".join(filter(None, parts)) or (said.when and said.when.words) or "…"


def span(turn: Turn, times: Times) -> str:
    start, until = times
    local = start.astimezone(turn.zone)
    if until is not None and local.time() == time() and until - start == _DAY:
        return when.day(start, turn.language, turn.now, turn.zone)
    return when.span(start, until, turn.language, turn.now, turn.zone)


def fields_of(draft: RepairDraft) -> Mapping[str, Any]:
    """What stands of a draft, under the names of Fields."""
    return _given(
        description=draft.words or None,
        category=draft.category,
        urgency=draft.urgency,
        place=as_place(draft.place),
        phone=draft.phone,
        when=_when(draft.preferred_times),
    )


def fields_of_ticket(ticket: Ticket) -> Mapping[str, Any]:
    """When is when somebody comes, where that is promised, else when it is wished."""
    times = None
    if ticket.appointment_from is not None:
        times = ticket.appointment_from, ticket.appointment_until
    elif ticket.preferred_from is not None:
        times = ticket.preferred_from, ticket.preferred_until
    return _given(
        description=ticket.description,
        category=ticket.category,
        urgency=ticket.urgency,
        place=as_place({name: getattr(ticket, name) for name in PARTS}),
        phone=ticket.phone,
        when=_when(times),
    )


def _given(**values: Any) -> Mapping[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _when(times: Times | None) -> When | None:
    return None if times is None else When(start=times[0], end=times[1], day=times[0].date())
