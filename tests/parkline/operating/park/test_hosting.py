"""Commands for several parks: which there are, by which hosts, and on which a command acts."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from models.quotas import ParkQuota
from models.visits import Gate
from parkline.stores.database import database
from tests.given import factories
from tests.parkline.cli.commands import Parkline, read


@pytest.fixture
def both(operate: Parkline, demo_url: str) -> Parkline:
    """The demo park, and another."""

    async def make() -> None:
        async with database(demo_url, pool_size=1) as sessions, sessions.begin() as session:
            await factories.make_park(session, slug="cambridge", name_en="Cam", name_zh="剑河")

    asyncio.run(make())
    return operate


def test_parks_are_listed_with_their_hosts_and_that_of_the_settings_is_marked(
    both: Parkline,
) -> None:
    assert both("park", "host", "add", "dawn.example").exit_code == 0
    added = both("--park", "cambridge", "park", "host", "add", "Desk.cam.example", "--kind", "desk")
    assert added.stdout.strip() == "desk.cam.example is cambridge's, its main one"
    assert both("park", "list").stdout.splitlines() == [
        "  cambridge  Cam / 剑河",
        "    desk.cam.example  desk, main",
        "* daybreak  Daybreak Science Park / 启明科技园",
        "    dawn.example  site, main",
    ]
    assert both("--park", "cambridge", "park", "host", "remove", "desk.cam.example").exit_code == 0
    assert "desk.cam.example" not in both("park", "list").stdout


def test_a_command_acts_on_the_park_that_is_named_by_slug_or_by_host(
    both: Parkline, demo_url: str
) -> None:
    both("--park", "cambridge", "park", "host", "add", "cam.example")
    assert both("--park", "cambridge", "gate", "add", "East").exit_code == 0
    assert both("--park", "cam.example", "gate", "add", "West").exit_code == 0
    assert both("gate", "add", "North").exit_code == 0
    gates = read(demo_url, select(Gate.name).order_by(Gate.park_id, Gate.name))
    assert gates == ["North", "East", "West"]
    wrong = both("--park", "nowhere.example", "gate", "add", "South")
    assert (wrong.exit_code, "there is daybreak, cambridge" in wrong.stderr) == (1, True)


def test_a_host_is_given_once(both: Parkline) -> None:
    assert both("park", "host", "add", "dawn.example").exit_code == 0
    taken = both("--park", "cambridge", "park", "host", "add", "dawn.example")
    assert (taken.exit_code, "dawn.example is taken" in taken.stderr) == (1, True)
    assert both("park", "host", "add", "https://dawn.example").exit_code == 1


def test_a_key_of_passes_is_followed_by_another(both: Parkline, demo_url: str) -> None:
    never = both("park", "key", "rotate")
    assert (never.exit_code, "pass key" in never.stderr) == (1, True)


def test_quotas_are_set_by_a_word_or_by_a_file_for_all_parks(
    both: Parkline, demo_url: str, tmp_path: Path
) -> None:
    said = both("--park", "cambridge", "park", "quota", "set", "storage", "20GB").stdout
    assert f"of {20 * 1024**3}" in said
    assert both("park", "quota", "set", "messages", "many").exit_code == 1
    file = tmp_path / "quotas.yaml"
    file.write_text("daybreak: {messages: 600, share: 2}\ncambridge: {turns: 4}\n")
    assert both("park", "quota", "apply", str(file)).exit_code == 0
    quotas = read(demo_url, select(ParkQuota.what).order_by(ParkQuota.park_id))
    assert quotas == ["messages", "turns"]
    assert "share 2" in both("park", "quota", "list").stdout
    file.write_text("nowhere: {messages: 600}\n")
    assert both("park", "quota", "apply", str(file)).exit_code == 1
