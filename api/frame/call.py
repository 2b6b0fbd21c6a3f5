"""One request: who asks, in which language, and the transaction that it runs in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from api.frame.deps import Deps
from models.conversations import Conversation
from models.park import Park
from models.people import Person
from services.conversations import conversations
from services.kit.errors import Unauthorized
from services.people.app_sessions import SignedIn


@dataclass(slots=True)
class Call:
    """A handler flushes and never commits; what it leaves in `later` runs after the commit."""

    request: web.Request
    deps: Deps
    session: AsyncSession
    park: Park
    now: datetime
    language: str
    """zh or en: what is read by people is in it."""
    signed_in: SignedIn | None = None
    until: datetime | None = None
    """When the token of a signed-in caller ends."""
    later: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    mark: Callable[[web.StreamResponse], None] | None = None
    """Headers and cookies that go with the answer."""

    @property
    def me(self) -> Person:
        return self.held.person

    @property
    def held(self) -> SignedIn:
        """Raises Unauthorized on a route that lets in who has not signed in."""
        if self.signed_in is None:
            raise Unauthorized("sign in first")
        return self.signed_in

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.park.timezone)

    async def conversation(self) -> Conversation:
        """The one that this session goes on with: its cart and its messages."""
        found = await conversations.find(
            self.session, self.park.id, self.held.session.conversation_id
        )
        network = self.deps.network_of(self.request)
        if network is not None and found.network != network:
            found.network = network
        return found

    def named(self, row: Any, what: str = "name") -> str:
        """A column of two languages, in the caller's: named(outlet, "place")."""
        return str(getattr(row, f"{what}_{self.language}"))

    def local(self, moment: datetime) -> datetime:
        """By the park's clock."""
        return moment.astimezone(self.zone)
