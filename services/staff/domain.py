"""What the staff bring along."""

from services.kit.batches import Stale
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.staff import park_file, personal, rights, sessions, sign_in_tries

RANK = 78
BRINGS = (
    Roles({"manager": "audit.read", "operator": "audit.read operate.staff"}),
    Looks("audit.export"),
    Stale(sessions.purge),
    Stale(sign_in_tries.purge),
    Personal(personal.TABLES),
    rights.RIGHTS,
    *park_file.SECTIONS,
)
