"""What rules bring along."""

from services.alerts.alerting import Alerts
from services.automation import alerts, personal, rights, running
from services.automation.events import AutomationStopped
from services.automation.kinds import may_start
from services.events.follows import Follows, of
from services.kit.batches import Stale
from services.kit.personal import Personal
from services.kit.roles import Roles

RANK = 95
BRINGS = (
    Follows("the park's own rules", may_start, run=running.run),
    Alerts(of(AutomationStopped), alerts.raised, "automation_rule", alerts.words),
    Stale(running.purge),
    Roles({"operator": "operate.rules"}),
    Personal((), personal.NOTHING_PERSONAL),
    rights.RIGHTS,
)
