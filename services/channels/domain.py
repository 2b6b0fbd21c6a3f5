"""What the channels bring along."""

from services.channels import inbound, personal, rights
from services.kit.batches import Stale
from services.kit.personal import Personal
from services.kit.roles import Roles

RANK = 79
BRINGS = (
    Stale(inbound.forget_deliveries),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    rights.RIGHTS,
    Roles({"operator": "operate.channels"}),
)
