"""What tickets bring along."""

from models.tickets import Ticket
from services.alerts.alerting import Alerts, Settles
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
from services.tickets import (
    alerts,
    appointment_notices,
    dispatch,
    notices,
    of_people,
    park_file,
    personal,
    rights,
    rule_parts,
    sla_alarms,
    staff_alarms,
    thread_notices,
)
from services.tickets.events import (
    TicketAccepted,
    TicketAcknowledged,
    TicketAppointed,
    TicketAssigned,
    TicketCalled,
    TicketChanged,
    TicketEscalated,
    TicketFlagged,
    TicketMentioned,
    TicketMessaged,
    TicketReported,
    TicketSlaBreached,
    TicketStarted,
)

RANK = 30
BRINGS = (
    Follows(
        "send somebody to danger", of(TicketReported, TicketChanged), run=dispatch.send_to_danger
    ),
    Alerts(
        of(
            TicketReported,
            TicketChanged,
            TicketSlaBreached,
            TicketEscalated,
            TicketCalled,
            TicketAssigned,
            TicketAppointed,
            TicketMessaged,
            TicketMentioned,
            TicketFlagged,
        ),
        alerts.raised,
        "ticket",
        alerts.words,
    ),
    Settles(
        of(TicketAccepted, TicketStarted, *alerts.ENDED),
        (alerts.DANGER, alerts.CALLED),
        alerts.who_did,
    ),
    Settles(of(TicketAcknowledged), (alerts.CALLED,), alerts.who_did),
    Settles(of(TicketAssigned), (alerts.ASSIGNED,), alerts.who_did),
    Settles(
        of(*alerts.ENDED),
        (alerts.LATE, alerts.ASSIGNED, alerts.REPLY, alerts.APPOINTED, alerts.PUT_OFF),
        alerts.who_did,
    ),
    Settles(of(TicketMessaged), (alerts.REPLY,), alerts.who_wrote, alerts.is_of_staff),
    Notices({TicketAppointed.type}, appointment_notices.notice_of),
    Notices({TicketMessaged.type}, thread_notices.notice_of),
    Notices({*notices.NOTICES, *notices.DANGER_NOTICES}, notices.notice_of),
    NoticeKind("repair", 20),  # Of every ticket.
    Alarms(
        of(TicketReported, TicketChanged, TicketSlaBreached),
        staff_alarms.alarm_of,
        staff_alarms.concerns,
    ),
    Every(2.0, sla_alarms.ring),
    Open("tickets", "ticket_no", of_people.waited_for, of_people.worked_on),
    # tickets.dispatch is to triage, assign, merge, cancel and edit; tickets.work is to accept,
    # start, wait and resolve.
    Roles(
        {
            "agent": "tickets.read tickets.dispatch",
            "dispatcher": "tickets.read tickets.dispatch tickets.work tickets.export",
            "engineer": "tickets.read tickets.work",
            "reception": "tickets.read",
            "manager": "tickets.read tickets.export",
            "operator": "tickets.read operate.sla",
        }
    ),
    KeepsBusy(of_people.keeps_busy),
    Personal(
        personal.TABLES,
        personal.NOTHING_PERSONAL,
        subjects={"ticket": Ticket},
        ends=personal.forget_merged,
    ),
    Looks("ticket.look ticket.export photo.look"),
    rights.RIGHTS,
    *rule_parts.PARTS,
    *park_file.SECTIONS,
)
