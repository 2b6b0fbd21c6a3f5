"""Running commands, and looking at what they left in the database."""

import asyncio
from collections.abc import Callable
from typing import Any

from click.testing import Result

from parkline.stores.database import database

Parkline = Callable[..., Result]


def read(url: str, statement: Any) -> list[Any]:
    async def reading() -> list[Any]:
        async with database(url, pool_size=1) as sessions, sessions() as session:
            return list(await session.scalars(statement))

    return asyncio.run(reading())
