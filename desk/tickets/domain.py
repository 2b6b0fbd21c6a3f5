"""What tickets bring."""

from desk.frame.areas import AuditWords, Heard, RuleWords, Setting, Subject, Tab
from desk.frame.beside import OnPeople
from desk.frame.finding import Finds
from desk.frame.reader import Reader
from desk.tickets import (
    acting,
    appointing,
    creating,
    everywhere,
    export,
    finding,
    lists,
    moving,
    photos,
    pictures,
    reading,
    sla,
    thread,
    working,
)
from models.tickets import Ticket


def _policy(reader: Reader, key: str) -> str:
    """`repair/urgent`, in words."""
    kind, _, urgency = key.partition("/")
    return f"{reader.text(f'shell-kind-{kind}')} · {reader.text(f'shell-urgency-{urgency}')}"


RANK = 30
BRINGS = (
    photos.area,
    export.area,  # Before the pages of one ticket, as /tickets/several and /tickets/views.
    lists.area,
    moving.area,
    creating.area,
    acting.area,
    appointing.area,
    pictures.area,
    reading.area,
    thread.area,
    working.area,
    sla.area,
    Finds("ticket", "tickets", "tickets.read", finding.find),
    OnPeople("ticket", "tickets.read", finding.of_person),
    everywhere.MERGED,
    Tab("tickets", "/tickets", "tickets.read"),
    Setting("sla", rank=80),
    Heard(
        {"ticket": "tickets.read"},
        frozenset({"ticket_no", "category", "urgency", "clock", "rating"}),
    ),
    Subject({"ticket": (Ticket, lambda row, _language: str(row.ticket_no))}),
    RuleWords(
        {
            "kind": "shell-kind-",
            "category": "shell-category-",
            "urgency": "shell-urgency-",
            "clock": "tickets-clock-",
        }
    ),
    AuditWords(
        kinds=("ticket", "tickets", "photo", "policy"),
        subjects={"policy": _policy},
        codes={"escalate_to": "shell-role-"},
    ),
)
