"""What privacy brings along."""

from services.kit.batches import Stale
from services.kit.roles import Roles
from services.privacy import housekeeping, rights

RANK = 6
BRINGS = (
    Roles({"operator": "operate.retention"}),
    Stale(housekeeping.forget_keys),
    rights.RIGHTS,
)
