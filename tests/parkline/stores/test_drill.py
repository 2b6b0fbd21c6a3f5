"""A drill says that all of a backup is there, and what is not."""

import asyncio
import json
from pathlib import Path

from cryptography.fernet import Fernet

from parkline.stores import backup, drill
from parkline.stores.database import Sessions
from tests.contract.vendor_delivery import VAULT, make_world
from tests.parkline.roles.test_jobs import place


def quiet(_text: str) -> None:
    pass


async def test_a_drill_says_that_all_is_there_and_how_long_it_took(
    sessions: Sessions, database_url: str
) -> None:
    world = await make_world(sessions)
    await world.endpoint("https://vendor.example/hooks")
    await place(world)
    verdict = await asyncio.to_thread(drill.drill, database_url, None, VAULT, quiet)
    print(json.dumps(verdict.as_json()))
    assert verdict.problems == []
    assert set(verdict.seconds) == {"backup", "restore", "check"}
    assert verdict.rows > 0


async def test_a_drill_finds_what_is_wrong_with_an_old_backup(
    sessions: Sessions, database_url: str, tmp_path: Path
) -> None:
    world = await make_world(sessions)
    await world.endpoint("https://vendor.example/hooks")
    file = tmp_path / "park.backup"
    await asyncio.to_thread(backup.backup, database_url, file)
    other = Fernet(Fernet.generate_key())
    verdict = await asyncio.to_thread(drill.drill, database_url, file, other, quiet)
    assert verdict.problems == [
        "PARKLINE_SECRET_KEY is not the key that vendors' secrets are kept with",
    ]


def test_what_differs_is_named() -> None:
    saved = backup.Contents("0001", {"public.park": 1, "public.order": 7}, 9, (1, 7), {"todo": 2})
    found = backup.Contents("0001", {"public.park": 1, "public.order": 6}, 8, (1, 6), {})
    assert drill.differences(saved, saved) == []
    assert drill.differences(saved, found) == [
        "public.order: 7 rows saved, 6 there",
        "9 foreign keys were saved, 8 hold",
        "the last event is another",
        "jobs were {'todo': 2}, and are {}",
    ]
