"""A message without whom it names: marks stand for names, numbers, plates and companies.

What is hidden is found three ways, each of which suffices: entities that our own parsers found in
the message, patterns (`services.knowledge.masking`), and names that the park knows: of people,
staff, visitors and companies, whole or in part, however they are spelled. It rather hides too much:
"May" is a month and somebody's name.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Company, Person
from models.staff import Staff
from models.visits import Visit
from services.kit.folding import plain, sign
from services.kit.redaction import Redaction
from services.knowledge.masking import PATTERNS

OPENS, CLOSES = "⟦", "⟧"
MARK = re.compile(r"⟦[A-Z]+[0-9]+⟧")
KINDS = {
    "visitor_name": "NAME", "told_name": "NAME", "guest": "NAME", "company": "FIRM",
    "phone": "PHONE", "plate": "PLATE", "plate_like": "PLATE", "car": "PLATE",
    "order_no": "NUMBER", "ticket_no": "NUMBER", "visit_no": "NUMBER",
}  # fmt: skip
"""Entities that are hidden, and what their mark is called."""
_DIGITS = re.compile(r"\d(?:[\s.\-_()（）·]{0,2}\d){4,}")
"""Five digits and more are a phone, a number of an order, a card, a part of an identity number:
whichever it is, it is of no use to a reader."""
_LATIN_PART = 3
_HAN_NAME = 3
_UNMISTAKABLE = 6
"""Letters and numbers of a name that is no part of a common word."""
LONGEST = 500
"""Characters that are sent at the most; a longer message is not."""


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` with marks; `marks`: what each stands for."""

    text: str
    marks: Mapping[str, str]

    def unmasked(self, part: str) -> str:
        """A part of the text in the writer's own words."""
        return MARK.sub(lambda mark: self.marks.get(mark[0], ""), part)


Span = tuple[int, int, str]


async def masked(
    session: AsyncSession, park_id: int, text: str, entities: Iterable[Mapping[str, Any]]
) -> Masked:
    """The text without what must not leave. Brackets of marks that somebody typed are dropped."""
    text = text.replace(OPENS, "[").replace(CLOSES, "]")
    names = await known_in(session, park_id, text)
    return hide(text, [*_of_entities(entities), *_of_patterns(text), *_of_names(text, names)])


def hide(text: str, spans: Iterable[Span]) -> Masked:
    """Marks in place of spans; of spans that overlap one mark hides all."""
    marks: dict[str, str] = {}
    by_words: dict[tuple[str, str], str] = {}
    kept, end = list[str](), 0
    for begins, ends, kind in _joined(spans):
        words = text[begins:ends]
        mark = by_words.get((kind, words))
        if mark is None:
            mark = f"{OPENS}{kind}{len(marks) + 1}{CLOSES}"
            by_words[kind, words] = mark
            marks[mark] = words
        kept += [text[end:begins], mark]
        end = ends
    return Masked("".join([*kept, text[end:]]), marks)


def _joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for begins, ends, kind in sorted(spans, key=lambda one: (one[0], -one[1])):
        if ends <= begins:
            continue
        if found and begins < found[-1][1]:
            first, last, named = found[-1]
            found[-1] = (first, max(last, ends), named)
        else:
            found.append((begins, ends, kind))
    return found


def _of_entities(entities: Iterable[Mapping[str, Any]]) -> list[Span]:
    return [
        (int(one["start"]), int(one["end"]), KINDS[one["entity"]])
        for one in entities
        if one.get("entity") in KINDS and "start" in one and "end" in one
    ]


def _of_patterns(text: str) -> list[Span]:
    return [
        (*match.span(), "PRIVATE")
        for pattern in (*PATTERNS, _DIGITS)
        for match in pattern.finditer(text)
    ]


def _of_names(text: str, names: Sequence[str]) -> list[Span]:
    """Names as words; long ones also inside of what has no blanks: "AnnaSchmidt010…"."""
    spans = Redaction(names).where(text)
    signs = [(one, at) for at, said in enumerate(text) for one in sign(said) if one.isalnum()]
    folded = "".join(one for one, _ in signs)
    for name in {plain(one) for one in names}:
        at = folded.find(name) if len(name) >= _UNMISTAKABLE else -1
        while at >= 0:
            spans.append((signs[at][1], signs[at + len(name) - 1][1] + 1))
            at = folded.find(name, at + 1)
    return [(begins, ends, "NAME") for begins, ends in spans]


async def known_in(session: AsyncSession, park_id: int, text: str) -> list[str]:
    """Names that the park knows and that stand in the text, and the parts of them that may."""
    folded = plain(text)
    if not folded:
        return []
    lower = unicodedata.normalize("NFKC", text).lower()
    found = await session.scalars(_stand_in(park_id, folded, lower))
    return [part for name in found for part in parts(name)]


def parts(name: str) -> list[str]:
    """A name and what people say instead of it: "Anna" of "Anna Schmidt", 小明 of 王小明."""
    spelled = dict.fromkeys([name, name.replace("'", "’"), name.replace("’", "'")])
    said = [*spelled, *(one for one in name.split() if one.isascii() and len(one) >= _LATIN_PART)]
    if len(name) == _HAN_NAME and not name.isascii():
        said.append(name[1:])
    return said


def _stand_in(park_id: int, folded: str, lower: str) -> Select[Any]:
    lists = union_all(
        select(Person.name.label("name")).where(Person.park_id == park_id),
        select(Person.checked_name).where(Person.park_id == park_id),
        select(Staff.name).where(Staff.park_id == park_id),
        select(func.unnest(Visit.names)).where(Visit.park_id == park_id),
        select(Company.name_zh).where(Company.park_id == park_id),
        select(Company.name_en).where(Company.park_id == park_id),
    ).subquery()
    name = func.lower(lists.c.name)
    joined = func.regexp_replace(name, r"[\s[:punct:]·•‐–—’]", "", "g")
    first, last = (
        func.split_part(name, " ", 1),
        func.reverse(func.split_part(func.reverse(name), " ", 1)),
    )
    stands = or_(
        func.strpos(folded, joined) > 0,
        func.strpos("".join(one for one in lower if one.isalnum()), joined) > 0,
        (func.length(first) >= _LATIN_PART) & (func.strpos(lower, first) > 0),
        (func.length(last) >= _LATIN_PART) & (func.strpos(lower, last) > 0),
        (func.length(name) == _HAN_NAME) & (func.strpos(folded, func.right(name, 2)) > 0),
    )
    return select(lists.c.name).where(func.length(lists.c.name) > 1, stands).distinct()
