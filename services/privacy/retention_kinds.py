"""What a park holds of people, by kind, and how long each kind is kept unless the park says else.

The figures are defaults for an operator to decide over, with the rules that they were taken from;
they are no legal advice.
"""

from dataclasses import dataclass

LONGEST_DAYS = 36_500
HALF_A_YEAR = 180


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind with a period of its own. Days count from the end of what a row is about."""

    days: int | None
    """The default. None: without limit."""
    why: str
    """The reason for the default, for docs/privacy.md."""
    counts_from: str
    """What the period counts from, for docs/privacy.md."""
    usual_minimum: int | None = None
    """Days that a law usually asks for; the settings page says so below it."""
    law: str = ""
    """Which law that is."""
    may_be_unlimited: bool = True


KINDS: dict[str, Kind] = {
    "messages": Kind(
        365,
        "a complaint is rarely about what was said more than a year ago",
        "when it was written; not while its person has anything open",
    ),
    "photos": Kind(
        180,
        "a photo shows that a repair was needed and done; disputes come within months",
        "when it was sent; not while its ticket is open",
    ),
    "order_details": Kind(
        90,
        "phone, place, notes and allergies are needed to deliver; allergies are sensitive"
        " personal information (敏感个人信息)",
        "the order's last change; not while it is under way or unpaid",
    ),
    "invoices": Kind(
        1825,
        "to issue an invoice again or correct it",
        "the order's last change; not while it is under way or unpaid",
        usual_minimum=1825,
        law="发票管理办法 (Invoice Administration Measures): five years",
    ),
    "tickets": Kind(
        730,
        "what fails again is compared with the repair of last year",
        "the ticket's last change; not before it is closed",
    ),
    "visits": Kind(
        30,
        "who was in the building matters for weeks, not for months",
        "the end of the visit",
        may_be_unlimited=False,
    ),
    "passages": Kind(
        HALF_A_YEAR,
        "who went through which gate when; a theft is noticed within months",
        "the passage; not while the visit is running",
        usual_minimum=HALF_A_YEAR,
        law="网络安全法 (Cybersecurity Law), where gates count as its network logs: six months",
    ),
    "blocks": Kind(365, "to know why somebody was kept out", "when the block was lifted"),
    "events": Kind(
        365,
        "vendors and reports read back a year",
        "when it happened; not before it is handled and delivered",
    ),
    "deliveries": Kind(
        90,
        "to settle with a vendor what was sent and what it answered",
        "when it was planned; not while it is pending",
    ),
    "people": Kind(
        1095,
        "whoever was silent for three years is forgotten as if they had asked for it",
        "the last message, order, visit or use of the app; not while anything is open",
        usual_minimum=1095,
        law="电子商务法 (E-commerce Law) Art. 31, where the park runs a platform: three years",
    ),
    "places": Kind(30, "a guess of where to deliver next", "when the place was scanned"),
    "watches": Kind(
        HALF_A_YEAR, "whoever waits for half a year does not wait any more", "when it was asked for"
    ),
    "join_codes": Kind(365, "to know who let whom into a company", "when the code ended"),
    "taught": Kind(
        1095, "the bot's training reads them; habits of speech last", "when it was taught"
    ),
    "audit": Kind(
        1095,
        "who changed what; as long as records of processing are kept",
        "the change",
        usual_minimum=1095,
        law="个人信息保护法 (PIPL) Art. 56, for records of processing: three years",
    ),
    "looks": Kind(
        365,
        "who of the staff looked at whose data; misuse comes to light within a year",
        "the look",
        usual_minimum=HALF_A_YEAR,
        law="网络安全法 (Cybersecurity Law), for network logs: six months",
    ),
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
