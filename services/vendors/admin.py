"""Operators connect vendors: endpoints, their secrets, replays, keys; all of it is noted."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import ApiKey, Endpoint, Vendor
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.phones import is_dialable
from services.kit.sealing import Vault
from services.kit.snapshots import claim, snapshot
from services.vendors import deliveries, endpoints, keys
from services.vendors.deliveries import Between, FailedSince, One, Selection
from services.vendors.endpoints import MAX_RATE, CheckedUrl

COLUMNS = ("url", "event_types", "rate_per_second")
VENDOR = ("phone",)
SWITCHED_OFF = "operator"
"""Why an endpoint is disabled that an operator disabled."""


class KeyRevoked(Conflict):
    code = "key_revoked"


async def vendors(session: AsyncSession, park_id: int) -> list[Vendor]:
    found = await session.scalars(
        select(Vendor).where(Vendor.park_id == park_id).order_by(Vendor.id)
    )
    return list(found)


async def find_by_code(session: AsyncSession, park_id: int, code: str) -> Vendor:
    """Raises NotFound, which says what codes there are."""
    there = await vendors(session, park_id)
    found = next((one for one in there if one.code == code), None)
    if found is None:
        codes = ", ".join(one.code for one in there) or "none"
        raise NotFound(f"no vendor {code!r}; there is {codes}")
    return found


async def set_phone(
    session: AsyncSession, by: By, vendor_id: int, phone: str, *, seen: str
) -> None:
    """Whom the desk calls; empty: nobody. Raises NotFound, Invalid, ChangedMeanwhile."""
    vendor = await session.get(Vendor, (by.park_id, vendor_id))
    if vendor is None:
        raise NotFound(f"vendor {vendor_id}")
    phone = phone.strip()
    if phone and not is_dialable(phone):
        raise Invalid("no number that can be dialled", field="phone")
    subject = f"vendor:{vendor.id}"
    before = await claim(session, vendor, VENDOR, seen, subject)
    vendor.phone = phone or None
    await session.flush()
    record(session, by, "vendor.edit", subject, before=before, after=snapshot(vendor, VENDOR))


async def find_vendor(session: AsyncSession, endpoint: Endpoint) -> Vendor:
    return await session.get_one(Vendor, (endpoint.park_id, endpoint.vendor_id))


async def find_endpoint_of(
    session: AsyncSession, park_id: int, vendor_id: int, endpoint_id: int
) -> Endpoint:
    """The same, of one vendor. Raises NotFound for another's."""
    endpoint = await find_endpoint(session, park_id, endpoint_id)
    if endpoint.vendor_id != vendor_id:
        raise NotFound(f"no endpoint {endpoint_id}")
    return endpoint


async def find_endpoint(session: AsyncSession, park_id: int, endpoint_id: int) -> Endpoint:
    """Raises NotFound."""
    endpoint = await session.get(Endpoint, (park_id, endpoint_id))
    if endpoint is None:
        raise NotFound(f"no endpoint {endpoint_id}")
    return endpoint


async def register(
    session: AsyncSession,
    by: By,
    vault: Vault,
    vendor_id: int,
    url: CheckedUrl,
    *,
    event_types: Sequence[str],
    scheme: str,
    rate_per_second: int = 50,
    sandbox: bool = False,
) -> tuple[Endpoint, str]:
    """The endpoint, and the key that its vendor verifies with: shown only now.

    Raises NotFound, Invalid.
    """
    endpoint, shown = await endpoints.register_endpoint(
        session,
        vault,
        park_id=by.park_id,
        vendor_id=vendor_id,
        url=url,
        event_types=sorted(event_types),
        scheme=scheme,
        rate_per_second=rate_per_second,
        sandbox=sandbox,
        now=by.at,
    )
    after = snapshot(endpoint, (*COLUMNS, "scheme"))
    if sandbox:
        after["sandbox"] = True
    record(session, by, "endpoint.add", f"endpoint:{endpoint.id}", before={}, after=after)
    return endpoint, shown


async def edit(
    session: AsyncSession,
    by: By,
    endpoint: Endpoint,
    url: CheckedUrl,
    *,
    event_types: Sequence[str],
    rate_per_second: int,
    seen: str,
) -> None:
    """Raises Invalid, ChangedMeanwhile."""
    subject = f"endpoint:{endpoint.id}"
    before = await claim(session, endpoint, COLUMNS, seen, subject)
    endpoints.check_events(event_types)
    if not 1 <= rate_per_second <= MAX_RATE:
        raise Invalid(f"a rate is 1 to {MAX_RATE} a second", field="rate_per_second")
    endpoint.url, endpoint.event_types = url, sorted(event_types)
    endpoint.rate_per_second = rate_per_second
    await session.flush()
    record(session, by, "endpoint.edit", subject, before=before, after=snapshot(endpoint, COLUMNS))


async def rotate(
    session: AsyncSession, by: By, vault: Vault, endpoint_id: int, *, overlap: timedelta
) -> str:
    """A new key, shown only now; for `overlap` the old one signs too. Raises NotFound, Invalid."""
    shown = await endpoints.rotate_secret(
        session,
        vault,
        park_id=by.park_id,
        endpoint_id=endpoint_id,
        now=by.at,
        overlap=overlap,
    )
    after = {"overlap_hours": int(overlap.total_seconds() // 3600)}
    record(session, by, "endpoint.rotate", f"endpoint:{endpoint_id}", before={}, after=after)
    return shown


async def switch(session: AsyncSession, by: By, endpoint_id: int, *, active: bool) -> None:
    """Send to it again, with what waited for it meanwhile; or no more. Raises NotFound."""
    before = {"status": (await find_endpoint(session, by.park_id, endpoint_id)).status}
    if active:
        changed = await endpoints.enable_endpoint(session, by.park_id, endpoint_id, now=by.at)
    else:
        changed = await endpoints.disable_endpoint(
            session, by.park_id, endpoint_id, reason=SWITCHED_OFF, now=by.at
        )
    action = "endpoint.enable" if active else "endpoint.disable"
    after = {"status": changed.status}
    record(session, by, action, f"endpoint:{endpoint_id}", before=before, after=after)


async def replay_one(session: AsyncSession, by: By, endpoint_id: int, delivery_id: int) -> None:
    """Raises NotFound, Refused while the endpoint is disabled."""
    await _replay(session, by, endpoint_id, One(delivery_id), {"delivery": delivery_id})


async def replay_range(
    session: AsyncSession,
    by: By,
    endpoint_id: int,
    since: datetime,
    until: datetime,
    *,
    dry_run: bool = False,
) -> int:
    """All events of [since, until), delivered ones too; how many. Raises NotFound, Refused."""
    chosen = Between(since, until)
    if dry_run:
        return len(await deliveries.replay(session, by.park_id, endpoint_id, chosen, dry_run=True))
    noted = {"since": since.isoformat(), "until": until.isoformat()}
    return await _replay(session, by, endpoint_id, chosen, noted)


async def replay_failed(
    session: AsyncSession, by: By, endpoint_id: int, since: datetime, *, dry_run: bool = False
) -> int:
    """All that failed or were cancelled since; how many. Raises NotFound, Refused."""
    if dry_run:
        chosen = FailedSince(since)
        return len(await deliveries.replay(session, by.park_id, endpoint_id, chosen, dry_run=True))
    noted = {"since": since.isoformat()}
    return await _replay(session, by, endpoint_id, FailedSince(since), noted)


def note_test(
    session: AsyncSession, by: By, endpoint_id: int, *, status: int | None, error: str | None
) -> None:
    """A test event was sent, and this came back."""
    after = {"answer": status, "error": error}
    record(session, by, "endpoint.test", f"endpoint:{endpoint_id}", before={}, after=after)


async def make_key(session: AsyncSession, by: By, vendor_id: int) -> str:
    """A key to the vendor API, shown only now. Raises NotFound."""
    row, key = await keys.create(session, by.park_id, vendor_id, now=by.at)
    after = {"prefix": row.prefix}
    record(session, by, "key.add", f"vendor:{vendor_id}", before={}, after=after)
    return key


async def revoke_key(session: AsyncSession, by: By, vendor_id: int, key_id: int) -> None:
    """Raises NotFound, KeyRevoked."""
    key = await session.get(ApiKey, (by.park_id, key_id))
    if key is None or key.vendor_id != vendor_id:
        raise NotFound(f"API key {key_id}")
    if key.revoked_at is not None:
        raise KeyRevoked(key.prefix)
    await keys.revoke(session, by.park_id, key_id, now=by.at)
    before = {"prefix": key.prefix}
    record(session, by, "key.revoke", f"vendor:{vendor_id}", before=before, after={})


async def _replay(
    session: AsyncSession,
    by: By,
    endpoint_id: int,
    selection: Selection,
    noted: Mapping[str, object],
) -> int:
    sent = await deliveries.replay(session, by.park_id, endpoint_id, selection)
    after = {**noted, "deliveries": len(sent)}
    record(session, by, "endpoint.replay", f"endpoint:{endpoint_id}", before={}, after=after)
    return len(sent)
