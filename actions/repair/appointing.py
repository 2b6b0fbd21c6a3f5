"""The window in which somebody comes: moved by what a tenant says of when."""

from collections.abc import Sequence
from datetime import datetime

from actions.kit.turn import Button, Turn, button
from actions.repair import view
from actions.repair.acting_fields import times_of
from models.tickets import Ticket
from services.acts.acts import Correct
from services.acts.chosen import command_of
from services.acts.values import Fields, Target, What, When
from services.texts import when
from services.tickets import appointments
from services.tickets.appointments import NotMovable, NotOffered, Window

CHOICES = 4
"""Windows that are offered as buttons."""


def speaks_of(turn: Turn, ticket: Ticket, said: Fields) -> bool:
    """Whether what is said moves the appointment: a time alone, by its reporter, of a ticket to
    which somebody was to come. Else it is what the ticket is told of when one would like it."""
    only_times = said.given <= {"when", "until"} and said.when is not None
    mine = ticket.person_id == turn.conversation.person_id
    return only_times and mine and appointments.standing(ticket, turn.now) is not None


async def move(turn: Turn, ticket: Ticket, said: Fields) -> None:
    """Have them come in the offered window that is meant; else say which there are."""
    if not appointments.may_move(ticket, turn.now):
        await _tell_not_movable(turn, ticket)
        return
    offered = await appointments.offers(turn.session, ticket, now=turn.now)
    wanted = _wanted(turn, ticket, said)
    window = None if wanted is None else _meant(turn, ticket, offered, wanted)
    if window is None:
        await _offer(turn, ticket, _near(offered, wanted), wanted)
        return
    try:
        ticket = await appointments.move(
            turn.session,
            ticket,
            window,
            person_id=turn.conversation.person_id,
            now=turn.now,
        )
    except NotOffered:
        await _offer(turn, ticket, _near(offered, wanted), wanted)
    except NotMovable:
        await _tell_not_movable(turn, ticket)
    else:
        text = turn.text("repair-appointment-moved", **await _about(turn, ticket))
        turn.tell(text, **await view.told(turn, ticket))


def _wanted(turn: Turn, ticket: Ticket, said: Fields) -> datetime | None:
    """The moment that is meant; of a day alone the hour that stands, on that day."""
    assert ticket.appointment_from is not None
    stands = ticket.appointment_from, ticket.appointment_until
    times = times_of(said, stands, turn.zone)
    return None if times is None else times[0]


def _meant(
    turn: Turn, ticket: Ticket, offered: Sequence[Window], wanted: datetime
) -> Window | None:
    """The window that stands is meant, too, where that is the time that is said."""
    standing = appointments.standing(ticket, turn.now)
    return appointments.fitting([*([standing] if standing else []), *offered], wanted)


def _near(offered: Sequence[Window], wanted: datetime | None) -> list[Window]:
    """Those that are nearest to what is wanted, else the first, in order."""
    if wanted is None:
        return list(offered[:CHOICES])
    nearest = sorted(offered, key=lambda one: abs(one.starts_at - wanted))[:CHOICES]
    return sorted(nearest, key=lambda one: one.starts_at)


async def _offer(
    turn: Turn, ticket: Ticket, windows: Sequence[Window], wanted: datetime | None
) -> None:
    about = await _about(turn, ticket)
    if not windows:
        phone = turn.park.desk_phone
        text = turn.text("repair-windows-none", **about, phone=phone)
        turn.tell(text, **await view.told(turn, ticket), phones=[phone])
        return
    key = "repair-windows" if wanted is None else "repair-windows-other"
    buttons = [_choice(turn, ticket, one) for one in windows]
    turn.tell(turn.text(key, **about), buttons=buttons, **await view.told(turn, ticket))


def _choice(turn: Turn, ticket: Ticket, window: Window) -> Button:
    title = when.span(window.starts_at, window.ends_at, turn.language, turn.now, turn.zone)
    day = window.starts_at.astimezone(turn.zone).date()
    time_ = When(start=window.starts_at, end=window.ends_at, day=day)
    of = Target(what=What.REPAIR, number=ticket.ticket_no)
    return button(title, command_of([Correct(of=of, fields=Fields(when=time_))]))


async def _tell_not_movable(turn: Turn, ticket: Ticket) -> None:
    if appointments.standing(ticket, turn.now) is None:
        turn.tell(await view.line(turn, ticket), **view.data(ticket))
        return
    phone = turn.park.desk_phone
    text = turn.text("repair-appointment-stays", **await _about(turn, ticket), phone=phone)
    turn.tell(text, **await view.told(turn, ticket), phones=[phone])


async def _about(turn: Turn, ticket: Ticket) -> dict[str, str]:
    window = appointments.standing(ticket, turn.now)
    assert window is not None
    who = await appointments.who_comes(turn.session, ticket) or turn.text("ticket-engineer")
    told = when.span(window.starts_at, window.ends_at, turn.language, turn.now, turn.zone)
    return {"ticket_no": ticket.ticket_no, "who": who, "when": told}
