"""What is told of an order above its company's limit: to the manager, and to whose order it is."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from models.conversations import Conversation
from models.events import EventRow
from models.ordering import Order
from models.park import Park
from models.payments import SpendingApproval
from models.people import Person
from services.conversations.conversations import Reply
from services.conversations.questions import expects_yes
from services.kit.money import format_money
from services.notices.notices import Notice
from services.ordering import orders, placing, spending
from services.ordering.events import SpendingApproved, SpendingEvent
from services.ordering.words import items_text
from services.people import names
from services.texts import say, when

NOTICES = {
    "spending.requested": "asks",
    "spending.approved": "approved",
    "spending.denied": "denied",
    "spending.expired": "expired",
}
"""Event → what its text is called, as in notice-spending-denied."""
APPROVAL = "spending_approval"
"""What the question to the manager settles."""
SOON = timedelta(hours=2)
FAILURES = {"slot_refused", "out_of_stock", "price_changed"}
"""Those with words of their own, as in spending-failure-out_of_stock."""
_MOVES = frozenset(action.event.type for action in spending.ACTIONS.values())


@dataclass(frozen=True, slots=True)
class SpendingNotice(Notice):
    session: AsyncSession
    approval: SpendingApproval
    order: Order
    event: SpendingEvent
    now: datetime

    kind = "order"
    overtaken_by = _MOVES

    @property
    def danger(self) -> bool:
        """A question is put to who has to answer it, whatever they do not want to hear of."""
        return self._asks

    def presses(self, until: datetime) -> bool:
        """Told at night if the morning would leave less than SOON until the order's slot closes."""
        return self.approval.expires_at - until <= SOON

    async def audience(self) -> list[int]:
        return [self.approval.manager_id if self._asks else self.approval.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        language = conversation.language
        text = say(language, f"notice-spending-{self._name}", **await self._values(language))
        if self.event.type == "spending.denied" and self.approval.reason:
            text += "\n" + say(language, "notice-spending-reason", reason=self.approval.reason)
        data = {"order_no": self.order.order_no, "status": self.event.status}
        if self._asks:
            return Reply(text, yes_or_no(self.order, language), data | expects_yes(APPROVAL))
        return Reply(text, buttons=await self._ways_on(language), data=data)

    @property
    def _asks(self) -> bool:
        return self.event.type == "spending.requested"

    @property
    def _failure(self) -> str | None:
        return self.event.failure if isinstance(self.event, SpendingApproved) else None

    @property
    def _name(self) -> str:
        return "failed" if self._failure else NOTICES[self.event.type]

    async def _values(self, language: str) -> dict[str, Any]:
        """Everything that one of the texts names."""
        order, approval = self.order, self.approval
        key = (order.park_id, approval.manager_id)
        manager = await self.session.get_one(Person, key)
        outlet = await self.session.get_one(Outlet, (order.park_id, order.outlet_id))
        return {
            **await facts(self.session, order, approval, language, self.now),
            "manager": manager.name or say(language, "spending-manager"),
            "outlet": getattr(outlet, f"name_{language}"),
            "why": why_failed(self._failure, language),
        }

    async def _ways_on(self, language: str) -> list[dict[str, str]]:
        """What the tenant can do with a draft that is theirs again."""
        if self.order.status != "draft":
            merged = self.order.status_reason == "merged"
            return [_button(language, "button-go-on", "/checkout")] if merged else []
        if self.event.type == "spending.denied":
            return [
                _button(language, "button-pay-self-order", '/checkout{"payment": "on_pickup"}'),
                _button(language, "button-cancel", "/cancel_order"),
            ]
        if self.order.slot_start is not None:
            return [_button(language, "button-go-on", "/checkout")]
        return await self._other_slots(language)

    async def _other_slots(self, language: str) -> list[dict[str, str]]:
        park = await self.session.get_one(Park, self.order.park_id)
        zone = ZoneInfo(park.timezone)
        try:
            slots = await placing.open_slots(self.session, self.order, now=self.now)
        except placing.NoCommonMeal:
            slots = []
        return [
            {
                "title": when.span(slot.start, slot.end, language, self.now, zone),
                "payload": f'/checkout{{"time": "{slot.start.isoformat()}"}}',
            }
            for slot in slots[: placing.OFFERED]
        ]


async def facts(
    session: AsyncSession, order: Order, approval: SpendingApproval, language: str, now: datetime
) -> dict[str, str]:
    """Who, what, how much, how far above, until when: what a manager decides by."""
    park = await session.get_one(Park, order.park_id)
    zone = ZoneInfo(park.timezone)
    person = await session.get_one(Person, (order.park_id, order.person_id))
    slot = order.slot_start and when.span(order.slot_start, order.slot_end, language, now, zone)
    return {
        "order_no": order.order_no,
        "who": names.marked(person, language, say(language, "spending-colleague")),
        "items": items_text(order, language),
        "total": format_money(approval.amount, order.currency, language),
        "over": format_money(approval.over, order.currency, language),
        "when": slot or "",
        "until": when.span(approval.expires_at, None, language, now, zone),
    }


def why_failed(failure: str | None, language: str) -> str:
    """What stood against placing an approved order, in words."""
    known = failure if failure in FAILURES else "other"
    return say(language, f"spending-failure-{known}")


def yes_or_no(order: Order, language: str) -> list[dict[str, str]]:
    """The manager's buttons."""
    about = json.dumps({"order_no": order.order_no})
    return [
        _button(language, "button-approve-spending", f"/approve_spending{about}"),
        _button(language, "button-deny-spending", f"/deny_spending{about}"),
    ]


def _button(language: str, key: str, payload: str) -> dict[str, str]:
    return {"title": say(language, key), "payload": payload}


async def notice_of(
    session: AsyncSession, row: EventRow, event: SpendingEvent, now: datetime
) -> SpendingNotice | None:
    """The notice of an approval's event, if there is one for somebody who does not know already."""
    approval = await session.get_one(SpendingApproval, (row.park_id, event.approval_id))
    # A manager who orders is asked, and answers, in the chat itself.
    knows = approval.manager_id == approval.person_id and approval.staff_id is None
    if event.type not in NOTICES or (knows and event.type != "spending.expired"):
        return None
    order = await orders.load(session, row.park_id, event.order_id)
    return SpendingNotice(session, approval, order, event, now)
