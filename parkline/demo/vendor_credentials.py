"""The demo vendors' secrets: made once, kept beside the demo's data for their own process."""

import json
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.vendors import guard
from models.park import Park, ParkHost
from models.vendors import Endpoint, Vendor
from parkline.demo.vendor.app import SHANGHAI
from parkline.process.clock import system_clock
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import database
from services.kit.sealing import Vault
from services.vendors import endpoints, keys

LOOPBACK = "127.0.0.0/8"


async def credentials(settings: Settings, database_url: str) -> dict[str, str]:
    """The environment of the demo vendors' process; registers endpoints and keys of those that
    have none yet, such as a second park's.

    All vendors of the demo share one board, as canteens of one caterer would.
    """
    kept = settings.data_dir / "demo-vendor.json"
    found = json.loads(kept.read_text()) if kept.exists() else {"secrets": [], "keys": []}
    for name, of_one_park in (("timezones", SHANGHAI), ("hosts", "")):
        found.setdefault(name, [of_one_park] * len(found["keys"]))
    async with database(database_url, pool_size=1) as sessions, sessions.begin() as session:
        made = await _register_all(session, settings, is_first=not kept.exists())
    if made["keys"]:
        found = {name: [*found[name], *made[name]] for name in found}
        _keep(kept, found)
    return {
        "VENDOR_WEBHOOK_SECRET": ",".join(found["secrets"]),
        "VENDOR_API_KEY": ",".join(found["keys"]),
        "VENDOR_TIMEZONE": ",".join(found["timezones"]),
        "VENDOR_HOST_NAMES": ",".join(found["hosts"]),
        "VENDOR_API_URL": f"http://{settings.host}:{settings.port}",
        "VENDOR_STATE": str(settings.data_dir / "demo-vendor-board.json"),
    }


async def _register_all(
    session: AsyncSession, settings: Settings, *, is_first: bool
) -> dict[str, list[str]]:
    """Where secrets were lost with their file, all vendors get others."""
    made: dict[str, list[str]] = {"secrets": [], "keys": [], "timezones": [], "hosts": []}
    url = f"http://127.0.0.1:{settings.vendor_port}/webhooks"
    wanted = (
        select(Vendor, Park.timezone, ParkHost.host)
        .join(Park, Park.id == Vendor.park_id)
        .outerjoin(
            ParkHost, (ParkHost.park_id == Park.id) & ParkHost.main & (ParkHost.kind == "site")
        )
        .order_by(Vendor.park_id, Vendor.id)
    )
    if not is_first:
        wanted = wanted.where(
            ~exists().where(Endpoint.park_id == Vendor.park_id, Endpoint.vendor_id == Vendor.id)
        )
    for vendor, timezone, host in await session.execute(wanted):
        secret, key = await _register(session, secrets.vault(settings), vendor, url)
        made["secrets"].append(secret)
        made["keys"].append(key)
        made["timezones"].append(timezone)
        made["hosts"].append(host or "")
    return made


async def _register(
    session: AsyncSession, vault: Vault, vendor: Vendor, url: str
) -> tuple[str, str]:
    now = system_clock()
    checked = await guard.check_url(url, guard.networks([LOOPBACK]))
    _endpoint, secret = await endpoints.register_endpoint(
        session,
        vault,
        park_id=vendor.park_id,
        vendor_id=vendor.id,
        url=checked,
        # By name: so the board says that it knows of orders that are amended.
        event_types=sorted(endpoints.VENDOR_EVENTS),
        now=now,
    )
    _row, key = await keys.create(session, vendor.park_id, vendor.id, now=now)
    return secret, key


def _keep(path: Path, made: dict[str, list[str]]) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps(made))
