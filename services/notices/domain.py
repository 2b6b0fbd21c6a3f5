"""What notices bring: people are told of what is news to them, staff alarmed of what presses."""

from services.events.follows import Follows
from services.events.jobs import Job
from services.kit.batches import Stale
from services.kit.personal import Personal
from services.notices import personal, pushes, rights, staff_alarms, telling
from services.notices.notices import NOTICE_DUE

RANK = 60
BRINGS = (
    Follows("tell people", telling.is_news, run=telling.tell_people),
    Follows("alarm staff", staff_alarms.may_alarm, run=staff_alarms.plan),
    Job(NOTICE_DUE, telling.tell_held),
    Stale(pushes.purge),
    Personal(personal.TABLES),
    rights.RIGHTS,
)
