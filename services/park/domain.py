"""What the park itself brings along."""

from services.kit.personal import Personal
from services.kit.roles import Roles
from services.park import park_file, personal, retention, rights

RANK = 85
BRINGS = (
    Roles({"operator": "operate.calendar operate.announcements"}),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    retention.RETENTION,
    rights.RIGHTS,
    *park_file.SECTIONS,
)
