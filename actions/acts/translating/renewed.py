"""A part of what stands of a visit, said anew: a name spelt otherwise, the end of a plate, one who
comes after all, so much later than it was."""

import re
from collections.abc import Iterator

from actions.acts.translating.heard import Heard
from actions.kit.said import Said
from services.acts.acts import Act, Correct
from services.acts.state import Standing, Thing
from services.acts.values import Count, Fields, Target, What, When

Placed = tuple[int, Act]
_CORRECTS = 0.5
_WORD = re.compile(r"[A-Z][\w'’-]{2,}")
_OWNS = re.compile(r"['’]s?$")
_MOST_LETTERS_APART = 2
_LATER = re.compile(r"\b(?:later|earlier)\s*$|(?:以?后|之后|早)$", re.IGNORECASE)
_SIGN = re.compile(
    r"(?P<where>第?[一二三两2３3]个?字|中间|最后|末尾|姓)?[^，,。]{0,6}?(?:是|为|該係|系|係)?(?P<word>[\u4e00-\u9fff]{2,4})的(?P<sign>[\u4e00-\u9fff])"
)
_OF_A_NAME = re.compile(r"名字|姓名|打错|写错|错字|一个字|\bname\b|spel", re.IGNORECASE)
_WHERE = {"第一": 0, "姓": 0, "第二": 1, "中间": 1, "二个": 1, "第三": 2, "最后": -1, "末尾": -1}
_PLATE_END = re.compile(
    r"(?:末|尾|后|最后)(?:号|數|数)?(?:的?(?:几|[一二三四五六两\d])(?:位|个|個)?)?(?:数字|字母|数|字)?(?:应该)?(?:是|改成|改为|换成|变成|应为|为|:|：)?\s?(?P<zh>[A-Za-z0-9]{1,5})"
    r"|\b(?:last|final) (?:(?:two|three|four|five|\d|few) )?(?:digits?|numbers?|characters?|letters?|ones?)?(?: (?:of|on) (?:the|his|her) plate)?\s?(?:is|are|should be|to|now|:)?\s?(?P<en>[A-Z0-9]*\d[A-Z0-9]*)"
    r"|\b(?:ends?|ending) (?:in|with|on) (?P<ends>[A-Z0-9]*\d[A-Z0-9]*)",
    re.IGNORECASE,
)


def of_a_visit(heard: Heard) -> list[Placed]:
    """What it says anew of the visit at hand that is made; empty where it does not."""
    visit, said = heard.thing(What.VISIT), heard.said
    if visit is None or visit.standing is not Standing.MADE or said.pressed:
        return []
    if not heard.state.recent(visit) or "correct" not in visit.may:
        return []
    if said.acts.get("correct", 0.0) < _CORRECTS and not said.corrects:
        return []
    anew = {name: getattr(one, name) for one in _renewed(heard, visit) for name in one.given}
    if not anew:
        return []
    more = heard.fields()
    told = {name: getattr(more, name) for name in more.given - anew.keys() - {"names"}}
    of = Target(what=What.VISIT, thing=visit.id, number=visit.number)
    return [(0, Correct(fields=Fields(**told, **anew), of=of))]


def _renewed(heard: Heard, visit: Thing) -> Iterator[Fields]:
    said = heard.said
    known = tuple(str(one) for one in visit.fields.get("names") or ())
    if (names := _respelt(said, known)) is not None:
        yield Fields(names=names)
    if (plate := _ending(said, str(visit.fields.get("plate") or ""))) is not None:
        yield Fields(plate=plate)
    if (count := _after_all(heard, visit)) is not None:
        yield Fields(headcount=count)
    if (when := _so_much_later(heard)) is not None:
        yield Fields(when=when)


# Names


def _respelt(said: Said, known: tuple[str, ...]) -> tuple[str, ...] | None:
    """Those who are known, one of them with a word of the message that is nearly theirs, or with a
    sign that it describes: "Kowalska, with an a at the end", "the middle one is 大小的小"."""
    if len(known) == 1 and _OF_A_NAME.search(said.text) and (one := _signed(said.text, known[0])):
        return (one,)
    words = {_OWNS.sub("", word) for word in _WORD.findall(said.text)}
    for at, name in enumerate(known):
        for part in name.split():
            near = [word for word in words if _is_nearly(part, word)]
            if len(near) == 1 and not words & set(name.split()):
                return (*known[:at], name.replace(part, near[0]), *known[at + 1 :])
    return None


def _is_nearly(part: str, word: str) -> bool:
    one, other = part.casefold(), word.casefold()
    return one[0] == other[0] and 0 < _apart(one, other) <= _MOST_LETTERS_APART < len(one)


def _apart(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _signed(text: str, name: str) -> str | None:
    """A Chinese name with the sign that is described; where it does not say which, the last."""
    told = next((m for m in _SIGN.finditer(text) if m["sign"] in m["word"]), None)
    if told is None or not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) or told["sign"] in name:
        return None
    where = next((at for words, at in _WHERE.items() if words in text), -1)
    at = where if where >= 0 else len(name) + where
    return name[:at] + told["sign"] + name[at + 1 :] if at < len(name) else None


# Cars, heads, hours


def _ending(said: Said, plate: str) -> str | None:
    """The plate that stands with another end."""
    told = _PLATE_END.search(said.text)
    if told is None or not plate:
        return None
    end = (told["zh"] or told["en"] or told["ends"]).upper()
    return plate[: -len(end)] + end if len(end) < len(plate) - 1 else None


def _after_all(heard: Heard, visit: Thing) -> Count | None:
    """ "One of those is coming after all", where fewer heads were counted just before."""
    change = next((one for one in heard.state.changed if one.thing == visit.id), None)
    if change is None or not heard.said.says("restore") or heard.fields().names:
        return None
    before, now = change.fields.headcount, visit.fields.get("headcount")
    counts = [one.exactly if isinstance(one, Count) else one for one in (before, now)]
    if not all(isinstance(one, int) for one in counts) or counts[0] <= counts[1]:  # type: ignore[operator]
        return None
    many = [int(e["value"]) for e in heard.all("figure")] or [1]
    return Count(plus=min(many[0], counts[0] - counts[1]))  # type: ignore[operator]


def _so_much_later(heard: Heard) -> When | None:
    """ "Peter's half an hour later": than the hour that stands, and not from now."""
    times = heard.all("time")
    if len(times) != 1 or heard.said.says("period", "shift"):
        return None
    [one] = times
    told = heard.fields().when
    words = heard.said.text[int(one["start"]) : int(one["end"])]
    if told is None or told.start is None or not _LATER.search(words):
        return None
    minutes = round((told.start - heard.state.now).total_seconds() / 60)
    return When(shift=minutes, words=words) if minutes else None
