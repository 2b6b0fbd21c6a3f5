"""What is told of lost property to who lost or found it. Neither learns of the other."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.lost import LostItem
from models.park import Park
from services.conversations.conversations import Reply
from services.conversations.questions import expects_yes
from services.lost import claims, lost, telling
from services.lost.events import LostEvent, LostMatchEvent
from services.notices.notices import Notice
from services.texts import say

NOTICES = {
    "lost.match_found": "match",
    "lost.claim_agreed": "agreed",
    "lost.claim_refused": "refused",
    "lost.expired": "expired",
    "lost.stored": "stored",
    "lost.handed_out": "thanks",
    "lost.returned": "returned",
}
"""Event → what its text is called, as in notice-lost-match."""
MATCH = "lost_match"
"""What the question "is it yours?" settles."""
_TO_FINDER = frozenset({"lost.stored", "lost.handed_out", "lost.returned"})
_ENDS = frozenset({"lost.handed_out", "lost.withdrawn", "lost.expired"})


@dataclass(frozen=True, slots=True)
class LostNotice(Notice):
    session: AsyncSession
    item: LostItem
    event: LostEvent
    now: datetime

    kind = "lost"
    overtaken_by = _ENDS | {"lost.claimed", "lost.disowned", "lost.claim_refused"}

    def presses(self, until: datetime) -> bool:
        """A lost umbrella waits until morning."""
        return False

    async def audience(self) -> list[int]:
        return [] if self.item.person_id is None else [self.item.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        language = conversation.language
        text = say(
            language, f"notice-lost-{NOTICES[self.event.type]}", **await self._values(language)
        )
        data: dict[str, Any] = {"item_no": self.event.item_no, "status": self.event.status}
        if not isinstance(self.event, LostMatchEvent):
            return Reply(text, data=data)
        about = {"lost_match": self.event.match_id}
        if self.event.type == "lost.match_found":
            buttons = [
                _button(language, "button-lost-mine", "claim_lost", about),
                _button(language, "button-lost-not-mine", "disown_lost", about),
            ]
            return Reply(text, buttons=buttons, data=data | about | expects_yes(MATCH))
        if self.event.type == "lost.claim_agreed":
            fetch = _button(language, "button-lost-code", "fetch_lost", about)
            return Reply(text, buttons=[fetch], data=data | about)
        return Reply(text, data=data)

    async def _values(self, language: str) -> dict[str, Any]:
        """Everything that one of the texts names."""
        park = await self.session.get_one(Park, self.item.park_id)
        zone = ZoneInfo(park.timezone)
        found = self.item
        reason = ""
        if isinstance(self.event, LostMatchEvent):
            found = await lost.load(self.session, self.item.park_id, self.event.found_id)
            match = await claims.load(self.session, self.item.park_id, self.event.match_id)
            reason = match.reason or ""
        return {
            "item_no": self.item.item_no,
            "thing": telling.thing(self.item, language),
            "where": await telling.roughly_where(self.session, found, language),
            "when": telling.day(found, language, self.now, zone),
            "reason": reason,
            "phone": park.desk_phone,
        }


async def notice_of(
    session: AsyncSession, row: EventRow, event: LostEvent, now: datetime
) -> LostNotice | None:
    """The notice of an event, if there is one for somebody who does not know already."""
    item = await lost.load(session, row.park_id, event.item_id)
    if event.type in _TO_FINDER and item.kind != "found":
        return None
    return LostNotice(session, item, event, now)


def _button(language: str, key: str, intent: str, about: dict[str, Any]) -> dict[str, str]:
    return {"title": say(language, key), "payload": f"/{intent}{json.dumps(about)}"}
