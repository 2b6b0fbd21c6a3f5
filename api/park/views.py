"""Announcements in the language of who asks."""

from api.frame.call import Call
from api.frame.views import moment
from api.park.shapes import AnnouncementShown
from models.park import Announcement


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
