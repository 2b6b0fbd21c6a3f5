"""What people are told of an introduction: who asked, that it was passed on; the company's contact,
who would like to get to know them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.network import NetworkIntroduction, NetworkOffer
from models.people import Company
from services.conversations.conversations import Reply
from services.network.events import IntroductionEvent
from services.notices.notices import Notice
from services.texts import say

NOTICES = {
    "introduction.replied": "notice-introduction-replied",
    "introduction.answered": "notice-introduction-met",
}
"""Event → text: the first for who asked, the second for the company's contact."""


@dataclass(frozen=True, slots=True)
class IntroductionNotice(Notice):
    row: NetworkIntroduction
    person_id: int
    text: str

    kind: ClassVar[str] = "network"
    overtaken_by = frozenset({"introduction.recalled"})

    def presses(self, until: datetime) -> bool:
        """An introduction waits until morning."""
        return False

    async def audience(self) -> list[int]:
        return [self.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        language, row = conversation.language, self.row
        contact = row.contact
        who = " · ".join(filter(None, (contact.get("name"), contact.get("company"))))
        said = say(
            language,
            self.text,
            company=row.about_en if language == "en" else row.about_zh,
            status=row.status,
            who=who or "empty",
            phone=contact.get("phone") or "",
            words=contact.get("words") or "",
        )
        if row.direction == "out" and row.reply:
            said += "\n" + say(language, "introduction-desk-says", reply=row.reply)
        return Reply(said, data={"introduction": row.id, "status": row.status})


async def notice_of(
    session: AsyncSession, row: EventRow, event: IntroductionEvent, _now: datetime
) -> IntroductionNotice | None:
    """None where nobody is to hear: a no is told to who asked alone, and a company without a
    contact hears from the desk."""
    found = await session.get_one(NetworkIntroduction, (row.park_id, event.introduction_id))
    if found.direction == "out":
        person = found.person_id
    else:
        person = await _contact(session, found) if found.status == "passed_on" else None
    if person is None or found.status == "recalled":
        return None
    return IntroductionNotice(found, person, NOTICES[event.type])


async def _contact(session: AsyncSession, row: NetworkIntroduction) -> int | None:
    """Who speaks for the company that the card is of."""
    found: int | None = await session.scalar(
        select(Company.approver_id)
        .join(
            NetworkOffer,
            (NetworkOffer.park_id == Company.park_id) & (NetworkOffer.company_id == Company.id),
        )
        .where(NetworkOffer.park_id == row.park_id, NetworkOffer.uid == row.card)
    )
    return found
