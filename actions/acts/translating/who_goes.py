"""Who of those that a message names is not coming, and who is: "Bob can't make it, cancel his; Ann
is still on"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.acts.translating import cars, guests
from actions.acts.translating.fates import signs_in, stretches, those_who_go, together
from actions.acts.translating.heard import Heard, is_called, start_of
from actions.acts.translating.manners import manners, placed, relations, says_manner
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Cancel, Correct
from services.acts.state import Standing, Thing
from services.acts.values import Count, Fields, Target, What

Placed = tuple[int, Act]
_IFS = frozenset({"if", "unless", "如果", "要是", "万一", "只要", "除非"})


def called_off(heard: Heard) -> list[Placed]:
    """The visits whose guests are not coming, where several stand and it names guests of two, or
    one and "the other", and what it says of whoever else it names; empty where nobody is called
    off, where it is asked or only supposed, or where more is said of several at once."""
    heard = Heard(_of_who_is_to_come(heard.said), heard.state)
    said = heard.said
    if said.pressed or said.says("item", "fault") or _only_supposes(heard):
        return []
    named = sorted(_visits_named(heard), key=lambda one: one[0].start)
    if len(named) < 2:  # noqa: PLR2004
        return []
    fates = those_who_go(said, [place for place, _ in named])
    gone = [
        (place.start, Cancel(of=_visit(visit)))
        for goes, (place, visit) in zip(fates, named, strict=True)
        if goes and "cancel" in visit.may
    ]
    more = _of_the_others(heard, named, fates) if gone else []
    return [] if more is None else sorted([*gone, *more], key=lambda one: one[0])


def _visit(visit: Thing) -> Target:
    return Target(what=What.VISIT, thing=visit.id, number=visit.number)


def _of_who_is_to_come(said: Said) -> Said:
    """Without words of who was here and has left: that is no not-coming."""
    left = {start_of(one) for one in manners(said, "has_left")}
    gone = [one for one in manners(said, "leaves") if start_of(one) in left]
    return replace(said, entities=tuple(one for one in said.entities if one not in gone))


def _only_supposes(heard: Heard) -> bool:
    """Whether it asks who comes, or says what is to be if somebody does not; "could you cancel
    Bob?" and "cancel Bob if you can" are neither."""
    said = heard.said
    signs, asks = signs_in(said), said.says("asks", "question")
    if asks and all(one["entity"] == "manner" for one in signs):
        return True
    ifs = [range(start_of(e), heard.clause(e).stop) for e in heard.all("hedge") if _is_if(e)]
    supposed = (next((one for one in signs if start_of(one) in behind), None) for behind in ifs)
    return any(one is not None and (asks or one["entity"] == "manner") for one in supposed)


def _is_if(hedge: Entity) -> bool:
    return str(hedge.get("text")).casefold() in _IFS


def _of_the_others(
    heard: Heard, named: Sequence[tuple[range, Thing]], fates: Sequence[bool | None]
) -> list[Placed] | None:
    """What it says of those who come; None if that is said of several at once."""
    groups = together(heard.said, [place for place, _ in named])
    of = {place: (visit, goes) for goes, (place, visit) in zip(fates, named, strict=True)}
    told: list[Placed] = []
    for group, (start, end) in zip(groups, stretches(heard.said, groups), strict=True):
        visit, goes = of[group[0]]
        part = Heard(guests.part_of(heard.said, start, end), replace(heard.state, asked=None))
        more = _more_of(part, stays=goes is False)
        if goes or not more.given:
            continue
        if len(group) > 1:
            return None
        told.append((group[0].start, _says(part, more, visit)))
    return told


def _says(part: Heard, more: Fields, visit: Thing) -> Act:
    """Of that visit; whoever is named besides comes with them, unless the message corrects."""
    act = part.says(more.model_copy(update={"names": ()}), visit)
    adds = bool(more.names) and not part.said.corrects
    update = {"names": more.names, "adds_names": adds}
    fields = act.fields.model_copy(update=update if more.names else {})
    return act.model_copy(update={"fields": fields, "of": _visit(visit)})


def _more_of(part: Heard, *, stays: bool) -> Fields:
    """What it says of somebody, with whoever is named besides and is a guest of nobody. When they
    stay, it is when it was, and who is named comes along only where the message adds."""
    fields = part.fields()
    visits = [one for one in part.state.things if one.what is What.VISIT]
    known = [str(name) for one in visits for name in one.fields.get("names") or ()]
    names = tuple(one for one in fields.names if not any(_is_same(name, one) for name in known))
    update: dict[str, Any] = {"names": () if stays and not part.said.says("adds") else names}
    if stays and not part.said.says("correction", "hedge"):
        update["when"] = None
    return fields.model_copy(update=update)


def _is_same(name: str, said: str) -> bool:
    """Whether it is the name, a part of it, or the name with words around it."""
    return is_called(name, said) or name.casefold() in said.casefold()


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
