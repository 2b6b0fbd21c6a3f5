"""What tenants and staff are told of quotes."""

import pytest
from sqlalchemy import select

from models.alerts import StaffAlert
from models.people import Person
from services.kit.actors import staff, tenant
from services.quotes import accepting, alarms, alerts, quotes
from tests.given.companies import account_of
from tests.given.demo_park import DemoPark
from tests.given.factories import make_staff
from tests.given.notices import Notifier
from tests.given.quotes import FRIDAY, NOW, quoted


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


async def test_the_card_says_what_it_costs_and_until_when(
    demo: DemoPark, notifier: Notifier
) -> None:
    quote = await quoted(demo, tax_rate=600, note="含旧锁拆除")
    await notifier.handle_last(f"quote:{quote.id}")
    (message,) = await notifier.messages()
    lines = message.text.split("\n")
    assert lines[0].startswith("工单 T-")
    assert lines[0].endswith("的维修报价：")
    assert lines[1:] == [
        "· 维修工时 × 2：¥240",
        "· C 级锁芯 × 1：¥180",
        "合计 ¥420（含税 6%，税额 ¥23.77）",
        "说明：含旧锁拆除",
        "请在后天 12月4日 周五 09:30前答复。",
    ]
    assert (message.data["settles"], message.data["quote"]) == ("quote", quote.id)
    assert [(one["title"], one["payload"]) for one in message.buttons] == [
        ("同意，完工后付款", f'/accept_quote{{"quote": {quote.id}}}'),
        ("不同意", f'/decline_quote{{"quote": {quote.id}}}'),
    ]


async def test_in_english_and_for_whoever_may_charge_to_a_company(
    demo: DemoPark, notifier: Notifier
) -> None:
    quote = await quoted(demo, language="en")
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo)
        person = await session.get_one(Person, (demo.id, quote.person_id))
        person.company_id = account.company_id
    await notifier.handle_last(f"quote:{quote.id}")
    (message,) = await notifier.messages()
    assert message.text.startswith("Quote for T-")
    assert "· labour × 2: ¥240" in message.text
    assert "Total ¥420\n" in message.text
    assert [one["title"] for one in message.buttons] == [
        "Accept, pay when done",
        "Accept, charge my company",
        "Decline",
    ]


async def alerted(demo: DemoPark) -> list[tuple[int, str, str]]:
    """Whom, of what, in which words."""
    async with demo.sessions() as session:
        found = list(await session.scalars(select(StaffAlert).order_by(StaffAlert.id)))
        told = [await alerts.words(session, one, "en") for one in found]
    return [
        (one.staff_id, one.kind, words.title)
        for one, words in zip(found, told, strict=True)
        if words is not None
    ]


async def test_who_sent_it_hears_what_the_tenant_said(demo: DemoPark, notifier: Notifier) -> None:
    quote = await quoted(demo)
    async with demo.sessions.begin() as session:
        who = tenant(quote.person_id)
        await accepting.accept(session, demo.id, quote.id, by=who, now=NOW)
    await notifier.handle_last(f"quote:{quote.id}")
    ((whom, kind, title),) = await alerted(demo)
    assert (whom, kind) == (quote.staff_id, "accepted")
    assert title.startswith("Quote accepted: T-")
    assert await notifier.messages() == []


async def test_what_staff_enter_is_told_to_the_tenant_and_alerts_nobody(
    demo: DemoPark, notifier: Notifier
) -> None:
    quote = await quoted(demo)
    async with demo.sessions.begin() as session:
        by = staff(await make_staff(session, demo.id))
        await accepting.accept(session, demo.id, quote.id, by=by, now=NOW)
    await notifier.handle_last(f"quote:{quote.id}")
    (message,) = await notifier.messages()
    assert "服务台已按您说的同意了" in message.text
    assert await alerted(demo) == []


async def test_silence_is_told_to_both(demo: DemoPark, notifier: Notifier) -> None:
    quote = await quoted(demo)
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=FRIDAY)
    await notifier.handle_last(f"quote:{quote.id}", now=FRIDAY)
    (message,) = await notifier.messages()
    assert "报价已过期" in message.text
    assert [(whom, kind) for whom, kind, _ in await alerted(demo)] == [(quote.staff_id, "expired")]


async def test_of_its_order_nobody_is_told_what_a_canteen_would_say(
    demo: DemoPark, notifier: Notifier
) -> None:
    quote = await quoted(demo)
    async with demo.sessions.begin() as session:
        who = tenant(quote.person_id)
        _, order = await accepting.accept(session, demo.id, quote.id, by=who, now=NOW)
    await notifier.handle_all(f"order:{order.id}")
    assert await notifier.texts() == []


async def test_what_is_not_sent_any_more_is_not_told(demo: DemoPark, notifier: Notifier) -> None:
    quote = await quoted(demo)
    async with demo.sessions.begin() as session:
        by = staff(await make_staff(session, demo.id))
        await quotes.withdraw(session, demo.id, quote.id, by=by, now=NOW)
    await notifier.handle_all(f"quote:{quote.id}")
    (message,) = await notifier.messages()
    assert "已撤回" in message.text
