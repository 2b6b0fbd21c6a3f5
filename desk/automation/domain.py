"""What rules bring."""

from desk.automation import changing, pages
from desk.frame.areas import AuditWords, Setting, Subject
from models.automation import AutomationRule
from services.automation.rules import called

RANK = 105
BRINGS = (
    pages.area,
    changing.area,
    Setting("rules", rank=87),
    Subject({"automation_rule": (AutomationRule, called)}),
    AuditWords(
        kinds=("automation_rule",),
        codes={"rule_event": "rules-event-"},
        long_lists=frozenset({"rule_when", "rule_then"}),
    ),
)
