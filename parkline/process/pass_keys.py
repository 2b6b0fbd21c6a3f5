"""What signs visitors' passes: a key of each park's own, which a new slug or a new secret key of
the installation leaves as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

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

PASSES = "passes"
FIRST = 1

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PassKey:
    """Of one park."""

    name: str
    """What passes call the park."""
    signing: Ed25519PrivateKey
    verifying: tuple[Ed25519PublicKey, ...]
    """That which signs is first."""


class PassKeys:
    """Those of all parks, read along with them (edge.parks.Parks)."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._by_park: dict[int, PassKey] = {}

    def of(self, park_id: int) -> PassKey | None:
        """None for a park that is not known yet."""
        return self._by_park.get(park_id)

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
        name, vault = rows[0].name, secrets.vault(self._settings)
        opened = list[bytes]()
        for row in rows:
            try:
                opened.append(vault.decrypt(row.sealed))
            except InvalidToken:
                log.error("park_key.unreadable", park_id=site.park_id, version=row.version)
        derived = (
            secrets.derive(self._settings, f"{PASSES}:{name}"),
            *secrets.accepted(self._settings, f"{PASSES}:{name}"),
        )
        distinct = dict.fromkeys((*opened, *derived))
        keys = [Ed25519PrivateKey.from_private_bytes(one) for one in distinct]
        return PassKey(name, keys[0], tuple(one.public_key() for one in keys))


async def _rows(session: AsyncSession) -> dict[int, list[ParkKey]]:
    """The newest first."""
    found: dict[int, list[ParkKey]] = {}
    newest = select(ParkKey).where(ParkKey.purpose == PASSES).order_by(ParkKey.version.desc())
    for row in await session.scalars(newest):
        found.setdefault(row.park_id, []).append(row)
    return found
