"""The demo park as the bench has it: guests without limits, since it plays all of them at once."""

import psycopg

from parkline.demo.setup import seed_if_missing
from parkline.stores.database import libpq_url

NO_LIMITS = "update park set limits_guests = false"


async def seed(database_url: str, *, staff: bool = False) -> None:
    """Seed it unless it is there."""
    await seed_if_missing(database_url, staff=staff)
    with psycopg.connect(libpq_url(database_url), autocommit=True) as connection:
        connection.execute(NO_LIMITS)
