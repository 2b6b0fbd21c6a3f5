"""What the tables of accounting hold of people."""

from models.accounting import (
    AccountEntry,
    AccountMonth,
    CompanyAccount,
    PaymentReturn,
    Reconciliation,
    ReconciliationDifference,
)
from models.ordering import Order
from models.payments import PaymentRequest
from models.people import Person
from services.kit.personal import (
    BOOKS,
    GONE,
    OF_PERSON,
    Forget,
    Keep,
    Link,
    NotExported,
    PersonalTable,
    impersonal,
    stays,
)

TABLES = (
    PersonalTable(
        ReconciliationDifference,
        "a payment on which the provider's bill differs, with a note of staff",
        "tenant",
        (Link("order_id", Order),),
        Forget({"note": ""}, BOOKS),
        NotExported("the park's own books"),
        stays("kind reference our_state their_state status"),
        kept=("books",),
    ),
    PersonalTable(
        PaymentReturn,
        "money that went back through a provider, and why",
        "tenant",
        (Link("request_id", PaymentRequest),),
        Forget({"reason": GONE}, BOOKS),
        NotExported("the same as `refunds`, in the provider's numbers"),
        stays("reference status problem"),
        kept=("books",),
    ),
    PersonalTable(
        AccountEntry,
        "an order in a company's ledger",
        "tenant",
        OF_PERSON,
        Keep("a ledger is never changed; it names people by number alone"),
        NotExported("the company's ledger; orders and payments are sections"),
        stays("kind"),
        kept=("books",),
    ),
    PersonalTable(
        CompanyAccount,
        "who is asked about spending above its limit",
        "tenant",
        (Link("manager_id", Person),),
        Keep("the company's choice; by number alone"),
        NotExported("the company's own"),
        kept=("configuration",),
    ),
)
NOTHING_PERSONAL = impersonal("sums over many people", AccountMonth, Reconciliation)
