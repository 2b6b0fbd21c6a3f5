"""What signs visitors' passes: a key of each park's own, which a new slug or a new secret key of
the installation leaves as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import structlog
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from edge.parks import Site
from models.park import ParkKey
from parkline.process.clock import Clock
from parkline.settings import secrets
from parkline.settings.settings import Settings
from services.kit.errors import Conflict, NotFound
from services.visits import pass_tokens
from services.visits.hosting import LIMITS

PASSES = "passes"
FIRST = 1
FETCHED_WITHIN = timedelta(hours=2)
"""Gates fetch keys each hour (docs/domains/visitors.md)."""
GOOD_FOR = max(one.farthest + one.longest for one in LIMITS.values())
"""Of a pass that is signed now, at the most."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PassKey:
    """Of one park."""

    name: str
    """What passes call the park."""
    signing: Ed25519PrivateKey
    verifying: tuple[Ed25519PublicKey, ...]
    """That which signs is first."""

    @cached_property
    def id(self) -> str:
        """Names the key that signs. Asked for with each request."""
        return pass_tokens.thumbprint(self.signing.public_key())


class PassKeys:
    """Those of all parks, read along with them (edge.parks.Parks)."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._by_park: dict[int, PassKey] = {}

    def of(self, park_id: int) -> PassKey | None:
        """None for a park that is not known yet."""
        return self._by_park.get(park_id)

    def id(self, site: Site) -> str | None:
        """Of the key that signs."""
        found = self.of(site.park_id)
        return found.id if found else None

    def public(self, park_id: int) -> tuple[Ed25519PublicKey, ...]:
        """What verifies a park's passes; nothing does where the park is not known."""
        found = self.of(park_id)
        return found.verifying if found else ()

    async def read(self, session: AsyncSession, sites: Sequence[Site]) -> None:
        """A park without a key gets that which has signed its passes so far, so that gates that
        keep it need no other."""
        rows = await _rows(session)
        names = {kept[0].name for kept in rows.values()}
        if missing := [site for site in sites if site.park_id not in rows]:
            for site in missing:
                await self._begin(session, site, is_renamed=site.slug in names)
            rows = await _rows(session)
        self._by_park = {site.park_id: self._opened(site, rows[site.park_id]) for site in sites}

    async def _begin(self, session: AsyncSession, site: Site, *, is_renamed: bool) -> None:
        """`is_renamed`: another park had this slug before, and keeps the key of that name."""
        name = str(site.uid) if is_renamed else site.slug
        key = secrets.derive(self._settings, f"{PASSES}:{name}")
        row = insert(ParkKey).values(
            park_id=site.park_id,
            purpose=PASSES,
            version=FIRST,
            name=name,
            sealed=secrets.vault(self._settings).encrypt(key),
            created_at=self._clock(),
        )
        await session.execute(row.on_conflict_do_nothing())

    def _opened(self, site: Site, rows: Sequence[ParkKey]) -> PassKey:
        """Those that were derived from the installation's keys verify, too: passes of before are
        signed with them. Where no key opens the park's own, that of the installation signs."""
        now, name = self._clock(), rows[0].name
        good = [row for row in rows if row.ends_at is None or row.ends_at > now]
        waiting = [row for row in good if row.signs_at is not None and row.signs_at > now]
        signing = [key for row in good if row not in waiting if (key := self._key(site, row))]
        next_ones = [key for row in waiting if (key := self._key(site, row))]
        derived = self._derived(name) if rows[-1] in good or not signing else ()
        distinct = dict.fromkeys((*signing, *derived, *next_ones))
        keys = [Ed25519PrivateKey.from_private_bytes(one) for one in distinct]
        return PassKey(name, keys[0], tuple(one.public_key() for one in keys))

    def _key(self, site: Site, row: ParkKey) -> bytes | None:
        try:
            return secrets.vault(self._settings).decrypt(row.sealed)
        except InvalidToken:
            log.error("park_key.unreadable", park_id=site.park_id, version=row.version)
            return None

    def _derived(self, name: str) -> tuple[bytes, ...]:
        """What a park's first key was made of: they end with it."""
        derived = secrets.derive(self._settings, f"{PASSES}:{name}")
        return derived, *secrets.accepted(self._settings, f"{PASSES}:{name}")


@dataclass(frozen=True, slots=True)
class Rotated:
    """What became of a park's keys: the moments of the new one and of those before."""

    signs_at: datetime
    former_end: datetime


async def rotate(
    session: AsyncSession, settings: Settings, park_id: int, *, leaked: bool, now: datetime
) -> Rotated:
    """Give a park's passes another key. It signs once every gate had the time to fetch it; what the
    former has signed by then stays good to its end. `leaked`: at once, and that is refused.

    Raises NotFound for a park that never had a key, Conflict while the last one waits to sign.
    """
    newest = select(ParkKey).where(ParkKey.park_id == park_id, ParkKey.purpose == PASSES)
    rows = (await session.scalars(newest.order_by(ParkKey.version.desc()).with_for_update())).all()
    if not rows:
        raise NotFound(f"pass key of park {park_id}")
    waits = rows[0].signs_at is not None and rows[0].signs_at > now
    if waits and not leaked:
        raise Conflict(f"the last key has not begun to sign: it does at {rows[0].signs_at}")
    signs_at = now if leaked else now + FETCHED_WITHIN
    rotated = Rotated(signs_at, now if leaked else signs_at + GOOD_FOR)
    for row in rows:
        row.ends_at = min(row.ends_at or rotated.former_end, rotated.former_end)
    key = Ed25519PrivateKey.generate().private_bytes_raw()
    session.add(
        ParkKey(
            park_id=park_id,
            purpose=PASSES,
            version=rows[0].version + 1,
            name=rows[0].name,
            sealed=secrets.vault(settings).encrypt(key),
            created_at=now,
            signs_at=signs_at,
        )
    )
    await session.flush()
    return rotated


async def _rows(session: AsyncSession) -> dict[int, list[ParkKey]]:
    """The newest first."""
    found: dict[int, list[ParkKey]] = {}
    newest = select(ParkKey).where(ParkKey.purpose == PASSES).order_by(ParkKey.version.desc())
    for row in await session.scalars(newest):
        found.setdefault(row.park_id, []).append(row)
    return found
