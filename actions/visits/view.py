"""Visits as text, in the tenant's language."""

from typing import Any

from actions.kit.turn import Turn
from models.people import Person
from models.visits import Visit
from services.notices import notices
from services.park import places
from services.visits import visits, words

CHANGE = "visit_change"
"""What a registration that has just been told may be followed by."""


async def own(turn: Turn, visit_no: str) -> Visit | None:
    """A visit that the tenant hosts; somebody else's is as good as none."""
    visit = await visits.find_by_number(turn.session, turn.park_id, visit_no)
    mine = visit is not None and visit.host_id == turn.conversation.person_id
    return visit if mine else None


async def own_or_say(turn: Turn, visit_no: str) -> Visit | None:
    visit = await own(turn, visit_no)
    if visit is None:
        turn.tell(turn.text("visit-not-found", visit_no=visit_no))
    return visit


def data(visit: Visit) -> dict[str, Any]:
    """What programs want to know of a visit that is spoken of."""
    return {"visit_no": visit.visit_no, "status": visit.status}


def who(turn: Turn, visit: Visit) -> str:
    return words.who(visit, turn.language)


def hours(turn: Turn, visit: Visit) -> str:
    return words.hours(visit, turn.language, turn.now, turn.zone)


def status(turn: Turn, visit: Visit) -> str:
    arrived = f"{visit.arrived_at.astimezone(turn.zone):%H:%M}" if visit.arrived_at else ""
    return words.status(visit, turn.language, arrived)


def line(turn: Turn, visit: Visit) -> str:
    """Number, who, when, and how far it is."""
    return turn.text(
        "visit-line",
        visit_no=visit.visit_no,
        who=who(turn, visit),
        when=hours(turn, visit),
        status=status(turn, visit),
    )


async def registered(turn: Turn, visit: Visit) -> str:
    """All of a visit that has just been registered, and what to do with it."""
    heading, *rest = await _goes_on(turn, visit)
    return "\n".join([heading, *await _told(turn, visit), *rest])


async def _told(turn: Turn, visit: Visit) -> list[str]:
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    where = places.describe(visit, names, turn.language)
    lines = [turn.text("visit-who-when", who=who(turn, visit), when=hours(turn, visit))]
    if where:
        lines.append(turn.text("visit-where", where=where))
    if visit.plate:
        lines.append(turn.text("visit-plate", plate=visit.plate))
    if visit.phone:
        lines.append(turn.text("visit-phone", phone=visit.phone))
    if visit.reason:
        lines.append(turn.text("visit-reason", reason=visit.reason))
    return lines


async def _goes_on(turn: Turn, visit: Visit) -> list[str]:
    """The pass, or who is asked for it first."""
    change = turn.text("visit-change-hint")
    if visit.status == "approved":
        heading = turn.text("visit-registered", visit_no=visit.visit_no)
        return [heading, *await pass_lines(turn, visit), change]
    if visit.needs_desk:
        join = [turn.text("visit-asks-desk-join")] if visit.company_id is None else []
        return [_asks_desk(turn, visit), *join, change]
    assert visit.approver_id is not None, "nobody is asked, and yet it waits"
    approver = await turn.session.get_one(Person, (visit.park_id, visit.approver_id))
    name = approver.name or turn.text("visit-approver")
    asked = turn.text("visit-asks-approval", visit_no=visit.visit_no, approver=name)
    if await notices.can_reach(turn.session, visit.park_id, visit.approver_id):
        return [asked, change]
    phone = turn.park.desk_phone
    return [asked, turn.text("visit-approver-unreached", approver=name, phone=phone), change]


def _asks_desk(turn: Turn, visit: Visit) -> str:
    return turn.text("visit-asks-desk", visit_no=visit.visit_no, phone=turn.park.desk_phone)


async def pass_lines(turn: Turn, visit: Visit) -> list[str]:
    """Where the pass is shown, as long as it opens a gate."""
    held = await visits.pass_of(turn.session, visit)
    if held is None or held.valid_until <= turn.now:
        return []
    return [turn.text("visit-pass", url=turn.links.pass_url(visit, held))]
