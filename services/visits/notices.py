"""What is told of a visit: to who may allow it, and to whom it is for."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from models.people import Person
from models.visits import Visit
from services.conversations.conversations import Reply
from services.conversations.questions import expects_yes
from services.notices.notices import Notice
from services.people import names
from services.texts import say
from services.visits import questions, visits, words
from services.visits.events import VisitCheckedIn, VisitEvent, VisitRequested

NOTICES = {
    "visit.requested": "asks",
    "visit.asked_again": "asks-again",
    "visit.restored": "asks",
    "visit.approved": "approved",
    "visit.denied": "denied",
    "visit.cancelled": "cancelled",
    "visit.expired": "expired",
    "visit.no_show": "no-show",
    "visit.checked_in": "arrived",
}
"""Event → what its text is called, as in notice-visit-approved."""

BY_HOST = visits.BY_HOST
APPROVAL = "visit_approval"
"""What the question to the approver settles."""
_CAN_WAIT = {"visit.expired", "visit.no_show"}
_MOVES = frozenset(action.event.type for action in visits.ACTIONS.values())


@dataclass(frozen=True, slots=True)
class VisitNotice(Notice):
    session: AsyncSession
    visit: Visit
    event: VisitEvent
    now: datetime
    sequence: int
    """Of the event."""

    kind = "visit"
    overtaken_by = _MOVES

    @property
    def danger(self) -> bool:
        """A question is put to who has to answer it, whatever they do not want to hear of."""
        return self._asks

    def presses(self, until: datetime) -> bool:
        """Who stands at the door is told of at any hour; the rest if morning would be too late."""
        if isinstance(self.event, VisitCheckedIn):
            return True
        soon = self.visit.starts_at - until <= visits.EARLY
        return soon and self.event.type not in _CAN_WAIT

    async def audience(self) -> list[int]:
        person = self.visit.approver_id if self._asks else self.visit.host_id
        return [] if person is None else [person]

    async def reply_to(self, conversation: Conversation) -> Reply:
        event, language = self.event, conversation.language
        text = say(language, f"notice-visit-{self._name}", **await self._values(language))
        if event.type == "visit.denied" and self.visit.status_reason:
            text += "\n" + say(language, "notice-visit-reason", reason=self.visit.status_reason)
        if event.type == "visit.cancelled" and self.visit.status_reason == visits.LOST_RIGHT:
            text += "\n" + say(language, "notice-visit-lost-right")
        data = {"visit_no": event.visit_no, "status": event.status}
        if self._asks:
            data |= expects_yes(APPROVAL) | self._which
            return Reply(text, buttons=self._yes_or_no(language), data=data)
        shows_pass = [self._button(language, "button-visit-pass", "track_visit")]
        return Reply(text, buttons=shows_pass if self._name == "approved" else [], data=data)

    @property
    def _asks(self) -> bool:
        return isinstance(self.event, VisitRequested)

    @property
    def _which(self) -> dict[str, Any]:
        """Which question it is, so that a late answer to an earlier one is known as that."""
        return {} if self.sequence == questions.FIRST else {"asked": self.sequence}

    @property
    def _name(self) -> str:
        """Who waits at reception for the host is asked about in other words."""
        own_guest = self._asks and self.visit.approver_id == self.visit.host_id
        return "asks-host" if own_guest else NOTICES[self.event.type]

    async def _values(self, language: str) -> dict[str, Any]:
        """Everything that one of the texts names."""
        visit = self.visit
        park = await self.session.get_one(Park, visit.park_id)
        host = await self.session.get_one(Person, (visit.park_id, visit.host_id))
        return {
            "visit_no": visit.visit_no,
            "host": names.marked(host, language, say(language, "visit-host")),
            "who": words.who(visit, language),
            "when": words.hours(visit, language, self.now, ZoneInfo(park.timezone)),
            "phone": park.desk_phone,
        }

    def _yes_or_no(self, language: str) -> list[dict[str, str]]:
        return [
            self._button(language, "button-approve-visit", "approve_visit", **self._which),
            self._button(language, "button-deny-visit", "deny_visit", **self._which),
        ]

    def _button(self, language: str, key: str, intent: str, **more: Any) -> dict[str, str]:
        about = json.dumps({"visit_no": self.visit.visit_no, **more})
        return {"title": say(language, key), "payload": f"/{intent}{about}"}


async def notice_of(
    session: AsyncSession, row: EventRow, event: VisitEvent, now: datetime
) -> VisitNotice | None:
    """The notice of a visit's event, if there is one for somebody who does not know already."""
    if event.type not in NOTICES:
        return None
    visit = await visits.load(session, row.park_id, event.visit_id)
    return None if _known(visit, row) else VisitNotice(session, visit, event, now, row.sequence)


def _known(visit: Visit, row: EventRow) -> bool:
    """Whether who would be told did it themselves, or has been told before."""
    match row.type:
        case "visit.requested" | "visit.asked_again" | "visit.restored":
            return visit.approver_id is None
        case "visit.approved" | "visit.denied":
            return not visit.needs_desk and visit.approver_id in (None, visit.host_id)
        case "visit.cancelled":
            return visit.status_reason == BY_HOST
        case "visit.checked_in":
            return visit.arrived_at != row.occurred_at
    return False
