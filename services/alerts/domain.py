"""What alerts bring along."""

from services.alerts import alerting, mine, personal, rights
from services.alerts.alerting import may_alert, may_settle
from services.alerts.events import AlertEvent
from services.events.follows import Follows, of
from services.kit.batches import Stale
from services.kit.personal import Personal

RANK = 61
BRINGS = (
    Follows("settle alerts", may_settle, run=alerting.settle_alerts),
    Follows("alert people of staff", may_alert, run=alerting.raise_alerts),
    Follows("nothing", of(AlertEvent)),
    Stale(mine.purge),
    Stale(mine.purge_browsers),
    Personal(personal.TABLES),
    rights.RIGHTS,
)
