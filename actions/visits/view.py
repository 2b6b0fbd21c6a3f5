"""Visits as text, in the tenant's language."""

from typing import Any

from actions.kit import own as kit
from actions.kit.turn import Turn
from models.people import Person
from models.visits import Visit
from services.notices import notices
from services.park import places
from services.visits import visits, words
from services.visits.amending import Amended

CHANGE = "visit_change"
"""What a registration that has just been told may be followed by."""


async def own(turn: Turn, visit_no: str) -> Visit | None:
    """A visit that the tenant hosts; somebody else's is as good as none."""
    visit = await visits.find_by_number(turn.session, turn.park_id, visit_no)
    return kit.own(turn, visit, lambda one: one.host_id)


async def own_or_say(turn: Turn, visit_no: str) -> Visit | None:
    return kit.or_say(turn, await own(turn, visit_no), "visit-not-found", visit_no=visit_no)


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


def title(turn: Turn, visit: Visit, language: str) -> str:
    """What a visit is called where it is one of several."""
    when = words.hours(visit, language, turn.now, turn.zone)
    return f"{words.who(visit, language)} · {when}"


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
    return "\n".join([heading, *await told(turn, visit), *rest])


async def amended(turn: Turn, what: Amended) -> str:
    """All of a visit that has just been changed, and what that does to its pass."""
    visit = what.visit
    if not what.changed:
        heading = turn.text("visit-already-so", visit_no=visit.visit_no)
        return "\n".join([heading, *await told(turn, visit)])
    said = [turn.text("visit-amended", visit_no=visit.visit_no), *await told(turn, visit)]
    if visit.status == "approved" and not what.new_pass:
        return "\n".join([*said, turn.text("visit-amended-same-pass")])
    return "\n".join([*said, *await goes_on(turn, visit, asked=what.asked)])


async def goes_on(turn: Turn, visit: Visit, *, asked: bool = True) -> list[str]:
    """The new pass; or who is asked for it (`asked`), or still is."""
    if visit.status == "approved":
        held = await visits.pass_of(turn.session, visit)
        url = [] if held is None else [turn.links.pass_url(visit, held)]
        return [turn.text("visit-amended-pass"), *url]
    key = "visit-amended-asks" if asked else "visit-amended-waits"
    if visit.needs_desk:
        return [turn.text(f"{key}-desk", phone=turn.park.desk_phone)]
    said = [turn.text(key, approver=await _approver(turn, visit))]
    return said + await _unreached(turn, visit) if asked else said


async def told(turn: Turn, visit: Visit) -> list[str]:
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    where = places.describe(visit, names, turn.language)
    lines = [turn.text("visit-who-when", who=who(turn, visit), when=hours(turn, visit))]
    if where:
        lines.append(turn.text("visit-where", where=where))
    if visit.more_plates:
        plates = ("、" if turn.language == "zh" else ", ").join(visit.plates)
        lines.append(turn.text("visit-plates", plates=plates))
    elif visit.plate:
        lines.append(turn.text("visit-plate", plate=visit.plate))
    if visit.phone:
        lines.append(turn.text("visit-phone", phone=visit.phone))
    if visit.visitor_company:
        lines.append(turn.text("visit-company", company=visit.visitor_company))
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
    name = await _approver(turn, visit)
    asked = turn.text("visit-asks-approval", visit_no=visit.visit_no, approver=name)
    return [asked, *await _unreached(turn, visit), change]


async def _approver(turn: Turn, visit: Visit) -> str:
    assert visit.approver_id is not None, "nobody is asked, and yet it waits"
    approver = await turn.session.get_one(Person, (visit.park_id, visit.approver_id))
    return approver.name or turn.text("visit-approver")


async def _unreached(turn: Turn, visit: Visit) -> list[str]:
    """What the host does about an approver who never wrote to the park."""
    if visit.approver_id is None or await notices.can_reach(
        turn.session, visit.park_id, visit.approver_id
    ):
        return []
    name, phone = await _approver(turn, visit), turn.park.desk_phone
    return [turn.text("visit-approver-unreached", approver=name, phone=phone)]


def _asks_desk(turn: Turn, visit: Visit) -> str:
    return turn.text("visit-asks-desk", visit_no=visit.visit_no, phone=turn.park.desk_phone)


def tell_settled(turn: Turn, visit: Visit) -> None:
    """What was wanted cannot be any more: how the visit stands instead."""
    text = turn.text("visit-settled", visit_no=visit.visit_no, status=status(turn, visit))
    turn.tell(text, **data(visit))


async def pass_url(turn: Turn, visit: Visit) -> str | None:
    held = await visits.pass_of(turn.session, visit) if visit.status == "approved" else None
    return turn.links.pass_url(visit, held) if held is not None else None


async def pass_lines(turn: Turn, visit: Visit) -> list[str]:
    """Where the pass is shown, as long as it opens a gate."""
    held = await visits.pass_of(turn.session, visit)
    if held is None or held.valid_until <= turn.now:
        return []
    return [turn.text("visit-pass", url=turn.links.pass_url(visit, held))]
