"""Questions are answered from the park's rows, and change nothing; what no row knows is asked."""

from typing import Any

import pytest
from sqlalchemy import select

from models.catalogue import ItemOption
from models.tickets import Ticket
from tests.actions.ordering.acting import CONFIRM, Clerk, line, start
from tests.given.demo_park import DemoPark

BEEF = "beef_noodles"


def ask(about: str, **more: Any) -> dict[str, Any]:
    return {"act": "ask", "about": about, **more}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"of_item": "price"}, ["牛肉面 ¥22/碗", "加肉 +¥8"]),
        ({"of_item": "spice"}, ["辣度可以选", "不要辣", "特辣"]),
        ({"of_item": "options"}, ["可以选", "加蛋", "面软一点"]),
        ({"of_item": "stock"}, ["牛肉面有的"]),
        ({"of_item": "allergen"}, ["这个我不知道", "要我去问问吗"]),
        ({"of_item": "contents"}, ["这个我不知道"]),
    ],
)
async def test_a_question_about_a_dish(
    demo: DemoPark, question: dict[str, str], said: list[str]
) -> None:
    clerk = await Clerk.new(demo)
    answer = await clerk.hears(ask("item", item=BEEF, **question))
    assert [one for one in said if one not in answer] == []
    assert await clerk.orders() == []


async def test_english_is_spoken_too(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo, "en")
    answer = await clerk.hears(ask("item", item=BEEF, of_item="price"))
    assert "beef noodles: ¥22/bowl" in answer
    answer = await clerk.hears(ask("item", item=BEEF, of_item="allergen"))
    assert "I don't know that about beef noodles" in answer
    assert clerk.titles[0].startswith("Ask ")


async def test_what_is_sold_out_can_be_waited_for(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=0)
    clerk = await Clerk.new(demo)
    await clerk.hears(ask("item", item=BEEF, of_item="stock"))
    assert any("/watch_item" in b["payload"] for one in clerk.said for b in one["buttons"])


async def test_of_a_dish_with_no_spice_in_its_data_nothing_is_claimed(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    answer = await clerk.hears(ask("item", item="tea_egg", of_item="spice", words="茶叶蛋辣吗"))
    assert "不知道" in answer
    async with demo.sessions() as session:
        groups = await session.scalars(
            select(ItemOption.group).where(ItemOption.item_id == demo.items["tea_egg"])
        )
        assert "spice" not in set(groups)


async def tickets(demo: DemoPark) -> list[Ticket]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Ticket).order_by(Ticket.id)))


async def test_what_nobody_knows_is_asked_after_a_yes(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(ask("item", item=BEEF, of_item="allergen", words="牛肉面里有花生吗"))
    assert (clerk.expects, await tickets(demo)) == ("ask_vendor", [])
    answer = await clerk.hears(CONFIRM)
    [ticket] = await tickets(demo)
    assert (ticket.kind, ticket.status) == ("question", "reported")
    assert ticket.description == "牛肉面 / beef noodles: 牛肉面里有花生吗"
    assert ticket.ticket_no in answer


async def test_a_no_asks_nobody(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(ask("item", item=BEEF, of_item="allergen"))
    await clerk.hears({"act": "deny"})
    assert await tickets(demo) == []


async def test_an_order_goes_on_after_a_question(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(start(line(BEEF, 2)))
    answer = await clerk.hears(ask("fee"))
    assert "不另外收费" in answer
    assert clerk.expects == "location"
    answer = await clerk.hears(ask("time"))
    assert "10:45 前都可以下" in answer
    assert await clerk.rows() == [(BEEF, 2)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("menu", "阳光食堂"),
        ("cart", "购物车还是空的"),
        ("time", "10:45"),
        ("status", "没有进行中的订单"),
    ],
)
async def test_with_nothing_ordered(demo: DemoPark, question: str, said: str) -> None:
    clerk = await Clerk.new(demo)
    more = {"of": {"what": "order"}} if question == "status" else {}
    assert said in await clerk.hears(ask(question, **more))


async def test_what_several_dishes_cost_is_told_of_each(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    several = [demo.items[BEEF], demo.items["tomato_egg_noodles"]]
    answer = await clerk.hears(ask("item", candidates=several, of_item="price", words="面"))
    assert ("牛肉面 ¥22" in answer, "番茄鸡蛋面 ¥18" in answer) == (True, True)
    answer = await clerk.hears(ask("item", candidates=several, of_item="spice", words="面"))
    await clerk.presses("牛肉面")
    assert "辣度" in clerk.text
