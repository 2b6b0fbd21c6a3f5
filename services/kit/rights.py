"""What each process may do to each table, no more than its code does: the vocabulary.

Letters: r reads, i inserts, u updates, d deletes, l locks rows. A process that may update some
columns only has no u; the rule names these columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass

READ, WRITE, REMOVE = "r", "riu", "riud"
APPEND = "ri"
SWEEP = "rld"
"""Deletes in batches: each batch locks its rows first, so that two workers take different ones."""
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Of one table."""

    gateway: str = READ
    """The web chat, channels, the mini-app's API, the desk, vendors' and gates' API, actions."""
    worker: str = READ
    gateway_updates: tuple[str, ...] = ()
    """Columns."""
    worker_updates: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    """Columns that the reports' role does not read: secrets, tokens, and what people wrote."""
    reported: bool = True
    """Whether the reports' role reads the rest."""


def work(gateway: str = WRITE, worker: str = WRITE, *hidden: str) -> Rule:
    """Of what both processes do all day."""
    return Rule(gateway, worker, hidden=hidden)


def catalogue(gateway: str = WRITE) -> Rule:
    """What operators change at the desk."""
    return Rule(gateway)


def log(*personal: str) -> Rule:
    """Nobody alters or removes what was written. Erasing a person empties the `personal` columns,
    in both processes."""
    return Rule(APPEND, APPEND, gateway_updates=personal, worker_updates=personal, hidden=personal)


def secret(gateway: str = WRITE, worker: str = NOTHING) -> Rule:
    """Nothing for reports."""
    return Rule(gateway, worker, reported=False)


OWNERS = Rule(READ, READ)
"""Written by the owner's commands and migrations."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Of a domain's tables, by their names."""

    tables: Mapping[str, Rule]

    @property
    def brief(self) -> str:
        return "tables: " + ", ".join(self.tables)
