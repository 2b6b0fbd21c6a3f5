"""What reports bring."""

from desk.frame.areas import Tab
from desk.reports import page

RANK = 70
BRINGS = (
    page.area,
    Tab("reports", "/reports", "reports.read"),
)
