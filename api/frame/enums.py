"""Words of a closed set whose members stand in the code of the services: states, events, actions.

    OrderStatus = Annotated[str, Among(states_of(orders.ACTIONS))]

The document says them as an `enum`, and an answer with another word fails, so that neither is ever
wrong.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from services.events.registry import known
from services.events.states import Move


class Among:
    """A string that is one of `words`. Their order is that of the document."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(words))
        if not self.words:
            raise ValueError("a set without words")

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}

    def _checked(self, said: str) -> str:
        if said not in self.words:
            raise ValueError(f"one of {', '.join(self.words)}")
        return said


def states_of(actions: Mapping[str, Move]) -> tuple[str, ...]:
    """Every state of a machine, by the alphabet."""
    found = {rule.target for rule in actions.values()}
    for rule in actions.values():
        found |= rule.sources
    return tuple(sorted(found))


def events_of(*subjects: str) -> tuple[str, ...]:
    """The types of events about a subject, such as `order`, by the alphabet."""
    return tuple(sorted(kind for kind in known() if kind.partition(".")[0] in subjects))
