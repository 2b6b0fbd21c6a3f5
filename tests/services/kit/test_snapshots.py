"""What a form showed, and whether it is still so."""

from datetime import time

import pytest

from models.tickets import SlaPolicy
from parkline.stores.database import Sessions
from services.kit.snapshots import ChangedMeanwhile, claim, snapshot, version
from tests.given.factories import make_park

COLUMNS = ("respond_minutes", "resolve_minutes")


def test_a_snapshot_is_json() -> None:
    row = SlaPolicy(kind="repair", respond_minutes=5, always=True)
    assert snapshot(row, ("kind", "respond_minutes", "always", "escalate_to")) == {
        "kind": "repair",
        "respond_minutes": 5,
        "always": True,
        "escalate_to": None,
    }


def test_the_version_differs_with_anything_shown_and_with_nothing_else() -> None:
    shown = {"price": 2200, "meals": ["lunch"], "starts": f"{time(9):%H:%M}"}
    assert version(shown) == version(dict(reversed(shown.items())))
    assert version(shown) != version(shown | {"price": 2201})
    assert version(shown) != version(shown | {"meals": []})
    assert len(version(shown)) == 16


async def test_the_second_of_two_who_saw_the_same_is_told(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        session.add(
            SlaPolicy(
                park_id=park.id,
                kind="repair",
                urgency="normal",
                respond_minutes=30,
                resolve_minutes=60,
            )
        )
    key = (park.id, "repair", "normal")
    seen = version({"respond_minutes": 30, "resolve_minutes": 60})
    async with sessions.begin() as session:
        row = await session.get_one(SlaPolicy, key)
        assert await claim(session, row, COLUMNS, seen, "policy:x") == {
            "respond_minutes": 30,
            "resolve_minutes": 60,
        }
        row.respond_minutes = 20
    async with sessions() as session:
        row = await session.get_one(SlaPolicy, key)
        with pytest.raises(ChangedMeanwhile) as told:
            await claim(session, row, COLUMNS, seen, "policy:x")
    assert told.value.details == {"subject": "policy:x"}
