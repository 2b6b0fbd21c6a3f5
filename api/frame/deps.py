"""What the API is given: its park, its stores, and ports to what lies outside."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from api.frame.limits import Limits
from edge.addresses import Network
from models.payments import PaymentRequest
from services.kit.vouching import Vouched
from services.tickets.photos import Cleaned

Sessions = async_sessionmaker[AsyncSession]
Wake = Callable[[int, int], Awaitable[None]]
"""(park, conversation). Call after the commit; never raises."""


def _nowhere(_park_id: int) -> str | None:
    """No other park is reached from here."""
    return None


async def _unheard(_park_id: int) -> None:
    """Readers poll anyhow."""


async def _unseen(_park_id: int, _conversation_id: int) -> None:
    """They look anyhow."""


@dataclass(frozen=True, slots=True)
class WeChatUser:
    """Whom WeChat vouches for. `union_id` where the accounts of the park are bound together;
    `account`: code of the park's mini-program, if it is not that of the settings."""

    openid: str
    union_id: str | None = None
    account: str = ""


class MiniProgram(Protocol):
    """What WeChat tells of its users. Over the network: never inside a transaction.

    Raises services.people.logins.LoginRefused for a code that does not hold, and Unavailable.
    """

    @property
    def pushed(self) -> bool:
        """Whether what is said in its people's conversations is also sent to WeChat."""

    @property
    def templates(self) -> Mapping[str, str]:
        """Ids of its subscribe messages by the kind of news, of `services.channels.template_forms`;
        those that nothing would be sent by are left out."""

    async def user(self, code: str) -> WeChatUser:
        """Whose code of `wx.login` it is."""

    async def phone(self, code: str) -> str:
        """The number that somebody let us have (`getPhoneNumber`)."""


class Till(Protocol):
    """What collects money by WeChat Pay. Over the network: never inside a transaction.

    Raises services.ordering.payment_requests.PaymentRefused, and Unavailable.
    """

    async def prepare(
        self, request: PaymentRequest, order_no: str, payer: str
    ) -> Mapping[str, Any]:
        """The parameters of `wx.requestPayment`. `payer`: an openid of the mini-program."""


class Tills(Protocol):
    """Those of a park's own merchants, which come and go meanwhile."""

    def open(self) -> bool:
        """Whether any collects now."""

    def of(self, account: str) -> Till | None:
        """By the account's code; one that begins nothing more, too. None where it is gone."""


class SmsGateway(Protocol):
    """What sends text messages to phones. Over the network: never inside a transaction.

    Raises Unavailable.
    """

    async def send_code(self, phone: str, code: str, text: str, language: str) -> None:
        """`phone` is E.164; `text` is the message with the code in it, for gateways that have no
        template of their own."""


class IdentityProvider(Protocol):
    """The operator's, by OpenID Connect. May go over the network: never inside a transaction.

    Raises services.people.logins.LoginRefused for a token that does not hold, and Unavailable.
    """

    async def vouch(self, id_token: str, nonce: str | None) -> Vouched:
        """Whom an ID token for one of the known apps is about."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who a browser is in the web chat."""

    channel: str
    external_id: str
    mark: Callable[[web.StreamResponse], None]
    """Let the browser know it the next time, too."""
    is_new: bool = False
    """Whether the browser showed no cookie of ours that holds."""


GuestOf = Callable[[web.Request], Awaitable[Guest | None]]
"""None for a request that no page of ours sent. A browser that nobody knows, or that was signed
out, is somebody new."""


class Brought(Protocol):
    """What comes along with a wake-up of a conversation."""

    @property
    def typist(self) -> str | None:
        """Who of staff types; then there is nothing else to be read."""


Subscribe = Callable[[int, int], AbstractAsyncContextManager[AsyncIterator[Sequence[Brought]]]]
"""(park, conversation): its wake-ups, which come by themselves every few seconds, too."""


@dataclass(frozen=True, slots=True)
class Deps:
    """`key` signs access tokens, `accepted_keys` verify them, too; `passes_key` signs passes."""

    park_id: int
    sessions: Sessions
    clock: Callable[[], datetime]
    key: bytes
    passes_key: Ed25519PrivateKey
    base_url: str
    """Where people reach the gateway, without a slash at the end."""
    subscribe: Subscribe
    clean_photo: Callable[[bytes], Awaitable[Cleaned]]
    """Raises PhotoType, PhotoTooLarge, PhotoBroken."""
    answer: Wake
    """A message waits: have it answered, and show it to whoever else has the conversation open."""
    show: Wake = _unseen
    """Have whoever has the conversation open look at it anew."""
    accepted_keys: tuple[bytes, ...] = ()
    passes_name: str = ""
    """What passes call the park; its slug where that is empty."""
    announce: Callable[[int], Awaitable[None]] = _unheard
    """(park): events were written. Call after the commit; never raises."""
    crowded: Callable[[int, int], bool] = field(default=lambda _park, _conversation: False)
    """(park, conversation): whether too many others wait for an answer to take a message of it."""
    photo_path: Callable[[int, str], str] = "/chat/photos/{}/{}".format
    push_key: str = ""
    """By which browsers know who pushes to them; empty where nothing is pushed."""
    file_path: Callable[[int, str], str] = "/chat/files/{}/{}".format
    """Of a photo's id and token: where whoever has the address may see it."""
    picture_path: Callable[[int, str], str] = "/api/v1/pictures/{}/{}".format
    room_picture_path: Callable[[int, str], str] = "/api/v1/room-pictures/{}/{}".format
    """Of an item and its picture's digest."""
    guest_of: GuestOf | None = None
    wechat: MiniProgram | None = None
    till: Till | None = None
    """Of the merchant in the settings."""
    tills: Tills | None = None
    sms: SmsGateway | None = None
    provider: IdentityProvider | None = None
    network_of: Callable[[web.Request], str | None] = field(default=lambda _request: None)
    """A keyed hash of the network that a request comes from: guests of one are counted together."""
    trusted_proxies: Sequence[Network] = ()
    """Those that may say for whom they ask."""
    limits: Limits = field(default_factory=Limits)
    base_of: Callable[[int], str | None] = _nowhere
    """(park): where people reach it, without a slash at the end; None where no host of its own
    leads there."""
    origins: tuple[str, ...] = ()
    """Of pages elsewhere that may ask; "*" stands for any."""

    @property
    def collects(self) -> bool:
        """Whether people can pay by WeChat Pay."""
        return self.till is not None or (self.tills is not None and self.tills.open())

    def till_of(self, account: str) -> Till | None:
        """By an account's code; empty: the settings' one."""
        if not account:
            return self.till
        return self.tills.of(account) if self.tills is not None else None

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("the API needs a key to sign its tokens with")
