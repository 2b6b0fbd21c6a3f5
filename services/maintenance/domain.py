"""What planned maintenance brings along."""

from models.maintenance import MaintenancePlan, MaintenanceRun
from services.events.jobs import Every
from services.kit.personal import Personal, impersonal
from services.kit.rights import REMOVE, Rights, Rule
from services.kit.roles import Roles
from services.maintenance import opening

RANK = 36
BRINGS = (
    Every(30.0, opening.ring),
    Roles({"dispatcher": "operate.maintenance", "operator": "operate.maintenance"}),
    Personal(
        (), impersonal("what the park looks after, and when", MaintenancePlan, MaintenanceRun)
    ),
    Rights({"maintenance_plan": Rule(REMOVE, "rlu"), "maintenance_run": Rule("rid", "ri")}),
)
