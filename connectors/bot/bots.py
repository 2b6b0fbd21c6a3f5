"""Several bots: which one a conversation talks to."""

import hashlib
from collections.abc import Callable, Sequence

AVOIDED_SECONDS = 2.0
"""A bot that could not be reached is asked last for so long."""
HANGING_SECONDS = 15.0
"""And one that took the message and did not answer in time."""


class Bots:
    """A conversation keeps its bot as long as that is up: a message that comes again meets there
    the turn that may still be running, and what the bot remembers of the conversation.

    Which one follows from the name alone (rendezvous hashing), so every gateway comes to the same
    answer; when a bot goes or comes back, only its own conversations move.
    """

    def __init__(self, urls: Sequence[str], monotonic: Callable[[], float]) -> None:
        """Raises ValueError without a bot."""
        if not urls:
            raise ValueError("a conversation needs a bot")
        self.urls = tuple(urls)
        self._monotonic = monotonic
        self._avoided: dict[str, float] = {}

    def order(self, name: str) -> list[str]:
        """Every bot, in the order in which the conversation `name` asks them."""
        now = self._monotonic()

        def rank(url: str) -> tuple[bool, bytes]:
            avoided = self._avoided.get(url, now) > now
            return avoided, hashlib.sha256(f"{url} {name}".encode()).digest()

        return sorted(self.urls, key=rank)

    def avoid(self, url: str, seconds: float = AVOIDED_SECONDS) -> None:
        self._avoided[url] = self._monotonic() + seconds

    def trust(self, url: str) -> None:
        self._avoided.pop(url, None)
