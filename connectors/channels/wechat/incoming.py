"""What a callback means: one class for each kind of message and event."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from connectors.channels.wechat.envelope import Garbled, Tree

_OPENID = re.compile(r"[A-Za-z0-9_@.-]{1,64}")
"""Or a member's id, which the company chooses."""
_ACCOUNT = re.compile(r"[A-Za-z0-9_@.-]{1,64}")
_SCENE = "qrscene_"
ID_LENGTH = 256


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    """Typed, or what the platform recognised in a voice message."""


@dataclass(frozen=True, slots=True)
class Picture:
    media_id: str


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the map that the tenant chose to send."""

    latitude: str
    longitude: str
    label: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message of a kind that we cannot read: a video, a voice message that was not recognised."""

    kind: str


@dataclass(frozen=True, slots=True)
class Followed:
    scene: str | None
    """Of the code that they followed us by."""


@dataclass(frozen=True, slots=True)
class Left:
    """They do not follow us anymore."""


@dataclass(frozen=True, slots=True)
class Scanned:
    scene: str


@dataclass(frozen=True, slots=True)
class Clicked:
    key: str
    """Of the entry in the menu."""


@dataclass(frozen=True, slots=True)
class Entered:
    """They opened the customer service of the mini-program."""


@dataclass(frozen=True, slots=True)
class TemplateDone:
    """What became of a template message."""

    message_id: str
    arrived: bool


@dataclass(frozen=True, slots=True)
class Consents:
    """How they chose for subscribe messages: template id → accept or reject."""

    choices: dict[str, str]


@dataclass(frozen=True, slots=True)
class Other:
    """An event that nothing follows from: a link was viewed, a position reported by itself."""

    name: str


Content = (
    Words
    | Picture
    | Position
    | Unreadable
    | Followed
    | Left
    | Scanned
    | Clicked
    | Entered
    | TemplateDone
    | Consents
    | Other
)


@dataclass(frozen=True, slots=True)
class Incoming:
    who: str
    """The person's openid."""
    account: str
    """What they wrote to: the sender of a passive answer."""
    id: str
    """The same for every delivery of the same message or event."""
    content: Content

    @property
    def shows_answer(self) -> bool:
        """Whether the person sees an answer to it: not to what the platform reports by itself."""
        return not isinstance(self.content, Left | TemplateDone | Consents | Other)


def read(tree: Tree) -> Incoming:
    """Raises Garbled if what every callback has is missing."""
    who, account = _text(tree, "FromUserName"), _text(tree, "ToUserName")
    kind = _text(tree, "MsgType")
    if not (_OPENID.fullmatch(who) and _ACCOUNT.fullmatch(account) and kind):
        raise Garbled
    if kind.lower() == "event":
        return Incoming(who, account, _event_id(tree, who), _event(tree))
    id = _text(tree, "MsgId") or _text(tree, "MsgID")
    if not id or len(id) > ID_LENGTH:
        raise Garbled
    return Incoming(who, account, f"{who}:{id}", _message(tree, kind))


def _message(tree: Tree, kind: str) -> Content:
    match kind:
        case "text":
            return Words(_text(tree, "Content"))
        case "voice":
            heard = _text(tree, "Recognition").strip()
            return Words(heard) if heard else Unreadable("voice")
        case "image" if media_id := _text(tree, "MediaId"):
            return Picture(media_id)
        case "location":
            return Position(
                _text(tree, "Location_X"), _text(tree, "Location_Y"), _text(tree, "Label")
            )
    return Unreadable(kind)


def _event(tree: Tree) -> Content:
    name, key = _text(tree, "Event"), _text(tree, "EventKey")
    match name.lower():
        case "templatesendjobfinish":
            return TemplateDone(_text(tree, "MsgID"), _text(tree, "Status") == "success")
        case "subscribe_msg_popup_event" | "subscribe_msg_change_event":
            return Consents(dict(_choices(tree)))
        case known if known in _EVENTS:
            return _EVENTS[known](key)
    return Other(name)


_EVENTS: dict[str, Callable[[str], Content]] = {
    "subscribe": lambda key: Followed(key.removeprefix(_SCENE) if key.startswith(_SCENE) else None),
    "unsubscribe": lambda _key: Left(),
    "scan": Scanned,
    "click": Clicked,
    "user_enter_tempsession": lambda _key: Entered(),
}
"""By the event's name in lower case, from its key."""


def _event_id(tree: Tree, who: str) -> str:
    """Events have no id of their own."""
    parts = (who, *(_text(tree, name) for name in ("CreateTime", "Event", "EventKey", "MsgID")))
    if not parts[1].isdecimal() or not parts[2]:
        raise Garbled
    return ":".join(parts)[:ID_LENGTH]


def _choices(value: Any) -> Iterator[tuple[str, str]]:
    """A template and how they chose, wherever they stand: XML and JSON nest them differently."""
    match value:
        case {"TemplateId": str(template), "SubscribeStatusString": str(status)}:
            yield template, status
        case dict():
            for inner in value.values():
                yield from _choices(inner)
        case list():
            for inner in value:
                yield from _choices(inner)


def _text(tree: Tree, name: str) -> str:
    value = tree.get(name, "")
    return value if isinstance(value, str) else ""
