"""The accounts that the simulated platform hosts, and the rules that it keeps."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from parkline.simulate.wechat.crypto import Box

Kind = Literal["official", "mini", "wecom", "kf"]
"""kf: WeChat customer service of a corp, for people outside of it."""
Mode = Literal["plain", "compatible", "safe"]
Format = Literal["xml", "json"]


@dataclass
class App:
    """One account and what was entered for it on the platform's pages.

    For WeCom `appid` and `original_id` are the corpid, and the mode is always safe. For its
    customer service `appid` is the open_kfid, and `corp_id` the corp whose URL it shares.
    """

    kind: Kind
    appid: str
    secret: str
    token: str
    aes_key: str
    original_id: str
    name: str
    url: str = ""
    """Where the bot takes messages; empty: none are delivered."""
    mode: Mode = "safe"
    format: Format = "xml"
    may_push: bool = True
    """Without the right to customer-service messages they are refused with 48001."""
    agent_id: str = ""
    corp_id: str = ""
    robot_key: str = ""
    """Of a group's robot."""

    @property
    def corporate(self) -> bool:
        return self.kind in ("wecom", "kf")

    @property
    def receiver(self) -> str:
        """The receiveid of what is encrypted for this account."""
        return self.corp_id or self.appid

    @property
    def box(self) -> Box:
        return Box(self.aes_key, self.receiver)


@dataclass(frozen=True)
class Template:
    """A template message or subscription message: its fields, such as thing1 and time2."""

    id: str
    title: str
    fields: dict[str, str]
    """What each field is called on the card."""


@dataclass
class Rules:
    patience: float = 5.0
    """Seconds that the bot has for an answer."""
    deliveries: int = 3
    """How often a message is delivered at most: three in all in a deployed peer; four where one
    reads the documentation's three retries as further ones."""
    suspend_after: int = 3
    """So many messages in a row without an answer, and nothing is delivered for a while."""
    suspended: timedelta = timedelta(minutes=1)
    a_day: dict[str, int] = field(default_factory=lambda: {"/cgi-bin/token": 2000})
    """Calls of a path in a day; more are 45009. Others: half a million."""
    a_minute: dict[str, int] = field(default_factory=dict)
    """Calls of a path in a minute; more are 45011. Others: ten thousand."""
