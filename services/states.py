"""State machines as tables: what may be done from which states, where it leads, what is said."""

from dataclasses import dataclass

from services.errors import IllegalTransition
from services.events import Event


@dataclass(frozen=True, slots=True)
class Transition[E: Event]:
    """One row of the table."""

    sources: frozenset[str]
    target: str
    event: type[E]

    def check(self, number: str, status: str, action: str) -> None:
        """Raises IllegalTransition for what may not be done to `number` in `status`."""
        if status not in self.sources:
            raise IllegalTransition(
                f"{number} is {status}: it cannot {action}", status=status, action=action
            )


def transition[E: Event](sources: str, target: str, event: type[E]) -> Transition[E]:
    """`sources` are names with spaces between them."""
    return Transition(frozenset(sources.split()), target, event)
