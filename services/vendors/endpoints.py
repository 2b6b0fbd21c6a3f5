"""Where vendors receive webhooks: registering, rotating secrets, disabling and enabling."""

import base64
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import Endpoint, Vendor
from services.events.publish import publish
from services.events.registry import known
from services.kit.errors import Invalid, NotFound
from services.kit.sealing import Vault
from services.vendors.delivery_states import ENDPOINT
from services.vendors.events import EndpointDisabled
from services.vendors.retries import LEASE

CheckedUrl = NewType("CheckedUrl", str)
"""A URL that `connectors.vendors.guard.check_url` let pass."""

LONGEST_OVERLAP = timedelta(days=7)
MAX_RATE = 1000
VENDOR_EVENTS = frozenset(name for name, kind in known().items() if kind.for_vendors)
"""What a vendor can be told."""
PARK_EVENTS = frozenset(name for name, kind in known().items() if kind.for_parks)
"""What an endpoint is told only where it is named: what goes on in the park, such as bookings."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A signing key: what we keep (encrypted), and what the vendor is shown once."""

    kept: str
    shown: str


async def register_endpoint(
    session: AsyncSession,
    vault: Vault,
    *,
    park_id: int,
    vendor_id: int,
    url: CheckedUrl,
    now: datetime,
    event_types: Sequence[str] = (),
    scheme: str = "v1",
    rate_per_second: int = 50,
    sandbox: bool = False,
) -> tuple[Endpoint, str]:
    """Add an endpoint. Returns it with the key that its vendor verifies with: shown only now.

    No `event_types` means all of the vendor's events, and none of PARK_EVENTS. `scheme` is v1 (a
    shared `whsec_` secret) or v1a (the public `whpk_` key of ed25519). A `sandbox` gets samples on
    demand, and nothing of orders. Raises NotFound, Invalid.
    """
    if await session.get(Vendor, (park_id, vendor_id)) is None:
        raise NotFound(f"vendor {vendor_id}")
    check_events(event_types)
    if not 1 <= rate_per_second <= MAX_RATE:
        raise Invalid(f"a rate is 1 to {MAX_RATE} a second", field="rate_per_second")
    secret = new_secret(scheme)
    endpoint = Endpoint(
        park_id=park_id,
        vendor_id=vendor_id,
        url=url,
        event_types=list(event_types),
        scheme=scheme,
        secret=vault.encrypt(secret.kept.encode()),
        rate_per_second=rate_per_second,
        sandbox=sandbox,
        created_at=now,
    )
    session.add(endpoint)
    await session.flush()
    await session.refresh(endpoint)
    return endpoint, secret.shown


def check_events(event_types: Iterable[str]) -> None:
    """Raises Invalid for one that nobody can be told of."""
    if unknown := set(event_types) - VENDOR_EVENTS - PARK_EVENTS:
        raise Invalid(f"no such event: {', '.join(sorted(unknown))}", field="event_types")


def new_secret(scheme: str) -> Secret:
    """Raises Invalid for a scheme that is not ours."""
    match scheme:
        case "v1":
            shared = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
            return Secret(kept=shared, shown=shared)
        case "v1a":
            key = Ed25519PrivateKey.generate()
            private, public = key.private_bytes_raw(), key.public_key().public_bytes_raw()
            return Secret(
                kept="whsk_" + base64.b64encode(private).decode(),
                shown="whpk_" + base64.b64encode(public).decode(),
            )
        case _:
            raise Invalid("a scheme is v1 or v1a", field="scheme")


async def rotate_secret(
    session: AsyncSession,
    vault: Vault,
    *,
    park_id: int,
    endpoint_id: int,
    now: datetime,
    overlap: timedelta = timedelta(days=1),
) -> str:
    """Give the endpoint a new key and return it, shown only now.

    For `overlap`, 0 to 7 days, webhooks are signed with both. A rotation during another's overlap
    ends that one: at most two keys sign. Raises NotFound, Invalid.
    """
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        raise Invalid("secrets overlap for 0 to 7 days", field="overlap")
    endpoint = await lock_endpoint(session, park_id, endpoint_id)
    secret = new_secret(endpoint.scheme)
    endpoint.previous_secret = endpoint.secret if overlap else None
    endpoint.previous_until = now + overlap if overlap else None
    endpoint.secret = vault.encrypt(secret.kept.encode())
    await session.flush()
    return secret.shown


async def disable_endpoint(
    session: AsyncSession, park_id: int, endpoint_id: int, *, reason: str, now: datetime
) -> Endpoint:
    """Send nothing more to the endpoint, and say so with an event. What is owed to it waits.

    Disabling it again changes nothing. Raises NotFound.
    """
    endpoint = await lock_endpoint(session, park_id, endpoint_id)
    if endpoint.status == ENDPOINT["disable"].target:
        return endpoint
    endpoint.status = ENDPOINT["disable"].target
    endpoint.disabled_at, endpoint.disabled_reason = now, reason
    event = EndpointDisabled(endpoint_id=endpoint.id, vendor_id=endpoint.vendor_id, reason=reason)
    await publish(session, park_id, event, now=now)
    return endpoint


async def enable_endpoint(
    session: AsyncSession, park_id: int, endpoint_id: int, *, now: datetime
) -> Endpoint:
    """Send again, with a clean record: what waited meanwhile, and what failed since the endpoint
    began to fail, with ten new attempts each.

    Enabling an active endpoint sends nothing anew. Raises NotFound.
    """
    endpoint = await lock_endpoint(session, park_id, endpoint_id)
    if endpoint.status == ENDPOINT["disable"].target:
        values = {"since": endpoint.failing_since, "busy_until": now + LEASE}
        key = {"park_id": park_id, "endpoint_id": endpoint_id}
        await session.execute(_SEND_ON, key | values)
    endpoint.status = ENDPOINT["enable"].target
    endpoint.disabled_at, endpoint.disabled_reason = None, None
    endpoint.failures, endpoint.failing_since, endpoint.open_until = 0, None, None
    await session.flush()
    return endpoint


# What is due within a lease may be on its way still: it goes by itself, and not twice.
_SEND_ON = text(
    """
update delivery d set
    status = 'pending', attempts = 0, next_attempt_at = d.created_at,
    replayed = d.replayed or d.status <> 'pending'
from (
    select w.park_id, w.id from delivery w
    where w.park_id = :park_id and w.endpoint_id = :endpoint_id and (
        (w.status = 'pending' and w.next_attempt_at > :busy_until)
        or (w.status = 'failed' and exists (
            select from attempt a
            where a.park_id = w.park_id and a.delivery_id = w.id
                and a.at >= cast(:since as timestamptz)
        ))
    )
    order by w.id
    for no key update of w
) waited
where d.park_id = waited.park_id and d.id = waited.id
"""
)


async def lock_endpoint(session: AsyncSession, park_id: int, endpoint_id: int) -> Endpoint:
    """The endpoint with its row locked; taken before any of its deliveries. Raises NotFound."""
    endpoint = await session.get(
        Endpoint,
        (park_id, endpoint_id),
        # Not FOR UPDATE: that would hold up every order that plans a delivery to it.
        with_for_update={"key_share": True},
        populate_existing=True,
    )
    if endpoint is None:
        raise NotFound(f"no endpoint {endpoint_id}")
    return endpoint
