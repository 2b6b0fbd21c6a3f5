"""What the audit log brings."""

from desk.audit import entries
from desk.frame.areas import Tab

RANK = 80
BRINGS = (
    entries.area,
    Tab("audit", "/audit", "audit.read"),
)
