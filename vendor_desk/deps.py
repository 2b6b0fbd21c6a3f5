"""What the vendors' desk is given: its park, its stores, and ports to what lies outside."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from desk.frame.deps import EndpointAnswer, EndpointTester
from services.events.base import Event
from services.kit.sealing import Vault

Announce = Callable[[int], Awaitable[None]]
"""(park): events were written. Call after the commit; never raises."""


@dataclass(frozen=True, slots=True)
class Played:
    """A sample that was sent to a sandbox, and what came back."""

    type: str
    answer: EndpointAnswer

    @property
    def arrived(self) -> bool:
        return self.answer.status is not None and self.answer.status // 100 == 2  # noqa: PLR2004 - HTTP


class Player(Protocol):
    """Send samples to a sandbox endpoint, one after the other, until one finds nobody. Goes over
    the network: never inside a transaction. Raises NotFound, Refused for an endpoint that is none.
    """

    async def __call__(
        self, park_id: int, endpoint_id: int, samples: Sequence[Event]
    ) -> Sequence[Played]: ...


@dataclass(frozen=True, slots=True)
class Deps:
    """`key` signs CSRF tokens, `accepted_keys` verify them, too. `secure` says that people reach
    the park by https."""

    park_id: int
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]
    key: bytes
    secure: bool
    announce: Announce
    vault: Vault
    test_endpoint: EndpointTester
    play: Player
    accepted_keys: tuple[bytes, ...] = ()
    public_url: str | None = None
    trusted_proxies: Sequence[IPv4Network | IPv6Network] = ()
