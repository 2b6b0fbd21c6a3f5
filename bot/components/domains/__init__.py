"""What the domains of the park bring to the understanding of messages: a module for each.

Whoever reads messages asks `brought()` and names no domain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bot.components.parsers.spans import Span


@dataclass(frozen=True)
class Domain:
    """One domain; all of it is there to be found by name, so none of the names may be another's."""

    business: Mapping[str, str] = field(default_factory=dict)
    """By intent: what a request is about. Pleasantries are about nothing and never stand alone."""
    kin: tuple[frozenset[str], ...] = ()
    """Of two businesses of a group, in one message, the two are often one request."""
    progress: frozenset[str] = frozenset()
    """Businesses that ask how far something is. Those of all domains are kin."""
    holds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By intent: the acts, or kinds of them (`ask`), of which its messages hold one or more. Where
    the reader is sure of others only, a message is not of that intent (intent_by_acts.py)."""
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By slot: entities that answer a form which asks for it."""
    signs: Mapping[str, str] = field(default_factory=dict)
    """By business, or a name of its own: a pattern of words that show it."""
    sign_of: Mapping[str, str] = field(default_factory=dict)
    """By entity: the sign that it is."""
    is_shown_by: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    """By sign: whether the words of a piece show it, where a pattern does not do."""
    asks: frozenset[str] = frozenset()
    """What its form waits for: it asks again as soon as it is its turn."""
    hints: frozenset[str] = frozenset()
    """What is expected of a statement, not of a question."""
    references: Mapping[str, str] = field(default_factory=dict)
    """By first letter of its numbers, in lower case: the entity."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """By entity: the private-use character that stands for it in what is learned (masking.py)."""
    told_of: Mapping[str, str] = field(default_factory=dict)
    """By entity whose words stay readable: the character at the end that says that it was found."""
    find: tuple[Callable[[str], list[Span]], ...] = ()
    """Rules that find entities in a message, beside those of places, times and the catalogue."""
    find_beside: tuple[Callable[[str, Sequence[Span]], list[Span]], ...] = ()
    """Rules that look at what all the others have found as well."""


@cache
def brought() -> tuple[Domain, ...]:
    """What each domain brings, by RANK."""
    modules = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]
    return tuple(module.DOMAIN for module in sorted(modules, key=lambda module: module.RANK))
