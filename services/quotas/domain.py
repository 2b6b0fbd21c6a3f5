"""What quotas bring along."""

from models.quotas import ParkQuota
from services.alerts.alerting import Alerts
from services.events.follows import of
from services.events.jobs import Every
from services.kit.personal import Personal, impersonal
from services.kit.rights import Rights, Rule
from services.kit.roles import Roles
from services.quotas import alerts, quotas
from services.quotas.events import QuotaReached

RANK = 87
BRINGS = (
    Alerts(of(QuotaReached), alerts.raised, "quota", alerts.words),
    Every(600.0, quotas.look_at_storage),
    Roles({"manager": "operate.quotas", "operator": "operate.quotas"}),
    Personal((), impersonal("how much a park may use, and how often it reached that", ParkQuota)),
    Rights({"park_quota": Rule("ru", "ru")}),
)
