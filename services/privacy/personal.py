"""What the tables of privacy hold of people."""

import services
from models.events import EventRow
from models.kit import IdempotencyKey
from models.ordering import Order
from models.people import Person
from models.privacy import RetentionPass, RetentionPeriod
from models.secret_keys import SecretKey
from models.staff import AuditEntry
from services.kit.personal import (
    COPY,
    Delete,
    Forget,
    Link,
    NotExported,
    Personal,
    PersonalTable,
    Value,
    impersonal,
    stays,
)
from services.kit.plugins import found

SUBJECTS = tuple(
    Link("subject", table, prefix=f"{kind}:")
    for one in found(services, Personal)
    for kind, table in one.subjects.items()
)
"""How what happened leads to whose it is."""

TABLES = (
    PersonalTable(
        IdempotencyKey,
        "answers kept for an app or a vendor that asks again, for seven days",
        "tenant",
        (
            Link("scope", Person, prefix="person:"),
            Link("answer", Order, by="order_no", member="order_no"),
        ),
        Delete(),
        COPY,
        kept=("working",),
    ),
    PersonalTable(
        EventRow,
        "what happened to an order or a ticket, with what it said at the time",
        "tenant",
        SUBJECTS,
        Forget({"data": Value.STRIPPED}, "what followed from it, and reports, refer to it"),
        COPY,
        stays("type subject traceparent"),
        kept=("events",),
    ),
    PersonalTable(
        AuditEntry,
        "who of the staff changed or looked at what, with reasons in staff's words",
        "tenant",
        (Link("subject", Person, prefix="person:"), *SUBJECTS),
        Forget(
            {"before": Value.STRIPPED, "after": Value.STRIPPED},
            "who acted has to be known; it names people by number alone",
        ),
        NotExported("what staff did, which is theirs; `looks` counts theirs by day, without names"),
        stays("action subject actor roles page"),
        kept=("audit", "looks"),
    ),
)
NOTHING_PERSONAL = impersonal(
    "machinery, and the park's own rules", RetentionPeriod, RetentionPass, SecretKey
)
