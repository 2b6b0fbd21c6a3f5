import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from models.base import Base
from models.catalogue import OFF_MENU, Item, ItemOption, Outlet, ServiceWindow
from models.knowledge import Faq, KnowledgeVersion
from models.park import Announcement, Building, CalendarDay, Park
from models.people import Company
from models.vendors import Vendor
from parkline.bot.knowledge_export import export
from parkline.demo.catalogue.data import CatalogueData
from parkline.demo.seed import seed_demo
from parkline.demo.seeds import FOLDER, load, load_demo, seeds
from parkline.stores.database import Sessions
from services.kit.errors import Invalid
from services.knowledge.live import knowledge
from services.park import announcements
from tests.given.demo_park import DemoPark

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
TABLES = [
    Announcement,
    Park,
    Building,
    CalendarDay,
    Company,
    Faq,
    Item,
    ItemOption,
    Outlet,
    ServiceWindow,
    Vendor,
]

PRICES = {
    ("牛肉面", "beef noodles"): 2200,
    ("宫保鸡丁盖饭", "kung pao chicken rice"): 2500,
    ("番茄鸡蛋面", "tomato egg noodles"): 1800,
    ("麻婆豆腐饭", "mapo tofu rice"): 2000,
    ("蔬菜沙拉", "garden salad"): 2600,
    ("可乐", "cola"): 500,
    ("豆浆", "soy milk"): 400,
    ("美式咖啡", "americano"): 1500,
    ("拿铁", "latte"): 1800,
    ("打印纸A4", "A4 paper"): 2500,
    ("中性笔", "gel pen"): 300,
    ("矿泉水", "mineral water"): 200,
    ("雨伞", "umbrella"): 3500,
}


async def everything(session: AsyncSession) -> dict[str, list[tuple[object, ...]]]:
    """All seeded rows, to compare before and after."""
    return {
        table.__tablename__: sorted(
            map(tuple, await session.execute(select(table.__table__))), key=repr
        )
        for table in [*TABLES, KnowledgeVersion]
    }


async def count(session: AsyncSession, table: type[Base]) -> int:
    return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_seeding_twice_changes_nothing(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        first = await seed_demo(session, now=NOW)
    async with sessions.begin() as session:
        before = await everything(session)
        second = await seed_demo(session, now=NOW)
    async with sessions() as session:
        assert await everything(session) == before
    assert first.id == second.id


async def test_the_demo_park_has_its_size(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        park = await session.get_one(Park, demo.id)
        kinds = Counter(
            await session.scalars(select(Outlet.kind).join(Item, Item.outlet_id == Outlet.id))
        )
        sizes = [await count(session, table) for table in (Building, Company, Faq)]
    assert (park.slug, park.timezone, park.currency) == ("daybreak", "Asia/Shanghai", "CNY")
    assert sizes == [4, 6, 27]
    assert kinds["catering"] >= 45
    assert kinds["shopping"] >= 40


async def test_an_announcement_that_was_ended_is_not_told_again(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await seed_demo(session, now=NOW)
        told = await announcements.live(session, park.id, now=NOW)
        assert [row.level for row in told] == ["important", "ordinary", "ordinary"]
        for row in told:
            row.ends_at = NOW
    async with sessions.begin() as session:
        park = await seed_demo(session, now=NOW)
        assert await announcements.live(session, park.id, now=NOW) == []


async def test_seeding_again_restores_a_price_but_never_the_stock(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await seed_demo(session, now=NOW)
        cola = await session.scalar(select(Item).where(Item.code == "cola"))
        assert cola is not None
        cola.stock, cola.price = 7, 1
    async with sessions.begin() as session:
        await seed_demo(session, now=NOW)
        cola = await session.scalar(select(Item).where(Item.code == "cola"))
        assert cola is not None
        assert (cola.stock, cola.price) == (7, 500)


async def test_what_an_operator_added_stays(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await seed_demo(session, now=NOW)
        outlet = await session.scalar(select(Outlet.id).where(Outlet.code == "sunshine_canteen"))
        session.add(
            Item(
                park_id=park.id,
                outlet_id=outlet,
                code="new_dish",
                name_zh="新菜",
                name_en="new dish",
                price=100,
                meals=["lunch"],
            )
        )
    async with sessions.begin() as session:
        await seed_demo(session, now=NOW)
        assert await session.scalar(select(Item.name_zh).where(Item.code == "new_dish")) == "新菜"


async def test_prices_are_those_of_the_domain(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        rows = await session.execute(select(Item.name_zh, Item.name_en, Item.price))
        prices = {(zh, en): price for zh, en, price in rows}
    assert {names: prices.get(names) for names in PRICES} == PRICES


async def test_the_usual_lunch_comes_from_one_canteen(demo: DemoPark) -> None:
    lunch = ["牛肉面", "番茄鸡蛋面", "宫保鸡丁盖饭", "麻婆豆腐饭", "蔬菜沙拉", "可乐", "豆浆"]
    async with demo.sessions() as session:
        rows = await session.execute(
            select(Item.name_zh, Outlet.code)
            .join(Outlet, Outlet.id == Item.outlet_id)
            .where(Item.name_zh.in_(lunch), Item.meals.contains(["lunch"]))
        )
        assert dict(map(tuple, rows)) == dict.fromkeys(lunch, "sunshine_canteen")


async def test_every_item_has_a_window_for_each_of_its_meals(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        served = set(
            map(tuple, await session.execute(select(ServiceWindow.outlet_id, ServiceWindow.meal)))
        )
        ordered = select(Item).join(Outlet, Outlet.id == Item.outlet_id)
        # Work is done when its ticket is, an hour is had when it is booked.
        items = list(await session.scalars(ordered.where(Outlet.kind.not_in(OFF_MENU))))
    assert [item.code for item in items if not item.meals] == []
    assert [
        (item.code, meal)
        for item in items
        for meal in item.meals
        if (item.outlet_id, meal) not in served
    ] == []


async def test_of_every_dish_is_known_what_people_ask(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        found = await session.scalars(
            select(Item).join(Outlet, Item.outlet_id == Outlet.id).where(Outlet.kind == "catering")
        )
        dishes = {item.code: item for item in found}
    lacking = {
        code: [
            name
            for name in (
                "description_zh",
                "description_en",
                "allergens",
                "diet",
                "spice",
                "calories",
            )
            if getattr(item, name) in (None, "")
        ]
        for code, item in dishes.items()
    }
    assert {code: names for code, names in lacking.items() if names} == {}
    assert [
        one for one in dishes.values() if bool(one.allergen_note_zh) != bool(one.allergen_note_en)
    ] == []
    kung_pao, greens = dishes["kung_pao_chicken_rice"], dishes["stir_fried_greens"]
    assert "peanuts" in kung_pao.allergens
    assert kung_pao.diet == "neither"
    assert (greens.allergens, greens.diet, greens.spice) == ([], "vegan", 0)


async def test_lunch_closes_at_a_quarter_to_eleven(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        window = await session.scalar(
            select(ServiceWindow)
            .join(Outlet, Outlet.id == ServiceWindow.outlet_id)
            .where(Outlet.code == "sunshine_canteen", ServiceWindow.meal == "lunch")
        )
    assert window is not None
    assert (window.cutoff, window.starts, window.ends) == (time(10, 45), time(11, 30), time(13, 30))
    assert window.weekdays == [1, 2, 3, 4, 5]
    assert window.on_holidays is False


@pytest.mark.parametrize("table", TABLES)
async def test_both_languages_say_something(demo: DemoPark, table: type[Base]) -> None:
    async with demo.sessions() as session:
        rows = list(await session.scalars(select(table)))
    # English needs no word for some units: "two beef noodles". What is sold may be without notes.
    optional = ("unit_en", "description", "allergen_note")
    columns = [
        c.name
        for c in table.__table__.columns
        if c.name.endswith(("_zh", "_en")) and not c.name.startswith(optional)
    ]
    assert rows
    assert [
        (row, column) for row in rows for column in columns if not getattr(row, column).strip()
    ] == []


def test_no_two_items_of_the_park_share_a_name() -> None:
    names = Counter(
        name.casefold() for *_, item in load(CatalogueData).items() for name in item.called()
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_no_two_options_of_an_item_share_a_name() -> None:
    demo = load(CatalogueData)
    for _, category, item in demo.items():
        names = Counter(
            name.casefold()
            for option in demo.options_of(category, item)
            for name in [option.name_zh, option.name_en, *option.aliases]
        )
        assert [(item.code, name) for name, times in names.items() if times > 1] == []


def test_one_option_code_means_one_thing_everywhere() -> None:
    codes = [option.code for options in load(CatalogueData).options.values() for option in options]
    assert [code for code, times in Counter(codes).items() if times > 1] == []


async def test_a_calendar_that_has_run_out_is_logged(sessions: Sessions) -> None:
    async with sessions() as session:
        with capture_logs() as quiet:
            await seed_demo(session, now=datetime(2027, 1, 31, 15, 59, tzinfo=UTC))
        with capture_logs() as logs:
            await seed_demo(session, now=datetime(2027, 1, 31, 16, 0, tzinfo=UTC))
    assert quiet == []
    assert [entry["today"] for entry in logs] == [str(date(2027, 2, 1))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo's files, to spoil."""
    for seed in seeds():
        (tmp_path / seed.folder).mkdir()
        for name in seed.files.values():
            shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("dishes.yaml", "price: 2200", "price: -1", ["dishes.yaml", "price"]),
        ("dishes.yaml", "code: cola", "code: soy_milk", ["item", "soy_milk"]),
        ("dishes.yaml", "meals: [breakfast]", "meals: [all_day]", ["fried_dough_stick", "all_day"]),
        ("dishes.yaml", "[spice, herbs, egg, sausage]", "[sauce]", ["jianbing", "sauce"]),
        ("dishes.yaml", "aliases: [炸油条", "aliases: [馒头", ["dishes.yaml", "馒头"]),
        ("dishes.yaml", "outlet: coffee_bar", "outlet: tea_bar", ["tea_bar"]),
        ("goods.yaml", "name_en: umbrella", 'name_en: ""', ["goods.yaml", "name_en"]),
        ("vendors.yaml", 'ends: "09:30"', 'ends: "07:00"', ["vendors.yaml", "breakfast"]),
        ("calendar.yaml", "2026-01-04", "2026-01-03", ["calendar.yaml", "2026-01-03"]),
        ("park.yaml", "Asia/Shanghai", "Asia/Nowhere", ["park.yaml", "Asia/Nowhere"]),
        ("park.yaml", "desk_phone", "front_phone", ["park.yaml", "front_phone"]),
        ("lockers.yaml", "building: A", "building: Z", ["ordering", "building Z"]),
        ("options.yaml", "aliases: [不辣", "aliases: [[不辣", ["options.yaml"]),
    ],
)
def test_bad_data_is_refused_by_name(
    folder: Path, file: str, right: str, wrong: str, said: list[str]
) -> None:
    (spoilt,) = folder.glob(f"*/{file}")
    text = spoilt.read_text(encoding="utf-8")
    assert right in text
    spoilt.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(Invalid) as refusal:
        load_demo(folder)
    assert [word for word in said if word not in str(refusal.value)] == []


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "catalogue" / "goods.yaml").unlink()
    with pytest.raises(Invalid, match=r"goods\.yaml"):
        load_demo(folder)


async def test_knowledge_names_what_can_be_said(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        park = await session.get_one(Park, demo.id)
        known = await knowledge(session, park.id)
        beef = await session.scalar(select(Item.id).where(Item.code == "beef_noodles"))
    items = {item["names"][0]: item for item in known["items"]}
    assert items["牛肉面"]["id"] == beef
    assert items["牛肉面"]["kind"] == "dish"
    assert items["牛肉面"]["names"][:2] == ["牛肉面", "beef noodles"]
    assert items["牛肉面"]["units"] == ["碗", "bowl"]
    assert items["雨伞"]["kind"] == "product"
    assert items["雨伞"]["units"] == ["把"]
    spice = [option for option in known["options"] if option["code"] == "not_spicy"]
    assert len(spice) == 1
    assert {"不辣", "不要辣", "no chili", "without chili"} <= set(spice[0]["names"])
    assert [building["code"] for building in known["buildings"]] == ["A", "B", "C", "D"]
    assert "Tower B" in known["buildings"][1]["names"]
    assert "faq/wifi" in [faq["id"] for faq in known["faqs"]]
    assert known["timezone"] == "Asia/Shanghai"


async def test_knowledge_leaves_out_what_is_not_sold_and_counts_the_change(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as session:
        park = await seed_demo(session, now=NOW)
    async with sessions.begin() as session:
        before = await knowledge(session, park.id)
        jianbing = await session.scalar(select(Item).where(Item.code == "jianbing"))
        assert jianbing is not None
        jianbing.active = False
    async with sessions() as session:
        after = await knowledge(session, park.id)
    assert after["version"] > before["version"]
    assert "煎饼果子" in [item["names"][0] for item in before["items"]]
    assert "煎饼果子" not in [item["names"][0] for item in after["items"]]
    assert "add_sausage" in [option["code"] for option in before["options"]]
    assert "add_sausage" not in [option["code"] for option in after["options"]]


async def test_the_training_copy_is_the_live_document_with_other_numbers(
    sessions: Sessions, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "knowledge.json"
    export(out)
    copy = json.loads(out.read_text(encoding="utf-8"))
    async with sessions() as session:
        park = await seed_demo(session, now=NOW)
        live = await knowledge(session, park.id)
    assert [item.pop("id") for item in copy["items"]] == list(range(1, len(copy["items"]) + 1))
    for item in live["items"]:
        del item["id"]
    assert copy.pop("version") < live.pop("version")
    assert live.pop("park_id") == park.id
    assert copy == live
