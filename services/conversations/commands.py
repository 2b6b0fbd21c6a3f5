"""Commands: what a button stands for. Text that is typed never becomes one by its slash."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """An intent with what it is about, as `/order_food{"item": 17}` when it is written.

    It is kept so with our message, and pressed days later: neither intents nor names may change.
    """

    intent: str
    about: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        about = json.dumps(dict(self.about), ensure_ascii=False) if self.about else ""
        return f"/{self.intent}{about}"


def command(intent: str, **about: Any) -> Command:
    return Command(intent, about)
