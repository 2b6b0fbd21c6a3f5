"""What the park's calendar and its announcements bring."""

from desk.frame.areas import AuditWords, Setting, Subject, named
from desk.park import announcements, calendar
from models.park import Announcement, Building


def _title(row: Announcement, language: str) -> str:
    return row.title_zh if language == "zh" else row.title_en


RANK = 110
BRINGS = (
    calendar.area,
    announcements.area,
    Setting("calendar", rank=20),
    Setting("announcements", rank=40),
    Subject({"announcement": (Announcement, _title), "building": (Building, named)}),
    AuditWords(
        kinds=("park", "building", "day", "announcement"),
        subjects={"park": lambda reader, _key: named(reader.park, reader.language)},
        codes={"kind": "calendar-kind-", "level": "announcements-level-"},
        moments=frozenset({"starts_at", "ends_at"}),
        without_limit=frozenset({"ends_at"}),
    ),
)
