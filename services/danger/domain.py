"""What danger brings along."""

from services.danger import alarms, personal, retention, rights
from services.events.jobs import Every
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.roles import Roles

RANK = 10
BRINGS = (
    Every(2.0, alarms.ring),
    # dangers.read is the page of what the bot heard of danger, in tenants' words; dangers.mark is
    # to say whether there was any.
    Roles(
        {
            "agent": "dangers.read dangers.mark",
            "dispatcher": "dangers.read dangers.mark",
            "engineer": "dangers.mark",
            "manager": "dangers.read dangers.mark",
            "operator": "dangers.read dangers.mark operate.danger",
        }
    ),
    Personal(personal.TABLES),
    retention.RETENTION,
    Looks("danger.list"),
    rights.RIGHTS,
)
