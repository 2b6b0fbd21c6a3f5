"""What companies' accounts bring."""

from desk.accounting import answering, companies, people, reconciliation, statement
from desk.frame.areas import AuditWords, Heard, Subject, Tab, named
from models.accounting import Reconciliation
from models.people import Company

RANK = 60
BRINGS = (
    # The days first: beside a company's number theirs is a word.
    reconciliation.area,
    answering.area,
    companies.area,
    people.area,
    statement.area,
    Tab("accounts", "/accounts", "accounts.read", "c"),
    Heard({"spending": "accounts.read"}),
    Subject(
        {
            "company": (Company, named),
            "reconciliation": (Reconciliation, lambda row, _language: str(row.day.isoformat())),
        }
    ),
    AuditWords(
        kinds=("company", "reconciliation"),
        money=frozenset({"monthly_limit"}),
        moments=frozenset({"compared_at"}),
    ),
)
