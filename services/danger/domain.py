"""What danger brings along."""

from services.danger import alarms, call_notices, calls, personal, retention, rights
from services.events.follows import Follows, of
from services.events.jobs import Every
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.notices.telling import Notices
from services.tickets.events import TicketChanged, TicketReopened, TicketReported, TicketTriaged

RANK = 10
BRINGS = (
    Every(2.0, alarms.ring),
    Every(2.0, calls.ring),
    Follows(
        "watch that somebody takes a danger",
        of(TicketReported, TicketChanged, TicketReopened, TicketTriaged),
        run=calls.watch,
    ),
    Notices(call_notices.TYPES, call_notices.notice_of),
    # dangers.read is the page of what the bot heard of danger, in tenants' words; dangers.mark is
    # to say whether there was any.
    Roles(
        {
            "agent": "dangers.read dangers.mark",
            "dispatcher": "dangers.read dangers.mark",
            "engineer": "dangers.mark",
            "manager": "dangers.read dangers.mark",
            "operator": "dangers.read dangers.mark operate.danger",
        }
    ),
    Personal(personal.TABLES),
    retention.RETENTION,
    Looks("danger.list"),
    rights.RIGHTS,
)
