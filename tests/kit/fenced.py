"""Tests behind the fence: row-level security holds what a test runs, as it holds a gateway.

Connections are of a role that may do all that the owner may do to rows, and is held. What says of
no park what it does, as tests themselves, is of all; what a gateway, a turn or a job does says its
park, and sees and writes rows of that park alone. Policies stand in every database of the tests;
the owner, as whom the others connect, is a superuser and passes them.
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

SAID = os.environ.get("PARKLINE_TEST_FENCE", "")
"""on: all tests are behind it; off: none is."""
FOLDERS = ("tests/api/", "tests/contract/", "tests/security/")
BY_ITSELF = (
    *("tests/security/test_twins.py", "tests/security/test_twin_accounts.py"),
    "tests/security/test_twin_numbers.py",
    *("tests/parkline/stores/", "tests/parkline/doctor/"),
)
"""These have a fence of their own, or none."""
ROLE = "parkline_tester"
_SETTING = "PARKLINE_RLS"

AS_A_PROCESS = "PARKLINE_TEST_ROLE" in os.environ
"""Then all are: processes' roles are held (tests.kit.databases)."""

_now = {"is_on": False}


def is_on() -> bool:
    """Whether the test that runs now is behind the fence."""
    return _now["is_on"]


def switch(nodeid: str) -> None:
    """Before a test and its fixtures."""
    of_these = SAID == "on" or (SAID != "off" and nodeid.startswith(FOLDERS))
    _now["is_on"] = AS_A_PROCESS or (of_these and not nodeid.startswith(BY_ITSELF))
    os.environ.pop(_SETTING, None)
    if is_on():
        os.environ[_SETTING] = "true"
    for function in (database.connect, inspect.unwrap(database.database)):
        assert function.__kwdefaults__ is not None
        function.__kwdefaults__["fenced"] = is_on()


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
    fence._said = ContextVar("fence", default=fence.EVERYWHERE)


def within(url: str) -> str:
    """The same database for whom the fence holds."""
    return make_url(url).set(username=ROLE).render_as_string(hide_password=False)
