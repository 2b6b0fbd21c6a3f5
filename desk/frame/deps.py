"""What the desk is given: its park, its stores, and ports to what lies outside."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from desk.frame.live import Live
from edge.photo_cleaner import CleanPhoto
from edge.rates import Rate
from services.channels.account_forms import Entered
from services.kit.sealing import Vault
from services.kit.vouching import Vouched
from services.vendors.endpoints import CheckedUrl

Sessions = async_sessionmaker[AsyncSession]
Wake = Callable[[int, int], Awaitable[None]]
"""(park, conversation): its tenant has news. Call after the commit; never raises."""
Announce = Callable[[int], Awaitable[None]]
"""(park): events were written. Call after the commit; never raises."""

Attend = Callable[[int, int, str | None], Awaitable[None]]
"""(park, conversation, typist): its tenant is to see that staff have read, or that whoever is named
types. Call after the commit; never raises."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A large language model that may read messages again. Prices are of a million tokens, in the
    park's currency; 0: not said."""

    host: str
    model: str
    price_in: float = 0
    price_out: float = 0


def _nowhere(_park_id: int) -> str | None:
    """No other park is reached from here."""
    return None


async def _unheard(_park_id: int) -> None:
    """Readers poll anyhow."""


async def _unattended(_park_id: int, _conversation_id: int, _typist: str | None) -> None:
    """The tenant's page looks by itself."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Shown on the demo's sign-in page."""

    login: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class EndpointAnswer:
    """What a vendor's endpoint said to a test. `status` is None when nothing answered."""

    status: int | None
    milliseconds: int
    error: str | None = None


class EndpointTester(Protocol):
    """Send one signed test event. Goes over the network: never inside a transaction."""

    async def __call__(self, park_id: int, endpoint_id: int) -> EndpointAnswer: ...


class Platforms(Protocol):
    """Where a park's accounts are. Goes over the network: never inside a transaction."""

    def url(self, channel: str, code: str) -> str:
        """Where the platform calls us for the account with this code."""

    async def check(self, entered: Entered) -> None:
        """Raises SecretRefused, AppRefused, AddressRefused, PlatformRefused, PlatformSilent;
        AccountTaken for an app of the settings."""

    async def lead(self, entered: Entered, url: str) -> bool:
        """Have the platform call there, if that can be told it: False where somebody has to enter
        the address on its pages. Raises as `check` does."""


class IdentityProvider(Protocol):
    """The operator's, by OpenID Connect. Goes over the network: never inside a transaction.

    Raises Unavailable.
    """

    async def begin(self, *, state: str, nonce: str, verifier: str) -> str:
        """The provider's page that a browser is sent to."""

    async def finish(self, code: str, *, nonce: str, verifier: str) -> Vouched:
        """Whom the code is good for that it sent the browser back with. Raises LoginRefused."""


def _few() -> Rate:
    return Rate(time.monotonic, 30, 60)


class UrlCheck(Protocol):
    """An endpoint's URL, if webhooks may go there. May ask DNS: never inside a transaction.

    Raises Invalid.
    """

    async def __call__(self, url: str) -> CheckedUrl: ...


@dataclass(frozen=True, slots=True)
class Deps:
    """`key` signs CSRF tokens, `accepted_keys` verify them, too. `secure` says that people reach
    the desk by https.

    `demo_password` is what the demo's accounts share; where `demo` is off it opens nothing.
    """

    park_id: int
    sessions: Sessions
    clock: Callable[[], datetime]
    key: bytes
    secure: bool
    demo: bool
    live: Live
    clean_photo: CleanPhoto
    """Takes a second: never inside a transaction."""
    wake: Wake
    accepted_keys: tuple[bytes, ...] = ()
    announce: Announce = _unheard
    attend: Attend = _unattended
    public_url: str | None = None
    """Where people reach the gateway, when that is not the request's own host."""
    trusted_proxies: Sequence[IPv4Network | IPv6Network] = ()
    """Those that may say for whom they ask."""
    demo_password: str | None = None
    demo_accounts: tuple[DemoAccount, ...] = ()
    test_endpoint: EndpointTester | None = None
    check_url: UrlCheck | None = None
    vault: Vault | None = None
    """Encrypts vendors' secrets. Without these three, vendors can only be looked at."""
    passes_key: Ed25519PrivateKey | None = None
    """Signs visitors' passes. Without it a badge has no QR code."""
    passes_name: str = ""
    """What they call the park; its slug where that is empty."""
    desk_at: Callable[[int], str | None] = _nowhere
    """(park): the beginning of its desk's addresses, without a slash at the end; None where no host
    of its own leads there."""
    live_of: Callable[[int], Live] | None = None
    """(park): the live updates of its desk. None where one park alone is served."""
    push_key: str = ""
    """The public key by which browsers know our pushes (VAPID), base64url. Empty: none is sent."""
    platforms: Platforms | None = None
    """Without it accounts can only be looked at."""
    provider: IdentityProvider | None = None
    """By which staff may sign in, beside their passwords."""
    reader: Reader | None = None
    """None where the settings name none: then a park's switch has nothing to switch on."""
    group_roles: Mapping[str, str] = field(default_factory=dict)
    """Roles of accounts that are made by themselves, by the provider's groups."""
    provider_tries: Rate = field(default_factory=_few)
    """By address: each has us ask the provider."""

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("the desk needs a key to sign its tokens with")
