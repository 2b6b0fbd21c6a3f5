"""What is sent: one message of ours is one of Telegram's, unless it is longer than those may be."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from connectors.channels import attachments
from connectors.channels.attachments import Attachment
from connectors.channels.lengths import split, utf16
from connectors.channels.outbox import Outcome, PartSent, Retry, Sent, Undeliverable
from connectors.channels.telegram.api import Refused
from models.conversations import Message

TEXT_LIMIT = 4096
"""UTF-16 code units of a message."""
NARROW = 3
"""Titles of so few characters stand side by side, as stars do."""
_BLOCKED, _FLOOD = 403, 429
_NOT_OURS = (401, 404)
"""Of a wrong token: the operator's to put right, and then everything goes out."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text, with the buttons under its last part."""

    text: str
    keyboard: list[list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Picture:
    id: int
    token: str


Part = Words | Picture | Attachment


def parts(message: Message) -> list[Part]:
    """What a message is sent as, in order; at least one."""
    pictures = [
        Picture(int(photo["id"]), str(photo["token"])) for photo in message.data.get("photos") or []
    ]
    shown: list[Part] = [*pictures, *attachments.of(message)]
    text = message.text.strip()
    pieces = split(text, TEXT_LIMIT, utf16) if text or not shown else []
    words: list[Part] = [Words(piece, []) for piece in pieces[:-1]]
    if pieces:
        words.append(Words(pieces[-1], _keyboard(message)))
    return [*words, *shown]


def sent(message: Message) -> Outcome:
    """What it means that Telegram has the next part."""
    return Sent() if message.parts + 1 >= len(parts(message)) else PartSent()


def refused(refusal: Refused) -> Outcome:
    """What it means that Telegram said no."""
    if refusal.code == _FLOOD:
        wait = timedelta(seconds=refusal.retry_after) if refusal.retry_after else None
        return Retry(wait, failed=False)
    if refusal.code == _BLOCKED:
        return Undeliverable("unsubscribed")
    if refusal.code in _NOT_OURS or refusal.code >= 500:  # noqa: PLR2004
        return Retry()
    return Undeliverable("refused")


def _keyboard(message: Message) -> list[list[dict[str, str]]]:
    """Buttons that say which message and which choice: the command behind it stays with us."""
    buttons = [
        {"text": str(button["title"]), "callback_data": f"{message.seq}:{index}"}
        for index, button in enumerate(message.buttons)
    ]
    if all(len(button["text"]) <= NARROW for button in buttons):
        return [buttons] if buttons else []
    return [[button] for button in buttons]


def request(chat_id: int, words: Words) -> dict[str, Any]:
    """The parameters of sendMessage."""
    wanted: dict[str, Any] = {
        "chat_id": chat_id,
        "text": words.text,
        "link_preview_options": {"is_disabled": True},
    }
    if words.keyboard:
        wanted["reply_markup"] = {"inline_keyboard": words.keyboard}
    return wanted
