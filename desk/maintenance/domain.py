"""What planned maintenance brings."""

from desk.frame.areas import AuditWords, Setting, Subject
from desk.frame.beside import OnTickets
from desk.maintenance import beside, changing, pages
from models.maintenance import MaintenancePlan

RANK = 48
BRINGS = (
    pages.area,
    changing.area,
    Setting("maintenance", rank=82),
    Subject({"maintenance_plan": (MaintenancePlan, lambda row, _language: str(row.name))}),
    AuditWords(
        kinds=("maintenance_plan",),
        codes={
            "plan_category": "shell-category-",
            "plan_urgency": "shell-urgency-",
            "plan_unit": "maintenance-unit-",
            "plan_weekdays": "operate-weekday-",
        },
    ),
    OnTickets(beside.badges, beside.section),
)
