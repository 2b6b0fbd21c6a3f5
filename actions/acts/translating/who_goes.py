"""Who of those that a message names is not coming, and who is: "Bob can't make it, cancel his; Ann
is still on"."""

from collections.abc import Sequence
from itertools import pairwise

from actions.acts.translating import cars, several
from actions.acts.translating.heard import Heard, is_called, start_of
from actions.acts.translating.manners import manners, placed, relations, says_manner
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Cancel, Correct
from services.acts.state import Standing, Thing
from services.acts.values import Count, Fields, Target, What

Placed = tuple[int, Act]
_MARKS = "，,。;；!！?？.\n"
_JOINS = frozenset({"and", "nor", "or", "&", "和", "与", "跟", "同", "、", ",", "，", "+", ", and"})
"""What stands between two of whom the same is said."""
_BEFORE_A_NAME = frozenset({"", "the", "for", "of", "with", "那", "一下", "掉"})


def called_off(heard: Heard) -> list[Placed]:
    """The visits whose guests are not coming, where several stand and it names guests of two, or
    one and "the other"; empty where it says so of nobody."""
    said = heard.said
    if said.pressed or said.says("item", "fault", "plate"):
        return []
    named = sorted(_visits_named(heard), key=lambda one: one[0].start)
    if len(named) < 2:  # noqa: PLR2004
        return []
    fates = those_who_go(said, [place for place, _ in named])
    return [
        (place.start, Cancel(of=Target(what=What.VISIT, thing=visit.id, number=visit.number)))
        for goes, (place, visit) in zip(fates, named, strict=True)
        if goes and "cancel" in visit.may
    ]


def _visits_named(heard: Heard) -> list[tuple[range, Thing]]:
    """The visits that it names by a guest, with where; the other one of two, too."""
    named = [(range(at, at + 1), visit) for at, visit in heard.guests]
    visits = [one for one in heard.state.things if one.what is What.VISIT]
    made = [one for one in visits if one.standing is Standing.MADE and heard.state.recent(one)]
    others = [one for one in made if all(one.id != visit.id for _, visit in named)]
    told = manners(heard.said, "the_other")
    if len(named) == 1 and len(others) == 1 and len(told) == 1:
        named.append((range(start_of(told[0]), int(told[0]["end"])), others[0]))
    return named


def those_who_go(said: Said, places: Sequence[range]) -> list[bool | None]:
    """Of each who is named, in the order of the text, whether they go (True), come all the same
    (False), or nothing is said of it."""
    if not places:
        return []
    groups = _together(said, places)
    cuts = [0, *(_cut(said.text, one[-1].start, two[0].start) for one, two in pairwise(groups))]
    ends = [*cuts[1:], len(said.text)]
    parts = [several.part_of(said, start, end) for start, end in zip(cuts, ends, strict=True)]
    signs = [_signs(part) for part in parts]
    for at in range(len(parts) - 1):
        last = signs[at][-1:]
        if len(signs[at]) > 1 and not signs[at + 1] and _is_of_the_next(said, last[0], ends[at]):
            signs[at], signs[at + 1] = signs[at][:-1], last
    told = [_goes(part, found) for part, found in zip(parts, signs, strict=True)]
    return [goes for goes, group in zip(told, groups, strict=True) for _ in group]


def _together(said: Said, places: Sequence[range]) -> list[list[range]]:
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


def _cut(text: str, before: int, after: int) -> int:
    """Where what is said of the second begins: behind the last mark before it, else at its name."""
    marks = [at + 1 for at in range(before, after) if text[at] in _MARKS]
    return max(marks, default=after)


def _any_sign(said: Said, start: int, end: int) -> bool:
    return bool(_signs(several.part_of(said, start, end)))


def _signs(part: Said) -> list[Entity]:
    """Words by which somebody goes or stays."""
    gone = [*manners(part, "leaves"), *(e for e in part.entities if e["entity"] == "give_up")]
    return sorted([*gone, *manners(part, "still_comes")], key=start_of)


def only_stays(part: Said) -> bool:
    """Whether it says of somebody that they come all the same."""
    return _goes(part, _signs(part)) is False


def _is_of_the_next(said: Said, sign: Entity, end: int) -> bool:
    """Whether it stands right before a name: "cancel Bob and keep Ann"."""
    return said.text[int(sign["end"]) : end].strip().casefold() in _BEFORE_A_NAME


def _goes(part: Said, signs: Sequence[Entity]) -> bool | None:
    """Whoever does not come goes, though it be "still"; whose visit is not to be called off, and
    who is still coming, stays. Who cannot make it at an hour may come at another."""
    if not signs:
        return None
    if part.says("restore"):
        return False
    gone = [one for one in signs if one.get("value") != "still_comes"]
    if all(one["entity"] == "manner" for one in gone) and part.says("time"):
        return None if gone else False
    return bool(gone)


# Of one visit


def stays_away(heard: Heard) -> Placed | None:
    """One of several who were named is not coming, but the others are, and whoever comes instead;
    or one of several cars. None if it says nothing so."""
    visit = heard.thing(What.VISIT)
    told = _of_no_other(heard, visit, _who_may_go(heard, _named(heard, visit)))
    if visit is not None and (still := cars.left_over(heard.said, visit)) is not None:
        return 0, Correct(fields=still, of=Target(what=What.VISIT, thing=visit.id))
    calls_off = heard.all("give_up") or heard.said.intent == "cancel_visit"
    if not told or visit is None or not (calls_off or _drops_out(heard)):
        return None
    known = [str(one) for one in visit.fields.get("names") or ()]
    only = [str(one["value"]) for one in told if _is_alone(heard.said, one)]
    names = [str(one["value"]) for one in told if str(one["value"]) not in only]
    stay = tuple(one for one in known if not any(is_called(one, name) for name in names))
    if only:
        stay = tuple(one for one in known if any(is_called(one, name) for name in only))
    come_instead = only or names
    instead = tuple(one for one in come_instead if not any(is_called(name, one) for name in known))
    if not (stay or instead) or len(stay) == len(known):
        return None
    count = visit.fields.get("headcount")
    people = count.exactly if isinstance(count, Count) and count.exactly else len(known)
    come = (*stay, *instead)
    left = people - len(known) + len(come)
    fields = Fields(names=come, headcount=Count(exactly=max(left, len(come))))
    return 0, Correct(fields=fields, of=Target(what=What.VISIT, thing=visit.id))


def _named(heard: Heard, visit: Thing | None) -> list[Entity]:
    """Guests that it names: those that rules found, those who are known to come, and whoever was
    heard besides where somebody goes."""
    told = [e for e in placed(heard.said) if e["entity"] == "visitor_name"]
    known = [str(one) for one in (visit.fields.get("names") or ())] if visit is not None else []
    text = heard.said.text.casefold()
    places = [(text.find(name.casefold()), name) for name in known]
    more = [{"value": name, "start": at, "end": at + len(name)} for at, name in places if at >= 0]
    if heard.said.acts.get("correct", 0.0) >= _SURELY:
        spans = [one for one in heard.said.spans if one["label"] == "name"]
        more += [{**one, "value": _text(heard, one)} for one in spans]
    for one in more:
        if not any(one["start"] < e["end"] and e["start"] < one["end"] for e in told):
            told.append(one)
    return sorted(told, key=start_of)


def _who_may_go(heard: Heard, told: list[Entity]) -> list[Entity]:
    """Those who are named, but not who is said to come all the same beside one who does not."""
    fates = those_who_go(heard.said, [range(start_of(e), int(e["end"])) for e in told])
    if True not in fates:
        return told
    return [one for one, goes in zip(told, fates, strict=True) if goes is not False]


def _of_no_other(heard: Heard, visit: Thing | None, told: list[Entity]) -> list[Entity]:
    """Without who is a guest of another visit: they come instead of nobody."""
    things = [one for one in heard.state.things if one.what is What.VISIT and one is not visit]
    made = [one for one in things if one.standing is Standing.MADE]
    elsewhere = [str(name) for one in made for name in one.fields.get("names") or ()]
    here = [str(name) for name in (visit.fields.get("names") or () if visit is not None else ())]
    return [
        one
        for one in told
        if any(is_called(name, str(one["value"])) for name in here)
        or not any(is_called(name, str(one["value"])) for name in elsewhere)
    ]


def _text(heard: Heard, span: Entity) -> str:
    return heard.said.text[span["start"] : span["end"]]


def _is_alone(said: Said, name: Entity) -> bool:
    """Whether it says that this one alone comes: "only 周凯", "就陈强一个"."""
    before = any(one["end"] == start_of(name) for one in relations(said, "alone"))
    ends = int(name["end"])
    behind = (one["start"] for one in relations(said, "alone_behind"))
    return before or any(ends <= start <= ends + 1 for start in behind)


def _drops_out(heard: Heard) -> bool:
    """Whether somebody goes, in words that call nothing off: "Lily drops out"."""
    return says_manner(heard.said, "leaves")


_SURELY = 0.8
