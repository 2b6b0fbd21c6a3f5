"""Invoices: what people write is understood, kept for the next time, and told to the vendor."""

import pytest
from sqlalchemy import select

from models.events import EventRow
from models.people import Person
from services.ordering import cart_answers, describing, invoice_words, invoices, orders, placing
from services.ordering.invoice_words import InvoiceWords
from services.ordering.tax_numbers import TaxNumberInvalid
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
TITLE, NUMBER = "启明科技有限公司", "9144030071526726XG"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("要发票", InvoiceWords()),
        ("对了，帮我开张发票，谢谢", InvoiceWords()),
        ("可以帮我开张发票吗？", InvoiceWords()),
        ("I need an invoice (fapiao)", InvoiceWords()),
        ("Can I get an invoice please?", InvoiceWords()),
        ("开个人发票", InvoiceWords(personal=True)),
        (
            f"开发票，抬头{TITLE}，税号{NUMBER}",
            InvoiceWords(title=TITLE, tax_no=NUMBER),
        ),
        (
            f"发票抬头写{TITLE} {NUMBER}",
            InvoiceWords(title=TITLE, tax_no=NUMBER),
        ),
        (
            f"invoice to Daybreak Tech Ltd, tax no {NUMBER}",
            InvoiceWords(title="Daybreak Tech Ltd", tax_no=NUMBER),
        ),
        ("不要发票了", InvoiceWords(declined=True)),
        ("no invoice needed", InvoiceWords(declined=True)),
    ],
)
def test_a_message_about_an_invoice_alone(text: str, said: InvoiceWords) -> None:
    assert invoice_words.alone(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "怎么开发票",
        "发票怎么开？",
        "能开发票吗",
        "how do I get an invoice?",
        "发票多久能开好",
        "两份牛肉面",
    ],
)
def test_a_question_about_invoices_asks_for_none(text: str) -> None:
    assert invoice_words.request(text) is None


def test_among_other_things_it_is_found_but_does_not_stand_for_the_message() -> None:
    for text in ("两份牛肉面，要发票", "two umbrellas and I need an invoice"):
        assert invoice_words.request(text) == InvoiceWords()
        assert invoice_words.alone(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TITLE, InvoiceWords(title=TITLE)),
        (f"{TITLE} {NUMBER}", InvoiceWords(title=TITLE, tax_no=NUMBER)),
        (
            f"{TITLE}\n税号：9144 0300 7152 6726 XG",
            InvoiceWords(title=TITLE, tax_no="9144 0300 7152 6726 XG"),
        ),
        (NUMBER, InvoiceWords(tax_no=NUMBER)),
        ("个人就行", InvoiceWords(personal=True)),
        ("personal", InvoiceWords(personal=True)),
        ("算了", InvoiceWords(declined=True)),
        ("A座3楼301", None),
        ("13800138000", None),
        ("发票怎么开", None),
        ("再加一瓶可乐", None),
    ],
)
def test_an_answer_to_whom(text: str, said: InvoiceWords | None) -> None:
    assert invoice_words.answer(text) == said


def test_a_title_carries_nothing_that_a_command_cannot() -> None:
    said = invoice_words.answer('启明{"x"}科技有限公司\\')
    assert said is not None
    assert said.command() == '/request_invoice{"invoice_title": "启明x科技有限公司"}'


async def test_it_is_kept_with_the_cart_and_for_the_next_time(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session)
        with pytest.raises(TaxNumberInvalid):
            await invoices.make_out(
                session, order, title=TITLE, tax_no="91440300MA5DC5TX9K", now=NOW
            )
        assert (order.invoice_wanted, order.invoice_title, invoices.complete(order)) == (
            True, TITLE, False,
        )  # fmt: skip
        with pytest.raises(placing.Incomplete) as lacking:
            await placing.place(session, order, now=NOW)
        assert lacking.value.missing == ["invoice"]
        await invoices.make_out(session, order, title=None, tax_no=NUMBER.lower(), now=NOW)
        person = await session.get_one(Person, (demo.id, order.person_id))
        assert (person.invoice_title, person.invoice_tax_no) == (TITLE, NUMBER)
        placed = await placing.place(session, order, now=NOW)
        seen = await describing.describe(session, placed)
        assert seen.invoice.model_dump() == {"title": TITLE, "tax_no": NUMBER}


async def test_a_vendor_that_has_the_order_is_told_once(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.placed(session)
        for _ in range(2):
            await invoices.make_out(session, order, title=TITLE, tax_no=NUMBER, now=NOW)
        found = await session.scalars(select(EventRow).order_by(EventRow.id))
        types = [(row.sequence, row.type) for row in found]
        assert types == [(1, "order.placed"), (2, "order.invoice_requested")]


async def test_a_person_has_no_number(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session)
        await invoices.make_out(session, order, title=invoices.PERSONAL, tax_no=None, now=NOW)
        assert invoices.complete(order)
        await invoices.decline(session, order, now=NOW)
        assert (order.invoice_wanted, order.invoice_title) == (False, None)


async def test_words_are_a_request_only_with_an_order_to_do_it_for(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)

        async def heard() -> str | None:
            return await cart_answers.volunteered(session, conversation, "要发票", NOW)

        assert await heard() is None
        order = await demo.placed(session, conversation=conversation)
        assert await heard() == "/request_invoice"
        await orders.advance(session, demo.id, order.id, "cancel", now=NOW)
        assert await heard() is None
