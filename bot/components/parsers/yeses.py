"""A yes in so many words: a message that is nothing but one, with thanks and the like."""

# ruff: noqa: E501 - word lists read better on one line

from __future__ import annotations

import re

from .normalise import Normalised, normalise
from .spans import Span

_YES = r"好+(?:的|呀|啊|啦|嘞|滴)*|嗯+|恩+|行+(?:的|吧|啊)?|可以(?:的|了)?|对+(?:的|呀|啊|哒)?|没错|没问题|是(?:的|啊|呀)?|正确|确认|确定|同意|就这样(?:吧|了|下(?:单|吧)?)?|就这么(?:下(?:单)?|定|办)(?:了|吧)?|这样就(?:好|行|可以)了?|没别的了|就这些(?:了|吧)?|下单(?:吧|啦|了)?|提交(?:吧|了)?|下吧|买吧|订吧|系|啱|好啊|落单(?:啦)?|无问题"
_YES_EN = r"yes|yep|yeah|yup|ok|okay|okey|sure(?: thing)?|right|correct|exactly|perfect|that(?:'?s| is) (?:right|it|all|correct|fine|perfect|good)|thats (?:right|it|all|correct|fine)|(?:all|looks|sounds) (?:good|right|correct|fine)|go ahead|(?:please )?(?:place|send|confirm|submit) (?:it|the order|this|that|my order|this order)|order (?:it|this|that|these|them)|order|confirm(?:ed)?|do it|absolutely|of course|definitely|fine by me|works for me"
_BESIDE = r"(?:谢(?:谢|啦|了)*|多谢|感谢|辛苦|麻烦|有劳|劳驾|唔该)(?:你|您|了|啦|哈|晒)*|请|帮我|吧|啦|哈|哦|呢|了|thanks?(?: you)?(?: (?:so|very) much)?|thank you|thx|cheers|please|pls|then|and|now|for me|great|good"
_WORDS = re.compile(
    rf"(?:(?P<yes>{_YES}|(?:{_YES_EN})(?![a-z']))|(?:{_BESIDE})(?![a-z']))", re.ASCII
)
_LONGEST = 60
"""Characters up to which a message is looked at."""


def find_yes(text: str | Normalised) -> list[Span]:
    """Entity `yes`, value True: every word of the message says yes, or only thanks and asks beside
    one that does."""
    message = normalise(text)
    says = len(message.text) <= _LONGEST and _says_yes(message.text)
    return [message.span("yes", 0, len(message.text), True)] if says else []


def _says_yes(text: str) -> bool:
    letters = "".join(sign if sign.isalnum() or sign in "'\u2019" else " " for sign in text.lower())
    told, at, yes = " ".join(letters.replace("\u2019", "'").split()), 0, False
    while at < len(told):
        found = _WORDS.match(told, at)
        if found is None:
            return False
        yes = yes or found["yes"] is not None
        at = found.end() + (told[found.end() : found.end() + 1] == " ")
    return yes
