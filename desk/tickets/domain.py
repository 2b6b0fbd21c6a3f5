"""What tickets bring."""

from desk.frame.areas import AuditWords, Heard, Setting, Subject, Tab
from desk.frame.reader import Reader
from desk.tickets import acting, creating, photos, pictures, reading, sla, thread, working
from models.tickets import Ticket


def _policy(reader: Reader, key: str) -> str:
    """`repair/urgent`, in words."""
    kind, _, urgency = key.partition("/")
    return f"{reader.text(f'shell-kind-{kind}')} · {reader.text(f'shell-urgency-{urgency}')}"


RANK = 30
BRINGS = (
    photos.area,
    acting.area,
    creating.area,
    pictures.area,
    reading.area,
    thread.area,
    working.area,
    sla.area,
    Tab("tickets", "/tickets", "tickets.read"),
    Setting("sla", rank=80),
    Heard(
        {"ticket": "tickets.read"},
        frozenset({"ticket_no", "category", "urgency", "clock", "rating"}),
    ),
    Subject({"ticket": (Ticket, lambda row, _language: str(row.ticket_no))}),
    AuditWords(
        kinds=("ticket", "photo", "policy"),
        subjects={"policy": _policy},
        codes={"escalate_to": "shell-role-"},
    ),
)
