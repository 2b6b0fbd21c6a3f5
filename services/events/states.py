"""State machines as tables: what may be done from which states, where it leads, what is said."""

from dataclasses import dataclass

from services.events.base import Event
from services.kit.errors import IllegalTransition


@dataclass(frozen=True, slots=True)
class Move:
    """A row of a table of which nothing is said."""

    sources: frozenset[str]
    target: str

    def check(self, number: str, status: str, action: str) -> None:
        """Raises IllegalTransition for what may not be done to `number` in `status`."""
        if status not in self.sources:
            raise IllegalTransition(
                f"{number} is {status}: it cannot {action}", status=status, action=action
            )


@dataclass(frozen=True, slots=True)
class Transition[E: Event](Move):
    """A row of the table, with the event that says so."""

    event: type[E]


def move(sources: str, target: str) -> Move:
    """`sources` are names with spaces between them."""
    return Move(frozenset(sources.split()), target)


def transition[E: Event](sources: str, target: str, event: type[E]) -> Transition[E]:
    """`sources` are names with spaces between them."""
    return Transition(frozenset(sources.split()), target, event)
