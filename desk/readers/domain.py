"""What the second reader brings to the desk."""

from desk.frame.areas import AuditWords, Setting, Tab
from desk.readers import reading, settings

RANK = 41
BRINGS = (
    reading.area,
    settings.area,
    Tab("readers", "/readers", "readers.read", "e", icon="bot"),
    Setting("reader", rank=115),
    AuditWords(
        kinds=("readers",),
        codes={"reader_mode": "readers-mode-"},
        moments=frozenset({"reader_agreed_at"}),
    ),
)
