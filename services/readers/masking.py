"""A message without whom it names: marks stand for names, numbers, plates and companies.

What is hidden is found three ways, each of which suffices: entities that our own parsers found in
the message, patterns (`services.knowledge.masking`, and `spoken` for what is said aloud), and names
that the park knows (`names`): of people, staff, visitors and companies, whole or in part, however
they are spelled. It rather hides too much: "May" is a month and somebody's name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.kit.folding import plain, sign
from services.kit.redaction import Redaction
from services.knowledge.masking import PATTERNS
from services.readers import spoken
from services.readers.names import known_in

OPENS, CLOSES = "⟦", "⟧"
MARK = re.compile(r"⟦[A-Z]+[0-9]+⟧")
KINDS = {
    "visitor_name": "NAME", "told_name": "NAME", "guest": "NAME", "company": "FIRM",
    "phone": "PHONE", "plate": "PLATE", "plate_like": "PLATE", "car": "PLATE",
    "order_no": "NUMBER", "ticket_no": "NUMBER", "visit_no": "NUMBER",
}  # fmt: skip
"""Entities that are hidden, and what their mark is called."""
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
        for pattern in (*PATTERNS, *spoken.PATTERNS)
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
