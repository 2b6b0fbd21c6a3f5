"""What bookings bring along."""

from models.booking import Booking
from services.booking import (
    alarms,
    calendar_alarms,
    notices,
    of_people,
    personal,
    retention,
    rights,
    staff_alarms,
    waiting,
    words,
)
from services.booking.events import (
    BookingCancelled,
    BookingCheckedIn,
    BookingCompleted,
    BookingDeclined,
    BookingExpired,
    BookingMissed,
    BookingMoved,
    BookingRequested,
    CalendarEvent,
)
from services.conversations.words import Words
from services.events.follows import Follows, of
from services.events.jobs import Every
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.retention import KeepsBusy
from services.kit.roles import Roles
from services.notices.opt_outs import NoticeKind
from services.notices.staff_alarms import Alarms
from services.notices.telling import Notices
from services.people.waiting import Open

RANK = 46
BRINGS = (
    Follows(
        "offer what is free to who waits for it",
        of(
            BookingCancelled,
            BookingDeclined,
            BookingExpired,
            BookingMissed,
            BookingMoved,
            BookingCompleted,
        ),
        run=waiting.offer,
    ),
    Follows("nothing", of(BookingCheckedIn)),
    Notices(notices.NOTICES, notices.notice_of),
    NoticeKind("booking", 47),
    Words({words.OFFERED: words.answer}, alone=words.alone),
    Alarms(of(BookingRequested), staff_alarms.alarm_of),
    Alarms(of(CalendarEvent), calendar_alarms.alarm_of),
    Every(2.0, alarms.ring),
    Open("bookings", "booking_no", of_people.waited_for),
    # booking.work is to approve, to close, and to book and cancel for others.
    Roles(
        {
            "agent": "booking.read booking.work",
            "dispatcher": "booking.read",
            "reception": "booking.read booking.work",
            "manager": "booking.read",
            "operator": "booking.read",
        }
    ),
    Looks("booking.look booking.list"),
    KeepsBusy(of_people.keeps_busy),
    Personal(
        personal.TABLES,
        personal.NOTHING_PERSONAL,
        subjects={"booking": Booking},
        ends=of_people.end,
    ),
    retention.RETENTION,
    rights.RIGHTS,
)
