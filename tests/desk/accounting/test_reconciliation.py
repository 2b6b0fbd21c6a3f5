"""Days against WeChat Pay's bill at the desk: what differs, who settled it, once more."""

import re
from datetime import timedelta

from sqlalchemy import select

from models.accounting import ReconciliationDifference
from models.staff import AuditEntry
from services.accounting.reconciliation import Booked
from tests.desk.accounting.bills import DAY, compare, paid, waiting
from tests.desk.driver import Browser, Desk
from tests.desk.operating import refused
from tests.desk.ordering.test_returns import refused_refund
from tests.given import factories
from tests.given.demo_park import jobs

LIST = "/accounts/reconciliation"


async def only_difference(desk: Desk) -> ReconciliationDifference:
    async with desk.demo.sessions() as session:
        return (await session.scalars(select(ReconciliationDifference))).one()


async def a_difference(desk: Desk) -> tuple[str, ReconciliationDifference]:
    """The path of its day, and itself: a fen is missing there."""
    _, reference = await paid(desk.demo)
    await compare(desk.demo, Booked(reference, 2199))
    row = await only_difference(desk)
    return f"{LIST}/{row.reconciliation_id}", row


def settling(day: str, row: ReconciliationDifference) -> str:
    return f"{day}/differences/{row.id}/settle"


async def test_days_are_listed_with_both_sides_and_what_is_open(desk: Desk) -> None:
    day, _ = await a_difference(desk)
    await compare(desk.demo, day=DAY - timedelta(days=1))
    await waiting(desk.demo, DAY + timedelta(days=1), "STATEMENT_CREATING")
    await waiting(desk.demo, DAY + timedelta(days=2), "SIGN_ERROR")
    async with desk.signed_in("agent") as browser:
        page = await browser.page(LIST)
        for part in (
            "2026-12-02", "¥21.99 ≠ ¥22", "1 open difference", "Agrees", f"/desk{day}",
            "still making it", "SIGN_ERROR",
        ):  # fmt: skip
            assert part in page, part
        only = await browser.page(f"{LIST}?open=true")
        assert re.findall(r"2026-12-\d\d", only) == ["2026-12-02"]
        assert "2026-12-01" in await browser.page(f"{LIST}?before=2026-12-02")
        assert "2026-12-02" not in await browser.page(f"{LIST}?before=2026-12-02")
        assert re.search(
            r'reconciliation">[^<]*<span class="count">1<', await browser.page("/accounts")
        )


async def test_a_day_shows_each_difference_with_its_order(desk: Desk) -> None:
    order, reference = await paid(desk.demo)
    await compare(desk.demo, Booked("O-UNHEARD-1", 100), Booked("R-1", 50, True, "given"))
    row = (await _rows(desk))[0]
    async with desk.signed_in("manager", language="zh") as browser:
        page = await browser.page(f"{LIST}/{row.reconciliation_id}")
    for part in (
        order.order_no, f"/desk/orders/{order.id}", reference, "账单没有", "O-UNHEARD-1",
        "我们没有", "没有这一笔", "¥0.50", "已退",
    ):  # fmt: skip
        assert part in page, part


async def _rows(desk: Desk) -> list[ReconciliationDifference]:
    async with desk.demo.sessions() as session:
        return list(await session.scalars(select(ReconciliationDifference)))


async def test_a_difference_is_settled_once_with_a_note_and_noted(desk: Desk) -> None:
    day, row = await a_difference(desk)
    async with desk.signed_in("manager") as browser:
        await browser.page(day)
        told = refused(await browser.htmx(settling(day, row), {"note": "  "}), 422)
        assert told["fields"]["note"].startswith("Say what was done")
        for note in ("补记一分", "又一次"):
            assert (await browser.htmx(settling(day, row), {"note": note})).status == 200
        page = await browser.page(day)
        assert "Settled by 林晓" in page
        assert "补记一分" in page
        assert "又一次" not in page
        assert settling(day, row) not in page
    row = await only_difference(desk)
    assert (row.status, row.note, row.staff_id) == ("settled", "补记一分", browser.staff.id)
    async with desk.demo.sessions() as session:
        (entry,) = await session.scalars(select(AuditEntry).where(~AuditEntry.is_look))
    assert (entry.action, entry.subject) == (
        "reconciliation.settle",
        f"reconciliation:{row.reconciliation_id}",
    )
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/audit")
    assert "settled a difference of" in page
    assert "2026-12-02" in page


async def test_a_day_is_compared_again_by_the_worker(desk: Desk) -> None:
    day, _ = await a_difference(desk)
    async with desk.signed_in("operator") as browser:
        await browser.page(day)
        for _ in range(2):
            assert (await browser.htmx(f"{day}/again")).status == 200
        assert "Waiting for the bill" in await browser.page(day)
    async with desk.demo.sessions() as session:
        queued = [job.task_name for job in await jobs(session, "payments")]
    assert queued.count("reconcile_day") == 1


async def test_an_agent_reads_and_settles_nothing(desk: Desk) -> None:
    day, row = await a_difference(desk)
    async with desk.signed_in("agent") as browser:
        page = await browser.page(day)
        assert "Another sum" in page
        assert "Mark as settled" not in page
        assert "Compare again" not in page
        assert (await browser.htmx(settling(day, row), {"note": "x"})).status == 403
        assert (await browser.htmx(f"{day}/again")).status == 403
    async with desk.signed_in("engineer") as browser:
        assert (await browser.get(LIST)).status == 403


async def test_what_is_not_there_or_of_another_park_is_not_found(desk: Desk) -> None:
    day, row = await a_difference(desk)
    async with desk.demo.sessions.begin() as session:
        other = await factories.make_park(session)
    async with desk.signed_in("manager") as browser:
        await browser.page(day)
        wrong = f"{LIST}/{row.reconciliation_id + 1}"
        for path in (settling(wrong, row), f"{wrong}/again", f"{day}/differences/999/settle"):
            assert (await browser.htmx(path, {"note": "x"})).status == 404, path
        for path in (wrong, f"{LIST}/x"):
            assert (await browser.get(path)).status == 404
    stranger = await desk.hire("manager", park_id=other.id)
    async with desk.browser() as browser:
        assert await _is_kept_out(browser, stranger.login, day)


async def _is_kept_out(browser: Browser, login: str, path: str) -> bool:
    """Staff of another park do not even come in here."""
    await browser.sign_in(login)
    return (await browser.get(path)).status != 200


async def test_refunds_that_failed_are_listed_where_money_is_looked_after(desk: Desk) -> None:
    order, _ = await refused_refund(desk)
    async with desk.signed_in("agent") as browser:
        page = await browser.page(LIST)
    assert "Refunds that need somebody" in page
    assert f'/desk/orders/{order.id}">{order.order_no}' in page
