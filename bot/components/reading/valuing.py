"""What words stand for that are known to say a value: ids, codes, numbers, lines.

In running text a rule must be sure that words are an item or a wish at all. Here that is heard, so
likeness in spelling and sound is enough where no rule has found the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.components.parsers.catalogue import OTHER
from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.line_refs import find_line_refs
from bot.components.parsers.normalise import normalise
from bot.components.parsers.numbers import find_numbers, to_int
from bot.components.parsers.options import Option, find_options, option_within
from bot.components.parsers.repairs import find_named
from bot.components.reading.likeness import Latest, Names
from bot.components.reading.naming import named
from bot.components.reading.said import Entity, Said

_SURELY = frozenset({"exact", "alias", "partial", OTHER})
_ALIKE = 0.75
"""Likeness of words to an option's name from which they are taken for it, 0 to 1."""
_ABOUT_ONE = ("the {}", "{} one", "the {} one")
_ONE = ("那个", "那份", "那碗", "那杯", "这个", "嗰个", "味", "的")
_SOME = ("些", "点", "半")
_BARE_HALF = ("半", "减半", "減半", "halve", "halved")
_HALF = ("一半", "对半", "對半", "半数", "半數", "half")
_NONE = ("no ", "without ", "不要", "不放", "别放", "去")
_STILL = ("还是", "照样", "照旧", "依旧", "依然", "仍", "继续")
"""In words for a wish that stays: 香菜还是不要 takes nothing back."""
_EVERY = frozenset(
    {"都", "一样", "各", "全", "全场", "统统", "通通", "全部", "all", "everything", "both", "each"}
)
_FIRST: Mapping[str, Any] = {"position": 1}
_LATEST: Mapping[str, Any] = {"position": -1}
_ALL: Mapping[str, Any] = {"among": "all"}
_JUST_NOW: Mapping[str, Any] = {"among": "last"}
_POINTING: Mapping[str, Mapping[str, Any]] = {
    **dict.fromkeys(("former", "前者", "前一", "前面那", "头一"), _FIRST),
    **dict.fromkeys(("latter", "后者", "后一", "后面那"), _LATEST),
    **dict.fromkeys(("both", "each", "两样", "两种", "两个都", "一样一", "各一", "都来"), _ALL),
    **dict.fromkeys(("上一", "上条", "刚加", "刚点", "刚说", "last bit", "just added"), _JUST_NOW),
}
"""What words that are known to point say of it."""
_IT = frozenset(
    {
        *("it", "them", "that", "this", "those", "these", "that one", "this one"),
        *(
            "它",
            "它们",
            "那个",
            "这个",
            "那份",
            "这份",
            "那碗",
            "那杯",
            "嗰个",
            "𠮶个",
            "嗰碗",
            "𠮶碗",
            "嗰杯",
            "𠮶杯",
        ),
    }
)


_NO_NAMES = frozenset(
    {"the", "a", "an", "of", "of the", "one of", "what", "for", "to", "and", "that's", "的", "了"}
)


def names_nothing(one: Said) -> bool:
    """Whether what was heard as a name, or as pointing, is a word that only joins others."""
    return one.label in ("item", "ref") and one.text.casefold().strip() in _NO_NAMES


def valued(said: Sequence[Said], entities: Sequence[Entity], known: Knowledge) -> list[Entity]:
    """Each of what was heard in JSON, with `value` where it stands for something that is known.

    | label | value |
    |---|---|
    | `item` | its id; else `candidates`; `called`: without words that only point |
    | `quantity` | a number; `share` of what stands (0.5) instead where that is said |
    | `option` | codes, those to be taken off in `without` |
    | `fault` | in `category` what kind of thing its words name, if any |
    | `ref` | a reference (services.acts.values.Ref) |
    """
    return [one.as_json() | _value(one, entities, known) for one in said]


def _value(one: Said, entities: Sequence[Entity], known: Knowledge) -> dict[str, Any]:
    match one.label:
        case "item":
            return _item(one, entities, known) | _called(one.text)
        case "quantity":
            return _counted_as(one, entities)
        case "option":
            return _options(one, entities, known.options)
        case "fault":
            return _kind_of_fault(one)
        case "ref":
            return {"value": _reference(one, entities, known)}
    return {}


def _kind_of_fault(one: Said) -> dict[str, Any]:
    kinds = [span.value for span in find_named(one.text)]
    return {"category": kinds[0]} if kinds else {}


def _counted_as(one: Said, entities: Sequence[Entity]) -> dict[str, Any]:
    number = _number(one, entities)
    if number is None:
        return {"share": 0.5} if _is_half(one.text) else {}
    return {"value": number}


def _item(one: Said, entities: Sequence[Entity], known: Knowledge) -> dict[str, Any]:
    ruled = one.most_of("item", entities)
    if ruled is not None and ruled.get("how") in _SURELY:
        found: Entity | None = ruled
    else:
        found = named(one.text, known.catalogue) or ruled
    if found is None:
        return {}
    told: dict[str, Any] = {
        name: ruled[name] for name in ("position", "has") if ruled and name in ruled
    }
    if found.get("value") is not None:
        return {"value": int(found["value"]), **told}
    if found.get("candidates"):
        return {"candidates": list(found["candidates"]), **told}
    return told


_SOMEBODYS = re.compile(r"把?(?:他|她|佢|我|你)(?:们|哋)?(?:的|嘅)?|his|hers?|my|mine|their|theirs")
_OWN = re.compile(
    r"^(?:my|the|his|her|our|their|that|this)\s+|^[我他她]的?|^[那这][份碗杯个盒瓶]|[那这]?[份碗杯个盒瓶]$",
    re.IGNORECASE,
)


def _called(words: str) -> dict[str, str]:
    """ "Noodle" of "my noodle"; nothing where the words are a name alone."""
    name = _OWN.sub("", words.strip())
    return {"called": name} if name and name != words else {}


def _number(one: Said, entities: Sequence[Entity]) -> int | None:
    if one.text.endswith(_SOME):
        return None
    ruled = one.most_of("quantity", entities)
    if ruled is not None and ruled.get("share"):
        return None  # How many that is follows from what stands.
    if ruled is not None and isinstance(ruled["value"], int):
        return ruled["value"]
    return number_in(one.text)


def _is_half(words: str) -> bool:
    said = words.casefold().strip()
    return said in _BARE_HALF or any(half in said for half in _HALF)


def number_in(words: str) -> int | None:
    """The one number in words that are known to say how many."""
    if (whole := to_int(words)) is not None:
        return whole
    numbers = find_numbers(normalise(words).text)
    return numbers[0][2] if len(numbers) == 1 else _counted(words)


def _counted(words: str) -> int | None:
    """The number before a measure word: "两碗", "仨"."""
    for end in range(len(words), 0, -1):
        if (value := to_int(words[:end])) is not None:
            return value
    return None


def _options(one: Said, entities: Sequence[Entity], options: Sequence[Option]) -> dict[str, Any]:
    ruled = [e for e in entities if e["entity"] == "option" and one.overlaps(e["start"], e["end"])]
    if not ruled:
        found = [s for s in find_options(one.text, options) if s.entity == "option"]
        ruled = [{"value": s.value} for s in found]
    kept = any(mark in str(e.get("text")) for e in ruled for mark in _STILL)
    off = one.role == "without" and not kept
    if not ruled and (code := option_within(one.text, options) or _alike(one.text, options)):
        ruled = [{"value": code}]
    if not ruled and off and (code := _about(one.text, options)):
        ruled = [{"value": code}]
    return {
        "value": [e["value"] for e in ruled if not (off or e.get("role") == "without")],
        "without": [e["value"] for e in ruled if off or e.get("role") == "without"],
    }


def _alike(text: str, options: Sequence[Option]) -> str | None:
    """The option whose name is most like the words."""
    alike = _names.of(options).like(normalise(text).text, _ALIKE)
    return max(alike, key=lambda code: (alike[code], code), default=None)


def _about(text: str, options: Sequence[Option]) -> str | None:
    """The one option that leaves out what the words name: "the peanuts back in" takes back "no
    peanuts"."""
    words = normalise(text).text
    told = {
        option.code
        for option in options
        for name in (normalise(one).text for one in option.names)
        for mark in _NONE
        if name.startswith(mark) and name.removeprefix(mark).strip() in words
    }
    return told.pop() if len(told) == 1 else None


def _names_of(options: Sequence[Option]) -> Names[str]:
    named = ((option.code, name) for option in options for name in option.names)
    return Names(named, by_sound=False)


_names = Latest(_names_of)


def _reference(one: Said, entities: Sequence[Entity], known: Knowledge) -> dict[str, Any]:
    ruled = one.most_of("line_ref", entities)
    if ruled is not None:
        return _rest_of(one, ruled, known) or dict(ruled["value"])
    item = one.most_of("item", entities)
    if item is not None and item.get("value") is not None:
        return {"item": int(item["value"])}
    told = normalise(one.text).text
    if told in _IT:
        return {}
    pointed = _pointed(told)
    return pointed if pointed is not None else _said_of(one.text)


_LIKE_IT = ("same", "the same", "一样", "一样的", "同样", "同样的")


def _rest_of(one: Said, ruled: Entity, known: Knowledge) -> dict[str, Any]:
    """ "The rest of the kung pao" is of the kung pao; empty where it names nothing besides."""
    words = one.text.replace(str(ruled.get("text") or ""), "", 1).removeprefix(" of ")
    if ruled["value"].get("among") not in ("rest", "other") or words in ("", one.text):
        return {}
    found = named(words.strip(), known.catalogue) or {}
    if found.get("value") is not None:
        return {"item": int(found["value"])}
    return {"candidates": list(found["candidates"])} if found.get("candidates") else {}


def _pointed(told: str) -> dict[str, Any] | None:
    if told in _EVERY:
        return {"among": "all"}
    return next((dict(value) for words, value in _POINTING.items() if words in told), None)


def _said_of(text: str) -> dict[str, Any]:
    """What a rule reads in the words, as they are said in full; else a word of the line."""
    refs = (ref for words in _ways(text) for ref in find_line_refs(words))
    first = next(refs, None)
    bare = _bare(normalise(text).text)
    if bare in _LIKE_IT:
        return {}  # "Both the same" says no word of a line.
    if _SOMEBODYS.fullmatch(bare):
        return {}  # No line has somebody in its name.
    return dict(first.value) if first is not None else {"has": bare}


def _bare(words: str) -> str:
    """Without what only points."""
    for mark in _ONE:
        words = words.replace(mark, "")
    return words.removeprefix("the ").removesuffix(" one").strip() or words


def _ways(words: str) -> Iterator[str]:
    """The words, then as they are said in full."""
    yield words
    for told in (words, _bare(normalise(words).text)):
        for way in _ABOUT_ONE:
            yield way.format(told.casefold())
