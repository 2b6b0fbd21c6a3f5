"""Who may host visitors unasked: members of companies, and people whom the desk vouches for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import UtcDateTime
from models.park import Park
from models.people import Company, HostVouch, Person
from models.visits import Visit
from services.kit.audit import By, record
from services.kit.direct import Direct
from services.kit.errors import Refused
from services.kit.snapshots import claim, snapshot
from services.visits import vouches

Kind = Literal["member", "vouched", "anybody", "stranger"]
"""member: belongs to a company of the park. vouched: the desk vouches for them. anybody: neither,
in a park that lets anybody host. stranger: neither; their visits wait for the desk's yes."""
PARK = ("anybody_hosts",)
"""Columns of the park's setting."""


class TooMany(Refused):
    """The host has registered too many visits in 24 hours."""

    code = "too_many_visits"


class TooManyWaiting(TooMany):
    """Too many visits of the host wait for the desk already."""

    code = "too_many_waiting"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a host may register. `waiting` is how many visits may wait for the desk at once."""

    longest: timedelta
    farthest: timedelta
    people: int
    visits_a_day: int
    """In any 24 hours."""
    waiting: int | None = None


LIMITS: dict[Kind, Limits] = {
    "member": Limits(timedelta(days=31), timedelta(days=180), people=200, visits_a_day=20),
    "vouched": Limits(timedelta(days=14), timedelta(days=90), people=50, visits_a_day=20),
    "anybody": Limits(timedelta(days=7), timedelta(days=60), people=30, visits_a_day=20),
    "stranger": Limits(timedelta(days=3), timedelta(days=30), people=20, visits_a_day=5, waiting=5),
}
"""Chosen by us: a company's works last a month, a guest of somebody unknown a day or three."""


async def kind_of(session: AsyncSession, person: Person) -> Kind:
    """By what right somebody hosts, now. The desk itself is as good as vouched for."""
    known = _known_kind(person)
    if known is None and await vouches.vouch_of(session, person) is not None:
        return "vouched"
    return known or await _without_vouch(session, person)


def _known_kind(person: Person) -> Kind | None:
    """None where it depends on whether the desk vouches for them."""
    if person.merged_into_id is not None:
        return "stranger"
    if person.company_id is not None:
        return "member"
    return "vouched" if person.stands_for is not None else None


async def _without_vouch(session: AsyncSession, person: Person) -> Kind:
    park = await session.get_one(Park, person.park_id)
    return "anybody" if park.anybody_hosts else "stranger"


async def stands(session: AsyncSession, visit: Visit) -> bool:
    """Whether the host still belongs to the company for which they registered a visit.

    A visit that was registered for no company stands until somebody cancels it.
    """
    if visit.company_id is None:
        return True
    host = await session.get_one(Person, (visit.park_id, visit.host_id))
    return host.company_id == visit.company_id


async def may_decide(session: AsyncSession, visit: Visit, person_id: int) -> bool:
    """Whether a person says yes or no to a visit: its approver, while they have the right to."""
    if visit.needs_desk or visit.approver_id != person_id:
        return False
    person = await session.get_one(Person, (visit.park_id, person_id))
    if visit.host_id == person_id:
        return await kind_of(session, person) != "stranger"
    return person.company_id is not None and person.company_id == visit.company_id


async def approver_of(session: AsyncSession, company: Company) -> Person | None:
    """Who says yes for a company; None where nobody of its people is named."""
    if company.approver_id is None:
        return None
    person = await session.get_one(Person, (company.park_id, company.approver_id))
    return person if person.company_id == company.id else None


async def check_one_more(session: AsyncSession, host: Person, now: datetime) -> Kind:
    """By what right a host registers one visit more. Raises TooMany, TooManyWaiting. The host's row
    is locked."""
    about = {"park": host.park_id, "host": host.id, "since": now - timedelta(days=1)}
    row = await _REGISTERED.first(session, about)
    kind = _known_kind(host)
    if kind is None:
        kind = "vouched" if row.is_vouched_for else await _without_vouch(session, host)
    limits = LIMITS[kind]
    if row.lately >= limits.visits_a_day:
        raise TooMany(limit=limits.visits_a_day)
    if limits.waiting is not None and row.waiting >= limits.waiting:
        raise TooManyWaiting(limit=limits.waiting)
    return kind


def _registered() -> Select[int, int, bool]:
    """What counts of a host; that they wait for the desk is counted by an index of its own."""
    mine = (Visit.park_id == bindparam("park")) & (Visit.host_id == bindparam("host"))
    lately = Visit.created_at > bindparam("since", type_=UtcDateTime)
    waits = Visit.needs_desk & (Visit.status == "requested")
    vouched = exists().where(
        HostVouch.park_id == bindparam("park"),
        HostVouch.person_id == bindparam("host"),
        HostVouch.ended_at.is_(None),
    )
    return select(
        select(func.count()).where(mine, lately).scalar_subquery().label("lately"),
        select(func.count()).where(mine, waits).scalar_subquery().label("waiting"),
        vouched.label("is_vouched_for"),
    )


_REGISTERED = Direct(_registered)


async def check_waiting(session: AsyncSession, host: Person, limits: Limits) -> None:
    """Raises TooManyWaiting. The host's row is locked."""
    if limits.waiting is None:
        return
    waiting = await session.scalar(
        select(func.count()).where(
            Visit.park_id == host.park_id,
            Visit.host_id == host.id,
            Visit.needs_desk,
            Visit.status == "requested",
        )
    )
    if (waiting or 0) >= limits.waiting:
        raise TooManyWaiting(limit=limits.waiting)


async def asked(
    session: AsyncSession, host: Person, kind: Kind, *, ask: bool
) -> tuple[int | None, bool]:
    """Who of the tenants has to say yes, and whether the desk has to.

    A company's approver need not ask themselves. The desk decides for a stranger, and for a
    company that wants to be asked and has nobody left whom one could ask.
    """
    if kind == "stranger":
        return None, True
    company = None
    if host.company_id is not None:
        company = await session.get_one(Company, (host.park_id, host.company_id))
    if company is not None and company.visits_need_approval and company.approver_id != host.id:
        approver = await approver_of(session, company)
        return (approver.id, False) if approver is not None else (None, True)
    return (host.id if ask else None), False


async def let_anybody(
    session: AsyncSession, by: By, park: Park, *, anybody: bool, seen: str
) -> None:
    """Whether people whom the park does not know may host without being asked. Visits that wait or
    are approved stay as they are. Raises ChangedMeanwhile."""
    subject = f"park:{park.id}"
    before = await claim(session, park, PARK, seen, subject)
    park.anybody_hosts = anybody
    await session.flush()
    record(session, by, "park.hosts", subject, before=before, after=snapshot(park, PARK))
