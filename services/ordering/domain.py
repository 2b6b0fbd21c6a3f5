"""What ordering brings along."""

from sqlalchemy import exists

from models.ordering import Order
from services.acts.values import What
from services.conversations.taken_with import (
    CONVERSATION,
    PARK,
    PERSON,
    SINCE,
    TakenWith,
    stands,
)
from services.conversations.words import Words
from services.events.follows import Follows, of
from services.events.jobs import Every, Job
from services.kit.batches import Stale
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.retention import KeepsBusy
from services.kit.roles import Roles
from services.notices.opt_outs import NoticeKind
from services.notices.staff_alarms import Alarms
from services.notices.telling import Notices
from services.ordering import (
    cart_answers,
    deadlines,
    desk_cancelling,
    notices,
    old_carts,
    orders,
    payment_notices,
    personal,
    rights,
    spending,
    spending_notices,
    staff_alarms,
    standing,
    taken_carts,
)
from services.ordering.events import (
    OrderAccepted,
    OrderAmended,
    OrderCancelled,
    OrderExpired,
    OrderPlaced,
    OrderRejected,
    PaymentDisputed,
    SpendingWithdrawn,
)
from services.people.waiting import Open

RANK = 50
BRINGS = (
    Follows("watch until it is accepted", of(OrderPlaced), together=deadlines.watch_placed),
    Follows("watch the slot that it has now", of(OrderAmended), together=deadlines.watch_amended),
    Follows("nothing", of(SpendingWithdrawn)),
    Follows(
        "be rid of the ticket of a silent vendor",
        of(OrderAccepted, OrderRejected, OrderCancelled, OrderExpired),
        run=desk_cancelling.settle,
    ),
    Notices(notices.NOTICES, notices.notice_of),
    NoticeKind("order", 10),
    Notices(payment_notices.NOTICES, payment_notices.notice_of),
    Notices(spending_notices.NOTICES, spending_notices.notice_of),
    Alarms(of(PaymentDisputed), staff_alarms.alarm_of),
    Job(deadlines.ACCEPTANCE_DUE, deadlines.acceptance_due),
    Job(deadlines.SLOT_OVER, deadlines.slot_over),
    Job(spending.SPENDING_DUE, spending.due),
    Every(2.0, deadlines.queue_due),
    Words(
        {
            "spending_approval": cart_answers.spending_answer,
            "invoice": cart_answers.answer,
            "refill": cart_answers.answer,
        },
        volunteered=cart_answers.volunteered,
    ),
    Open("orders", "order_no", orders.waited_for, orders.worked_on),
    Roles(
        {
            "agent": "orders.read orders.cancel",
            "dispatcher": "orders.read orders.cancel",
            "manager": "orders.read orders.cancel orders.refund",
            "operator": "orders.read orders.refund operate.lockers",
        }
    ),
    Stale(old_carts.tidy, lambda: old_carts.CARTS_AT_ONCE),
    KeepsBusy(orders.keeps_busy),
    Personal(
        personal.TABLES,
        personal.NOTHING_PERSONAL,
        subjects={"order": Order},
        ends=orders.drop_drafts,
        elsewhere=personal.elsewhere,
    ),
    Looks("order.look order.search"),
    TakenWith("carts", taken_carts.CARTS, taken_carts.of_json),
    TakenWith(
        stands(What.ORDER),
        exists().where(standing.are_spoken_of(PARK, CONVERSATION, PERSON, SINCE)),
    ),
    rights.RIGHTS,
)
