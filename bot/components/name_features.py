"""What a tagger of names may look at: each token, its kinds, and those around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rasa.nlu.tokenizers.tokenizer import Token

from bot.components import name_words as known
from bot.components.parsers.normalise import normalise
from bot.components.parsers.visits import name_candidates, reason_candidates

Ruled = Sequence[tuple[str, int, int]]
"""(entity, start, end) of what the rules found."""

#: A repair, a dish or a meal may be part of a reason (修空调, lunch); these are never part of one.
FIXED = frozenset(
    "time period phone plate location quantity order_no ticket_no visit_no".split()  # noqa: SIM905
)
_WINDOW = range(-3, 4)
_UNKNOWN = "?"


def features(
    tokens: Sequence[Token], ruled: Ruled = (), unknown: Iterable[int] = ()
) -> list[list[str]]:
    """For each token the words around, alone and with their neighbour, and their kinds.

    Tokens at `unknown` places keep their kinds only: so a name never heard before looks.
    """
    hidden = frozenset(unknown)
    words = [_word(token.text) for token in tokens]
    kinds = _kinds(tokens, words, ruled)
    shown = [_UNKNOWN if place in hidden else word for place, word in enumerate(words)]
    stretches = _stretches(tokens, kinds)
    guesses = _guesses(tokens)
    about = "visit" if known.VISITS & {*words, *map("".join, pairwise(words))} else "other"
    return [
        [
            *_at(place, shown, kinds),
            *_of_stretch(place, *stretches[place], shown, kinds),
            *_guessed(place, guesses, about),
            f"about:{about}",
            f"about:{about}|{kinds[place]}",
        ]
        for place in range(len(tokens))
    ]


def _word(text: str) -> str:
    """In simplified characters and small letters."""
    return normalise(text).text or text


def _at(place: int, words: Sequence[str], kinds: Sequence[str]) -> list[str]:
    def word(step: int) -> str:
        return words[place + step] if 0 <= place + step < len(words) else "^$"

    def kind(step: int) -> str:
        return kinds[place + step] if 0 <= place + step < len(kinds) else "edge"

    steps, pairs = list(_WINDOW), list(_WINDOW)[:-1]
    return [
        *(f"{step}:{word(step)}" for step in steps),
        *(f"{step}+:{word(step)}|{word(step + 1)}" for step in pairs),
        *(f"{step}k:{kind(step)}" for step in steps),
        *(f"{step}k+:{kind(step)}|{kind(step + 1)}" for step in pairs),
        *(f"{step}kw:{kind(step + 1)}|{word(step)}" for step in pairs),
        *(f"{step}wk:{word(step + 1)}|{kind(step)}" for step in pairs),
        f"before:{kind(-2)}|{kind(-1)}|{kind(0)}",
        f"around:{kind(-1)}|{kind(0)}|{kind(1)}",
        f"after:{kind(0)}|{kind(1)}|{kind(2)}|{word(3)}",
        f"far:{kind(0)}|{kind(1)}|{word(2)}",
    ]


def _guesses(tokens: Sequence[Token]) -> list[list[str]]:
    """What the rules of names and reasons make of each token: which rule, and begin or inside."""
    if not tokens:
        return []
    text = _joined(tokens)
    guesses: list[list[str]] = [[] for _ in tokens]
    for span in (*name_candidates(text), *reason_candidates(text)):
        inside = [p for p, token in enumerate(tokens) if span.start <= token.start < span.end]
        for place in inside:
            mark = "B" if place == inside[0] else "I"
            guesses[place].append(f"rule:{span.entity}{span.extra['rule']}|{mark}")
            if place == inside[-1]:
                guesses[place].append(f"rule:{span.entity}{span.extra['rule']}|end")
    return guesses


def _guessed(place: int, guesses: Sequence[Sequence[str]], about: str) -> list[str]:
    """The rules' word on a token and on both its neighbours."""
    before = guesses[place - 1] if place else ()
    after = guesses[place + 1] if place + 1 < len(guesses) else ()
    return [
        *guesses[place],
        *(f"{guess}|{about}" for guess in guesses[place]),
        *(f"-1{guess}" for guess in before),
        *(f"+1{guess}" for guess in after),
    ]


def _joined(tokens: Sequence[Token]) -> str:
    """The text again, each token where it stood."""
    written = [" "] * tokens[-1].end
    for token in tokens:
        written[token.start : token.end] = token.text
    return "".join(written)


def _stretches(tokens: Sequence[Token], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """[first, after) of the stretch each token stands in: up to punctuation, a thing that rules
    found, or a space between Chinese characters.
    """
    cuts = [
        place
        for place in range(1, len(tokens))
        if _parts(kinds[place - 1])
        or _parts(kinds[place])
        or _spaced(*tokens[place - 1 : place + 1])
    ]
    bounds = [0, *cuts, len(tokens)]
    return [(first, after) for first, after in pairwise(bounds) for _ in range(first, after)]


def _parts(kind: str) -> bool:
    return kind == "mark" or kind.startswith("=")


def _spaced(before: Token, after: Token) -> bool:
    latin = before.text.isascii() and after.text.isascii()
    return before.end < after.start and not latin


def _of_stretch(
    place: int, first: int, after: int, words: Sequence[str], kinds: Sequence[str]
) -> list[str]:
    """Where in its stretch a token stands, and which word that opens names or reasons came last."""
    position, left, length = min(place - first, 6), min(after - place, 6), min(after - first, 9)
    found = [f"at:{position}", f"left:{left}", f"whole:{length}|{position}|{kinds[first]}"]
    for back in range(place - 1, max(first, place - 8) - 1, -1):
        if words[back] in known.OPENERS:
            found += [f"since:{words[back]}|{place - back}", f"since:{words[back]}|{left}"]
            break
    return found


def _kinds(tokens: Sequence[Token], words: Sequence[str], ruled: Ruled) -> list[str]:
    """A word's kind is what a name never heard before shares with those that were."""
    kinds = [_kind(token.text, word) for token, word in zip(tokens, words, strict=True)]
    for place in range(len(tokens) - 1):
        both = words[place] + words[place + 1]
        for kind, listed in (
            ("surname", known.COMPOUND_SURNAMES),
            ("title", known.TITLES_AFTER),
            ("person", known.PEOPLE_BEFORE),
        ):
            if both in listed:
                kinds[place] = kinds[place + 1] = kind
    for entity, start, end in ruled:
        if entity not in FIXED:
            continue
        for place, token in enumerate(tokens):
            if start <= token.start < end:
                kinds[place] = f"={entity}"
    return kinds


def _kind(text: str, word: str) -> str:
    if text.isascii() and text.isalpha():
        return _latin(text, word)
    for kind, listed in (
        ("surname", known.SURNAMES),
        ("nick", known.NICKS),
        ("deed", known.DEEDS),
        ("title", known.TITLES_AFTER),
        ("given", known.GIVEN),
    ):
        if word in listed:
            return kind
    if text.isdigit():
        return "digit"
    return "han" if text.isalpha() else "mark"


def _latin(text: str, word: str) -> str:
    for kind, listed in (
        ("mr", known.TITLES_BEFORE),
        ("deed", known.ENGLISH_DEEDS),
        ("person", known.ENGLISH_BEFORE),
    ):
        if word in listed:
            return kind
    capital = "Capital" if text[0].isupper() else "small"
    return f"{capital}-name" if word in known.ENGLISH_NAMES else capital
