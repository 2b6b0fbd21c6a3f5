"""What lost and found brings along."""

from models.lost import LostItem
from services.conversations.words import Words
from services.events.follows import Follows, of
from services.events.jobs import Every
from services.kit.batches import Stale
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.retention import KeepsBusy
from services.kit.roles import Roles
from services.lost import (
    alarms,
    codes,
    matching,
    notices,
    of_people,
    personal,
    photos,
    retention,
    rights,
    staff_alarms,
    words,
)
from services.lost.events import (
    LostClaimed,
    LostDisowned,
    LostDisposed,
    LostMatchFound,
    LostReported,
    LostStored,
    LostUnclaimed,
    LostWithdrawn,
)
from services.notices.opt_outs import NoticeKind
from services.notices.staff_alarms import Alarms
from services.notices.telling import Notices
from services.people.waiting import Open
from services.tickets.photo_holders import HoldsPhotos

RANK = 45
BRINGS = (
    Follows("compare it", of(LostReported, LostStored), run=matching.compare),
    Follows("nothing", of(LostDisowned, LostDisposed, LostWithdrawn)),
    Notices(notices.NOTICES, notices.notice_of),
    NoticeKind("lost", 45),
    Alarms(
        of(LostMatchFound, LostClaimed, LostUnclaimed),
        staff_alarms.alarm_of,
        staff_alarms.concerns,
    ),
    Every(2.0, alarms.ring),
    Words({notices.MATCH: words.answer}),
    Open("lost_items", "item_no", of_people.waited_for),
    HoldsPhotos(photos.taken, photos.in_use),
    # lost.work is to take things in, to say whose they are, and to hand them out.
    Roles(
        {
            "agent": "lost.read",
            "dispatcher": "lost.read lost.work",
            "reception": "lost.read lost.work",
            "manager": "lost.read",
            "operator": "lost.read operate.lost",
        }
    ),
    Looks("lost.look lost.list"),
    KeepsBusy(of_people.keeps_busy),
    Personal(
        personal.TABLES,
        personal.NOTHING_PERSONAL,
        subjects={"lost": LostItem},
        ends=personal.withdraw,
    ),
    retention.RETENTION,
    rights.RIGHTS,
    Stale(codes.tidy),
)
