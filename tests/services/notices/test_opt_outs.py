"""Kinds of notices that people do not want."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person
from services.kit.errors import Invalid
from services.notices.opt_outs import kinds, opt_in, opt_out, opted_out
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def person(demo: DemoPark, session: AsyncSession) -> Person:
    conversation = await demo.conversation(session)
    return await session.get_one(Person, (demo.id, conversation.person_id))


async def test_out_and_in_again_however_often_it_is_asked(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        one, other = await person(demo, session), await person(demo, session)

        async def out(kind: str) -> set[int]:
            return await opted_out(session, demo.id, [one.id, other.id], kind)

        assert await out("order") == set()
        for _ in range(2):
            await opt_out(session, one, "order", now=NOW)
        assert (await out("order"), await out("repair"), await out("rating")) == (
            {one.id},
            set(),
            set(),
        )
        for _ in range(2):
            await opt_in(session, one, "order")
        assert await out("order") == set()


async def test_a_kind_that_there_is_not_is_refused(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        one = await person(demo, session)
        for refused in (opt_out(session, one, "all", now=NOW), opt_in(session, one, "all")):
            with pytest.raises(Invalid) as caught:
                await refused
            assert caught.value.details == {"field": "kind", "allowed": list(kinds())}


def test_people_choose_from_the_kinds_in_the_order_of_their_places() -> None:
    first = ("order", "repair", "rating", "visit", "stock")
    assert tuple(kind for kind in kinds() if kind in first) == first
    assert len(set(kinds())) == len(kinds())


async def test_a_person_of_another_park_is_somebody_else(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        elsewhere = await factories.make_person(session, await factories.make_park(session))
        await opt_out(session, elsewhere, "order", now=NOW)
        assert await opted_out(session, elsewhere.park_id, [elsewhere.id], "order")
        assert await opted_out(session, demo.id, [elsewhere.id], "order") == set()
