"""What the tables of rules hold of people: nothing."""

from models.automation import AutomationRule, AutomationRun
from services.kit.personal import impersonal

NOTHING_PERSONAL = impersonal(
    "the park's own rules, and what they did, by numbers", AutomationRule, AutomationRun
)
