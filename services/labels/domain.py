"""What labels bring along."""

from services.kit.personal import Personal
from services.kit.roles import Roles
from services.labels import personal, rights, rule_parts

RANK = 32
BRINGS = (
    Roles(
        {
            "agent": "labels.put",
            "dispatcher": "labels.put",
            "engineer": "labels.put",
            "operator": "operate.labels",
        }
    ),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    rights.RIGHTS,
    *rule_parts.PARTS,
)
