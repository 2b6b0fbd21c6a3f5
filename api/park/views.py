"""Announcements and emergency numbers in the language of who asks."""

from api.frame.call import Call
from api.frame.texts import say
from api.frame.views import moment
from api.park.shapes import AnnouncementShown, EmergencyNumber
from models.park import Announcement
from services.danger import kinds

_BETWEEN = {"zh": "、", "en": ", "}


def emergency_numbers(call: Call) -> list[EmergencyNumber]:
    return [
        EmergencyNumber(phone=phone, who=_said_together(call.language, names))
        for phone, names in kinds.helpers(call.park).items()
    ]


def _said_together(language: str, names: list[str]) -> str:
    words = _BETWEEN[language].join(say(language, f"emergency-{name}") for name in names)
    return words[:1].upper() + words[1:]


def announcement(call: Call, row: Announcement) -> AnnouncementShown:
    return AnnouncementShown(
        id=row.id,
        title=call.named(row, "title"),
        body=call.named(row, "body"),
        level=row.level,  # type: ignore[arg-type]  # The table checks it.
        pinned=row.pinned,
        since=call.local(row.starts_at),
        until=moment(call, row.ends_at),
        edited_at=call.local(row.edited_at),
    )
