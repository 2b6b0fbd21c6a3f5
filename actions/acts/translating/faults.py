"""Which of several reports a message is about, by the words in which each was reported."""

from collections.abc import Iterable, Sequence

from services.acts.state import Thing

_LONGEST_COMMON = 2
"""Chinese characters in a row that make a word of a report, at the least."""
_SAY_NOTHING = frozenset(
    {"the", "and", "for", "are", "was", "has", "had", "not", "one", "now", "can", "you", "its"}
    | {"room", "floor", "building", "tower", "with", "that", "this", "from", "have", "been"}
    | {"please", "actually", "sorry", "wrong", "only", "just", "also"}
    | {"的是", "不是", "还有", "另外", "是在", "那个", "这个", "一个", "会议", "议室"}
)
"""What stands in any report."""


def described(text: str, tickets: Sequence[Thing]) -> list[Thing]:
    """The only one with whose description it shares words that no other one holds: "the chair is
    fine again" of a chair and a lamp. Empty where that is none, or more than one."""
    words = {one.id: _words(str(one.fields.get("description") or "")) for one in tickets}
    said = _words(text)
    fitting = [one for one in tickets if said & words[one.id] - _of_others(one, tickets, words)]
    return fitting if len(fitting) == 1 else []


def _of_others(one: Thing, tickets: Sequence[Thing], words: dict[str, frozenset[str]]) -> set[str]:
    return {word for other in tickets if other is not one for word in words[other.id]}


def _words(text: str) -> frozenset[str]:
    """English words of three letters and more, and Chinese pairs of characters."""
    latin = "".join(sign if sign.isascii() and sign.isalpha() else " " for sign in text.casefold())
    words = {word for word in latin.split() if len(word) > _LONGEST_COMMON}
    return frozenset((words | set(_pairs(text))) - _SAY_NOTHING)


def _pairs(text: str) -> Iterable[str]:
    for at in range(len(text) - 1):
        pair = text[at : at + _LONGEST_COMMON]
        if all(sign.isalpha() and not sign.isascii() for sign in pair):
            yield pair
