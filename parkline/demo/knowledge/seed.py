"""Answers in the database."""

from models.knowledge import Faq
from parkline.demo.knowledge.data import FaqEntry, KnowledgeData
from parkline.demo.rows import Row, upsert
from parkline.demo.seeds import Seeding


async def seed_knowledge(seeding: Seeding, data: KnowledgeData) -> None:
    await upsert(seeding.session, seeding.park, Faq, ("slug",), map(faq_row, data.faqs))


def faq_row(faq: FaqEntry) -> Row:
    return {
        **faq.model_dump(include={"slug", "answer_zh", "answer_en"}),
        "questions": [*faq.questions_zh, *faq.questions_en],
    }
