"""What networks of parks bring along."""

from models.network import NetworkIntroduction
from services.alerts.alerting import Alerts, Settles
from services.events.follows import Follows, of
from services.kit.batches import Stale
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.network import alerts, introductions, notices, park_file, personal, retention, rights
from services.network.events import (
    IntroductionAnswered,
    IntroductionAsked,
    IntroductionRecalled,
    IntroductionReceived,
)
from services.notices.opt_outs import NoticeKind
from services.notices.telling import Notices

RANK = 89
BRINGS = (
    Follows("nothing", of(IntroductionAsked)),
    Notices(notices.NOTICES, notices.notice_of),
    NoticeKind("network", 70),
    Alerts(of(IntroductionReceived), alerts.raised, "introduction", alerts.words),
    Settles(of(IntroductionAnswered, IntroductionRecalled), [alerts.KIND], alerts.by),
    Roles(
        {
            "agent": "network.work",
            "reception": "network.work",
            "manager": "network.work operate.network",
            "operator": "operate.network",
        }
    ),
    Stale(retention.tidy),
    Personal(
        personal.TABLES,
        personal.NOTHING_PERSONAL,
        subjects={"introduction": NetworkIntroduction},
        ends=introductions.forgotten,
    ),
    retention.RETENTION,
    rights.RIGHTS,
    *park_file.SECTIONS,
)
