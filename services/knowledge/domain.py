"""What the knowledge of the bot brings along."""

from services.kit.personal import Personal
from services.kit.roles import Roles
from services.knowledge import park_file, personal, retention, rights

RANK = 26
BRINGS = (
    Roles(
        {
            "agent": "misread.mark",
            "dispatcher": "misread.mark",
            "operator": "operate.faq operate.misread",
        }
    ),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    retention.RETENTION,
    rights.RIGHTS,
    *park_file.SECTIONS,
)
