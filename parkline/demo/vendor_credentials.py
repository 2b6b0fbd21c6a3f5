"""The demo vendors' secrets: made once, kept beside the demo's data for their own process."""

import json
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.vendors import guard
from models.vendors import Vendor
from parkline.process.clock import system_clock
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import database
from services.kit.sealing import Vault
from services.vendors import endpoints, keys

LOOPBACK = "127.0.0.0/8"


async def credentials(settings: Settings, database_url: str) -> dict[str, str]:
    """The environment of the demo vendors' process; registers their endpoints and keys at first.

    All vendors of the demo share one board, as canteens of one caterer would.
    """
    kept = settings.data_dir / "demo-vendor.json"
    if not kept.exists():
        async with database(database_url, pool_size=1) as sessions, sessions.begin() as session:
            made = await _register_all(session, settings)
        _keep(kept, made)
    found = json.loads(kept.read_text())
    return {
        "VENDOR_WEBHOOK_SECRET": ",".join(found["secrets"]),
        "VENDOR_API_KEY": ",".join(found["keys"]),
        "VENDOR_API_URL": f"http://{settings.host}:{settings.port}",
        "VENDOR_STATE": str(settings.data_dir / "demo-vendor-board.json"),
    }


async def _register_all(session: AsyncSession, settings: Settings) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {"secrets": [], "keys": []}
    url = f"http://127.0.0.1:{settings.vendor_port}/webhooks"
    for vendor in await session.scalars(select(Vendor).order_by(Vendor.id)):
        secret, key = await _register(session, secrets.vault(settings), vendor, url)
        made["secrets"].append(secret)
        made["keys"].append(key)
    return made


async def _register(
    session: AsyncSession, vault: Vault, vendor: Vendor, url: str
) -> tuple[str, str]:
    now = system_clock()
    checked = await guard.check_url(url, guard.networks([LOOPBACK]))
    _endpoint, secret = await endpoints.register_endpoint(
        session, vault, park_id=vendor.park_id, vendor_id=vendor.id, url=checked, now=now
    )
    _row, key = await keys.create(session, vendor.park_id, vendor.id, now=now)
    return secret, key


def _keep(path: Path, made: dict[str, list[str]]) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps(made))
