"""Operators keep menus, prices and stock; tenants order by them the next second."""

import asyncio
import html
import re
from typing import Any

import pytest
from sqlalchemy import select

from models.catalogue import Item, ItemOption
from models.knowledge import KnowledgeVersion
from models.staff import AuditEntry
from services.knowledge.live import knowledge
from tests.actions.driver import Bot
from tests.desk.driver import Browser, Desk
from tests.desk.operating import SOUP, form, hidden, refused
from tests.given.demo_park import WEDNESDAY_MORNING

BEEF = "beef_noodles"


async def item(desk: Desk, code: str = BEEF) -> Item:
    async with desk.demo.sessions() as session:
        return await session.scalar(select(Item).where(Item.code == code))


async def noted(desk: Desk) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    async with desk.demo.sessions() as session:
        found = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(entry.action, entry.before, entry.after) for entry in found]


def row_of(page: str, item_id: int) -> str:
    """The item's row of the table."""
    return next(
        row
        for row in re.findall(r"<tr data-row.*?</tr>", page, re.S)
        if f"/items/{item_id}/" in row
    )


async def described(browser: Browser, row: Item) -> dict[str, Any]:
    """What the item's form holds."""
    page = await browser.page(f"/operate/catalogue/items/{row.id}")
    return {
        "name_zh": row.name_zh,
        "name_en": row.name_en,
        "aliases": "\n".join(row.aliases),
        "category_zh": row.category_zh,
        "category_en": row.category_en,
        "unit_zh": row.unit_zh,
        "price": "22.00",
        "meals": row.meals,
        "active": "true",
        "version": hidden(page, "version"),
    }


async def test_a_new_dish_can_be_ordered_the_next_second(desk: Desk) -> None:
    canteen = desk.demo.outlets["sunshine_canteen"]
    async with desk.demo.sessions() as session:
        before = await session.scalar(select(KnowledgeVersion.version))
    async with desk.signed_in("operator") as browser:
        await browser.page(f"/operate/catalogue/new?outlet={canteen}")
        answer = await browser.htmx("/operate/catalogue", form(SOUP | {"outlet": str(canteen)}))
        assert answer.headers["HX-Redirect"] == f"/desk/operate/catalogue?outlet={canteen}"
        assert "fish soup" in await browser.page(f"/operate/catalogue?outlet={canteen}")
    made = await item(desk, "fish_soup")
    assert (made.price, made.stock, made.meals) == (2250, 30, ["lunch", "dinner"])
    async with desk.demo.sessions() as session:
        known = await knowledge(session, desk.demo.id)
    assert known["version"] > before
    [dish] = [one for one in known["items"] if one["id"] == made.id]
    assert dish["names"] == ["鱼汤", "fish soup", "鲜鱼汤", "鱼羹", "fish broth"]
    bot = await Bot.new(desk.demo)
    bot.hear("有什么吃的", "browse_menu", now=WEDNESDAY_MORNING)
    assert "鱼汤 ¥22.50" in (await bot.run("action_browse_menu")).text


async def test_a_price_is_changed_in_its_row(desk: Desk) -> None:
    beef = await item(desk)
    async with desk.signed_in("operator") as browser:
        page = await browser.page(f"/operate/catalogue?outlet={beef.outlet_id}")
        row = row_of(page, beef.id)
        assert 'value="22.00"' in row
        path, seen = f"/operate/catalogue/items/{beef.id}/price", hidden(row, "version")
        answer = await browser.htmx(path, {"price": "24.5", "version": seen})
        assert 'value="24.50"' in await answer.text()
        late = await browser.htmx(path, {"price": "19", "version": seen})
        assert 'value="24.50"' in await late.text()
        assert "has just been changed to" in late.headers["HX-Trigger"]
    assert (await item(desk)).price == 2450
    assert await noted(desk) == [("item.edit", {"price": 2200}, {"price": 2450})]


@pytest.mark.parametrize("price", ["cheap", "-1", "22.505", "1e99", "NaN"])
async def test_a_price_that_is_none_is_refused_beside_its_field(desk: Desk, price: str) -> None:
    beef = await item(desk)
    async with desk.signed_in("operator") as browser:
        page = await browser.page(f"/operate/catalogue?outlet={beef.outlet_id}")
        seen = hidden(row_of(page, beef.id), "version")
        path = f"/operate/catalogue/items/{beef.id}/price"
        told = refused(await browser.htmx(path, {"price": price, "version": seen}), 422)
    assert told["fields"] == {"price": "Enter a price such as 22 or 22.50."}
    assert (await item(desk)).price == 2200


async def test_stock_is_set_added_to_and_lifted(desk: Desk) -> None:
    beef = await item(desk)
    path = f"/operate/catalogue/items/{beef.id}/stock"
    async with desk.signed_in("operator") as browser:
        seen = "none" if beef.stock is None else str(beef.stock)
        await browser.htmx(path, {"pieces": "12", "seen": seen})
        await browser.htmx(f"{path}/add", {"pieces": "-12"})
        assert "Sold out" in await browser.page(f"/operate/catalogue?outlet={beef.outlet_id}")
        told = refused(await browser.htmx(f"{path}/add", {"pieces": "-1"}), 422)
        assert told["fields"]["pieces"].startswith("A stock is not below zero")
        await browser.htmx(path, {"pieces": "", "seen": "0"})
    assert (await item(desk)).stock is None
    assert [after for _, _, after in await noted(desk)] == [
        {"stock": 12},
        {"stock": 0},
        {"stock": None},
    ]


async def test_a_count_does_not_undo_what_was_sold_meanwhile(desk: Desk) -> None:
    beef = await item(desk)
    async with desk.demo.sessions.begin() as session:
        await desk.demo.set_item(session, BEEF, stock=7)
    path = f"/operate/catalogue/items/{beef.id}/stock"
    async with desk.signed_in("operator") as browser:
        late = await browser.htmx(path, {"pieces": "10", "seen": "10"})
        assert 'name="seen" value="7"' in await late.text()
        assert "The stock has just changed" in late.headers["HX-Trigger"]
        both = [browser.htmx(f"{path}/add", {"pieces": "5"}) for _ in range(2)]
        await asyncio.gather(*both)
    assert (await item(desk)).stock == 17


async def test_an_item_that_is_switched_off_is_off_the_menu(desk: Desk) -> None:
    beef = await item(desk)
    async with desk.signed_in("operator") as browser:
        await browser.htmx(f"/operate/catalogue/items/{beef.id}/active", {})
    async with desk.demo.sessions() as session:
        known = await knowledge(session, desk.demo.id)
    assert beef.id not in {one["id"] for one in known["items"]}


async def test_a_name_that_is_taken_is_warned_of_and_may_be_insisted_on(desk: Desk) -> None:
    noodle_bar = (await item(desk)).outlet_id
    twin = SOUP | {"name_en": "Beef Noodles", "meals": ["lunch"], "outlet": str(noodle_bar)}
    async with desk.signed_in("operator") as browser:
        told = refused(await browser.htmx("/operate/catalogue", form(twin)), 409)
        assert told["anyway"] is True
        assert "“beef noodles”" in told["words"]
        assert await item(desk, "beef_noodles_2") is None
        await browser.htmx("/operate/catalogue", form(twin | {"anyway": "true"}))
    assert (await item(desk, "beef_noodles_2")).name_en == "Beef Noodles"


async def test_what_shares_a_name_already_is_edited_without_another_warning(desk: Desk) -> None:
    beef = await item(desk)
    async with desk.demo.sessions.begin() as session:
        await desk.demo.set_item(session, "tomato_egg_noodles", name_en=beef.name_en)
    path = f"/operate/catalogue/items/{beef.id}"
    async with desk.signed_in("operator") as browser:
        values = await described(browser, beef)
        assert (await browser.htmx(path, form(values | {"price": "25"}))).status == 200
    assert (await item(desk)).price == 2500


async def test_an_edit_keeps_stock_and_refuses_what_a_colleague_changed(desk: Desk) -> None:
    beef = await item(desk)
    path = f"/operate/catalogue/items/{beef.id}"
    async with desk.signed_in("operator") as browser:
        values = await described(browser, beef)
        async with desk.demo.sessions.begin() as session:
            await desk.demo.set_item(session, BEEF, stock=3)
        answer = await browser.htmx(path, form(values | {"name_en": "beef noodle soup"}))
        assert answer.status == 200
        told = refused(await browser.htmx(path, form(values | {"name_en": "noodles"})), 409)
        assert told["reload"] is True
    changed = await item(desk)
    assert (changed.name_en, changed.stock) == ("beef noodle soup", 3)


@pytest.mark.parametrize(
    ("field", "value"),
    [("meals", ["supper"]), ("max_quantity", "0"), ("name_zh", ""), ("price", "free")],
)
async def test_an_item_that_cannot_be_says_where(desk: Desk, field: str, value: Any) -> None:
    outlet = desk.demo.outlets["sunshine_canteen"]
    wrong = SOUP | {"outlet": str(outlet), field: value}
    async with desk.signed_in("operator") as browser:
        told = refused(await browser.htmx("/operate/catalogue", form(wrong)), 422)
    assert list(told["fields"]) == [field]
    assert await item(desk, "fish_soup") is None


async def test_options_are_added_edited_and_removed(desk: Desk) -> None:
    beef = await item(desk)
    path = f"/operate/catalogue/items/{beef.id}"
    egg = {"group": "topping", "name_zh": "溏心蛋", "name_en": "soft egg", "price": "3"}
    async with desk.signed_in("operator") as browser:
        await browser.htmx(f"{path}/options", egg)
        assert refused(await browser.htmx(f"{path}/options", egg), 409)["words"]
        page = await browser.page(path)
        async with desk.demo.sessions() as session:
            made = await session.scalar(select(ItemOption).where(ItemOption.code == "soft_egg"))
        assert (made.item_id, made.price_delta) == (beef.id, 300)
        own = page[page.index(f"/options/{made.id}") :]
        edited = egg | {"price": "-0.5", "version": hidden(own, "version")}
        assert (await browser.htmx(f"{path}/options/{made.id}", edited)).status == 200
        await browser.htmx(f"{path}/options/{made.id}/remove", {})
    assert [(action, after) for action, _, after in await noted(desk)] == [
        (
            "option.add",
            {
                "group": "topping",
                "name_zh": "溏心蛋",
                "name_en": "soft egg",
                "aliases": [],
                "price_delta": 300,
            },
        ),
        ("option.edit", {"price_delta": -50}),
        ("option.remove", {}),
    ]


async def test_an_option_that_other_items_offer_keeps_its_code(desk: Desk) -> None:
    async with desk.demo.sessions() as session:
        known = await session.scalar(select(ItemOption).where(ItemOption.code == "not_spicy"))
    paper = await item(desk, "a4_paper")
    same = {"group": "spice", "name_zh": known.name_zh, "name_en": known.name_en}
    async with desk.signed_in("operator") as browser:
        await browser.htmx(f"/operate/catalogue/items/{paper.id}/options", same)
    async with desk.demo.sessions() as session:
        made = await session.scalar(select(ItemOption).where(ItemOption.item_id == paper.id))
    assert made.code == "not_spicy"


async def test_the_search_narrows_the_menu(desk: Desk) -> None:
    beef = await item(desk)
    async with desk.signed_in("operator") as browser:
        path = f"/operate/catalogue?outlet={beef.outlet_id}&q={html.escape('beef noodles')}"
        found = await (await browser.htmx(path, method="GET")).text()
    assert "beef noodles" in found
    assert "mapo" not in found
