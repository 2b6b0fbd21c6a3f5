"""Spans while their place in an order is still being worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .normalise import Normalised
from .spans import Span

WISHES = ("option", "note")
LINES = ("item", "line_ref")


@dataclass(slots=True)
class Token:
    """A span with its place in the normalised text, where patterns are matched."""

    span: Span
    start: int
    end: int
    groups: tuple[str, ...] = ()
    role: str | None = None

    @property
    def is_item(self) -> bool:
        """Whether it names a line of an order, by what it is or as "the second one"."""
        return self.span.entity in LINES

    @property
    def is_wish(self) -> bool:
        return self.span.entity in WISHES

    @property
    def counts_items(self) -> bool:
        return self.span.entity == "quantity" and self.span.extra.get("unit") != "位"

    def spans(self) -> Iterable[Span]:
        """One span for every order line that the token belongs to."""
        for group in self.groups or (None,):
            yield replace(self.span, group=group, role=self.role)


def token(message: Normalised, span: Span) -> Token:
    return Token(span, message.position(span.start), message.position(span.end))


def overlapping(tokens: Iterable[Token], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in tokens)


def insert(tokens: list[Token], new: Token) -> None:
    tokens.append(new)
    tokens.sort(key=lambda one: one.start)
