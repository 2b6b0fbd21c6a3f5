"""What tenants are told when something happens to their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import FACILITY, SERVICE, Outlet
from models.conversations import Conversation
from models.events import EventRow
from models.ordering import Order
from models.park import Park
from services.conversations.conversations import Reply
from services.events.follows import Told
from services.handoffs.handoffs import rating_buttons
from services.kit.money import format_money
from services.notices import notices
from services.notices.notices import Notice
from services.notices.opt_outs import opted_out
from services.ordering import lockers, order_ratings, orders
from services.ordering.events import OrderEvent, OrderReduced, RejectedData
from services.ordering.words import pieces_text
from services.park import places
from services.texts import say, when

NOTICES = {
    "order.accepted": "notice-accepted",
    "order.rejected": "notice-rejected",
    "order.reduced": "notice-reduced",
    "order.preparing": "notice-preparing",
    "order.estimated": "notice-estimated",
    "order.ready": "notice-ready",
    "order.delivering": "notice-delivering",
    "order.completed": "notice-completed",
    "order.expired": "notice-expired",
}
"""Event → text. An order that the tenant placed or cancelled was answered at once, in the chat."""
OF_WORK = {"order.rejected", "order.reduced", "order.expired"}
"""What is told of an order of work; how that goes on is told of its ticket. Of an order of hours
nothing is: what becomes of the booking is told."""

ASKS_FOR_STARS = "notice-completed-rate"
SOON = timedelta(hours=2)
"""This long before an order's slot its tenant waits for it, by day and by night."""
_MOVES = frozenset(action.event.type for action in orders.ACTIONS.values())
_AT_THE_DOOR = {"ready", "delivering"}
_BAD_NEWS = {"rejected", "expired"}


@dataclass(frozen=True, slots=True)
class OrderNotice(Notice):
    """`status` and `reason` are those of the event, whatever has become of the order since."""

    session: AsyncSession
    order: Order
    key: str
    status: str
    reason: str | None
    now: datetime
    rejected: Sequence[RejectedData] = ()
    """What the vendor has no more of."""

    kind = "order"
    overtaken_by = _MOVES

    def presses(self, until: datetime) -> bool:
        """What the tenant waits for right now is told also at night.

        That is an order that is ready or on its way, and any news within SOON of the slot, or with
        no slot; but not that it is over and done. Bad news is also told now if the morning would
        leave less than SOON to order something else.
        """
        if self.status in _AT_THE_DOOR:
            return True
        if self.status == "completed":
            return False
        told = until if self.status in _BAD_NEWS else self.now
        return self.order.slot_start is None or self.order.slot_start - told <= SOON

    async def audience(self) -> list[int]:
        return [self.order.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        order, language = self.order, conversation.language
        park = await self.session.get_one(Park, order.park_id)
        locker = await lockers.of_order(self.session, order)
        outlet = await self.session.get_one(Outlet, (order.park_id, order.outlet_id))
        names = await places.building_names(self.session, order.park_id, language)
        text = say(
            language,
            self.key,
            kind=order.kind,
            order_no=order.order_no,
            number=order.pickup_number,
            locker=getattr(locker, f"name_{language}", ""),
            locker_place=getattr(locker, f"place_{language}", ""),
            box=order.box_number or 0,
            code=order.pickup_code or "",
            outlet=getattr(outlet, f"name_{language}"),
            place=getattr(outlet, f"place_{language}"),
            where=places.describe(order, names, language),
            when=_slot(order, language, self.now, park),
            expected=_expected(order, language, self.now, park),
            reason=self.reason or say(language, "reason-none"),
            items=pieces_text([(one, one.quantity) for one in self.rejected], language),
            payment=order.payment,
            total=format_money(order.total, order.currency, language),
        )
        data = {"order_no": order.order_no, "status": self.status}
        if self.key == ASKS_FOR_STARS:
            about = f"order:{order.id}"
            data |= {"expects": "rating", "about": about}
            return Reply(text, buttons=rating_buttons(about), data=data)
        return Reply(text, data=data)


@dataclass(frozen=True, slots=True)
class ReducedNotice(OrderNotice):
    """Of a part that is rejected; told whatever becomes of the rest."""

    overtaken_by = frozenset()

    def presses(self, until: datetime) -> bool:
        """As bad news, unless it is about to be fetched anyway."""
        return self.order.slot_start is None or self.order.slot_start - until <= SOON


async def notice_of(
    session: AsyncSession, row: EventRow, event: OrderEvent, now: datetime
) -> OrderNotice | None:
    """The notice of an order's event, if there is one."""
    key = NOTICES.get(event.type)
    if key is None:
        return None
    order = await orders.load(session, row.park_id, event.order.id)
    if order.kind == FACILITY or (order.kind == SERVICE and event.type not in OF_WORK):
        return None
    if key == "notice-completed" and await _asks_for_stars(session, order):
        key = ASKS_FOR_STARS
    if key == "notice-ready":
        if event.order.fulfilment == "locker" and order.box_number is None:
            return None  # Staff have emptied the box meanwhile, or it is over.
        key += f"-{_way(event)}"
    status, reason = event.order.status, event.order.status_reason
    if isinstance(event, OrderReduced):
        return ReducedNotice(session, order, key, status, event.reason, now, event.rejected)
    return OrderNotice(session, order, key, status, reason, now)


async def _asks_for_stars(session: AsyncSession, order: Order) -> bool:
    """Whoever wants to be asked for ratings, and has not given any yet."""
    unwilling = await opted_out(session, order.park_id, [order.person_id], "rating")
    return not unwilling and await order_ratings.of_order(session, order) is None


def _way(event: OrderEvent) -> str:
    """How it is fetched or brought; that it was meant for a locker which is full is one, too."""
    full = event.order.locker is not None and event.order.fulfilment == "counter"
    return "locker-full" if full else event.order.fulfilment or "pickup"


async def tell_not_accepted(session: AsyncSession, order: Order, *, now: datetime) -> Told | None:
    """The vendor is silent. Told at any hour: the tenant ordered minutes ago."""
    notice = OrderNotice(session, order, "notice-not-accepted", order.status, None, now)
    told = await notices.tell_at_once(session, order.park_id, notice, now=now)
    return told[0] if told else None


async def tell_cancelled(
    session: AsyncSession, order: Order, reason: str, *, now: datetime
) -> list[Told]:
    """Staff cancelled it, because its vendor is silent. Told at any hour."""
    notice = OrderNotice(session, order, "notice-cancelled-by-desk", order.status, reason, now)
    return await notices.tell_at_once(session, order.park_id, notice, now=now)


async def tell_box_emptied(session: AsyncSession, order: Order, *, now: datetime) -> list[Told]:
    """Staff took it out of its locker. Told at any hour, as that it was in there: the code opens
    nothing any more."""
    notice = OrderNotice(session, order, "notice-box-emptied", order.status, None, now)
    return await notices.tell_at_once(session, order.park_id, notice, now=now)


def _expected(order: Order, language: str, now: datetime, park: Park) -> str:
    """none where the vendor has not said it."""
    if order.expected_at is None:
        return "none"
    return when.span(order.expected_at, None, language, now, ZoneInfo(park.timezone))


def _slot(order: Order, language: str, now: datetime, park: Park) -> str:
    if order.slot_start is None:
        return ""
    return when.span(order.slot_start, order.slot_end, language, now, ZoneInfo(park.timezone))
