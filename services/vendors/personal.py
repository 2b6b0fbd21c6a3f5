"""What the tables of vendors hold of people."""

from models.events import EventRow
from models.vendors import (
    ApiKey,
    Attempt,
    Delivery,
    Endpoint,
    Vendor,
    VendorMember,
    VendorSession,
)
from services.kit.personal import (
    COPY,
    Forget,
    Keep,
    Link,
    NotExported,
    PersonalTable,
    impersonal,
    stays,
)

_VENDORS = NotExported("of people who work for a vendor: the vendor's to tell them")

TABLES = (
    PersonalTable(
        VendorMember,
        "who of a vendor signs in to the vendors' desk: a name and a login",
        "staff",
        (),
        Keep("what they changed has to be known; an operator closes it"),
        _VENDORS,
        stays("login name role language password_hash invite_hash"),
        kept=("staff",),
    ),
    PersonalTable(
        VendorSession,
        "when they signed in",
        "staff",
        (),
        Keep("gone when it expires"),
        _VENDORS,
        stays("token_hash"),
        kept=("sessions",),
    ),
    PersonalTable(
        Attempt,
        "what a vendor's system answered to a webhook about an order: it may repeat what it got",
        "tenant",
        (Link("delivery_id", Delivery),),
        Forget({"answer": ""}, "the log of deliveries shows that and when they were made"),
        NotExported("the vendor's system speaking to ours"),
        stays("error"),
        kept=("deliveries",),
    ),
    PersonalTable(
        Delivery,
        "that an event went to a vendor",
        "tenant",
        (Link("event_id", EventRow),),
        Keep("states and times alone"),
        COPY,
        stays("status"),
        kept=("deliveries",),
    ),
)
NOTHING_PERSONAL = impersonal(
    "vendors, and machinery: keys and addresses of systems", Vendor, ApiKey, Endpoint
)
