"""A question that the FAQ answers, beside what a message begins or changes."""

from collections.abc import Sequence

from actions.acts.translating.manners import placed
from actions.kit.said import Entity, Said
from services.acts.acts import About, Act, Ask, Edit, Give, Start

_SURELY, _LIKELY, _AHEAD = 0.6, 0.4, 0.05
"""Retrieval score from which an entry is meant though the message is mostly of something else, the
same where it was heard to ask, too, and by how much it is before the next."""
_HEARD = 0.05
_MARKS = "?？"
_ENDS = ".。!！;；?？\n"
_OWN = frozenset({"item", "visitor_name", "time", "plate", "fault", "question", "phone", "option"})
"""What is not in a sentence that only asks."""


def answered(acts: Sequence[Act], said: Said) -> tuple[Act, ...]:
    """ "Where can guests park? Anna Bell comes at two": with the answer, where a sentence asks and
    says nothing of what is begun."""
    faq, score = said.faq, float(said.faq.get("score") or 0.0)
    does = any(isinstance(act, Start | Edit | Give) for act in acts)
    asks = any(isinstance(act, Ask) for act in acts)
    least = _LIKELY if said.acts.get("ask:faq", 0.0) >= _HEARD else _SURELY
    if said.pressed or not does or asks or score < least:
        return tuple(acts)
    if float(faq.get("margin") or 0.0) < _AHEAD or not _asks_apart(said):
        return tuple(acts)
    return (Ask(about=About.FAQ, faq=str(faq["id"]), words=said.text.strip()[:2_000]), *acts)


def _asks_apart(said: Said) -> bool:
    """Whether one of several sentences asks, and holds nothing that is done."""
    start = 0
    told = [one for one in placed(said) if one["entity"] in _OWN]
    for end, sign in enumerate(said.text):
        if sign in _ENDS:
            asks = sign in _MARKS and not any(_is_in(one, start, end) for one in told)
            if asks and len(said.text) - (end - start) > _LEAST_BESIDE:
                return True
            start = end + 1
    return False


_LEAST_BESIDE = 6
"""Signs of what is said besides."""


def _is_in(entity: Entity, start: int, end: int) -> bool:
    return start <= int(entity["start"]) < end
