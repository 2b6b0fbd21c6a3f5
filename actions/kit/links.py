"""Addresses that actions hand out but cannot make: they know neither keys nor settings."""

from collections.abc import Callable
from dataclasses import dataclass

from models.visits import Visit, VisitPass


@dataclass(frozen=True, slots=True)
class MiniProgram:
    """Where people pay by WeChat Pay."""

    appid: str
    web_url: str
    """The same pages for browsers, such as https://park.example/app/."""


def _nowhere(_park_id: int) -> MiniProgram | None:
    return None


@dataclass(frozen=True, slots=True)
class Links:
    pass_url: Callable[[Visit, VisitPass], str]
    """The page that shows a visit's pass to whoever has the address."""
    pay_in: Callable[[int], MiniProgram | None] = _nowhere
    """By park; None where nobody pays by WeChat Pay."""
