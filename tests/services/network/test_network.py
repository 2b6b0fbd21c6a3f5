"""Parks of one installation that are in a network: copies, and nothing but copies."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.network import NetworkCard, NetworkIntroduction, NetworkOffer
from models.park import Park
from models.people import Company, Person
from parkline.stores.database import Sessions
from services.kit.audit import By
from services.kit.errors import Conflict, Invalid, NotFound
from services.network import copies, introductions, networks, offers, retention, searching
from services.network.networks import NoNetwork
from services.network.offers import NotAgreed
from services.privacy import erasure
from tests.given.factories import CREATED as NOW
from tests.given.factories import make_park, make_person
from tests.kit.waiting import until

WAITING = text("""
    select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
""")


@dataclass
class Three:
    """Three parks, of which the first two are in a network."""

    session: AsyncSession
    parks: list[Park]

    def by(self, place: int = 0) -> By:
        return By(self.parks[place].id, None, NOW)

    async def publish(self, place: int, name: str, *tags: str, **said: Any) -> NetworkOffer:
        company = Company(park_id=self.parks[place].id, name_zh=f"{name}公司", name_en=name)
        self.session.add(company)
        await self.session.flush()
        what = {"offers": list(tags), **said}
        return await offers.publish(self.session, self.by(place), "tus", company, what)

    async def shows(self, place: int, words: str = "") -> list[str]:
        found = await searching.search(self.session, self.parks[place].id, words, now=NOW)
        return [card.body["name_en"] for card in found.cards]

    async def somebody(self, place: int) -> Person:
        return await make_person(self.session, self.parks[place], name="Ann", language="en")

    async def card(self, place: int) -> NetworkCard:
        [card] = await searching.shown(self.session, self.parks[place].id, now=NOW)
        return card

    async def rows(self, direction: str) -> Sequence[NetworkIntroduction]:
        found = await self.session.scalars(
            select(NetworkIntroduction).where(NetworkIntroduction.direction == direction)
        )
        return found.all()


@pytest.fixture
async def three(sessions: Sessions) -> Any:
    async with sessions.begin() as session:
        given = Three(session, [await make_park(session) for _ in range(3)])
        await networks.create(session, given.by(), "tus", "联盟", "Network")
        await networks.join(session, given.by(1), "tus")
        yield given


async def test_a_card_is_seen_in_parks_of_the_network_and_in_no_other(three: Three) -> None:
    await three.publish(0, "Lumen", "激光雷达", "lidar")
    assert await three.shows(1, "其他园区有做激光雷达的吗") == ["Lumen"]
    assert await three.shows(1, "who does lidars in another park?") == ["Lumen"]
    assert await three.shows(1, "who does batteries in another park?") == []
    assert await three.shows(0) == []
    assert await three.shows(2) == []


async def test_who_comes_later_has_what_is_there_and_who_leaves_has_nothing(three: Three) -> None:
    await three.publish(0, "Lumen", "lidar")
    await three.publish(1, "Etch", "pcb")
    await networks.join(three.session, three.by(2), "tus")
    assert await copies.catch_up(three.session, three.parks[2].id, "tus", now=NOW) == 2
    assert sorted(await three.shows(2)) == ["Etch", "Lumen"]
    await offers.withdraw_all(three.session, three.by(), "tus")
    await networks.forget(three.session, three.by(), "tus")
    assert await three.shows(2) == ["Etch"]
    assert await three.shows(0) == []
    with pytest.raises(NoNetwork):
        await networks.require(three.session, three.parks[0].id, "tus")


async def test_what_is_withdrawn_says_nothing_any_more_and_is_remembered_for_a_year(
    three: Three,
) -> None:
    row = await three.publish(0, "Lumen", "lidar")
    await offers.withdraw(three.session, three.by(), row)
    assert await three.shows(1) == []
    bodies = await three.session.scalars(select(NetworkCard.body))
    assert bodies.all() == [{}]
    assert row.body == {}
    assert await retention.tidy(three.session, now=NOW + timedelta(days=365)) == 0
    assert await retention.tidy(three.session, now=NOW + timedelta(days=366)) == 2


async def test_what_is_published_again_changes_nothing(three: Three) -> None:
    row = await three.publish(0, "Lumen", "lidar")
    number, company = row.sequence, await three.session.get(Company, (row.park_id, row.company_id))
    assert company is not None
    again = await offers.publish(three.session, three.by(), "tus", company, {"offers": ["lidar"]})
    assert (again.id, again.sequence) == (row.id, number)
    await offers.publish(three.session, three.by(), "tus", company, {"offers": ["radar"]})
    assert await three.shows(1, "radar") == ["Lumen"]


async def test_a_company_is_shown_when_it_has_agreed(three: Three) -> None:
    company = Company(park_id=three.parks[0].id, name_zh="光", name_en="Lumen")
    three.session.add(company)
    await three.session.flush()
    with pytest.raises(NotAgreed):
        await offers.publish(three.session, three.by(), "tus", company, {}, agreed=False)


@pytest.mark.parametrize(
    "said",
    [
        {"about_en": "<script>alert(1)</script>"},
        {"url": "javascript:alert(1)"},
        {"url": "https://user:secret@lumen.example"},
        {"url": "http://lumen.example"},
        {"offers": ["x" * 61]},
        {"offers": [f"tag {number}" for number in range(21)]},
        {"about_zh": "字" * 601},
    ],
)
async def test_what_is_no_card_is_refused(three: Three, said: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        await three.publish(0, "Lumen", **said)


async def test_a_network_has_one_name_and_is_joined_where_it_is(three: Three) -> None:
    again = await networks.create(three.session, three.by(), "tus", "联盟", "Network")
    assert again.name_en == "Network"
    with pytest.raises(Conflict):
        await networks.create(three.session, three.by(2), "tus", "别的", "Other")
    with pytest.raises(NotFound):
        await networks.join(three.session, three.by(2), "nowhere")


async def test_who_agrees_is_introduced_once_and_hears_the_answer(three: Three) -> None:
    await three.publish(0, "Lumen", "lidar")
    person, card = await three.somebody(1), await three.card(1)
    first = await introductions.ask(three.session, person, card, "lidar, please", now=NOW)
    again = await introductions.ask(three.session, person, card, "lidar, please", now=NOW)
    assert (first.is_new, again.is_new) == (True, False)
    [arrived] = await three.rows("in")
    assert arrived.park_id == three.parks[0].id
    assert arrived.contact == {
        "name": "Ann", "company": "", "phone": "13800000000", "words": "lidar, please",
    }  # fmt: skip
    await introductions.answer(three.session, three.by(), arrived.id, "passed_on", "Call Mr Gu")
    [asked] = await three.rows("out")
    assert (asked.status, asked.reply) == ("passed_on", "Call Mr Gu")
    with pytest.raises(introductions.AlreadyAnswered):
        await introductions.answer(three.session, three.by(), arrived.id, "declined")
    types = await three.session.execute(
        select(EventRow.park_id, EventRow.type).order_by(EventRow.id)
    )
    here, there = three.parks[0].id, three.parks[1].id
    assert [tuple(row) for row in types] == [
        (there, "introduction.asked"),
        (here, "introduction.received"),
        (here, "introduction.answered"),
        (there, "introduction.replied"),
    ]


async def test_who_forgets_waits_for_who_answers_and_holds_nothing_that_it_needs(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as session:
        two = Three(session, [await make_park(session) for _ in range(2)])
        await networks.create(session, two.by(), "tus", "联盟", "Network")
        await networks.join(session, two.by(1), "tus")
        await two.publish(0, "Lumen", "lidar")
        person = await two.somebody(1)
        await introductions.ask(session, person, await two.card(1), "lidar", now=NOW)
        there, who = two.parks[1].id, person.id

    async def forget() -> None:
        async with sessions.begin() as session:
            await introductions.forgotten(session, there, [who], now=NOW)

    async def waits() -> Any:
        async with sessions() as session:
            return await session.scalar(WAITING)

    row = select(NetworkIntroduction.id).with_for_update(nowait=True)
    async with sessions.begin() as desk:
        await desk.execute(row.where(NetworkIntroduction.direction == "in"))
        forgetting = asyncio.create_task(forget())
        await until(waits)
        await desk.execute(row.where(NetworkIntroduction.direction == "out"))
    await forgetting
    async with sessions() as session:
        found = await session.scalars(select(NetworkIntroduction.status))
        assert found.all() == ["recalled", "recalled"]


async def test_what_is_older_than_what_is_known_of_a_card_changes_nothing(three: Three) -> None:
    park_id, origin = three.parks[1].id, copies.Origin(uuid4(), "光", "Lumen")
    card, said = uuid4(), {"name_zh": "光", "name_en": "Lumen"}

    async def take(sequence: int, body: dict[str, Any] | None) -> bool:
        told = copies.Told("tus", card, "org", sequence, body)
        return await copies.take(three.session, park_id, origin, told, now=NOW)

    assert await take(2, said | {"name_en": "Lumen 2"})
    assert not await take(1, said)
    assert await take(4, None)
    assert not await take(3, said)
    assert not await take(4, said)
    found = await copies.find(three.session, park_id, origin.uid, card)
    assert found is not None
    assert (found.sequence, found.body, found.withdrawn_at) == (4, {}, NOW)


async def test_who_is_forgotten_is_forgotten_by_the_other_park(three: Three) -> None:
    await three.publish(0, "Lumen", "lidar")
    person = await three.somebody(1)
    await introductions.ask(three.session, person, await three.card(1), "lidar", now=NOW)
    await erasure.erase(three.session, person, now=NOW)
    [arrived], [asked] = await three.rows("in"), await three.rows("out")
    assert (arrived.status, arrived.contact) == ("recalled", {})
    assert (asked.person_id, asked.contact) == (None, {})
    count = await three.session.scalar(
        select(func.count()).where(EventRow.type == "introduction.recalled")
    )
    assert count == 1
