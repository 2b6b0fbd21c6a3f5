"""What planned maintenance brings along."""

from models.maintenance import MaintenancePlan, MaintenanceRun
from models.tickets import Ticket
from services.events.jobs import Every
from services.kit.personal import (
    Keep,
    Link,
    NotExported,
    Personal,
    PersonalTable,
    impersonal,
)
from services.kit.rights import REMOVE, Rights, Rule
from services.kit.roles import Roles
from services.maintenance import opening

RANK = 36
BRINGS = (
    Every(30.0, opening.ring),
    Roles({"dispatcher": "operate.maintenance", "operator": "operate.maintenance"}),
    Personal(
        (
            PersonalTable(
                MaintenanceRun,
                "which ticket was opened for a day of a maintenance plan",
                "tenant",
                (Link("ticket_id", Ticket, exported=False),),
                Keep("the park shows by it that its maintenance was done"),
                NotExported("of plans of the park's own; no tenant reported these tickets"),
                kept=("tickets",),
            ),
        ),
        impersonal("what the park looks after, and when", MaintenancePlan),
    ),
    Rights({"maintenance_plan": Rule(REMOVE, "rlu"), "maintenance_run": Rule("rid", "ri")}),
)
