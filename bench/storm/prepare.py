"""The park of a storm: the demo's, open every day, with little in stock and small slots."""

from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bench.seeding import seed
from bench.storm.installation import Installation, environment
from bench.storm.vendor import Account
from bench.storm.world import World
from connectors.vendors import guard
from models.vendors import Vendor
from parkline.process.clock import system_clock
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import database, migrate
from parkline.stores.embedded import backing
from services.vendors import endpoints, keys

LISTENS = "sunshine"
"""The vendor with a second endpoint, which only listens and is gone for a while."""
OUTLETS = ("sunshine_canteen", "coffee_bar", "shop")
SCARCE = ("latte", "umbrella", "braised_pork_rice", "stapler", "power_bank")


async def prepare(world: World, folder: Path, vendor_port: int, orders: int) -> tuple[
    Installation, list[Account], list[dict[str, Any]]
]:  # fmt: skip
    """Fill the folder's database; nothing runs yet."""
    variables = environment(folder)
    settings = _settings(variables)
    with backing(settings) as stores:
        migrate(stores.database_url)
        await seed(stores.database_url, staff=True)
        async with database(stores.database_url) as sessions, sessions.begin() as session:
            await _shape(session, orders)
            accounts = await _accounts(world, session, settings, vendor_port, orders)
            items = await _items(session)
            found = await session.execute(text("select id, stock from item where stock >= 0"))
            world.history.stock = {str(id_): stock for id_, stock in found}
        installation = Installation(folder, settings, variables, stores.database_url)
    world.url = settings.base_url
    return installation, accounts, items


def _settings(variables: dict[str, str]) -> Settings:
    given = {name.removeprefix("PARKLINE_").lower(): value for name, value in variables.items()
             if name.startswith("PARKLINE_")}  # fmt: skip
    lists = {"webhook_allow": ["127.0.0.0/8"], "trusted_proxies": ["127.0.0.0/8"]}
    return Settings(_env_file=None, **given | lists)  # type: ignore[call-arg,arg-type]


async def _shape(session: AsyncSession, orders: int) -> None:
    """Enough for most, not for all: some are sold out, some slots are full."""
    await session.execute(
        text(
            "update service_window set weekdays = '{1,2,3,4,5,6,7}', on_holidays = true,"
            " capacity = greatest(3, cast(:orders as int) / 40)"
        ),
        {"orders": orders},
    )
    await session.execute(
        text("update item set stock = greatest(5, cast(:orders as int) / 40) where code = any(:c)"),
        {"orders": orders, "c": list(SCARCE)},
    )


async def _accounts(
    world: World, session: AsyncSession, settings: Settings, port: int, orders: int
) -> list[Account]:
    vault, now = secrets.vault(settings), system_clock()
    accounts = []
    random = world.random("gone")
    next_id = 1
    for vendor in await session.scalars(select(Vendor).order_by(Vendor.id)):
        _, key = await keys.create(session, vendor.park_id, vendor.id, now=now)
        for acts in (True, False) if vendor.code == LISTENS else (True,):
            url = await guard.check_url(
                f"http://127.0.0.1:{port}/hooks/{next_id}", guard.networks(["127.0.0.0/8"])
            )
            endpoint, secret = await endpoints.register_endpoint(
                session, vault, park_id=vendor.park_id, vendor_id=vendor.id, url=url, now=now,
                rate_per_second=200,
            )  # fmt: skip
            assert endpoint.id == next_id
            next_id += 1
            gone = None if acts else random.randrange(orders // 20 + 2, orders // 5 + 4)
            accounts.append(Account(endpoint.id, vendor.id, secret, key, gone, acts))
    return accounts


async def _items(session: AsyncSession) -> list[dict[str, Any]]:
    """What is ordered by the API: of all outlets, the scarce more often."""
    found = await session.execute(
        text(
            "select i.id, i.code, i.min_quantity, o.code as outlet from item i join outlet o"
            " on o.park_id = i.park_id and o.id = i.outlet_id"
            " where o.code = any(:outlets) and i.active and i.max_quantity >= 3 order by i.id"
        ),
        {"outlets": list(OUTLETS)},
    )
    rows = [dict(row) for row in found.mappings()]
    return rows + [row for row in rows if row["code"] in SCARCE] * 4
