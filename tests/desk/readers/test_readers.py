"""The second reader at the desk: its switch, what is sent, what it said and what that cost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.park import Park
from models.readers import ReaderCall
from models.staff import AuditEntry
from tests.desk.driver import Browser, Desk
from tests.desk.inbox import talks as inbox
from tests.desk.operating import hidden, refused

HERE = "/operate/reader"


async def park(desk: Desk) -> Park:
    async with desk.demo.sessions() as session:
        return await session.get_one(Park, desk.demo.id)


async def called(desk: Desk, text: str, *proposed: str, **values: Any) -> ReaderCall:
    """The model was asked about a message of somebody."""
    talk = await inbox.talk(desk, text)
    _, [message, *_] = await inbox.read(desk, talk)
    how: dict[str, Any] = {
        "mode": "shadow", "classic": "out_of_scope", "outcome": "read", "cached": False,
        "tokens_in": 400, "tokens_out": 20, "ms": 800, "created_at": desk.clock(),
    } | values  # fmt: skip
    async with desk.demo.sessions.begin() as session:
        call = ReaderCall(
            park_id=desk.demo.id, conversation_id=talk.id, message_id=message.id, key="0" * 64,
            model="tiny-1", proposed=list(proposed), answer=[], **how,
        )  # fmt: skip
        session.add(call)
    return call


async def save(browser: Browser, **entered: str) -> Any:
    seen = hidden(
        (await browser.page(HERE)).partition('action="/desk/operate/reader"')[2], "version"
    )
    return await browser.htmx(HERE, {"reader_daily_calls": "500", "version": seen} | entered)


async def test_it_is_off_until_the_park_agrees(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        assert (await park(desk)).reader_mode == "off"
        told = refused(await save(browser, reader_mode="shadow"), 422)
        assert told["fields"] == {"agrees": "Tick that the park agrees, or leave it off"}
        assert (await park(desk)).reader_mode == "off"

        assert (await save(browser, reader_mode="shadow", agrees="true")).status == 200
        changed = await park(desk)
        assert (changed.reader_mode, changed.reader_agreed_at) == ("shadow", desk.clock())

        assert (await save(browser, reader_mode="assist")).status == 200, "agreed already"
        assert (await save(browser, reader_mode="off")).status == 200
        assert (await park(desk)).reader_agreed_at is None, "off takes it back"
    async with desk.demo.sessions() as session:
        entries = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == "park.reader")
        )
        assert len(list(entries)) == 3


@pytest.mark.parametrize(
    "entered",
    [
        {"reader_daily_calls": "-1"},
        {"reader_daily_calls": "9999999"},
        {"reader_mode": "everything"},
    ],
    ids=["negative", "too-many", "no-mode"],
)
async def test_what_cannot_be_is_refused(desk: Desk, entered: dict[str, str]) -> None:
    async with desk.signed_in("operator") as browser:
        [field] = entered
        told = refused(
            await save(browser, **{"reader_mode": "shadow", "agrees": "1"} | entered), 422
        )
        assert field in told["fields"]


async def test_the_switch_says_what_is_sent_and_that_no_model_is_named(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        page = await browser.page(HERE)
    for words in (
        "What is masked before",
        "Phone numbers",
        "Licence plates",
        "The installation names no model",
        "For your privacy notice",
    ):
        assert words in page


async def test_only_operators_have_the_switch(desk: Desk) -> None:
    async with desk.signed_in("manager") as browser:
        assert (await browser.get(HERE)).status == 403
        assert (await browser.get("/readers")).status == 200
    async with desk.signed_in("agent") as browser:
        assert (await browser.get("/readers")).status == 403


async def test_the_page_says_what_it_would_have_changed_by_day(desk: Desk) -> None:
    await called(desk, "厕所的水一直流", "report_repair", ms=900)
    await called(desk, "两份牛肉面", "order_food", classic="order_food", ms=700)
    await called(desk, "量子力学", ms=500)
    await called(desk, "啊啊啊啊啊", outcome="late", tokens_in=0, tokens_out=0, ms=2500)
    await called(desk, "旧事", "complain", created_at=desk.clock() - timedelta(days=40))
    async with desk.signed_in("manager") as browser:
        page = await browser.page("/readers")
        again = await browser.page("/readers")
    row = "".join(page.split("<tbody>")[1].partition("</tr>")[0].split())
    numbers = [cell.partition("<")[0] for cell in row.split('class="number">')[1:]]
    assert numbers == ["4", "3", "2", "1", "0", "700/2,500ms", "1,200sent,60back"]
    assert "No price is set, so no cost is shown." in page
    changed = page.split("What it would have changed")[1]
    assert "厕所的水一直流" in changed
    assert "report a repair" in changed
    assert "两份牛肉面" not in changed
    assert "<script" not in again.split("</header>")[1].split("</main>")[0]
    async with desk.demo.sessions() as session:
        [look] = await session.scalars(select(AuditEntry).where(AuditEntry.action == "reader.list"))
    assert len(look.after["conversations"]) == 2


async def test_a_park_sees_its_own_alone(desk: Desk) -> None:
    async with desk.signed_in("manager") as browser:
        page = await browser.page("/readers")
    assert "Nothing has been asked yet" in page
    assert "Nothing yet." in page
