"""Visits as their host sees them, and as who is asked for them does."""

from typing import Literal

from api.frame.call import Call
from api.frame.views import building_names, where
from api.visits.shapes import PassShown, VisitShown
from models.visits import Visit, VisitPass
from services.texts import say
from services.visits import amending, hosting, pass_tokens, visits, words


async def shown(call: Call, visit: Visit) -> VisitShown:
    role: Literal["host", "approver"] = "host" if visit.host_id == call.me.id else "approver"
    held = await good_pass(call, visit) if role == "host" else None
    who = words.who(visit, call.language)
    when = words.hours(visit, call.language, call.now, call.zone)
    return VisitShown(
        visit_no=visit.visit_no,
        status=visit.status,
        status_text=_status(call, visit),
        role=role,
        names=visit.names,
        headcount=visit.headcount,
        phone=visit.phone if role == "host" else None,
        plate=visit.plate,
        plates=visit.plates,
        company=visit.visitor_company,
        reason=visit.reason,
        where=where(call, visit, await building_names(call)),
        starts_at=call.local(visit.starts_at),
        ends_at=call.local(visit.ends_at),
        daily_from=f"{visit.daily_from:%H:%M}" if visit.daily_from else None,
        daily_until=f"{visit.daily_until:%H:%M}" if visit.daily_until else None,
        text=say(call.language, "visit-who-when", who=who, when=when),
        can=await _can(call, visit),  # type: ignore[arg-type]
        has_pass=held is not None,
        waits_for=_waits_for(visit),
    )


async def good_pass(call: Call, visit: Visit) -> VisitPass | None:
    """The pass, as long as it opens a gate now or later."""
    held = await visits.pass_of(call.session, visit)
    return held if held is not None and held.valid_until > call.now else None


def token(call: Call, visit: Visit, held: VisitPass) -> str:
    return pass_tokens.issue(_claims(call, visit, held), call.deps.passes_key)


def _claims(call: Call, visit: Visit, held: VisitPass) -> pass_tokens.Claims:
    return pass_tokens.claims_of(call.deps.passes_name or call.park.slug, visit, held)


def pass_shown(call: Call, visit: Visit, held: VisitPass) -> PassShown:
    signed = token(call, visit, held)
    return PassShown(
        token=signed,
        url=f"{call.deps.base_url}/pass/{signed}",
        valid_from=call.local(held.valid_from),
        valid_until=call.local(held.valid_until),
        entries_left=held.max_entries - held.entries,
    )


def _status(call: Call, visit: Visit) -> str:
    arrived = f"{call.local(visit.arrived_at):%H:%M}" if visit.arrived_at else ""
    return words.status(visit, call.language, arrived)


def _waits_for(visit: Visit) -> Literal["desk", "approver", "host"] | None:
    if visit.status != "requested":
        return None
    if visit.needs_desk:
        return "desk"
    return "host" if visit.approver_id == visit.host_id else "approver"


async def _can(call: Call, visit: Visit) -> list[str]:
    found = []
    if visit.host_id == call.me.id and visit.status in visits.ACTIONS["cancel"].sources:
        found.append("cancel")
    if visit.host_id == call.me.id and visit.status in amending.AMENDABLE:
        found.append("reschedule")
    asked = await hosting.may_decide(call.session, visit, call.me.id)
    if asked and visit.status == "requested":
        found += ["approve", "deny"]
    return found
