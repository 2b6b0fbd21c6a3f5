"""Quotes at the desk: who pays, writing, sending, what is wrong, and what was said by phone."""

from typing import Any

import pytest
from sqlalchemy import select

from models.quotes import Quote
from models.staff import AuditEntry
from models.tickets import Ticket
from services.kit.actors import tenant
from services.quotes import accepting, quotes
from tests.desk.driver import Desk
from tests.desk.tickets.test_thread import of_tenant
from tests.given.quotes import orders_of_work


def written(desk: Desk, **changed: str) -> dict[str, str]:
    """Two hours and a lock, valid for a week."""
    return {
        "item_1": str(desk.demo.items["labour_hour"]),
        "words_1": "",
        "quantity_1": "2",
        "price_1": "120.00",
        "item_2": str(desk.demo.items["lock_cylinder"]),
        "words_2": "C 级锁芯",
        "quantity_2": "1",
        "price_2": "180",
        "until": "2026-12-09T18:00",
        "tax": "6",
        "note": "含旧锁拆除",
    } | changed


async def all_quotes(desk: Desk) -> list[Quote]:
    async with desk.demo.sessions() as session:
        return list(await session.scalars(select(Quote).order_by(Quote.id)))


async def test_a_dispatcher_says_who_pays(desk: Desk) -> None:
    ticket = (await of_tenant(desk)).id
    async with desk.signed_in("dispatcher") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/coverage", {"coverage": "warranty"})
        assert answer.status == 204
        page = await browser.page(f"/tickets/{ticket}")
        assert 'value="warranty" aria-pressed="true"' in page
        assert "said that it is under warranty" in page
    async with desk.demo.sessions() as session:
        assert (await session.get_one(Ticket, (desk.demo.id, ticket))).coverage == "warranty"


async def test_a_quote_is_written_sent_and_noted_without_words(desk: Desk) -> None:
    ticket = (await of_tenant(desk)).id
    async with desk.signed_in("dispatcher") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/quotes", written(desk))
        assert answer.status == 204, await answer.text()
        page = await browser.page(f"/tickets/{ticket}")
        for words in ("Quote, version 1", "Waiting for the tenant", "C 级锁芯"):
            assert words in page
        assert "Total ¥420 (including 6% tax, ¥23.77)" in page
        board = await browser.page("/tickets?view=list")
        assert "Quote open" in board
    (quote,) = await all_quotes(desk)
    assert quote.valid_until.isoformat() == "2026-12-09T10:00:00+00:00"
    async with desk.demo.sessions() as session:
        entry = (
            await session.scalars(select(AuditEntry).where(AuditEntry.action == "quote.send"))
        ).one()
    assert entry.subject == f"quote:{quote.id}"
    assert entry.after["quote_total"] == 42_000
    assert "锁芯" not in str(entry.after)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"price_1": "abc"}, "price_1"),
        ({"price_2": ""}, "price_2"),
        ({"item_2": ""}, "item_2"),
        ({"quantity_1": "0"}, "quantity_1"),
        ({"until": "2020-01-01T10:00"}, "until"),
        ({"until": ""}, "until"),
        ({"tax": "101"}, "tax"),
        ({"item_1": "", "price_1": "", "item_2": "", "price_2": "", "words_2": ""}, "item_1"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    desk: Desk, changed: dict[str, str], field: str
) -> None:
    ticket = (await of_tenant(desk)).id
    async with desk.signed_in("dispatcher") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/quotes", written(desk, **changed))
        assert answer.status == 422
        assert f'"{field}"' in answer.headers["HX-Trigger"]
    assert await all_quotes(desk) == []


async def test_what_was_said_by_phone_is_entered_once(desk: Desk) -> None:
    ticket = (await of_tenant(desk)).id
    async with desk.signed_in("agent") as browser:
        await browser.htmx(f"/tickets/{ticket}/quotes", written(desk))
        (quote,) = await all_quotes(desk)
        for _ in range(2):
            answer = await browser.htmx(f"/quotes/{quote.id}/answer", {"answer": "accept"})
            assert answer.status == 204
        (order,) = await orders_of_work(desk.demo)
        assert order.order_no in await browser.page(f"/tickets/{ticket}")
        answer = await browser.htmx(f"/quotes/{quote.id}/answer", {"answer": "decline"})
        assert answer.status == 409
    (found,) = await all_quotes(desk)
    assert (found.status, found.answered_staff_id is not None) == ("accepted", True)


async def test_a_new_version_begins_with_the_one_before(desk: Desk) -> None:
    ticket = (await of_tenant(desk)).id
    async with desk.signed_in("dispatcher") as browser:
        await browser.htmx(f"/tickets/{ticket}/quotes", written(desk))
        page = await browser.page(f"/tickets/{ticket}")
        assert 'name="price_2" value="180.00"' in page
        assert 'name="tax" value="6"' in page
        await browser.htmx(f"/tickets/{ticket}/quotes", written(desk, price_2="150"))
        page = await browser.page(f"/tickets/{ticket}")
        assert "Quote, version 2" in page
        assert "Replaced" in page
    assert [one.status for one in await all_quotes(desk)] == ["replaced", "sent"]


async def test_who_was_slower_than_the_tenant_is_told(desk: Desk) -> None:
    ticket = (await of_tenant(desk)).id
    async with desk.signed_in("dispatcher") as browser:
        await browser.htmx(f"/tickets/{ticket}/quotes", written(desk))
        (quote,) = await all_quotes(desk)
        async with desk.demo.sessions.begin() as session:
            who: Any = tenant(quote.person_id)
            now = desk.clock()
            await accepting.accept(session, desk.demo.id, quote.id, by=who, now=now)
        answer = await browser.htmx(f"/quotes/{quote.id}/withdraw")
        assert answer.status == 409
    assert (await all_quotes(desk))[0].status == "accepted"


@pytest.mark.parametrize("role", ["engineer", "reception", "manager", "operator"])
async def test_others_read_and_write_nothing(desk: Desk, role: str) -> None:
    ticket = (await of_tenant(desk)).id
    async with desk.signed_in("dispatcher") as browser:
        await browser.htmx(f"/tickets/{ticket}/quotes", written(desk))
    (quote,) = await all_quotes(desk)
    async with desk.signed_in(role) as browser:
        page = await browser.page(f"/tickets/{ticket}")
        assert "Quote, version 1" in page
        assert "Write a quote" not in page
        for path, values in (
            (f"/tickets/{ticket}/quotes", written(desk)),
            (f"/tickets/{ticket}/coverage", {"coverage": "included"}),
            (f"/quotes/{quote.id}/withdraw", {}),
            (f"/quotes/{quote.id}/answer", {"answer": "accept"}),
        ):
            assert (await browser.htmx(path, values)).status == 403
    async with desk.demo.sessions() as session:
        assert (await quotes.load(session, desk.demo.id, quote.id)).status == "sent"
