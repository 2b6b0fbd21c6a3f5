"""Keeping the standing answers. What is saved is what the next question is answered with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.knowledge import Faq
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.snapshots import claim, snapshot
from services.knowledge import similar

COLUMNS = ("questions", "answer_zh", "answer_en", "active")
LONGEST_QUESTION, LONGEST_ANSWER = 200, 2_000
MOST_QUESTIONS = 80
MOST_NAMED = 3
"""Entries that are alike."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z0-9]+")
_SLUG_WORDS = 5


class QuestionTaken(Conflict):
    """Another active entry answers it already. `details`: `question`, `faq_id`."""

    code = "question_taken"


class AlikeEntries(Conflict):
    """Other active entries are about the same: which one answers is chance. `details`: `titles`,
    and `anyway`."""

    code = "alike_entries"


@dataclass(frozen=True, slots=True)
class Answered:
    """An entry as it is entered."""

    questions: tuple[str, ...]
    answer_zh: str
    answer_en: str
    active: bool = True


def questions_in(row: Faq, language: str) -> list[str]:
    """Of its questions those in Chinese, or all others."""
    is_chinese = language == "zh"
    return [one for one in row.questions if bool(_CHINESE.search(one)) is is_chinese]


def title(row: Faq, language: str) -> str:
    """What an entry is called in a list: its first question, if it can be in this language."""
    return [*questions_in(row, language), *row.questions][0]


async def listing(session: AsyncSession, park_id: int, search: str = "") -> list[Faq]:
    """Every entry that has all the words of `search` in its questions or answers; active first."""
    found = await session.scalars(
        select(Faq).where(Faq.park_id == park_id).order_by(Faq.active.desc(), Faq.id)
    )
    words = search.casefold().split()
    return [row for row in found if all(word in _text(row) for word in words)]


async def find(session: AsyncSession, park_id: int, faq_id: int) -> Faq:
    """Raises NotFound."""
    row = await session.get(Faq, (park_id, faq_id))
    if row is None:
        raise NotFound(f"FAQ entry {faq_id}")
    return row


async def find_by_slug(session: AsyncSession, park_id: int, slug: str) -> Faq:
    """Raises NotFound."""
    row = await session.scalar(select(Faq).where(Faq.park_id == park_id, Faq.slug == slug))
    if row is None:
        raise NotFound(f"no FAQ entry {slug!r}")
    return row


async def add(
    session: AsyncSession,
    by: By,
    entered: Answered,
    *,
    slug: str | None = None,
    anyway: bool = True,
) -> Faq:
    """A new entry, found by its questions from now on. `slug` is a free one; without it there is
    one made of the questions.

    Raises Invalid, QuestionTaken, and AlikeEntries unless it is wanted `anyway`.
    """
    slug = slug or await _free_slug(session, by.park_id, entered.questions)
    row = Faq(park_id=by.park_id, slug=slug)
    await _set(session, row, entered)
    if not anyway:
        await _refuse_alike(session, row)
    session.add(row)
    await session.flush()
    record(session, by, "faq.add", f"faq:{row.id}", before={}, after=snapshot(row, COLUMNS))
    return row


async def edit(
    session: AsyncSession,
    by: By,
    row: Faq,
    entered: Answered,
    *,
    seen: str,
    anyway: bool = True,
) -> None:
    """Raises Invalid, QuestionTaken, ChangedMeanwhile, and AlikeEntries unless it is wanted
    `anyway`."""
    subject = f"faq:{row.id}"
    before = await claim(session, row, COLUMNS, seen, subject)
    await _set(session, row, entered)
    if not anyway and snapshot(row, COLUMNS) != before:
        await _refuse_alike(session, row)
    await session.flush()
    record(session, by, "faq.edit", subject, before=before, after=snapshot(row, COLUMNS))


async def add_question(session: AsyncSession, by: By, row: Faq, question: str) -> None:
    """Another way to ask for it; one that is there already changes nothing.

    Raises Invalid, QuestionTaken.
    """
    await session.refresh(row, with_for_update={"key_share": True})
    before = snapshot(row, COLUMNS)
    entered = Answered((*row.questions, question), row.answer_zh, row.answer_en, row.active)
    await _set(session, row, entered)
    await session.flush()
    record(session, by, "faq.edit", f"faq:{row.id}", before=before, after=snapshot(row, COLUMNS))


async def _set(session: AsyncSession, row: Faq, entered: Answered) -> None:
    questions = _questions(entered.questions)
    answers = {"answer_zh": entered.answer_zh.strip(), "answer_en": entered.answer_en.strip()}
    for field, answer in answers.items():
        if not 0 < len(answer) <= LONGEST_ANSWER:
            raise Invalid(f"an answer has 1 to {LONGEST_ANSWER} characters", field=field)
    if entered.active:
        had = row.questions if row.active else []
        await _refuse_taken(session, row, [one for one in questions if one not in had])
    row.questions, row.active = questions, entered.active
    row.answer_zh, row.answer_en = answers["answer_zh"], answers["answer_en"]


def _questions(entered: Iterable[str]) -> list[str]:
    cleaned = list(dict.fromkeys(text for one in entered if (text := " ".join(one.split()))))
    if not 0 < len(cleaned) <= MOST_QUESTIONS:
        raise Invalid(f"an entry has 1 to {MOST_QUESTIONS} questions", field="questions")
    if any(len(question) > LONGEST_QUESTION for question in cleaned):
        raise Invalid(f"a question has up to {LONGEST_QUESTION} characters", field="questions")
    return cleaned


async def _refuse_taken(session: AsyncSession, row: Faq, questions: Iterable[str]) -> None:
    others = await session.scalars(
        select(Faq).where(Faq.park_id == row.park_id, Faq.active, Faq.id != (row.id or 0))
    )
    taken = {question.casefold(): other for other in others for question in other.questions}
    for question in questions:
        if other := taken.get(question.casefold()):
            raise QuestionTaken(question, question=question, faq_id=other.id)


async def _refuse_alike(session: AsyncSession, row: Faq) -> None:
    if not row.active:
        return
    with session.no_autoflush:
        others = await session.scalars(
            select(Faq).where(Faq.park_id == row.park_id, Faq.active, Faq.id != (row.id or 0))
        )
    found = similar.alike(row, others.all())[:MOST_NAMED]
    if found:
        titles = " / ".join(one.questions[0] for one in found)
        raise AlikeEntries(titles, titles=titles, anyway=True)


async def _free_slug(session: AsyncSession, park_id: int, questions: Iterable[str]) -> str:
    """Words of the first English question, with a number where another entry has them."""
    words = next((found for one in questions if (found := _WORD.findall(one.lower()))), [])
    base = "_".join(words[:_SLUG_WORDS]) or "entry"
    taken = set(await session.scalars(select(Faq.slug).where(Faq.park_id == park_id)))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}_{number}"
    return slug


def _text(row: Faq) -> str:
    return "\n".join([*row.questions, row.answer_zh, row.answer_en, row.slug]).casefold()
