"""Somebody stands at reception without a visit: who they are, whom they want to see."""

import re
from datetime import datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

import models
from desk.frame import looking
from desk.frame.call import Visit
from desk.frame.forms import Id, InvalidForm, posted
from desk.visits import queries, words
from desk.visits.area import area, by
from desk.visits.queries import Host
from services.kit import audit
from services.kit.errors import Invalid
from services.visits import gates, visits
from services.visits.visits import Blocked, Guests, Period

Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
_BETWEEN = re.compile(r"[,，、;；\n]+")
_FIELDS = {"names", "headcount", "phone", "plate", "company", "reason"}


class WalkIn(BaseModel):
    """`until` is a clock time of today. `present`: the host came to the counter."""

    names: Short
    headcount: int = Field(1, ge=1, le=200)
    phone: Short | None = None
    plate: Short | None = None
    company: Short | None = None
    reason: Short | None = None
    host: Id
    present: bool = False
    building: Short | None = None
    room: Short | None = None
    until: time


class Search(BaseModel):
    q: str = Field("", max_length=100)
    host: Id | None = None


@area.get("/visitors/new", allows="visitors.work")
async def form(visit: Visit) -> web.Response:
    until = words.local(visit, visit.now + visits.DEFAULT_STAY)
    is_tomorrow = until.date() != words.today(visit)
    entered = {"until": "23:59" if is_tomorrow else f"{until:%H:%M}"}
    return await _form(visit, entered, {})


@area.get("/visitors/hosts", allows="visitors.work")
async def hosts(visit: Visit) -> web.Response:
    """People of the park who fit what is typed."""
    wanted = visit.query(Search)
    search = wanted.q.strip()
    found = await queries.hosts(visit.session, visit.park.id, search) if search else []
    await looking.note_people(visit, [one.person for one in found])
    return visit.fragment(
        "visitors/_hosts.html", found=found, chosen=wanted.host, search=search, errors={},
        **await words.of(visit),
    )  # fmt: skip


@area.post("/visitors/new", allows="visitors.work")
async def create(visit: Visit) -> web.Response:
    """Registered; who needs no further yes is checked in at once."""
    entered = {name: str(value) for name, value in (await posted(visit.request)).items()}
    try:
        said = await visit.form(WalkIn)
        guest = await _register(visit, said)
    except InvalidForm as wrong:
        return await _form(visit, entered, wrong.fields, status=422)
    except Blocked:
        told = visit.text("visitors-error-visitor-blocked")
        return await _form(visit, entered, {"names": told}, status=422)
    except Invalid as wrong:
        field = str(wrong.details.get("field"))
        told = visit.text("visitors-invalid-period" if field == "period" else "shell-invalid-other")
        where = field if field in _FIELDS else "until"
        return await _form(visit, entered, {where: told}, status=422)
    if guest.status == "approved":
        staff_id = visit.staff.id
        await gates.check_in(
            visit.session, visit.park.id, guest.id, staff_id=staff_id, now=visit.now
        )
        visit.toast("visitors-walked-in", number=guest.visit_no)
    elif guest.needs_desk:
        visit.toast("visitors-desk-decides", tone="bad", number=guest.visit_no)
    else:
        visit.toast("visitors-host-asked", number=guest.visit_no)
    return visit.redirect(f"/visitors/{guest.id}")


async def _register(visit: Visit, said: WalkIn) -> models.Visit:
    chosen = await queries.host(visit.session, visit.park.id, said.host)
    if chosen is None:
        raise InvalidForm({"host": visit.text("shell-invalid-choice")})
    guest = await visits.walk_in(
        visit.session,
        chosen.person,
        Guests(
            _BETWEEN.split(said.names),
            said.headcount,
            said.phone,
            said.plate,
            said.company,
            said.reason,
        ),
        Period(visit.now, _until(visit, said.until)),
        place={"building": said.building, "room": said.room},
        host_present=said.present,
        now=visit.now,
    )
    after = {"visit_no": guest.visit_no, "present": said.present}
    audit.record(visit.session, by(visit), "visit.add", f"visit:{guest.id}", before={}, after=after)
    return guest


def _until(visit: Visit, clock: time) -> datetime:
    return datetime.combine(words.today(visit), clock, ZoneInfo(visit.park.timezone))


async def _form(
    visit: Visit, entered: dict[str, Any], errors: dict[str, str], *, status: int = 200
) -> web.Response:
    chosen = await _chosen(visit, entered.get("host", ""))
    name = "visitors/_new.html" if visit.is_htmx else "visitors/new.html"
    return visit.render(
        name,
        status=status,
        entered=entered,
        errors=errors,
        found=[chosen] if chosen else [],
        chosen=chosen.person.id if chosen else None,
        search="",
        **await words.of(visit),
    )


async def _chosen(visit: Visit, host: str) -> Host | None:
    """Who was chosen before the form came back."""
    if not host.isascii() or not host.isdecimal() or len(host) > 18:  # noqa: PLR2004 - of an id
        return None
    return await queries.host(visit.session, visit.park.id, int(host))
