"""What handing over to people brings along."""

from services.alerts.alerting import Alerts, Settles
from services.conversations.events import (
    ConversationAssigned,
    ConversationFlagged,
    ConversationHandedBack,
    ConversationMentioned,
    ConversationReplied,
    ConversationWoken,
)
from services.events.follows import Follows, of
from services.events.jobs import Every
from services.handoffs import alerts, handoffs, personal, rights, rule_parts, snoozing
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.notices.opt_outs import NoticeKind

RANK = 75
BRINGS = (
    Every(15.0, handoffs.return_quiet_and_tell),
    NoticeKind("rating", 30),  # Whether they are asked how it was.
    Alerts(
        of(
            ConversationAssigned,
            ConversationReplied,
            ConversationMentioned,
            ConversationFlagged,
            ConversationWoken,
        ),
        alerts.raised,
        "conversation",
        alerts.words,
    ),
    Settles(
        of(ConversationAssigned, ConversationHandedBack),
        (alerts.ASSIGNED, alerts.REPLY, alerts.DUE),
        alerts.who_did,
    ),
    Follows(
        "bring back what was put off",
        of(ConversationAssigned, ConversationHandedBack, ConversationReplied),
        run=snoozing.over,
    ),
    Every(15.0, snoozing.ring),
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
    *rule_parts.PARTS,
)
