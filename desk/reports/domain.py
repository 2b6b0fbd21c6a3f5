"""What reports bring."""

from desk.frame.areas import Tab
from desk.reports import chats, page, rooms

RANK = 70
BRINGS = (
    chats.area,
    rooms.area,
    page.area,
    Tab("reports", "/reports", "reports.read"),
)
