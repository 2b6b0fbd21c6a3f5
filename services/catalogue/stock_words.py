"""Words for "tell me when it's back", and for taking it back. Pure."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re

LONGEST = 60
"""Of such a message, in characters."""

_TELL = re.compile(
    r"(?:到货|有货|补货|来货|上架|上新|有了|进货)(?:了|的时候|时|以后|之后|后)*[,，\s]*(?:请|麻烦|记得|就|再|可以|能不能|能)*(?:通知|告诉|提醒|叫|跟我说|喊|给我说|给我发)"
    r"|(?:通知|告诉|提醒)我?一?[下声]?(?:到货|有货|补货)|到货(?:通知|提醒)"
    r"|\b(?:tell|notify|let|inform|remind|message|ping|text)\s+(?:me|us)\b.{0,20}\b(?:back|restock\w*|available|in stock|again|more)\b"
    r"|\b(?:notify|tell|let|ping) (?:me|us)(?: know)?(?: then)?(?: please)?[.!]*$",
    re.IGNORECASE,
)
_FORGET = re.compile(
    r"(?:不用|别|不要|取消|不需要)(?:再)?(?:到货)?(?:通知|提醒|告诉)|(?:到货|补货)(?:通知|提醒)(?:取消|不要|算)了?"
    r"|\b(?:don'?t|no need to|stop|cancel|never ?mind)\b.{0,20}\b(?:tell|notif\w+|remind\w*|let me know|alert\w*|watch\w*)\b",
    re.IGNORECASE,
)


def asks_to_be_told(text: str) -> bool:
    return _about_that(text) and _TELL.search(text) is not None and not _FORGET.search(text)


def takes_it_back(text: str) -> bool:
    return _about_that(text) and _FORGET.search(text) is not None


def command(text: str, item_id: int) -> str | None:
    """The command of the button that a text stands for."""
    if takes_it_back(text):
        return f'/unwatch_item{{"item": {item_id}}}'
    return f'/watch_item{{"item": {item_id}}}' if asks_to_be_told(text) else None


def _about_that(text: str) -> bool:
    return len(text) <= LONGEST
