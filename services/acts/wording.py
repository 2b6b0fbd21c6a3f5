"""Whether words name something, as far as that needs no understanding."""

import re

from services.acts.state import StandingLine, Thing
from services.kit.folding import plain

_TOKEN = re.compile(r"[0-9a-z]+")
_ENDING = 2
"""Letters by which two forms of an English word may differ: noodle, noodles; box, boxes."""
_STEM = 3
"""Letters that two forms of a word have in common at least."""


def same(one: str, other: str) -> bool:
    """Whether two words are one, whatever their capitals, width or script (traditional,
    simplified)."""
    return bool(said := plain(one)) and said == plain(other)


def within(said: str, name: str) -> bool:
    """Whether a name holds what was said: a part of a Chinese name, whole words of an English
    one ("tea" is not in "steamed")."""
    wanted = plain(said)
    if not wanted:
        return False
    if not wanted.isascii():
        return wanted in plain(name)
    there = _TOKEN.findall(name.casefold())
    return all(
        any(_one_word(one, word) for word in there) for one in _TOKEN.findall(said.casefold())
    )


def _one_word(said: str, word: str) -> bool:
    if said == word:
        return True
    shorter, longer = sorted((said, word), key=len)
    return (
        len(shorter) >= _STEM
        and longer.startswith(shorter)
        and len(longer) - len(shorter) <= _ENDING
    )


def is_called(line: StandingLine, said: str) -> bool:
    """Whether a line has this property: an option, a tag, one of its names as a whole."""
    words = (*line.options, *line.tags, *line.words)
    return any(same(one, word) for one in _spelt(said) for word in words)


def is_named(line: StandingLine, said: str) -> bool:
    """Whether a name or the note of a line holds what was said. Not the names of its options: what
    was ordered without chilli is not "the one with chilli"."""
    names = (line.name_zh, line.name_en, line.note or "")
    return any(within(one, name) for one in _spelt(said) for name in names)


_PARTICLES = re.compile(r"(?<=[\u4e00-\u9fff])(?:的|嘅|之)?(?:那|这|嗰|𠮶|呢)?[份个碗杯盒种款只]?$")
"""Of a name: 宫保的, 青椒那份."""


def _spelt(said: str) -> tuple[str, ...]:
    """As it was said, and without a particle: 宫保的 is 宫保."""
    bare = _PARTICLES.sub("", said)
    return (said, bare) if _ENDING <= len(bare) < len(said) else (said,)


def thing_has(thing: Thing, said: str) -> bool:
    """Whether a thing, or a line of it, is called so: "the one with the noodles", "Anna's"."""
    names = thing.fields.get("names") or ()
    told = [thing.fields.get(one) for one in ("plate", "company", "description", "reason", "phone")]
    place = thing.fields.get("place")
    spots = [getattr(place, part, None) for part in ("building", "room", "place")]
    words = [*thing.title.values(), *names, *told, *spots, thing.number]
    if any(within(said, str(word)) for word in words if word):
        return True
    return any(is_called(line, said) or is_named(line, said) for line in thing.lines)
