"""What follow-ups bring along."""

from services.alerts.alerting import Alerts
from services.events.follows import of
from services.events.jobs import Every
from services.follow_ups import alerts, follow_ups, personal, rights
from services.follow_ups.events import FollowUpDue
from services.kit.personal import Personal
from services.kit.roles import Roles

RANK = 34
BRINGS = (
    Alerts(of(FollowUpDue), alerts.raised, "follow_up", alerts.words),
    Every(15.0, follow_ups.ring),
    # Of what they read: a follow-up itself shows nothing.
    Roles(
        {
            "agent": "reminders.keep",
            "dispatcher": "reminders.keep",
            "engineer": "reminders.keep",
            "manager": "reminders.keep",
        }
    ),
    Personal(personal.TABLES),
    rights.RIGHTS,
)
