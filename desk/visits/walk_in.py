"""Somebody stands at reception without a visit: who they are, whom they want to see."""

import re
from datetime import datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.forms import InvalidForm, posted
from desk.frame.routing import Area
from desk.visits import words
from models.people import Company, Person
from models.visits import Visit
from services.kit import audit
from services.kit.errors import Invalid, NotFound
from services.kit.folding import plain_phone
from services.people import search as directory
from services.people import stand_ins
from services.people.search import Known
from services.visits import facts, gates, visits
from services.visits.visits import Blocked, Guests, Period

area = Area("visitors")

Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
FEWEST_DIGITS = 3
"""Of a phone number."""
HOST = r"^(desk|(company:)?[1-9][0-9]{0,17})$"
"""Somebody's id, the desk, or a company's id: a courier knows no name."""
_HOST = re.compile(HOST)
_BETWEEN = re.compile(r"[,，、;；\n]+")
_FIELDS = {"names", "headcount", "phone", "plate", "company", "reason"}


def whole_phone(said: str | None) -> str | None:
    if said and len(plain_phone(said)) < FEWEST_DIGITS:
        raise ValueError("visitors-invalid-phone")
    return said


def whole_plates(said: str | None) -> str | None:
    plates = plates_in(said)
    if len(plates) > facts.MOST_PLATES or not all(map(facts.is_plate, plates)):
        raise ValueError("visitors-invalid-plate")
    return said


def plates_in(said: str | None) -> list[str]:
    """Of each car, as typed."""
    return [plate for plate in _BETWEEN.split(said or "") if plate.strip()]


class WalkIn(BaseModel):
    """`until` is a clock time of today. `present`: the host came to the counter."""

    names: Short
    headcount: int = Field(1, ge=1, le=200)
    phone: Annotated[Short | None, AfterValidator(whole_phone)] = None
    plate: Annotated[Short | None, AfterValidator(whole_plates)] = None
    company: Short | None = None
    reason: Short | None = None
    host: Annotated[str, StringConstraints(pattern=HOST)]
    present: bool = False
    building: Short | None = None
    room: Short | None = None
    until: time


class Search(BaseModel):
    q: str = Field("", max_length=100)
    host: str = Field("", max_length=30)


@area.get("/visitors/new", allows="visitors.work")
async def form(call: Call) -> web.Response:
    until = words.local(call, call.now + visits.DEFAULT_STAY)
    is_tomorrow = until.date() != words.today(call)
    entered = {"until": "23:59" if is_tomorrow else f"{until:%H:%M}"}
    return await _form(call, entered, {})


@area.get("/visitors/hosts", allows="visitors.work")
async def hosts(call: Call) -> web.Response:
    """People of the park who fit what is typed."""
    wanted = call.query(Search)
    search = wanted.q.strip()
    found = await directory.people(call.session, call.park.id, search) if search else []
    await looking.note_people(call, [one.person for one in found])
    return call.fragment(
        "visitors/_hosts.html", found=found, chosen=wanted.host, search=search, errors={},
        companies=await stand_ins.companies(call.session, call.park.id, search) if search else [],
        **await words.of(call),
    )  # fmt: skip


@area.post("/visitors/new", allows="visitors.work")
async def create(call: Call) -> web.Response:
    """Registered; who needs no further yes is checked in at once."""
    entered = {name: str(value) for name, value in (await posted(call.request)).items()}
    try:
        said = await call.form(WalkIn)
        guest = await _register(call, said)
    except InvalidForm as wrong:
        return await _form(call, entered, wrong.fields, status=422)
    except Blocked:
        told = call.text("visitors-error-visitor-blocked")
        return await _form(call, entered, {"names": told}, status=422)
    except Invalid as wrong:
        field = str(wrong.details.get("field"))
        told = call.text("visitors-invalid-period" if field == "period" else "shell-invalid-other")
        where = field if field in _FIELDS else "until"
        return await _form(call, entered, {where: told}, status=422)
    if guest.status == "approved":
        staff_id = call.staff.id
        await gates.check_in(call.session, call.park.id, guest.id, staff_id=staff_id, now=call.now)
        call.toast("visitors-walked-in", number=guest.visit_no)
    elif guest.needs_desk:
        call.toast("visitors-desk-decides", tone="bad", number=guest.visit_no)
    else:
        call.toast("visitors-host-asked", number=guest.visit_no)
    return call.redirect(f"/visitors/{guest.id}")


async def _register(call: Call, said: WalkIn) -> Visit:
    host = await _host(call, said.host)
    guest = await visits.walk_in(
        call.session,
        host,
        Guests(
            _BETWEEN.split(said.names),
            said.headcount,
            said.phone,
            company=said.company,
            reason=said.reason,
            **facts.cars(plates_in(said.plate)),
        ),
        Period(call.now, _until(call, said.until)),
        place={"building": said.building, "room": said.room},
        host_present=said.present or host.stands_for is not None,
        now=call.now,
    )
    after = {"visit_no": guest.visit_no, "present": said.present}
    audit.record(call.session, by(call), "visit.add", f"visit:{guest.id}", before={}, after=after)
    return guest


async def _host(call: Call, chosen: str) -> Person:
    """Raises InvalidForm where there is no such host."""
    kind, _, id_ = chosen.rpartition(":")
    try:
        if chosen == stand_ins.DESK:
            return await stand_ins.desk(call.session, call.park.id)
        if kind == stand_ins.COMPANY:
            return await stand_ins.company(call.session, call.park.id, int(id_))
    except NotFound:
        known = None
    else:
        known = await directory.person(call.session, call.park.id, int(id_))
    if known is None:
        raise InvalidForm({"host": call.text("shell-invalid-choice")})
    return known.person


def _until(call: Call, clock: time) -> datetime:
    return datetime.combine(words.today(call), clock, ZoneInfo(call.park.timezone))


async def _form(
    call: Call, entered: dict[str, Any], errors: dict[str, str], *, status: int = 200
) -> web.Response:
    host = entered.get("host", "")
    chosen = await _chosen(call, host)
    name = "visitors/_new.html" if call.is_htmx else "visitors/new.html"
    return call.render(
        name,
        status=status,
        entered=entered,
        errors=errors,
        found=[chosen] if chosen else [],
        companies=await _company(call, host),
        chosen=host,
        search="",
        **await words.of(call),
    )


async def _company(call: Call, host: str) -> list[Company]:
    """The company that was chosen before the form came back."""
    kind, _, id_ = host.rpartition(":")
    if kind != stand_ins.COMPANY or not _HOST.fullmatch(host):
        return []
    row = await call.session.get(Company, (call.park.id, int(id_)))
    return [row] if row is not None else []


async def _chosen(call: Call, host: str) -> Known | None:
    """Who was chosen before the form came back."""
    if not host.isascii() or not host.isdecimal() or len(host) > 18:  # noqa: PLR2004 - of an id
        return None
    return await directory.person(call.session, call.park.id, int(host))
