"""What reports bring along."""

from services.kit.roles import Roles

RANK = 5
BRINGS = (Roles({"manager": "reports.read", "operator": "reports.read"}),)
