"""What people outside the company told customer service, as the platform keeps it."""

from dataclasses import dataclass
from typing import Any

from connectors.channels.wechat.incoming import Picture, Words

VOICE = "channel-voice-untyped"
"""The text that asks for words: here nobody recognises what is spoken."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message of a kind that we cannot read; `why` is the key of a text."""

    why: str


@dataclass(frozen=True, slots=True)
class Entered:
    """They have opened the chat. `code`, if there is one, lets us greet them."""

    code: str


@dataclass(frozen=True, slots=True)
class NotArrived:
    """A message of ours, by our key, did not reach them after all."""

    key: str


Content = Words | Picture | Unreadable | Entered | NotArrived


@dataclass(frozen=True, slots=True)
class Told:
    id: str
    who: str
    """Their external_userid."""
    content: Content


CUSTOMER, SYSTEM = 3, 4
"""Origins of messages; others are of the company's own people."""


def read(message: dict[str, Any]) -> Told | None:
    """None for what is not for us: another's answer, or an event that nothing follows from."""
    id, kind, origin = (message.get(name) for name in ("msgid", "msgtype", "origin"))
    if not isinstance(id, str) or not id or not isinstance(kind, str):
        return None
    about = message.get(kind)
    body = about if isinstance(about, dict) else {}
    if kind == "event":
        content, who = _event(body), body.get("external_userid")
    else:
        content = _message(kind, body) if origin == CUSTOMER else None
        who = message.get("external_userid")
    if content is None or not isinstance(who, str) or not who:
        return None
    return Told(id, who, content)


def _message(kind: str, body: dict[str, Any]) -> Content:
    match kind, body:
        case "text", {"content": str(text)}:
            return Words(text)
        case "image", {"media_id": str(media_id)}:
            return Picture(media_id)
        case "location", _:
            names = [body.get(name) for name in ("name", "address")]
            spot = "，".join(name for name in names if isinstance(name, str) and name)
            return Words(spot) if spot else Unreadable("channel-unreadable")
        case "voice", _:
            return Unreadable(VOICE)
    return Unreadable("channel-unreadable")


def _event(body: dict[str, Any]) -> Content | None:
    match body:
        case {"event_type": "enter_session"}:
            return Entered(str(body.get("welcome_code") or ""))
        case {"event_type": "msg_send_fail", "fail_msgid": str(key)}:
            return NotArrived(key)
    return None
