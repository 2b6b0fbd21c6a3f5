"""What an area brings to the first page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from api.frame.call import Call

MOST_SHOWN = 99
"""Of what is under way."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Something to do from the first page. Its name is the text `shortcut-<code>`."""

    code: str
    under_way: Callable[[Call], Awaitable[int]] | None = None
    """How many of the person's are, at most MOST_SHOWN; None where nothing is counted."""

    @property
    def brief(self) -> str:
        return f"shortcut {self.code}"
