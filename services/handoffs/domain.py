"""What handing over to people brings along."""

from services.alerts.alerting import Alerts, Settles
from services.conversations.events import (
    ConversationAssigned,
    ConversationHandedBack,
    ConversationReplied,
)
from services.events.follows import of
from services.events.jobs import Every
from services.handoffs import alerts, handoffs, personal, rights
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.notices.opt_outs import NoticeKind

RANK = 75
BRINGS = (
    Every(15.0, handoffs.return_quiet_and_tell),
    NoticeKind("rating", 30),  # Whether they are asked how it was.
    Alerts(
        of(ConversationAssigned, ConversationReplied), alerts.raised, "conversation", alerts.words
    ),
    Settles(
        of(ConversationAssigned, ConversationHandedBack),
        (alerts.ASSIGNED, alerts.REPLY),
        alerts.who_did,
    ),
    Roles(
        {
            "agent": "inbox.read inbox.reply",
            "dispatcher": "inbox.read",
            "manager": "inbox.read",
            "operator": "operate.canned",
        }
    ),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    rights.RIGHTS,
)
