"""What bookings bring along."""

from models.booking import Booking
from services.booking import (
    alarms,
    calendar_alarms,
    gaps,
    notices,
    of_people,
    open_data,
    park_file,
    personal,
    presence,
    retention,
    rights,
    staff_alarms,
    troubles,
    waiting,
    words,
)
from services.booking.events import (
    BookingAppealed,
    BookingCancelled,
    BookingCompleted,
    BookingConfirmed,
    BookingDeclined,
    BookingDisputed,
    BookingExpired,
    BookingMissed,
    BookingMoved,
    BookingRequested,
    CalendarEvent,
    ClosureEnded,
)
from services.conversations.words import Words
from services.events.follows import Follows, of
from services.events.jobs import Every, Job
from services.kit.gatherings import Awaiting
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.retention import KeepsBusy
from services.kit.roles import Roles
from services.notices.opt_outs import NoticeKind
from services.notices.staff_alarms import Alarms
from services.notices.telling import Notices
from services.people.waiting import Open
from services.tickets.events import TicketReported

RANK = 46
_FREES = (
    *(BookingCancelled, BookingDeclined, BookingExpired, BookingMissed, BookingMoved),
    *(BookingCompleted, ClosureEnded),
)
"""What makes time free."""
BRINGS = (
    Follows(
        "offer what is free to who waits for it",
        of(*_FREES),
        run=waiting.offer,
    ),
    # After who waits, who asked first.
    Follows("fill the gaps of series", of(*_FREES), run=gaps.after),
    Follows(
        "warn of what is broken there",
        of(BookingConfirmed, BookingMoved),
        run=troubles.after_booking,
    ),
    Follows("warn who has the room next", of(TicketReported), run=troubles.after_report),
    Job(troubles.WARN_BOOKING, troubles.warn),
    Awaiting(presence.came),
    Every(60.0, gaps.due),
    Every(60.0, open_data.refresh),
    Notices(notices.NOTICES, notices.notice_of),
    NoticeKind("booking", 47),
    Words({words.OFFERED: words.answer}, alone=words.alone, volunteered=words.volunteered),
    Alarms(
        of(BookingRequested, BookingDisputed, BookingAppealed),
        staff_alarms.alarm_of,
        staff_alarms.concerns,
    ),
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
            "operator": "booking.read operate.booking",
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
    *park_file.SECTIONS,
)
