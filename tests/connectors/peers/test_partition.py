"""Two installations that lose one another: whatever happens on the way, both end with the same, no
card is shown a minute after it was withdrawn, and nobody is introduced twice."""

from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest

from services.network import introductions, peers
from tests.given.network import Installation, two_peers
from tests.kit.databases import Copies


@pytest.fixture
async def two(copies: Copies) -> AsyncIterator[tuple[Installation, Installation]]:
    with copies.one() as here, copies.one() as there:
        async with two_peers((here, there)) as both:
            yield both


async def settle(*both: Installation, rounds: int = 3) -> None:
    """As their workers go on, each quarter of a minute."""
    for _ in range(rounds):
        for one in both:
            await one.turn()
        both[0].world.passes(seconds=15)


async def equal(one: Installation, other: Installation) -> bool:
    return (await one.cards(), await other.cards()) == (await other.offered(), await one.offered())


async def test_what_is_published_is_shown_and_what_is_withdrawn_is_gone_within_a_minute(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    await one.publishes("Lumen", "激光雷达", "lidar")
    await one.publishes("Etch", "PCB prototyping")
    await settle(*two)
    assert await other.shows("any company that does PCB prototypes?") == ["Etch"]
    assert await other.shows("其他园区有做激光雷达的吗") == ["Lumen"]
    await one.withdraws("Lumen")
    for _ in range(4):
        await one.turn()
        await other.turn()
        one.world.passes(seconds=15)
    assert await other.shows() == ["Etch"]
    assert await equal(*two)


async def test_a_peer_that_is_away_is_not_shown_after_a_minute(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    await one.publishes("Lumen", "lidar")
    await settle(*two)
    one.open = False
    one.world.passes(seconds=14)
    await other.turn()
    assert await other.shows() == ["Lumen"]
    await one.withdraws("Lumen")
    one.world.passes(seconds=60)
    await other.turn()
    assert await other.shows() == []
    one.open = True
    one.world.passes(minutes=5)
    await settle(*two)
    assert await other.shows() == []
    assert await equal(*two)


async def test_a_week_apart_with_keys_that_change_meanwhile(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    for name in ("Lumen", "Etch", "Graft"):
        await one.publishes(name, name.lower())
    await other.publishes("Vine", "grapes")
    await settle(*two)
    person = await other.somebody()
    assert await other.asks(person, "lumen")
    one.open = other.open = False
    await one.withdraws("Etch")
    await one.says_otherwise("Graft", "grafting")
    await one.publishes("Moss", "moss")
    await other.withdraws("Vine")
    await one.rotates()
    await other.rotates()
    for _ in range(7):
        one.world.passes(days=1)
        await one.turn()
        await other.turn()
        assert await other.shows() == []
    one.open = other.open = True
    one.world.passes(minutes=5)
    await settle(*two, rounds=4)
    assert await equal(*two)
    assert await other.shows() == ["Graft", "Lumen", "Moss"]
    for each in two:
        peer = await each.peer()
        assert (peer.next_sealed, peer.their_next, peer.their_version) == (None, None, 2)
    [arrived] = await one.introductions()
    assert (arrived.direction, arrived.contact["name"], arrived.about_en) == ("in", "Ann", "Lumen")


async def test_what_comes_twice_late_and_in_any_order_changes_nothing(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    random = Random(7)
    other.hears = False
    names = [f"Firm{number}" for number in range(6)]
    for name in names:
        await one.publishes(name, name)
        await one.turn()
        one.world.passes(seconds=15)
    for name in names[:3]:
        await one.withdraws(name)
        await one.turn()
        one.world.passes(seconds=15)
    other.hears = True
    pages = list(range(len(other.pages))) * 2
    random.shuffle(pages)
    answers = [await other.hears_again(which) for which in pages]
    assert set(answers) == {200}
    await settle(*two)
    assert await equal(*two)
    assert await other.shows() == names[3:]
    again = [await other.hears_again(which) for which in pages]
    assert set(again) == {200}
    assert await equal(*two)
    one.world.passes(minutes=6)
    assert {await other.hears_again(which) for which in pages} == {401}


@pytest.mark.parametrize("days", [1, -1])
async def test_a_clock_that_is_wrong_by_a_day(
    two: tuple[Installation, Installation], days: int
) -> None:
    """What it sends is refused, for it would be good for ever; what is asked is answered."""
    one, other = two
    one.off = timedelta(days=days)
    await one.publishes("Lumen", "lidar")
    await other.publishes("Vine", "grapes")
    await settle(*two)
    one.world.passes(minutes=10)
    await settle(*two)
    assert await equal(*two)
    assert (await one.shows(), await other.shows()) == (["Vine"], ["Lumen"])
    person = await other.somebody()
    assert await other.asks(person, "lidar")
    await one.withdraws("Lumen")
    await settle(*two, rounds=4)
    assert await other.shows() == []
    assert await equal(*two)
    assert len(await one.introductions()) == 1
    one.off = timedelta()  # Somebody sets it right.
    await settle(*two, rounds=4)
    assert await one.shows() == ["Vine"]


async def test_nobody_is_introduced_twice_and_both_sides_hear(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    await one.publishes("Lumen", "lidar")
    await settle(*two)
    person = await other.somebody()
    one.hears = False
    assert await other.asks(person, "lidar")
    assert not await other.asks(person, "lidar")
    await other.turn()  # It is sent, and does not arrive.
    one.hears = True
    await settle(*two)
    for which in range(len(one.pages)):
        await one.hears_again(which)
    [arrived] = await one.introductions()
    async with one.sessions.begin() as session:
        await introductions.answer(session, one.by(), arrived.id, "passed_on", "Call Mr Gu")
    await settle(*two)
    [asked] = await other.introductions()
    assert (asked.status, asked.reply) == ("passed_on", "Call Mr Gu")
    assert not await other.asks(person, "lidar")
    for which in range(len(other.pages)):
        await other.hears_again(which)
    await settle(*two)
    assert len(await one.introductions()) == 1
    assert [row.status for row in await other.introductions()] == ["passed_on"]


async def test_who_is_forgotten_here_is_forgotten_there(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    await one.publishes("Lumen", "lidar")
    await settle(*two)
    person = await other.somebody()
    await other.asks(person, "lidar")
    await settle(*two)
    [arrived] = await one.introductions()
    assert arrived.contact["name"] == "Ann"
    async with other.sessions.begin() as session:
        await introductions.forgotten(session, other.park_id, [person], now=other.clock())
    other.world.passes(seconds=15)
    await settle(*two)
    [arrived] = await one.introductions()
    assert (arrived.status, arrived.contact) == ("recalled", {})
    for which in range(len(one.pages)):
        await one.hears_again(which)
    assert (await one.introductions())[0].contact == {}


async def test_a_key_that_leaked_is_good_for_nothing_until_the_operators_have_spoken(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    await one.publishes("Lumen", "lidar")
    await settle(*two)
    await one.rotates(leaked=True)
    one.world.passes(minutes=2)
    await settle(*two)
    assert await other.shows() == []
    assert (await other.peer()).problem == "not_signed"
    await other.trusts(await one.invitation())
    await settle(*two)
    assert await other.shows() == ["Lumen"]


async def test_who_is_dropped_may_ask_no_more(two: tuple[Installation, Installation]) -> None:
    one, other = two
    await one.publishes("Lumen", "lidar")
    await settle(*two)
    async with one.sessions.begin() as session:
        await peers.drop(session, one.by(), "other")
    one.world.passes(minutes=1)
    await settle(other, rounds=1)
    assert await other.shows() == []
    assert (await other.peer()).problem == "status_401"


async def test_everybody_reads_all_of_a_long_feed(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    other.hears = False
    for number in range(230):
        await one.publishes(f"Firm{number}", "lidar")
    await settle(*two)
    assert await equal(*two)
    assert len(await other.cards()) == 230
