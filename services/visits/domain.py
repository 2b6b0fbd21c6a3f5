"""What visits bring along."""

from sqlalchemy import exists

from models.visits import Visit
from services.acts.values import What
from services.conversations.taken_with import PARK, PERSON, SINCE, TakenWith, stands
from services.conversations.words import Words
from services.events.follows import Follows, of
from services.events.jobs import Every
from services.kit.batches import Stale
from services.kit.gatherings import Attended
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.retention import KeepsBusy
from services.kit.roles import Roles
from services.notices.opt_outs import NoticeKind
from services.notices.telling import Notices
from services.people.membership import Belonging
from services.visits import (
    alarms,
    answers,
    blocks,
    endings,
    erasure,
    gathered,
    notices,
    of_people,
    personal,
    retention,
    rights,
)
from services.visits.events import (
    VisitChanged,
    VisitCheckedIn,
    VisitCheckedOut,
    VisitOverstayed,
)

RANK = 40
BRINGS = (
    Follows("nothing", of(VisitChanged, VisitCheckedOut, VisitOverstayed)),
    Notices(notices.NOTICES, notices.notice_of),
    NoticeKind("visit", 40),
    Every(2.0, alarms.ring),
    Words({"visit_approval": answers.answer}),
    Belonging(endings.membership_changed),
    Attended(gathered.moved, gathered.ended, gathered.expected, gathered.present, gathered.counted),
    Follows("tell what they come to", of(VisitCheckedIn), run=gathered.tell),
    # visitors.work is to let in, and to say yes or no to what waits for the desk; visitors.vouch is
    # to let somebody host without being asked.
    Roles(
        {
            "reception": "visitors.read visitors.work visitors.vouch",
            "manager": "visitors.read visitors.vouch",
            "operator": "operate.visitors",
        }
    ),
    Stale(erasure.tidy, lambda: erasure.AT_ONCE),
    Stale(blocks.tidy, lambda: blocks.FOLDED_AT_ONCE),
    KeepsBusy(of_people.keeps_busy),
    Personal(
        personal.TABLES,
        personal.NOTHING_PERSONAL,
        subjects={"visit": Visit},
        ends=personal.cancel,
        elsewhere=personal.elsewhere,
    ),
    retention.RETENTION,
    Looks("visit.look visit.list visit.search"),
    TakenWith(
        stands(What.VISIT), exists().where(of_people.are_spoken_of(PARK, PERSON, since=SINCE))
    ),
    rights.RIGHTS,
)
