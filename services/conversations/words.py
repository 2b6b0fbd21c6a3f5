"""Words that stand for a command and need no learning: brought by domains."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from services.kit.plugins import function_name

Answer = Callable[[str, Message, datetime], str | None]
"""The command that a text stands for as an answer to our message; None if it answers nothing."""
Volunteered = Callable[[AsyncSession, Conversation, str, datetime], Awaitable[str | None]]
"""The same of what somebody says whatever we said last, if there is something to do it to."""


@dataclass(frozen=True, slots=True)
class Words:
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By what our last message asks (`questions.asked_for`)."""
    alone: Callable[[str], str | None] | None = None
    """A command in so many words."""
    volunteered: Volunteered | None = None

    @property
    def brief(self) -> str:
        return "words: " + ", ".join(
            [*self.answers, *(function_name(one) for one in (self.alone, self.volunteered) if one)]
        )
