"""Which of several buttons is meant by words: "第二个", "the last one", "牛肉的那个", "都要"."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

WHICH = {"item", "choice", "which", "ticket", "order", "visit", "slot"}
"""Questions of ours that ask for one of their buttons."""
LONGEST = 40
"""In characters; what is longer tells more than which."""

_CHINESE = "一二三四五六七八九"
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth")
_NTH = re.compile(
    r"(?:我?(?:就|要|选|来|那)*)第(?P<zh>[一二三四五六七八九]|\d)(?:个|项|种|张|单|样|份|条|位)?"
    r"(?:吧|好了|就行|谢谢)?"
    rf"|(?:i'?(?:ll| will) (?:take|have) )?(?:the )?"
    rf"(?P<en>{'|'.join(_ENGLISH)}|[1-9](?:st|nd|rd|th))(?: one)?(?: please)?",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?:就|要|选)*(?:最后(?:面)?(?:的)?(?:那|一)?个|最晚的?(?:那个)?)(?:吧|好了)?"
    r"|(?:the )?(?:last|latest)(?: one)?(?: please)?",
    re.IGNORECASE,
)
_EARLIEST = re.compile(
    r"(?:就|要|选)*(?:最早的?(?:那个)?|越早越好|头一个)(?:吧|好了)?"
    r"|(?:the )?earliest(?: one)?(?: please)?",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?:我)?(?:全部?|统统)?都?(?:要|来一?[份个]?|点)(?:了|吧)?(?<=都要|全要|都来|都点)"
    r"|(?:我)?(?:全都?|都)(?:要|来一份|来一个|点)(?:了|吧)?|(?:all|both)(?: of them)?(?: please)?",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:我|就|要|选|来|那|个|点|的|吧|是|呢|嗯|，)+(?=\S)|(?:的)?(?:那|这)?(?:个|种|样|张|单)?(?:吧|好了|就行|呢)?$"
    r"|^(?:i'?(?:ll| will) (?:take|have) |the |a |an )+|\s+(?:one|please)\b",
    re.IGNORECASE,
)
_ENDS = " \t\n.。!！?？,，~～"
_SHORTEST = 2


def command(text: str, buttons: Sequence[dict[str, Any]], expects: str | None) -> str | None:
    """The command of the button that a text points to; None if it says something else."""
    if expects not in WHICH or len(buttons) < 2 or len(text) > LONGEST:  # noqa: PLR2004
        return None
    words = text.strip(_ENDS)
    if _ALL.fullmatch(words):
        return _all_items([str(button["payload"]) for button in buttons])
    place = _place(words, len(buttons))
    if place is None and expects != "slot":
        place = _by_title(words, [str(button["title"]) for button in buttons])
    return None if place is None else str(buttons[place]["payload"])


def _place(words: str, count: int) -> int | None:
    """Counted from 0; None if it names no place in the list, or one beyond it."""
    if _LAST.fullmatch(words):
        return count - 1
    if _EARLIEST.fullmatch(words):
        return 0
    found = _NTH.fullmatch(words)
    if found is None:
        return None
    nth = _number(found["zh"] or found["en"].lower())
    return nth - 1 if 0 < nth <= count else None


def _number(nth: str) -> int:
    if nth[0].isdigit():
        return int(nth[0])
    return _CHINESE.index(nth) + 1 if nth in _CHINESE else _ENGLISH.index(nth) + 1


def _by_title(words: str, titles: Sequence[str]) -> int | None:
    """The only title that begins with these words, or holds them."""
    said = _plain(_AROUND.sub("", words.strip(_ENDS)))
    if len(said) < _SHORTEST or not any(sign.isalpha() for sign in said):
        return None
    plain = [_plain(title) for title in titles]
    for fits in (str.startswith, str.__contains__):
        found = [place for place, title in enumerate(plain) if fits(title, said)]
        if len(found) == 1:
            return found[0]
    return None


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _all_items(payloads: Sequence[str]) -> str | None:
    """One command that orders what each button would have ordered."""
    parts = [payload.partition("{") for payload in payloads]
    wanted = [json.loads("{" + rest) for _, brace, rest in parts if brace]
    if len(wanted) < len(parts):
        return None
    if all(
        name == "/act" and _puts_in(one["acts"])
        for (name, _, _), one in zip(parts, wanted, strict=True)
    ):
        lines = [line for one in wanted for act in one["acts"] for line in act["lines"]]
        act = {**wanted[0]["acts"][0], "lines": lines}
        return "/act" + json.dumps({"acts": [act]}, ensure_ascii=False)
    if any(name != "/order_food" for name, _, _ in parts):
        return None
    asked = {**wanted[0], "item": [one["item"] for one in wanted]}
    return "/order_food" + json.dumps(asked)


def _puts_in(acts: Sequence[Mapping[str, Any]]) -> bool:
    """Whether acts only order."""
    return all(one["act"] == "start" or one.get("op") == "add" for one in acts)
