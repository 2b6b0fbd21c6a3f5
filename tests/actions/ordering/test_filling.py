"""Filling and changing the cart by words."""

import pytest

from tests.actions.driver import Bot, Entity, entity
from tests.given.demo_park import DemoPark


async def test_what_was_named_is_added_and_shown(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear(
        "两份牛肉面不要辣，一瓶可乐",
        "order_food",
        bot.item("beef_noodles"),
        entity("quantity", 2, group="1"),
        entity("option", "not_spicy", group="1"),
        entity("note", "快点", group="1"),
        bot.item("cola", group="2"),
        entity("quantity", 1, group="2"),
    )
    ran = await bot.run("action_act")
    assert ran.text == ("好的，已加上：\n牛肉面 ×2（不要辣、快点）  ¥44\n可乐 ×1  ¥5\n合计 ¥49")
    cart = ran.responses[0]["custom"]["cart"]
    assert (cart["total"], [line["item_en"] for line in cart["lines"]]) == (
        4900,
        ["beef noodles", "cola"],
    )
    assert ran.slots["cart"] is True


async def test_the_cart_is_shown_in_english_to_who_writes_english(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("two beef noodles, no chili", "order_food", bot.item("beef_noodles"),
             entity("quantity", 2, group="1"), entity("option", "not_spicy", group="1"),
             language="en")  # fmt: skip
    ran = await bot.run("action_act")
    assert ran.text == "Added:\n2 × beef noodles (no chili)  ¥44\nTotal ¥44"


async def test_another_counters_dish_is_its_own_order_and_that_is_said(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 1)
    ran = await bot.order("americano", 1)
    assert "美式咖啡×1是晨光咖啡吧的，会单独成一单" in ran.text
    assert [draft.total for draft in await bot.drafts()] == [2200, 1500]


async def test_what_is_not_sold_is_said_and_the_rest_added(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    nothing = {"entity": "item", "value": None, "unknown": True, "text": "龙虾", "group": "2"}
    bot.hear("一份牛肉面一份龙虾", "order_food", bot.item("beef_noodles"), nothing)
    ran = await bot.run("action_act")
    assert "没找到“龙虾”" in ran.text
    assert await bot.cart() == [("beef_noodles", 1, [], None)]


async def test_a_name_of_several_is_asked_back_with_what_was_said_kept(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    kinds = [demo.items["latte"], demo.items["matcha_latte"]]
    which = {"entity": "item", "value": None, "candidates": kinds, "text": "拿铁", "group": "1"}
    bot.hear("两杯拿铁", "order_food", which, entity("quantity", 2, group="1"))
    ran = await bot.run("action_act")
    assert [title for title, _ in ran.buttons] == ["拿铁 ¥18", "抹茶拿铁 ¥22"]
    for kind, (_, pressed) in zip(kinds, ran.buttons, strict=True):
        assert f'"item": {kind}, "quantity": 2' in pressed
    assert await bot.cart() == []


async def test_too_many_is_refused_with_a_button_for_what_can_be_had(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=3)
    ran = await bot.order("beef_noodles", 5)
    assert "牛肉面只剩 3 碗了，没有加上。" in ran.text
    id_ = demo.items["beef_noodles"]
    assert [title for title, _ in ran.buttons] == ["就要 3 碗"]
    assert await bot.cart() == []
    # Pressing it adds them: there is no line yet that it could change.
    bot.hear(ran.buttons[0][1], "modify_order", entity("item", id_), entity("quantity", 3))
    await bot.run("action_act")
    assert await bot.cart() == [("beef_noodles", 3, [], None)]


def _(name: str, value: object, **more: object) -> Entity:
    return entity(name, value, group="1", **more)


@pytest.mark.parametrize(
    ("text", "found", "cart"),
    [
        ("牛肉面改成三份", [("item", "beef_noodles"), _("quantity", 3, role="set")],
         [("beef_noodles", 3, [], None), ("cola", 1, [], None)]),
        ("再加一份牛肉面", [("item", "beef_noodles"), _("quantity", 1, role="add")],
         [("beef_noodles", 3, [], None), ("cola", 1, [], None)]),
        ("少一份牛肉面", [("item", "beef_noodles"), _("quantity", 1, role="subtract")],
         [("beef_noodles", 1, [], None), ("cola", 1, [], None)]),
        ("牛肉面不要了", [("item", "beef_noodles", "remove")], [("cola", 1, [], None)]),
        ("不要辣", [_("option", "not_spicy")],
         [("beef_noodles", 2, ["not_spicy"], None), ("cola", 1, [], None)]),
        ("可乐多放冰块", [("item", "cola"), _("note", "多放冰块")],
         [("beef_noodles", 2, [], None), ("cola", 1, [], "多放冰块")]),
        ("再来三碗", [_("quantity", 3, role="add", unit="碗")],
         [("beef_noodles", 5, [], None), ("cola", 1, [], None)]),
        ("可乐换成雪碧", [("item", "cola", "replaced"), ("item", "sprite", "replacement")],
         [("beef_noodles", 2, [], None), ("sprite", 1, [], None)]),
        ("再来一瓶豆浆", [("item", "soy_milk"), _("quantity", 1, role="add")],
         [("beef_noodles", 2, [], None), ("cola", 1, [], None), ("soy_milk", 1, [], None)]),
    ],
)  # fmt: skip
async def test_edits(
    demo: DemoPark,
    text: str,
    found: list[Entity | tuple[str, ...]],
    cart: list[tuple[str, int, list[str], str | None]],
) -> None:
    """On two beef noodles and a cola."""
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    await bot.order("cola", 1)
    entities = [
        one if isinstance(one, dict)
        else bot.item(one[1], group=f"swap-{one[2]}" if "repl" in one[-1] else "1",
                      role=one[2] if len(one) > 2 else None)
        for one in found
    ]  # fmt: skip
    bot.hear(text, "modify_order", *entities)
    await bot.run("action_act")
    assert await bot.cart() == cart


async def test_of_two_that_are_counted_so_the_one_that_was_spoken_of_last_is_meant(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    await bot.order("kung_pao_chicken_rice", 1)
    bot.hear("改成三份", "modify_order", _("quantity", 3, role="set", unit="份"))
    await bot.run("action_act")
    assert [line[1] for line in await bot.cart()] == [2, 3]


async def test_an_item_that_is_not_in_the_cart_cannot_be_taken_out(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.hear("不要可乐", "modify_order", bot.item("cola", role="remove"))
    assert "单子里没有cola" in (await bot.run("action_act")).text
    assert await bot.cart() == [("beef_noodles", 2, [], None)]


async def test_the_last_line_taken_out_ends_the_form(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.asked("location")
    bot.hear("牛肉面不要了", "modify_order", bot.item("beef_noodles", role="remove"))
    ran = await bot.run("action_act")
    assert (bot.loop, ran.slots["requested_slot"], ran.slots["cart"]) == (None, None, False)
    assert "单子里没有东西了" in ran.text
