"""A part of what stands of a visit, said anew: a name spelt otherwise, the end of a plate, one who
comes after all, so much later than it was."""

from collections.abc import Iterator
from datetime import timedelta

from actions.acts.translating.heard import Heard, is_called, start_of
from actions.acts.translating.manners import relation, relations
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Correct
from services.acts.state import Standing, Thing
from services.acts.values import Count, Fields, Target, What, When

Placed = tuple[int, Act]
_CORRECTS = 0.5
_MOST_LETTERS_APART = 2
_LEAST_LETTERS = 3
_QUOTES = "'’"


def of_a_visit(heard: Heard) -> list[Placed]:
    """What it says anew of the visit at hand that is made; empty where it does not."""
    visit, said = heard.thing(What.VISIT), heard.said
    if visit is None or visit.standing is not Standing.MADE or said.pressed:
        return []
    if not heard.state.recent(visit) or "correct" not in visit.may:
        return []
    corrects = said.acts.get("correct", 0.0) >= _CORRECTS or said.corrects
    if not (corrects or said.says("restore") or _counts_heads(heard, visit)):
        return []
    anew = {name: getattr(one, name) for one in _renewed(heard, visit) for name in one.given}
    if not anew:
        return []
    more = heard.fields()
    told = {name: getattr(more, name) for name in more.given - anew.keys() - {"names"}}
    of = Target(what=What.VISIT, thing=visit.id, number=visit.number)
    return [(0, Correct(fields=Fields(**told, **anew), of=of))]


def _renewed(heard: Heard, visit: Thing) -> Iterator[Fields]:
    said, told = heard.said, heard.fields().headcount
    known = tuple(str(one) for one in visit.fields.get("names") or ())
    if (names := _respelt(said, known)) is not None:
        yield Fields(names=names)
    if (plate := _ending(said, str(visit.fields.get("plate") or ""))) is not None:
        yield Fields(plate=plate)
    if (count := _after_all(heard, visit)) is not None:
        yield Fields(headcount=count)
    elif _counts_heads(heard, visit):
        in_all = told.exactly if told is not None else None
        in_all = in_all or int((relation(said, "in_all") or {})["many"])
        yield Fields(headcount=Count(exactly=in_all))
    if (when := _after_another(heard, visit) or _so_much_later(heard)) is not None:
        yield Fields(when=when)


# Names


def _respelt(said: Said, known: tuple[str, ...]) -> tuple[str, ...] | None:
    """Those who are known, one of them with a word of the message that is nearly theirs, or with a
    sign that it describes: "Kowalska, with an a at the end", "the middle one is 大小的小"."""
    told = relation(said, "sign")
    if len(known) == 1 and told is not None and (one := _signed(told, known[0])):
        return (one,)
    words = {word for word in map(_bare, said.text.split()) if _is_latin_name(word)}
    for at, name in enumerate(known):
        for part in name.split():
            near = [word for word in words if _is_nearly(part, word)]
            if len(near) == 1 and not words & set(name.split()):
                return (*known[:at], name.replace(part, near[0]), *known[at + 1 :])
    return None


def _bare(word: str) -> str:
    """Without marks, and without the s of what is theirs."""
    word = word.strip(',.;:!?"()' + _QUOTES)
    return word[:-2] if word[-2:-1] in _QUOTES and word[-1:] == "s" else word


def _is_latin_name(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word.isascii() and word[0].isupper()


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


def _signed(told: Entity, name: str) -> str | None:
    """A Chinese name with the sign that is described; where it does not say which, the last."""
    if name.isascii() or not _SIGNS[0] <= len(name) <= _SIGNS[1] or told["sign"] in name:
        return None
    at = int(told["at"]) % len(name)
    return name[:at] + str(told["sign"]) + name[at + 1 :]


_SIGNS = (2, 4)
"""The least and the most of a Chinese name."""


# Cars, heads, hours


def _ending(said: Said, plate: str) -> str | None:
    """The plate that stands with another end."""
    told, sign = relation(said, "plate_end"), relation(said, "plate_sign")
    if sign is not None and plate:
        return _with_sign(plate, str(sign["new"]), str(sign["old"]))
    whole = (e for e in said.entities if e["entity"] == "plate")
    if told is None or not plate or any(not _within(e, told) for e in whole):
        return None
    end = str(told["tail"])
    return plate[: -len(end)] + end if len(end) < len(plate) - 1 else None


def _with_sign(plate: str, new: str, old: str) -> str | None:
    """The plate with one sign exchanged, the last that is so: "it ends in G, not Q"."""
    at = plate.rfind(old)
    return plate[:at] + new + plate[at + 1 :] if at >= 0 else None


def _within(entity: Entity, told: Entity) -> bool:
    """Whether it is but the words of an end: "the last three of the plate are 655"."""
    return start_of(entity) >= start_of(told) and bool(entity.get("end") == told["end"])


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


def _counts_heads(heard: Heard, visit: Thing) -> bool:
    """ "Plus her boss, so five in all": whoever counts what stands, and begins nothing."""
    acts = heard.said.acts
    says = max(acts.get("give", 0.0), acts.get("correct", 0.0)) >= _CORRECTS
    begins = max(acts.get("start:visit", 0.0), acts.get("start:order", 0.0)) >= _HARDLY
    at_hand = heard.at_hand is not None and heard.at_hand.id == visit.id
    sold = any(e.get("value") or e.get("candidates") for e in heard.all("item"))
    counts = relation(heard.said, "in_all") is not None and not (sold or heard.names_fault)
    return counts and at_hand and says and not begins


_HARDLY = 0.05


def _so_much_later(heard: Heard) -> When | None:
    """ "Peter's half an hour later": than the hour that stands, and not from now."""
    times = heard.all("time")
    if len(times) != 1 or heard.said.says("period", "shift"):
        return None
    [one] = times
    told = heard.fields().when
    words = heard.said.text[start_of(one) : int(one.get("end") or 0)]
    ends = {later["end"] for later in relations(heard.said, "later")}
    if told is None or told.start is None or one.get("end") not in ends:
        return None
    minutes = round((told.start - heard.state.now).total_seconds() / 60)
    return When(shift=minutes, words=words) if minutes else None


def _after_another(heard: Heard, visit: Thing) -> When | None:
    """ "Half an hour after hers": than the hour of the other visit, or of the one who is named."""
    told = relation(heard.said, "after")
    others = [
        one
        for one in heard.state.things
        if one.what is What.VISIT and one.standing is Standing.MADE and one.id != visit.id
    ]
    if told is None or not others:
        return None
    whose = str(told["whose"])
    named = [one for one in others if whose in _THE_OTHER or _is_named(one, whose)]
    if len(named) != 1:
        return None
    start = getattr(named[0].fields.get("when"), "start", None)
    if start is None:
        return None
    words = heard.said.text[start_of(told) : int(told["end"])]
    at = (start + timedelta(minutes=int(told["minutes"]))).astimezone(heard.state.zone)
    return When(start=at, day=at.date(), words=words)


def _is_named(visit: Thing, words: str) -> bool:
    names = [str(one) for one in visit.fields.get("names") or ()]
    return any(is_called(name, words) for name in names)


_THE_OTHER = frozenset(
    {"hers", "his", "theirs", "her", "him", "them", "the other", "the other one"}
    | {"他", "她", "他们", "她们", "那位", "另一位", "另外一位", "前一位"}
)
