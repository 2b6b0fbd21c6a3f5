"""A repair and a visit, filled in by somebody who goes to and fro: what is shown is what is stored.

Each walk takes the fields in an order of its own, most of them several times, goes to another page
and comes back, and sends. Then what the page showed last is compared with the row.
"""

import random
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from models.tickets import Ticket
from models.visits import Visit
from parkline.channels.miniapp import BUILD
from tests.api.driver import Api
from tests.miniapp.serving import SLOW, phone

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
ZONE = ZoneInfo("Asia/Shanghai")
WALKS = 4
"""In one browser, one after the other."""
CARS = "车牌（可不填，多辆用逗号分开）"
STEPS = 14
CATEGORIES = {"空调": "hvac", "电路照明": "electrical", "网络": "network", "保洁": "cleaning"}
URGENCIES = {"不急": "low", "一般": "normal", "急": "urgent"}
BUILDINGS = {"A座": "A", "B座": "B", "C座": "C"}
REASONS = ("开会", "面试", "送货", "维修", "参观")
WORDS = ("空调滴水", "插座没电", "网断了，\n整层都是", 'a "quoted" <b>word</b>', "😀 坏了")
ROOMS = ("Q201", "茶水间", "302 靠窗", "B1-7")
"""None of them has a number that tells its floor, as the floor is picked at random."""
type Step = Callable[[], Awaitable[None]]


class Form:
    """One page with a form, as its reader sees it."""

    def __init__(self, page: Page, dice: random.Random, path: str) -> None:
        self.page, self.dice, self.path = page, dice, path
        self.form = page.locator("uni-page:visible").last

    async def open(self) -> None:
        await self.page.evaluate("path => { location.hash = `#/${path}` }", self.path)
        await expect(self.form.get_by_role("radio", name="A座", exact=True)).to_be_visible(
            timeout=SLOW
        )

    async def goes_away_and_back(self) -> None:
        """To a tab that stands beneath: the form is begun anew, as it shows."""
        await self.page.evaluate("location.hash = '#/pages/service/index'")
        await expect(self.page.get_by_role("radio", name="A座", exact=True)).to_have_count(0)
        await self.open()

    async def choose(self, *titles: str) -> None:
        title = self.dice.choice(titles)
        await self.form.get_by_role("radio", name=title, exact=True).click()

    async def write(self, label: str, *words: str) -> None:
        await self._field(label).fill(self.dice.choice(words))

    async def pick_floor(self) -> None:
        floors = self.form.get_by_label("楼层")
        if await floors.count():
            titles = await floors.locator("option").all_inner_texts()
            await floors.select_option(
                label=self.dice.choice([one for one in titles if one[0] in "12345"])
            )

    async def write_room(self) -> None:
        if await self._field("房间号或位置").count():
            await self.write("房间号或位置", *ROOMS)

    async def shown(self, label: str) -> str:
        return await self._field(label).input_value()

    async def chosen(self, titles: Any) -> str | None:
        """Of a group of choices, the one that is marked."""
        marked = self.form.get_by_role("radio", checked=True)
        found = [title for title in await marked.all_inner_texts() if title.strip() in titles]
        assert len(found) < 2
        return found[0].strip() if found else None

    async def place(self) -> tuple[str | None, str | None, str | None]:
        """Building, floor and room as they stand there."""
        building = await self.chosen(BUILDINGS)
        if building is None:
            return None, None, None
        floor = self.form.get_by_label("楼层")
        picked = await floor.evaluate("one => one.selectedOptions[0]?.innerText ?? ''")
        return building, picked.strip() or None, await self.shown("房间号或位置") or None

    def _field(self, label: str) -> Any:
        return self.form.get_by_role("textbox", name=label, exact=True)


async def walk(form: Form, steps: list[Step], needed: list[Step]) -> None:
    """All of the steps in an order of its own, and as many again; then what may not be missing."""
    order = [*steps, *form.dice.choices(steps, k=max(0, STEPS - len(steps)))]
    form.dice.shuffle(order)
    for step in order:
        await step()
    form.dice.shuffle(needed)
    for step in needed:
        await step()


def floor_of(shown: str | None) -> int | None:
    return None if shown is None or not shown[0].isdigit() else int(shown.removesuffix("楼"))


async def newest[Row: (Ticket, Visit)](api: Api, kind: type[Row]) -> Row:
    async with api.demo.sessions() as session:
        found = await session.scalar(select(kind).order_by(kind.id.desc()).limit(1))
        assert found is not None
        return found


async def test_a_repair_is_stored_as_it_is_shown(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/service/index") as page:
        for seed in range(WALKS):
            await a_repair(api, Form(page, random.Random(seed), "pages/repair/new"))
            api.later(days=2)  # So that no report joins the one before.


async def a_repair(api: Api, form: Form) -> None:
    async def category() -> None:
        await form.choose(*CATEGORIES)

    async def words() -> None:
        await form.write("怎么回事", *WORDS)

    async def building() -> None:
        await form.choose(*BUILDINGS)

    async def urgency() -> None:
        await form.choose(*URGENCIES)

    await form.open()
    steps: list[Step] = [
        category, words, building, urgency, form.pick_floor, form.write_room,
        form.goes_away_and_back,
    ]  # fmt: skip
    await walk(form, steps, [category, words, building])
    said = await form.shown("怎么回事")
    place = await form.place()
    kind, urgent = await form.chosen(CATEGORIES), await form.chosen(URGENCIES)
    await form.page.get_by_role("button", name="提交报修").last.click()
    await expect(form.page.locator(".note").last).to_be_visible(timeout=SLOW)
    ticket = await newest(api, Ticket)
    assert (ticket.description, ticket.category, ticket.urgency) == (
        said.strip(),
        CATEGORIES[kind or ""],
        URGENCIES[urgent or ""],
    )
    assert (ticket.building, ticket.floor) == (BUILDINGS[place[0] or ""], floor_of(place[1]))
    assert place[2] in (ticket.room, ticket.place)
    assert {ticket.room, ticket.place} <= {place[2], None}


async def test_a_visit_is_stored_as_it_is_shown(api: Api, browser: Browser) -> None:
    async with phone(browser, api, "pages/service/index") as page:
        for seed in range(WALKS):
            await a_visit(api, Form(page, random.Random(seed), "pages/visit/new"))


async def a_visit(api: Api, form: Form) -> None:
    today = api.clock().astimezone(ZONE).date()
    days = [(today + timedelta(days=ahead)).isoformat() for ahead in (1, 2, 9, 40)]

    async def names() -> None:
        await form.write("访客姓名", "王强", "王强、李娜", "Anna Lee, Bob Chen", "Müller-Sørensen")

    async def telephone() -> None:
        await form.write("访客手机号（可不填）", "13911112222", "13800138000", "")

    async def plate() -> None:
        await form.write(CARS, "粤B12345", "沪A88888，浙F9X233", "")

    async def day() -> None:
        await form.form.get_by_label("哪一天").fill(form.dice.choice(days))

    async def since() -> None:
        await form.form.get_by_label("从", exact=True).fill(form.dice.choice(("08:30", "10:15")))

    async def until() -> None:
        await form.form.get_by_label("到", exact=True).fill(form.dice.choice(("12:45", "18:00")))

    async def reason() -> None:
        await form.choose(*REASONS)

    async def building() -> None:
        await form.choose(*BUILDINGS)

    await form.open()
    steps: list[Step] = [
        names, telephone, plate, day, since, until, reason, building, form.pick_floor,
        form.write_room, form.goes_away_and_back,
    ]  # fmt: skip
    await walk(form, steps, [names])
    who = await form.shown("访客姓名")
    number, car = await form.shown("访客手机号（可不填）"), await form.shown(CARS)
    on = date.fromisoformat(await form.form.get_by_label("哪一天").input_value())
    clocks = [await form.form.get_by_label(one, exact=True).input_value() for one in "从到"]
    why, place = await form.chosen(REASONS), await form.place()
    await form.page.get_by_role("button", name="登记并生成通行证").last.click()
    await expect(form.page.locator(".number").last).to_be_visible(timeout=SLOW)
    visit = await newest(api, Visit)
    assert "、".join(visit.names) == who.replace(", ", "、")
    assert (visit.phone or "", "，".join(visit.plates), visit.reason) == (number, car, why)
    times = [one.astimezone(ZONE) for one in (visit.starts_at, visit.ends_at)]
    assert [(one.date(), f"{one:%H:%M}") for one in times] == [(on, clock) for clock in clocks]
    building_shown, floor_shown, room_shown = place
    assert visit.building == (None if building_shown is None else BUILDINGS[building_shown])
    assert visit.floor == floor_of(floor_shown)
    assert {visit.room, visit.place} - {None} == {room_shown} - {None}
