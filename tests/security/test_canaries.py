"""Secrets that an installation has, or gives out, stand nowhere but where they belong.

A whole park runs with secrets that nobody could mistake, goes through its flows right and wrong,
loses what it calls and its database, and then everything that it wrote is searched: logs at DEBUG,
refusals over HTTP, metrics, every row, the backup, what commands print, the list of processes.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.parkline.doctor.test_support import unpacked
from tests.security import canary_falls as falls
from tests.security import canary_flows as flows
from tests.security.canaries import Canaries, Found, spellings
from tests.security.canary_park import CanaryPark, canary_park

BELONGS: Mapping[str, set[str]] = {
    # Printed once, to who asked for it.
    "vendor key": {"parkline vendor key"},
    "webhook secret": {"parkline vendor endpoint"},
    "gate key": {"parkline gate add"},
    # The operator's own words: the desk shows the address, and the log of changes who entered it.
    "address token": {"endpoint.url", "audit_entry.after"},
    # Told to the tenant in the conversation, and its answers are kept to be said once.
    "pass token": {"message.text", "action_result.responses", "dialogue_memory.memory"},
}
CODES = ("link code", "join code")
"""Told or typed in the conversation, ten minutes or one use long: kept as it was said, and in what
staff read of it."""
SAID = {"message.text", "message.payload", "action_result.responses", "dialogue_memory.memory"}
SAID |= {"handoff.summary", "log bot.log"}
"""The last, as Rasa writes what people say at DEBUG, at which nobody runs it."""
ALLOWED = {(name, place) for name, places in BELONGS.items() for place in places}
ALLOWED |= {(name, place) for name in CODES for place in SAID}
ALLOWED |= {(name, "backup") for name in (*CODES, "pass token", "address token")}
SURE: Found = {
    ("vendor key", "parkline vendor key"),
    ("webhook secret", "parkline vendor endpoint"),
    ("gate key", "parkline gate add"),
    ("pass token", "message.text"),
    ("link code", "message.text"),
    ("join code", "message.text"),
    ("address token", "endpoint.url"),
}
"""Found without fail, or the search is blind."""
ISSUED = 16
"""At least so many secrets are given out on the way."""


async def go_through(park: CanaryPark) -> dict[str, bytes]:
    """Every flow; everything that was written."""
    chosen = len(park.canaries.values)
    await flows.desk(park)
    await flows.talk(park)
    # The doctor refuses the demo's numbers outside the demo, and this park was seeded.
    park.sql("update park set emergency_phone = '010-5555-0119', desk_phone = '010-5555-0100'")
    await flows.vendors(park)
    await flows.app(park)
    await flows.channels(park)
    await flows.webhook_failed(park)
    await park.look_at_metrics()
    park.command_lines()
    await falls.without_platforms(park)
    saved = park.folder / "backup"
    await park.command("backup", str(saved))
    await park.command("doctor", status=1)
    await park.command("support", str(park.folder / "support.zip"))
    park.written |= unpacked(park.folder / "support.zip")
    rows = park.rows() | {"backup": park.unpacked(saved)}
    await falls.without_database(park)
    await park.command("doctor", "--json", status=2)
    assert len(park.canaries.values) - chosen >= ISSUED
    return {**park.written, **park.logs(), **rows}


@pytest.mark.timeout(900)
async def test_no_secret_stands_where_it_does_not_belong(scratch: Path) -> None:
    folder = scratch / "canaries"
    folder.mkdir()
    async with canary_park(folder) as park:
        written = await go_through(park)
        found = park.canaries.found_in(written)
        assert found - ALLOWED == set()
        assert found >= SURE
        looked_at(written)


def looked_at(written: Mapping[str, bytes]) -> None:
    """What was searched is what there is to search, and says what it should."""
    assert {"log gateway.log", "log worker.log", "log bot.log", "log up.log"} <= written.keys()
    said = b"".join(written[name] for name in written if name.startswith("log "))
    for event in ("action.failed", "alarm.not_said", "payment.callback_refused"):
        assert event.encode() in said, event
    assert b"DEBUG" in written["log bot.log"]
    for table in ("event.data", "message.text", "audit_entry.after", "attempt.error"):
        assert written[table], table
    for status in ("400", "401", "403", "503"):
        assert any(name.startswith(f"HTTP {status}") for name in written), status
    assert b"parkline_" in b"".join(written[name] for name in written if "metrics" in name)
    assert b"COPY public.message" in written["backup"]
    assert any(b"parkline gateway" in written[name] for name in written if "process" in name)


def test_a_secret_is_found_in_any_spelling() -> None:
    secret = "Canary/+=%&\" '\\é-end"
    canaries = Canaries({"it": secret})
    for form in spellings(secret):
        assert canaries.found_in({"here": b"before " + form + b" after"}) == {("it", "here")}
    assert canaries.found_in({"here": secret[:-1].encode()}) == set()
    assert len(spellings(secret)) > 12
