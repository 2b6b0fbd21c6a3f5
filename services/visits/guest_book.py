"""Whom somebody has had as guests, so that they need not be typed again."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.visits import Visit
from services.kit.folding import plain_name
from services.visits.facts import Guests

_LOOKED_AT = 100
"""Visits; who came before those is typed anew."""


async def of_host(
    session: AsyncSession, park_id: int, person_id: int, *, limit: int
) -> list[Guests]:
    """Guests who came alone, each as they were registered last, the last registered first.

    What is past its period of retention is not among them: it is erased from the visits themselves.
    """
    found = await session.scalars(
        select(Visit)
        .where(
            Visit.park_id == park_id,
            Visit.host_id == person_id,
            Visit.erased_at.is_(None),
            Visit.headcount == 1,
        )
        .order_by(Visit.id.desc())
        .limit(_LOOKED_AT)
    )
    book: dict[str, Guests] = {}
    for visit in found:
        for name in visit.names[:1]:
            guest = Guests(
                [name],
                phone=visit.phone,
                plate=visit.plate,
                company=visit.visitor_company,
                reason=visit.reason,
                more_plates=visit.more_plates,
            )
            book.setdefault(plain_name(name), guest)
    return list(book.values())[:limit]
