"""What the tables of visits hold of people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import HostVouch, Person
from models.visits import Gate, Visit, VisitBlock, VisitPass, VisitPassage
from services.kit.personal import (
    OF_PERSON,
    Delete,
    Elsewhere,
    Forget,
    Keep,
    Link,
    NotExported,
    PersonalTable,
    Section,
    Value,
    impersonal,
    stays,
)
from services.visits import erasure, of_people, visits

TABLES = (
    PersonalTable(
        VisitPass,
        "the number of a visitor's pass, and until when it opens",
        "visitor",
        (Link("visit_id", Visit),),
        Keep("numbers and times; revoked with its visit"),
        NotExported("who holds the number of a pass may come in"),
        stays("serial"),
        kept=("passages",),
    ),
    PersonalTable(
        VisitPassage,
        "when a visitor came in and went out, by which gate",
        "visitor",
        (Link("visit_id", Visit),),
        Keep("times of a visit that names nobody any more"),
        Section("visit_passages"),
        stays("direction gate"),
        kept=("passages",),
    ),
    PersonalTable(
        Visit,
        "who comes to whom, when, with which number and car",
        "visitor",
        (Link("host_id", Person),),
        Forget(
            {**erasure.FORGETS, "room": None, "place": None, "erased_at": Value.MOMENT},
            "the park counts its visits",
        ),
        Section("visits"),
        stays("visit_no status building subject"),
        kept=("visits",),
    ),
    PersonalTable(
        VisitBlock,
        "who is not let in, and why",
        "visitor",
        (),
        Keep("it has to be known until it is lifted; no tenant's erasure lifts it"),
        NotExported("of people who are not in it as tenants; the list is not told to anybody"),
        stays("kind value folded reason"),
        kept=("blocks",),
    ),
    PersonalTable(
        HostVouch,
        "for whom the desk vouches as a host of visitors, and why, in staff's words",
        "tenant",
        OF_PERSON,
        Delete(),
        Section("vouches"),
        kept=("people",),
    ),
)
NOTHING_PERSONAL = impersonal("the park's own places", Gate)


async def cancel(
    session: AsyncSession, park_id: int, people: Sequence[int], *, now: datetime
) -> None:
    """What people who are forgotten host and may be cancelled still."""
    for person_id in people:
        for visit in await of_people.of_host(
            session, park_id, person_id, open_only=True, limit=1000
        ):
            if visit.status in visits.ACTIONS["cancel"].sources:
                await visits.advance(session, park_id, visit.id, "cancel", now=now)


async def elsewhere(session: AsyncSession, park_id: int, people: Sequence[int]) -> Elsewhere:
    """Who had to say yes to their visitors was told who comes."""
    told, words = [], set[str]()
    hosted = select(Visit).where(Visit.park_id == park_id, Visit.host_id.in_(people))
    for visit in await session.scalars(hosted):
        words |= erasure.personal(visit)
        if visit.approver_id is not None:
            told.append((visit.approver_id, visit.created_at))
    return Elsewhere(told, words)
