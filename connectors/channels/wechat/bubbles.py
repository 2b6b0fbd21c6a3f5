"""What one message of the platform carries: as much of what waits as fits, at the price of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from connectors.channels import attachments
from connectors.channels.attachments import Attachment
from connectors.channels.lengths import split, utf8
from connectors.channels.outbox import Outcome, PartSent, Sent
from models.conversations import Message
from services.conversations import choices

BYTES = 2048
"""Of UTF-8, in one text message."""
_TAG = re.compile(r"<(?=\s*[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo that the message shows."""

    id: int
    token: str


Part = str | Picture | Attachment


@dataclass(frozen=True, slots=True)
class Bubble:
    part: Part
    then: Outcome
    """What has been sent when this was."""


def first(messages: Sequence[Message], language: str) -> Bubble:
    """The next thing to send: several short messages as one, or the next part of a long one."""
    head = messages[0]
    parts = _parts(head, language)
    if len(parts) > 1 or not isinstance(parts[0], str):
        done = head.parts + 1 >= len(parts)
        return Bubble(parts[min(head.parts, len(parts) - 1)], Sent() if done else PartSent())
    merged = _merged(messages, language)
    return Bubble(merged[-1], Sent(len(merged)))


def _merged(messages: Sequence[Message], language: str) -> list[str]:
    """The text of the first message, of the first two, and so on, while they fit into one."""
    found: list[str] = []
    for count in range(1, len(messages) + 1):
        head = messages[:count]
        if _photos(head[-1]) or attachments.of(head[-1]):
            break
        text = _together(head, language)
        if found and utf8(text) > BYTES:
            break
        found.append(text)
    return found


def _together(messages: Sequence[Message], language: str) -> str:
    """Numbers for the last one that offers something: only those of one list press."""
    offers = [message.seq for message in messages if message.buttons]
    return "\n\n".join(
        _worded(message, language, numbered=bool(offers) and message.seq == offers[-1])
        for message in messages
    )


def _worded(message: Message, language: str, *, numbered: bool = True) -> str:
    """Its text, the page of the mini-program that it opens, and what it offers."""
    opens = message.data.get("opens")
    text = unmarked(message.text)
    if opens:
        text = f"{text}\n{_opening(opens)}"
    if not message.buttons:
        return text
    buttons = [{**button, "title": unmarked(str(button["title"]))} for button in message.buttons]
    return choices.listed(text, buttons, language, numbered=numbered)


def unmarked(text: str) -> str:
    """Without markup: WeChat and WeCom make a link of `<a href=…>` in any text. What would begin a
    tag begins with the wide sign instead, for neither of them knows an escaped one."""
    return _TAG.sub("＜", text)


def _opening(opens: dict[str, Any]) -> str:
    """A link that WeChat opens in the mini-program, and one that cannot, as a web page."""
    url, appid, page = (escape(str(opens[name])) for name in ("url", "appid", "page"))
    return (
        f'<a href="{url}" data-miniprogram-appid="{appid}" data-miniprogram-path="{page}">'
        f"{escape(str(opens['title']))}</a>"
    )


def _parts(message: Message, language: str) -> list[Part]:
    text = _worded(message, language).strip()
    pictures = [Picture(int(photo["id"]), str(photo["token"])) for photo in _photos(message)]
    shown: list[Part] = [*pictures, *attachments.of(message)]
    return [*(split(text, BYTES, utf8) if text or not shown else []), *shown]


def _photos(message: Message) -> list[dict[str, Any]]:
    photos: list[dict[str, Any]] = message.data.get("photos") or []
    return photos
