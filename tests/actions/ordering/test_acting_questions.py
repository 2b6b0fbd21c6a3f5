"""Questions are answered from the park's rows, and change nothing; what no row knows is asked."""

from typing import Any

import pytest
from sqlalchemy import select

from models.catalogue import Item, ItemOption
from models.tickets import Ticket
from services.catalogue import pictures
from services.kit.audit import By
from tests.actions.driver import Bot, entity
from tests.actions.ordering.acting import CONFIRM, Clerk, line, start
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.photo_files import encoded, picture

BEEF = "beef_noodles"


def ask(about: str, **more: Any) -> dict[str, Any]:
    return {"act": "ask", "about": about, **more}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"of_item": "price"}, ["牛肉面 ¥22/碗", "加肉 +¥8"]),
        ({"of_item": "spice"}, ["牛肉面微辣", "辣度可以选", "不要辣", "特辣"]),
        ({"of_item": "options"}, ["可以选", "加蛋", "面软一点"]),
        ({"of_item": "stock"}, ["牛肉面有的"]),
        ({"of_item": "allergen"}, ["牛肉面含有：含麸质的谷物、大豆。"]),
        ({"of_item": "contents"}, ["牛肉面：牛骨汤底", "过敏原：含麸质的谷物、大豆。"]),
        (
            {"of_item": "allergen", "words": "牛肉面里有大豆吗"},
            ["有的，牛肉面里有大豆。", "另外还含有：含麸质的谷物。"],
        ),
        (
            {"of_item": "allergen", "words": "牛肉面里有花生吗"},
            ["牛肉面里没有花生", "按阳光食堂登记的资料", "微量残留排除不了"],
        ),
        ({"of_item": "allergen", "words": "牛肉面是素的吗"}, ["牛肉面不是素的。"]),
        ({"of_item": "stock", "words": "牛肉面有多少卡路里"}, ["牛肉面一碗约 620 千卡"]),
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
    words = "does the kung pao chicken contain peanuts?"
    about = {"item": "kung_pao_chicken_rice", "of_item": "allergen", "words": words}
    answer = await clerk.hears(ask("item", **about))
    assert "Yes: kung pao chicken rice contains peanuts." in answer
    assert "the wok is shared" in answer
    assert await clerk.orders() == []


async def unsaid(demo: DemoPark, code: str, *names: str) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, code, **dict.fromkeys(names))


@pytest.mark.parametrize(
    ("column", "question", "said"),
    [
        ("allergens", {"of_item": "allergen", "words": "any peanuts in it?"}, "which allergens"),
        ("diet", {"of_item": "allergen", "words": "is it vegetarian?"}, "whether it is vegetarian"),
        ("calories", {"words": "how many calories?"}, "how many calories"),
    ],
)
async def test_what_nobody_has_said_is_not_known_and_offered_to_be_asked(
    demo: DemoPark, column: str, question: dict[str, str], said: str
) -> None:
    await unsaid(demo, BEEF, column)
    clerk = await Clerk.new(demo, "en")
    answer = await clerk.hears(ask("item", item=BEEF, **question))
    assert "I don't know that about beef noodles" in answer
    assert f"hasn't told me {said}" in answer
    assert clerk.titles == ["Ask Sunshine Canteen", "No need"]


async def test_what_is_offered_are_cards_with_the_place_of_their_button(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        item = await session.get_one(Item, (demo.id, demo.items["stir_fried_greens"]))
        by = By(demo.id, None, WEDNESDAY_MORNING)
        await pictures.put(session, by, item, pictures.clean(encoded(picture((40, 30)))))
    clerk = await Clerk.new(demo)
    await clerk.hears(ask("menu", words="有什么纯素的"))
    [said] = clerk.said
    dishes = {dish["name"]: dish for dish in said["custom"]["dishes"]}
    greens = dishes["清炒时蔬"]
    assert (greens["price"], greens["note"]) == ("¥12", "纯素")
    assert greens["picture"].startswith(f"{item.id}/")
    assert said["buttons"][greens["button"]]["title"] == "来一份清炒时蔬"
    assert [dish["button"] for dish in dishes.values()] == list(range(len(said["buttons"])))


@pytest.mark.parametrize("words", ["有什么素食", "有没有不辣的菜", "20块以内有什么"])
async def test_what_nobody_has_said_of_a_dish_does_not_make_it_fit(
    demo: DemoPark, words: str
) -> None:
    async with demo.sessions.begin() as session:
        blank = {"diet": None, "spice": None, "price": 2100}
        await demo.set_item(session, "stir_fried_greens", **blank)
    clerk = await Clerk.new(demo)
    answer = await clerk.hears(ask("menu", words=words))
    assert "清炒时蔬" not in answer
    assert ("另有 1 样没有登记" in answer) == ("20块" not in words)


@pytest.mark.parametrize(
    ("words", "there", "absent"),
    [
        ("有什么素食", ["午餐 · 素食：", "番茄鸡蛋面 ¥18", "清炒时蔬"], ["牛肉面", "麻婆豆腐"]),
        ("有什么纯素的", ["午餐 · 纯素：", "清炒时蔬"], ["番茄鸡蛋面"]),
        ("15块以内有什么", ["午餐 · ¥15 以内：", "清炒时蔬 ¥12", "葱油拌面"], ["牛肉面"]),
        ("哪些菜不辣", ["午餐 · 不辣：", "红烧肉盖饭"], ["宫保鸡丁", "重庆小面", "可乐"]),
        ("有什么纯素的饮料", ["午餐 · 纯素：", "豆浆", "美式咖啡"], ["拿铁", "清炒时蔬"]),
        (
            "不含花生的素食有哪些",
            ["素食、不含花生：", "清炒时蔬", "微量残留排除不了"],
            ["酸辣粉", "担担面"],
        ),
        ("最便宜的是什么", ["最便宜的：", "米饭 ¥2"], ["可乐", "牛肉面"]),
    ],
)
async def test_a_part_of_the_menu(
    demo: DemoPark, words: str, there: list[str], absent: list[str]
) -> None:
    clerk = await Clerk.new(demo)
    answer = await clerk.hears(ask("menu", words=words))
    assert [one for one in there if one not in answer] == []
    assert [one for one in absent if one in answer] == []
    assert clerk.titles[0].startswith("来一份")
    assert await clerk.orders() == []


async def test_a_part_of_the_menu_that_is_empty_leads_to_the_whole(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo, "en")
    answer = await clerk.hears(ask("menu", words="anything vegan under 1 yuan?"))
    assert answer == "Nothing found for lunch that fits: vegan, up to ¥1."
    assert clerk.titles == ["Menu"]


async def test_a_dish_that_a_general_word_was_taken_for_is_not_answered_about(
    demo: DemoPark,
) -> None:
    """ "有没有不辣的菜": 菜 is found in the names of some dishes."""
    clerk = await Clerk.new(demo)
    about = {"item": "garden_salad", "of_item": "stock", "words": "有没有不辣的菜"}
    answer = await clerk.hears(ask("item", **about))
    assert "午餐 · 不辣：" in answer


async def test_a_recommendation_says_why(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        for _ in range(3):
            await demo.placed(session, "mapo_tofu_rice")
        for _ in range(4):
            await demo.draft(session, "beef_noodles")
    clerk = await Clerk.new(demo)
    answer = await clerk.hears(ask("menu", words="推荐一个"))
    first = answer.splitlines()[1]
    assert first == (
        "麻婆豆腐饭 ¥20，近 30 天有 3 单点了它。嫩豆腐、牛肉末、郫县豆瓣和花椒，麻辣。"
    )
    assert "4 单" not in answer
    await clerk.presses("麻婆豆腐饭")
    assert await clerk.rows() == [("mapo_tofu_rice", 1)]


async def test_a_recommendation_keeps_to_what_was_asked_for(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        for _ in range(3):
            await demo.placed(session, "beef_noodles")
    clerk = await Clerk.new(demo, "en")
    answer = await clerk.hears(ask("menu", words="can you recommend something vegetarian?"))
    assert "beef noodles" not in answer
    assert answer.startswith("For lunch you could try:\n")


async def test_a_dish_that_a_question_about_the_menu_names_is_answered_about(
    demo: DemoPark,
) -> None:
    """What the bot knows no aspect for it hears as a question about the menu, with the dish."""
    words = "牛肉面有哪些过敏原？"
    heard = [entity("item", demo.items[BEEF], start=0, end=3)]
    bot = await Bot.new(demo)
    bot.hear(words, "browse_menu", *heard)
    assert "牛肉面含有：含麸质的谷物、大豆。" in (await bot.run("action_act")).text


async def test_calories_of_what_is_in_the_cart(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    assert "说一下菜名" in await clerk.hears(ask("menu", words="多少卡路里"))
    await clerk.hears(start(line(BEEF, 2)))
    answer = await clerk.hears(ask("menu", words="多少卡路里"))
    assert "牛肉面一碗约 620 千卡（不算加料）。" in answer


async def test_what_is_sold_out_can_be_waited_for(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=0)
    clerk = await Clerk.new(demo)
    await clerk.hears(ask("item", item=BEEF, of_item="stock"))
    assert any("/watch_item" in b["payload"] for one in clerk.said for b in one["buttons"])


async def test_of_a_dish_with_no_spice_in_its_data_nothing_is_claimed(demo: DemoPark) -> None:
    await unsaid(demo, "tea_egg", "spice")
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
    await unsaid(demo, BEEF, "allergens")
    clerk = await Clerk.new(demo)
    await clerk.hears(ask("item", item=BEEF, of_item="allergen", words="牛肉面里有花生吗"))
    assert (clerk.expects, clerk.settles, await tickets(demo)) == ("confirm", "ask_vendor", [])
    answer = await clerk.hears(CONFIRM)
    [ticket] = await tickets(demo)
    assert (ticket.kind, ticket.status) == ("question", "reported")
    assert ticket.description == "牛肉面 / beef noodles: 牛肉面里有花生吗"
    assert ticket.ticket_no in answer


async def test_a_no_asks_nobody(demo: DemoPark) -> None:
    await unsaid(demo, BEEF, "allergens")
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


async def test_what_is_asked_of_two_dishes_is_told_of_each_and_the_one_that_is_so_can_be_ordered(
    demo: DemoPark,
) -> None:
    clerk = await Clerk.new(demo)
    both = [demo.items[code] for code in ("braised_pork_rice", "mapo_tofu_rice")]
    words = "麻婆豆腐饭和红烧肉盖饭哪个不辣呀"
    answer = await clerk.hears(
        {"act": "ask", "about": "item", "candidates": both, "of_item": "spice", "words": words}
    )
    assert answer.index("麻婆豆腐饭") < answer.index("红烧肉盖饭")
    assert words not in answer
    assert clerk.titles == ["来一份红烧肉盖饭"]
    assert await clerk.orders() == []
