"""What the FAQ brings to a park's file."""

from typing import Annotated

from pydantic import AfterValidator, Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.knowledge import Faq
from models.park import Park
from services.kit.park_file import Code, Entry, Filing, Section, Texts, as_there
from services.kit.snapshots import snapshot, version
from services.knowledge import faq
from services.knowledge.faq import Answered

Answer = Annotated[str, AfterValidator(str.strip), Field(min_length=1)]


class FaqEntry(Entry):
    slug: Code
    questions: Annotated[Texts, Field(min_length=1)]
    answer_zh: Answer
    answer_en: Answer
    active: bool = True


async def _faqs(session: AsyncSession, park: Park) -> list[FaqEntry]:
    rows = await session.scalars(select(Faq).where(Faq.park_id == park.id).order_by(Faq.id))
    return [as_there(FaqEntry, row) for row in rows]


async def _put_faq(filing: Filing, entry: FaqEntry) -> None:
    session, by = filing.session, filing.by
    answered = Answered(tuple(entry.questions), entry.answer_zh, entry.answer_en, entry.active)
    row = await session.scalar(select(Faq).where(Faq.park_id == by.park_id, Faq.slug == entry.slug))
    if row is None:
        await faq.add(session, by, answered, slug=entry.slug)
    else:
        seen = version(snapshot(row, faq.COLUMNS))
        await faq.edit(session, by, row, answered, seen=seen)


SECTIONS = (Section("faq", FaqEntry, ("slug",), 80, _faqs, _put_faq),)
