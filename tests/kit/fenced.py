"""Tests behind the fence: row-level security holds what a test runs, as it holds a gateway.

Connections are of a role that may do all that the owner may do to rows, and is held. What says of
no park what it does, as tests themselves, is of all; what a gateway, a turn or a job does says its
park, and sees and writes rows of that park alone.
"""

import inspect
import os
from contextvars import ContextVar

import psycopg
from sqlalchemy.engine import make_url

from parkline.stores import database
from parkline.stores import fence as stores_fence
from parkline.stores.database import libpq_url
from services.kit import fence

WANTED = os.environ.get("PARKLINE_TEST_FENCE", "") == "on"
ROLE = "parkline_tester"


def put_up(template_url: str) -> None:
    """Around a template, of which every database of a test is a copy."""
    with psycopg.connect(libpq_url(template_url)) as connection:
        for name in (ROLE, f"{ROLE}_across"):
            login = "login" if name == ROLE else "nologin bypassrls"
            connection.execute(f"create role {name} {login}")
            for kind in ("tables", "sequences"):
                connection.execute(f"grant all on all {kind} in schema public to {name}")
            connection.execute(f"grant all on schema public to {name}")
        connection.execute(f"grant {ROLE}_across to {ROLE}")
    stores_fence.apply(template_url, on=True)
    for function in (database.connect, inspect.unwrap(database.database)):
        function.__kwdefaults__["fenced"] = True
    fence._said = ContextVar("fence", default=fence.EVERYWHERE)


def within(url: str) -> str:
    """The same database for whom the fence holds."""
    return make_url(url).set(username=ROLE).render_as_string(hide_password=False)
