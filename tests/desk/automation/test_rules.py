"""Rules at the desk: written, tried against last week, switched on, and what they did."""

import re

import pytest

from models.automation import AutomationRule
from services.automation import rules
from tests.desk.automation.changes import NOTED
from tests.desk.driver import Browser, Desk
from tests.desk.tickets.ticket_desk import report
from tests.given.notices import Notifier

HERE = "/operate/rules"
OF_HVAC = {
    "field-0": "category", "op-0": "is", "many-0": "1", "value-0": "hvac",
    "field-3": "words", "op-3": "contains", "value-3": "漏水",
}  # fmt: skip


async def read(desk: Desk) -> list[AutomationRule]:
    async with desk.demo.sessions() as session:
        return await rules.listing(session, desk.demo.id)


async def write(browser: Browser, **values: str) -> int:
    answer = await browser.htmx(HERE, NOTED | values)
    return answer.status


async def test_an_operator_writes_a_rule_tries_it_and_switches_it_on(desk: Desk) -> None:
    await report(desk, "空调漏水", category="hvac")
    await report(desk, "空调不凉", category="hvac")
    async with desk.signed_in("operator") as browser:
        assert "Write a rule" in await browser.page(HERE)
        assert "Condition" in await browser.page(f"{HERE}/new?event=ticket.reported")
        assert await write(browser, **OF_HVAC) == 200
        [rule] = await read(desk)
        assert [one["field"] for one in rule.conditions] == ["category", "words"]
        here = f"{HERE}/{rule.id}"
        assert (await browser.htmx(f"{here}/on")).status == 409
        tried = await (await browser.htmx(f"{here}/try")).text()
        assert "2 such events" in plain(tried)
        assert "1 of them would have started" in plain(tried)
        assert (await browser.htmx(f"{here}/on")).status == 200
        ticket = await report(desk, "又漏水", category="hvac")
        await Notifier(desk.demo).handle_all(f"ticket:{ticket}", now=desk.clock())
        assert f"Ticket #{ticket}" in plain(await browser.page(here))
        listed = plain(await browser.page(HERE))
    assert "acted once" in listed
    assert "Category is one of Air conditioning" in listed


def plain(page: str) -> str:
    """Without the marks that isolate what is filled in, and without tags."""
    return re.sub(r"<[^>]+>", "", page).replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"name": " "}, 422),
        ({"do-0": "explode"}, 422),
        ({"text-0": ""}, 422),
        ({"field-0": "category", "op-0": "is", "many-0": "1"}, 422),
        ({"event": "order.placed"}, 422),
    ],
)
async def test_what_cannot_be_is_told_and_nothing_is_kept(
    desk: Desk, values: dict[str, str], status: int
) -> None:
    async with desk.signed_in("operator") as browser:
        assert await write(browser, **values) == status
    assert await read(desk) == []


async def test_of_two_who_change_it_the_second_is_told(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        await write(browser)
        [rule] = await read(desk)
        for status, name in ((200, "甲"), (409, "乙")):
            answer = await browser.htmx(f"{HERE}/{rule.id}", NOTED | {"name": name, "seen": "1"})
            assert answer.status == status
    assert [one.name for one in await read(desk)] == ["甲"]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_each_events_form_stands_in_both_languages(desk: Desk, language: str) -> None:
    async with desk.signed_in("operator", language=language) as browser:
        page = await browser.page(HERE)
        offered = re.findall(r'<option value="((?:ticket|conversation)\.\w+)"', page)
        assert len(offered) == 14
        for event in offered:
            page = await browser.page(f"{HERE}/new?event={event}")
            assert "rules-" not in page.replace("rules/rules", "")
