"""What a park publishes: companies that say yes, and rooms that it opens to the network."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingResource
from models.network import NetworkOffer, NetworkPeer
from models.people import Company
from services.kit.audit import By, record
from services.kit.errors import NotFound, Refused
from services.network import bodies, copies, networks

Published = Company | BookingResource
MOST_OFFERS = 1000


class NotAgreed(Refused):
    """The company has not said yes."""

    code = "company_not_agreed"


class TooManyOffers(Refused):
    """`details`: `limit`."""

    code = "too_many_offers"


async def publish(
    session: AsyncSession,
    by: By,
    network: str,
    what: Published,
    said: Mapping[str, Any],
    *,
    agreed: bool = True,
) -> NetworkOffer:
    """Show it to the network, or show it otherwise. `said` is what a body has beside the names and
    seats, which are as they stand. Said again it changes nothing.

    `agreed`: whether the company said yes. Raises Invalid, NotAgreed, NoNetwork, TooManyOffers.
    """
    await networks.require(session, by.park_id, network)
    if isinstance(what, Company) and not agreed:
        raise NotAgreed("a company is shown when it has agreed")
    body = bodies.checked({**said, **_as_it_stands(what)})
    number = await networks.next_number(session, by.park_id)  # One at a time, from here on.
    row = await find(session, by.park_id, network, what)
    if row is not None and row.withdrawn_at is None and row.body == body:
        return row
    before = {} if row is None else dict(row.body)
    if row is None:
        if len(await networks.published(session, by.park_id)) >= MOST_OFFERS:
            raise TooManyOffers(limit=MOST_OFFERS)
        row = NetworkOffer(park_id=by.park_id, network=network, uid=uuid4(), **_key(what))
        session.add(row)
    row.body, row.sequence, row.withdrawn_at = body, number, None
    row.staff_id, row.published_at = by.staff_id, by.at
    await _changed(session, by, row)
    record(
        session, by, "network_offer.publish", f"network_offer:{row.id}", before=before, after=body
    )
    return row


async def withdraw(session: AsyncSession, by: By, row: NetworkOffer) -> None:
    """Show it no more. Copies in this installation go with it, others within a minute."""
    number = await networks.next_number(session, by.park_id)
    await session.refresh(row, with_for_update=True)
    if row.withdrawn_at is not None:
        return
    before = {"name_en": row.body.get("name_en"), "network": row.network}
    row.body, row.sequence, row.withdrawn_at = {}, number, by.at
    await _changed(session, by, row)
    record(
        session, by, "network_offer.withdraw", f"network_offer:{row.id}", before=before, after={}
    )


async def withdraw_all(session: AsyncSession, by: By, network: str) -> int:
    """Before the park leaves; how many there were."""
    rows = await networks.published(session, by.park_id, network)
    for row in rows:
        await withdraw(session, by, row)
    return len(rows)


async def find(
    session: AsyncSession, park_id: int, network: str, what: Published
) -> NetworkOffer | None:
    key = _key(what)
    found: NetworkOffer | None = await session.scalar(
        select(NetworkOffer).where(
            NetworkOffer.park_id == park_id,
            NetworkOffer.network == network,
            NetworkOffer.kind == key.pop("kind"),
            *(getattr(NetworkOffer, column) == id_ for column, id_ in key.items()),
        )
    )
    return found


async def load(session: AsyncSession, park_id: int, offer_id: int) -> NetworkOffer:
    """Raises NotFound."""
    row = await session.get(NetworkOffer, (park_id, offer_id))
    if row is None:
        raise NotFound(f"no offer {offer_id}")
    return row


async def named(session: AsyncSession, park_id: int, kind: str, name: str) -> Published:
    """A company by one of its names, a room by its code. Raises NotFound."""
    found: Published | None
    if kind == "org":
        either = (Company.name_en == name) | (Company.name_zh == name)
        found = await session.scalar(
            select(Company).where(Company.park_id == park_id, either).order_by(Company.id).limit(1)
        )
    else:
        found = await session.scalar(
            select(BookingResource).where(
                BookingResource.park_id == park_id, BookingResource.code == name
            )
        )
    if found is None:
        raise NotFound(f"no {'company' if kind == 'org' else 'room'} {name!r} in this park")
    return found


def _as_it_stands(what: Published) -> dict[str, Any]:
    names: dict[str, Any] = {"name_zh": what.name_zh, "name_en": what.name_en}
    if isinstance(what, BookingResource) and what.capacity:
        names["seats"] = what.capacity
    return names


def _key(what: Published) -> dict[str, Any]:
    if isinstance(what, Company):
        return {"kind": "org", "company_id": what.id}
    return {"kind": "space", "resource_id": what.id}


async def _changed(session: AsyncSession, by: By, row: NetworkOffer) -> None:
    """Neighbours have it at once; peers are told as soon as a worker comes to it."""
    await session.flush()
    await copies.hand_on(session, row, now=by.at)
    await soon(session, by)


async def soon(session: AsyncSession, by: By) -> None:
    """Peers are told something. Those that cannot be reached keep their time: theirs is longer."""
    idle = (
        select(NetworkPeer.id)
        .where(
            NetworkPeer.park_id == by.park_id, NetworkPeer.failures == 0, NetworkPeer.due_at > by.at
        )
        # One that is being talked with is asked again in a moment anyway.
        .with_for_update(skip_locked=True)
    )
    mine = update(NetworkPeer).where(NetworkPeer.park_id == by.park_id, NetworkPeer.id.in_(idle))
    await session.execute(mine.values(due_at=by.at).execution_options(synchronize_session=False))
