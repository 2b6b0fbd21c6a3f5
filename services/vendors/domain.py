"""What vendors bring: webhooks of what they may be told, and alarms of endpoints that are off."""

from services.events.follows import Follows, of
from services.events.jobs import Every
from services.kit.batches import Stale
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.notices.staff_alarms import Alarms
from services.vendors import (
    deliveries,
    member_sessions,
    park_file,
    personal,
    retention,
    rights,
    staff_alarms,
)
from services.vendors.events import EndpointDisabled

RANK = 20
BRINGS = (
    Follows(
        "webhook",
        lambda kind: kind.for_vendors or kind.for_parks,
        together=deliveries.plan_after,
    ),
    Alarms(of(EndpointDisabled), staff_alarms.alarm_of),
    Every(15.0, deliveries.give_up_waiting),
    Stale(member_sessions.purge),
    Roles({"operator": "operate.vendors"}),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    retention.RETENTION,
    rights.RIGHTS,
    *park_file.SECTIONS,
)
