"""Commands for networks of parks, and for peers in other installations."""

import asyncio

import pytest
from sqlalchemy import select

from models.network import NetworkCard, NetworkOffer, NetworkPeer
from parkline.stores.database import database
from tests.given.factories import make_park
from tests.parkline.cli.commands import Parkline, read

CREATE = ("network", "create", "tus", "--zh", "联盟", "--en", "Network")
SHOW = ("network", "publish", "tus", "space", "a_301", "--offer", "meeting room")


@pytest.fixture(autouse=True)
def _second_park(demo_url: str) -> None:
    async def make() -> None:
        async with database(demo_url, pool_size=1) as sessions, sessions.begin() as session:
            await make_park(session, slug="cambridge", name_en="Cambridge")

    asyncio.run(make())


def test_a_room_is_shown_and_withdrawn_and_a_dry_run_does_nothing(
    operate: Parkline, demo_url: str
) -> None:
    assert operate(*CREATE).exit_code == 0
    assert operate("--park", "cambridge", "network", "join", "tus").exit_code == 0
    dry = operate(*SHOW, "--dry")
    assert (dry.exit_code, "nothing was changed" in dry.stdout) == (0, True)
    assert read(demo_url, select(NetworkOffer.id)) == []
    for _ in range(2):
        assert operate(*SHOW).exit_code == 0
    [body] = read(demo_url, select(NetworkCard.body))
    assert body["offers"] == ["meeting room"]
    listed = operate("network", "list").stdout.splitlines()
    assert listed[0] == "tus\t联盟 / Network\twith Cambridge"
    assert "meeting room" in listed[1]
    assert operate("network", "withdraw", "tus", "space", "a_301").exit_code == 0
    assert read(demo_url, select(NetworkCard.body)) == [{}]
    left = operate("network", "leave", "tus")
    assert left.stdout == "daybreak has left tus; 0 withdrawn\n"


def test_what_cannot_be_is_told_in_one_line(operate: Parkline) -> None:
    operate(*CREATE)
    for command, said in (
        (("network", "join", "nowhere"), "no park here is in a network 'nowhere'"),
        (("network", "leave", "nowhere"), "it is in: tus"),
        (("network", "publish", "tus", "space", "nowhere"), "no room 'nowhere'"),
        (("network", "publish", "tus", "org", "Nobody"), "no company 'Nobody'"),
        (("--park", "cambridge", *CREATE[:-1], "Other"), "join it"),
        (("peer", "drop", "nobody"), "no peer 'nobody'; there is none"),
        (("peer", "add", "x", "http://192.0.2.1", "--network", "tus"), "may not reach"),
    ):  # fmt: skip
        result = operate(*command)
        assert result.exit_code in (1, 2), command
        assert said in result.stderr, command


def test_a_peer_is_added_trusted_rotated_and_dropped(operate: Parkline, demo_url: str) -> None:
    operate(*CREATE)
    added = operate("peer", "add", "cam", "https://cam.invalid", "--network", "tus")
    ours = added.stdout.splitlines()[-1]
    theirs = "0f8cdd1e-27a5-4d61-9d5e-3b1a3ffb0001:whpk_" + "A" * 43 + "="
    assert operate("peer", "list").stdout.endswith("waits for its invitation\n")
    assert operate("peer", "trust", "cam", ours).exit_code == 1
    assert operate("peer", "trust", "cam", "nonsense").exit_code == 1
    assert operate("peer", "trust", "cam", theirs).exit_code == 0
    tried = operate("peer", "read", "cam")
    assert (tried.exit_code, tried.stdout.splitlines()[-1]) == (1, "cam: unreachable")
    assert operate("peer", "rotate", "cam").exit_code == 0
    assert "does not know our next key yet" in operate("peer", "list").stdout
    leaked = operate("peer", "rotate", "cam", "--leaked").stdout.splitlines()[-1]
    assert leaked.partition(":")[0] == ours.partition(":")[0]
    assert leaked != ours
    assert operate("peer", "drop", "cam").exit_code == 0
    assert read(demo_url, select(NetworkPeer.id)) == []
