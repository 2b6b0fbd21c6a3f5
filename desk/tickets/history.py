"""The lines of a ticket's history in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from desk.frame import people
from desk.frame.call import Call
from desk.tickets.page import Details
from desk.tickets.words import stamp, window
from models.tickets import TicketChange
from services.park import places
from services.tickets.alerts import PHONE

CODES = {"category": "shell-category-", "urgency": "shell-urgency-"}
"""Fields whose values are codes, and where their names stand."""


def who(call: Call, details: Details, change: TicketChange) -> str:
    if change.staff_id is not None:
        return details.staff.get(change.staff_id, "")
    if change.person_id is not None:
        unnamed = call.text("tickets-guest", number=str(change.person_id))
        person = details.people.get(change.person_id)
        return people.called(person, call.language, unnamed) if person else unnamed
    return call.text("tickets-by-itself")


def told(call: Call, details: Details, change: TicketChange) -> Markup:
    """What was done, to be read after the name of who did it. Other tickets are links."""
    words = escape(call.text(_key(change), **_values(call, details, change.details)))
    for name in ("into", "merged"):
        other = change.details.get(name)
        if other is not None and (number := details.numbers.get(other)):
            link = Markup('<a href="/desk/tickets/{}">{}</a>').format(other, number)
            words = words.replace(number, link)
    return words


def _key(change: TicketChange) -> str:
    about = change.details
    if change.action == "assign" and about.get("assignee_id") == change.staff_id:
        return "tickets-change-take"
    if change.action == "call" and about["role"] == PHONE:
        return "tickets-change-call-phone"
    if "called" in about:
        return "tickets-change-join-called"
    if "merged" in about:
        return "tickets-change-merged-here"
    if change.action == "heard" and "zone" in about:
        asks_staff = about["zone"] == "ask" and about.get("to_staff")
        return f"tickets-change-heard-{'staff' if asks_staff else about['zone']}"
    return f"tickets-change-{change.action}"


def _values(call: Call, details: Details, about: Mapping[str, Any]) -> dict[str, str]:
    """What any of the texts names, by the details of the change that have it."""
    read: dict[str, tuple[str, Callable[[Any], str]]] = {
        "assignee_id": ("to", lambda one: details.staff.get(one, "")),
        "into": ("into", lambda one: details.numbers.get(one, "")),
        "merged": ("number", lambda one: details.numbers.get(one, "")),
        "clock": ("clock", lambda one: call.text(f"tickets-clock-{one}")),
        "called": ("urgency", lambda one: call.text(f"shell-urgency-{one}")),
        "role": ("role", lambda one: "" if one == PHONE else call.text(f"shell-role-{one}")),
        "window": ("window", lambda two: _window(call, *two)),
        "photos": ("n", lambda ids: str(len(ids))),
        "coverage": ("coverage", str),
        "quote": ("quote", str),
        "version": ("version", str),
        "urges": ("n", str),
        "rating": ("rating", str),
    }
    return {name: say(about[key]) for key, (name, say) in read.items() if key in about}


def _window(call: Call, start: str, end: str) -> str:
    return window(call, datetime.fromisoformat(start), datetime.fromisoformat(end))


def edits(call: Call, change: TicketChange) -> list[tuple[str, str, str]]:
    """(field, before, after) of an edit."""
    changes: Mapping[str, Any] = change.details.get("changes", {})
    return [
        (
            call.text(f"tickets-field-{field}"),
            value(call, field, before),
            value(call, field, after),
        )
        for field, (before, after) in changes.items()
    ]


def value(call: Call, field: str, raw: Any) -> str:
    if raw is None or raw == "":
        return call.text("tickets-nothing")
    if field in CODES:
        return call.text(CODES[field] + raw)
    if field == "floor":
        return places.floor_name(raw)
    if field.startswith("preferred_"):
        return stamp(call, datetime.fromisoformat(raw))
    return str(raw)
