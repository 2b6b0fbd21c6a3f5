"""What lost and found brings."""

from desk.frame.areas import AuditWords, Heard, Intents, Setting, Subject, Tab
from desk.lost import acting, reading, settings, taking_in
from models.lost import LostItem

RANK = 25
BRINGS = (
    acting.area,
    taking_in.area,
    reading.area,
    settings.area,
    Tab("lost", "/lost", "lost.read", icon="search"),
    Setting("lost", rank=105),
    Heard({"lost": "lost.read"}),
    Subject({"lost": (LostItem, lambda row, _language: str(row.item_no))}),
    AuditWords(kinds=("lost", "losts")),
    Intents(
        said=("report_lost", "report_found", "track_lost", "withdraw_lost"),
        pressed=("claim_lost", "disown_lost", "fetch_lost"),
    ),
)
