"""What the tables of ordering hold of people."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Deadline, Locker, LockerBox, Order, OrderLine, OrderRating
from models.payments import Payment, PaymentRequest, Refund, SpendingApproval
from models.people import Person
from services.kit.personal import (
    BOOKS,
    OF_PERSON,
    Elsewhere,
    Forget,
    Keep,
    Link,
    NotExported,
    PersonalTable,
    Section,
    impersonal,
    nothing,
    stays,
)

TABLES = (
    PersonalTable(
        OrderLine,
        "what was ordered, and a note on it",
        "tenant",
        (Link("order_id", Order),),
        Forget({"note": None}, BOOKS),
        Section("order_lines"),
        stays("name_zh name_en unit_zh unit_en options"),
        kept=("order_details", "books"),
    ),
    PersonalTable(
        SpendingApproval,
        "an order above the company's limit, what the manager said, and who that is",
        "tenant",
        (*(Link("order_id", Order),), *OF_PERSON, Link("manager_id", Person, exported=False)),
        Forget({"reason": None}, BOOKS),
        Section("spending_approvals"),
        stays("status failure"),
        kept=("order_details", "books"),
    ),
    PersonalTable(
        Refund,
        "money that was given back for an order, and why",
        "tenant",
        (Link("payment_id", Payment),),
        Forget({"reason": ""}, BOOKS),
        Section("refunds"),
        stays("cause lines"),
        kept=("books",),
    ),
    PersonalTable(
        Payment,
        "that and how an order was paid",
        "tenant",
        (Link("order_id", Order),),
        Keep(BOOKS),
        Section("payments"),
        stays("method currency status"),
        kept=("books",),
    ),
    PersonalTable(
        PaymentRequest,
        "what a provider was asked to collect",
        "tenant",
        (Link("order_id", Order),),
        Keep(BOOKS),
        Section("payment_requests"),
        stays("method account reference currency status provider_id"),
        kept=("books",),
    ),
    PersonalTable(
        Deadline,
        "when an order is to be looked at",
        "tenant",
        (Link("order_id", Order),),
        Keep("times alone, gone when they come"),
        NotExported("nothing that the order does not say"),
        stays("task"),
        kept=("working",),
    ),
    PersonalTable(
        LockerBox,
        "which order lies in a box",
        "tenant",
        (Link("order_id", Order),),
        Keep("it is emptied when the order ends"),
        NotExported("the order says its box"),
        kept=("working",),
    ),
    PersonalTable(
        OrderRating,
        "stars that somebody gave to an order, and what they wrote besides",
        "tenant",
        OF_PERSON,
        Forget({"words": None}, "a dish is judged by all stars"),
        Section("order_ratings"),
        kept=("order_details",),
    ),
    PersonalTable(
        Order,
        "what somebody ordered, for where and when, with their number and wishes",
        "tenant",
        OF_PERSON,
        Forget(
            nothing(
                "note allergy_note phone room place floor pickup_code status_reason invoice_title"
                " invoice_tax_no"
            )
            | {"invoice_wanted": False},
            BOOKS,
        ),
        Section("orders"),
        stays("order_no kind status meal fulfilment building payment currency"),
        kept=("order_details", "invoices"),
    ),
)
NOTHING_PERSONAL = impersonal("the park's own places", Locker)


async def elsewhere(session: AsyncSession, park_id: int, people: Sequence[int]) -> Elsewhere:
    """Who had to say yes to their spending."""
    theirs = select(Order.id).where(Order.park_id == park_id, Order.person_id.in_(people))
    asked = await session.execute(
        select(SpendingApproval.manager_id, SpendingApproval.asked_at).where(
            SpendingApproval.park_id == park_id, SpendingApproval.order_id.in_(theirs)
        )
    )
    return Elsewhere([(row.manager_id, row.asked_at) for row in asked])
