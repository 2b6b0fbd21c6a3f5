"""What a park holds of people, by kind, and how long each kind is kept unless the park says else.

The figures are defaults for an operator to decide over, with the rules that they were taken from;
they are no legal advice.
"""

import services
from services.kit.plugins import found
from services.kit.retention import HALF_A_YEAR, Kind, Retention

LONGEST_DAYS = 36_500


OWN: dict[str, Kind] = {
    "messages": Kind(
        365,
        "a complaint is rarely about what was said more than a year ago",
        "when it was written; not while its person has anything open",
        seen_with=("inbox.read",),
    ),
    "photos": Kind(
        180,
        "a photo shows that a repair was needed and done; disputes come within months",
        "when it was sent; not while its ticket is open",
        seen_with=("tickets.read",),
    ),
    "order_details": Kind(
        90,
        "phone, place, notes and allergies are needed to deliver; allergies are sensitive"
        " personal information (敏感个人信息)",
        "the order's last change; not while it is under way or unpaid",
        seen_with=("orders.read",),
    ),
    "invoices": Kind(
        1825,
        "to issue an invoice again or correct it",
        "the order's last change; not while it is under way or unpaid",
        usual_minimum=1825,
        law="发票管理办法 (Invoice Administration Measures): five years",
        seen_with=("orders.read",),
    ),
    "tickets": Kind(
        730,
        "what fails again is compared with the repair of last year",
        "the ticket's last change; not before it is closed",
        seen_with=("tickets.read",),
    ),
    "events": Kind(
        365,
        "vendors and reports read back a year",
        "when it happened; not before it is handled and delivered",
        seen_with=("orders.read",),
    ),
    "people": Kind(
        1095,
        "whoever was silent for three years is forgotten as if they had asked for it",
        "the last message, order, visit or use of the app; not while anything is open",
        usual_minimum=1095,
        law="电子商务法 (E-commerce Law) Art. 31, where the park runs a platform: three years",
        seen_with=("inbox.read", "tickets.read", "orders.read", "accounts.read"),
    ),
    "audit": Kind(
        1095,
        "who changed what; as long as records of processing are kept",
        "the change",
        usual_minimum=1095,
        law="个人信息保护法 (PIPL) Art. 56, for records of processing: three years",
        seen_with=("audit.read",),
    ),
    "looks": Kind(
        365,
        "who of the staff looked at whose data; misuse comes to light within a year",
        "the look",
        usual_minimum=HALF_A_YEAR,
        law="网络安全法 (Cybersecurity Law), for network logs: six months",
        seen_with=("audit.read",),
    ),
}
"""Of what belongs to several domains."""

KINDS: dict[str, Kind] = {
    **OWN,
    **{code: kind for one in found(services, Retention) for code, kind in one.kinds.items()},
}
"""By code. An operator changes these at the desk, a park at a time."""

FIXED: dict[str, str] = {
    "working": "hours to days, as long as the work needs it (services/privacy/housekeeping.py)",
    "sessions": "until they end or expire, and up to 30 days to recognise stolen tokens",
}
"""Kinds whose period follows from how the service works; nobody sets it."""

KEPT: dict[str, str] = {
    "books": "as long as the park's books are (会计档案: 10 to 30 years); names people by id alone",
    "staff": "as long as the staff member's row is needed to name who did what",
    "configuration": "until an operator changes it; written by staff, not about tenants",
}
"""What no period removes, and why."""
