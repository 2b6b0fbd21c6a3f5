"""A peer is anybody: what it sends is bounded, checked, and of its own park alone."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from connectors.peers import signatures
from connectors.peers.api import MAX_BODY, PREFIX
from models.park import Park
from services.network import exchanging, feed
from tests.given.network import Installation, two_peers
from tests.kit.databases import Copies


@pytest.fixture
async def two(copies: Copies) -> AsyncIterator[tuple[Installation, Installation]]:
    with copies.one() as here, copies.one() as there:
        async with two_peers((here, there)) as both:
            yield both


async def page(one: Installation, *items: Any, **said: Any) -> dict[str, Any]:
    """What it would say now, with these items."""
    async with one.sessions.begin() as session:
        peer = await exchanging.load(session, one.park_id, (await one.peer()).id)
        made = await feed.page(session, peer, one.vault, after=0)
    return made | {"items": list(items), "next": 10} | said


async def send(
    one: Installation, to: Installation, body: bytes, **headers: str
) -> tuple[int, dict[str, Any]]:
    async with one.sessions() as session:
        uid = (await session.get_one(Park, one.park_id)).uid
    signed = signatures.signed(await one.peer(), one.vault, uid, body, now=one.clock())
    async with (
        one.client() as http,
        http.post(f"{to.url}{PREFIX}/feed", data=body, headers=signed | headers) as answer,
    ):
        return answer.status, await answer.json(content_type=None)


def card(**said: Any) -> dict[str, Any]:
    body = {"name_zh": "光", "name_en": "Lumen", "offers": ["lidar"]}
    item = {"state": "updated", "kind": "org", "id": str(uuid4()), "network": "tus", "modified": 1}
    return item | {"data": body | said.pop("data", {})} | said


@pytest.mark.parametrize(
    "wrong",
    [
        card(data={"name_en": "<img src=x onerror=alert(1)>"}),
        card(data={"url": "javascript:alert(1)"}),
        card(data={"name_zh": "字" * 121}),
        card(data={"offers": ["x"] * 21}),
        card(data={"name_en": 7}),
        card(network="another"),
        card(id="no uuid"),
        card(modified=-1),
        card(modified="soon"),
        card(state="gone"),
        {"kind": "introduction", "id": str(uuid4()), "state": "updated", "modified": 2, "data": {}},
        {
            "kind": "introduction", "id": str(uuid4()), "state": "updated", "modified": 2,
            "data": {"card": str(uuid4()), "contact": {"name": "Ann"}},
        },
        {"kind": "answer", "id": str(uuid4()), "state": "updated", "modified": 2, "data": {}},
        "no item",
        None,
    ],
)  # fmt: skip
async def test_an_item_that_makes_no_sense_is_left_out_and_the_others_count(
    two: tuple[Installation, Installation], wrong: Any
) -> None:
    one, other = two
    body = json.dumps(await page(one, wrong, card(modified=3))).encode()
    status, said = await send(one, other, body)
    assert (status, said["taken"], said["left_out"]) == (200, 1, 1)
    assert len(await other.cards()) == 1
    assert await other.introductions() == []


async def test_what_a_newer_version_says_is_passed_over(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    items = (card(kind="proposal"), card(modified=2, data={"mood": "bright"}))
    status, said = await send(one, other, json.dumps(await page(one, *items)).encode())
    assert (status, said["taken"], said["left_out"]) == (200, 1, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"items": [None] * 101}, "invalid"),
        ({"park": {"uid": str(uuid4()), "name_zh": "别", "name_en": "Other"}}, "invalid"),
        ({"keys": {"version": 9, "current": "whsec_c2VjcmV0"}}, "invalid"),
        ({"next": 2**60}, "invalid"),
        ({"after": None}, "invalid"),
    ],
)
async def test_a_page_that_makes_no_sense_changes_nothing(
    two: tuple[Installation, Installation], change: dict[str, Any], code: str
) -> None:
    one, other = two
    body = json.dumps(await page(one, card(), **change)).encode()
    status, said = await send(one, other, body)
    assert (status, said["code"]) == (400, code)
    assert await other.cards() == {}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a": "\\u0000"}', b"[" * 5000])
async def test_what_is_no_page_is_refused(
    two: tuple[Installation, Installation], body: bytes
) -> None:
    one, other = two
    status, said = await send(one, other, body)
    assert (status, said["code"]) == (400, "invalid")


async def test_a_body_that_is_too_long_is_not_read(two: tuple[Installation, Installation]) -> None:
    one, other = two
    status, said = await send(one, other, b" " * (MAX_BODY + 1))
    assert (status, said["code"]) == (413, "too_large")


async def test_who_is_not_a_peer_is_told_nothing(two: tuple[Installation, Installation]) -> None:
    one, other = two
    body = json.dumps(await page(one, card())).encode()
    refused = [
        await send(one, other, body, **{"parkline-peer": str(uuid4())}),
        await send(one, other, body, **{"parkline-peer": "nobody"}),
        await send(one, other, body, **{"webhook-signature": "v1a,AAAA"}),
        await send(one, other, body, **{"webhook-timestamp": "1"}),
        await send(one, other, body, **{"webhook-id": "another"}),
    ]
    assert {(status, said["detail"]) for status, said in refused} == {
        (401, "no such peer, or not signed by it")
    }
    assert await other.cards() == {}


async def test_an_answer_that_was_kept_answers_nothing_else(
    two: tuple[Installation, Installation],
) -> None:
    one, other = two
    kept, now = b"{}", other.clock()
    asked = signatures.signed(
        await one.peer(), one.vault, uuid4(), kept, now=now, message="peer_asked"
    )
    peer = await other.peer()
    assert signatures.answers(peer, asked, kept, "peer_asked", now=now)
    assert not signatures.answers(peer, asked, kept, "peer_another", now=now)


async def test_a_peer_speaks_of_its_own_cards_alone(
    two: tuple[Installation, Installation],
) -> None:
    """Uids are of their publisher: another's card is not withdrawn by naming its uid."""
    one, other = two
    await other.publishes("Vine", "grapes")
    [uid] = await other.offered()
    gone = {**card(id=uid, modified=9), "state": "deleted"}
    await send(one, other, json.dumps(await page(one, gone)).encode())
    assert (await other.offered())[uid][1]["name_en"] == "Vine"
    await one.turn()
    assert await one.shows() == ["Vine"]


async def test_who_guesses_has_to_wait(two: tuple[Installation, Installation]) -> None:
    one, other = two
    body = json.dumps(await page(one)).encode()
    wrong = {"webhook-signature": "v1a,AAAA"}
    answers = [await send(one, other, body, **wrong) for _ in range(21)]
    assert [status for status, _ in answers] == [401] * 20 + [429]
