"""What the inbox brings."""

from desk.frame.areas import AuditWords, Heard, Tab
from desk.inbox import acting, canned, helping, reading

RANK = 10
BRINGS = (
    acting.area,
    canned.area,
    helping.area,
    reading.area,
    Tab("inbox", "/inbox", "inbox.read"),
    Heard({"conversation": "inbox.read", "message": "inbox.read"}, frozenset({"rating"})),
    AuditWords(kinds=("conversation", "conversations")),
)
