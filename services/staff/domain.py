"""What the staff bring along."""

from services.kit.batches import Stale
from services.kit.roles import Roles
from services.staff import sessions, sign_in_tries

RANK = 78
BRINGS = (
    Roles({"manager": "audit.read", "operator": "audit.read operate.staff"}),
    Stale(sessions.purge),
    Stale(sign_in_tries.purge),
)
