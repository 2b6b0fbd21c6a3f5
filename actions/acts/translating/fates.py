"""What a message says of each of those whom it names: that they go, or come all the same."""

from collections.abc import Sequence
from itertools import pairwise

from actions.acts.translating import several
from actions.acts.translating.heard import start_of
from actions.acts.translating.manners import manners
from actions.kit.said import Entity, Said

_MARKS = "，,。;；!！?？.\n"
_JOINS = frozenset({"and", "nor", "or", "&", "和", "与", "跟", "同", "、", ",", "，", "+", ", and"})
"""What stands between two of whom the same is said."""
_BEFORE_A_NAME = frozenset({"", "the", "for", "of", "with", "那", "一下", "掉"})


def those_who_go(said: Said, places: Sequence[range]) -> list[bool | None]:
    """Of each who is named, in the order of the text, whether they go (True), come all the same
    (False), or nothing is said of it."""
    if not places:
        return []
    groups = together(said, places)
    where = stretches(said, groups)
    parts = [several.part_of(said, start, end) for start, end in where]
    signs = [signs_in(part, start) for part, (start, _) in zip(parts, where, strict=True)]
    for at, (_, end) in enumerate(where[:-1]):
        last = signs[at][-1:]
        if len(signs[at]) > 1 and not signs[at + 1] and _is_of_the_next(said, last[0], end):
            signs[at], signs[at + 1] = signs[at][:-1], last
    told = [
        _goes(part, found, start)
        for part, found, (start, _) in zip(parts, signs, where, strict=True)
    ]
    return [goes for goes, group in zip(told, groups, strict=True) for _ in group]


def together(said: Said, places: Sequence[range]) -> list[list[range]]:
    """Those between whom nothing stands but that they are joined are told of as one."""
    groups = [[places[0]]]
    for before, place in pairwise(places):
        between = said.text[before.start : place.start].casefold().split()
        joined = bool(between) and between[-1] in _JOINS
        joined = joined or said.text[place.start - 1 : place.start] in _JOINS - {",", "，"}
        if joined and not _any_sign(said, before.start, place.start):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def stretches(said: Said, groups: Sequence[Sequence[range]]) -> list[tuple[int, int]]:
    """Where what is said of each begins and ends."""
    cuts = [0, *(_cut(said.text, one[-1].start, two[0].start) for one, two in pairwise(groups))]
    return [*zip(cuts, [*cuts[1:], len(said.text)], strict=True)]


def _cut(text: str, before: int, after: int) -> int:
    """Where what is said of the second begins: behind the last mark before it, else at its name."""
    marks = [at + 1 for at in range(before, after) if text[at] in _MARKS]
    return max(marks, default=after)


def _any_sign(said: Said, start: int, end: int) -> bool:
    return bool(signs_in(several.part_of(said, start, end), start))


def signs_in(part: Said, begins: int = 0) -> list[Entity]:
    """Words by which somebody goes or stays, in a part that begins there; a car that does not come
    is nobody who does not."""
    gone = [*manners(part, "leaves"), *(e for e in part.entities if e["entity"] == "give_up")]
    gone = [one for one in gone if not _is_of_a_car(part, one, begins)]
    return sorted([*gone, *manners(part, "still_comes")], key=start_of)


def _is_of_a_car(part: Said, sign: Entity, begins: int) -> bool:
    text = part.text
    start, end = start_of(sign) - begins, int(sign["end"]) - begins
    first = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
    last = min((at for mark in _MARKS if (at := text.find(mark, end)) >= 0), default=len(text))
    cars = (e for e in part.entities if e["entity"] == "plate" or e in manners(part, "by_car"))
    return any(first <= start_of(one) - begins < last for one in cars)


def only_stays(part: Said) -> bool:
    """Whether it says of somebody that they come all the same."""
    return _goes(part, signs_in(part)) is False


def _is_of_the_next(said: Said, sign: Entity, end: int) -> bool:
    """Whether it stands right before a name: "cancel Bob and keep Ann"."""
    return said.text[int(sign["end"]) : end].strip().casefold() in _BEFORE_A_NAME


def _goes(part: Said, signs: Sequence[Entity], begins: int = 0) -> bool | None:
    """Whoever does not come goes, though it be "still"; whose visit is not to be called off, and
    who is still coming, stays. Who cannot make it at an hour may come at another, and who is moved
    to another day does."""
    if not signs:
        return None
    if part.says("restore"):
        return False
    gone = [one for one in signs if one.get("value") != "still_comes"]
    if gone and _comes_another_day(part, gone, begins):
        return None
    if all(one["entity"] == "manner" for one in gone) and part.says("time"):
        return None if gone else False
    return bool(gone)


def _comes_another_day(part: Said, gone: Sequence[Entity], begins: int) -> bool:
    """Whether words that move them stand behind, and a day behind those; or, where nothing is
    called off, a day in a later clause: "can't make Friday, Monday is fine"."""
    ends = int(gone[0]["end"])
    days = [start_of(e) for e in part.entities if e["entity"] in ("time", "period")]
    moves = [start_of(e) for e in part.entities if e["entity"] == "correction"]
    if any(ends <= word < day for word in moves for day in days):
        return True
    only = all(one["entity"] == "manner" for one in gone)
    between = (part.text[ends - begins : max(day, ends) - begins] for day in days)
    return only and any(mark in _MARKS for text in between for mark in text)
