"""Every regular expression of the project, and texts that make a careless one try for ever.

A text is made of the expression itself: what leads to one of its repeats, the repeat's own body
hundreds of times, and an end that does not fit.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from random import Random
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

from parkline.settings.settings import ROOT

PACKAGES = (
    *("actions", "api", "connectors", "desk", "edge", "models", "parkline", "services", "times"),
    "bot.components",
)
LEFT_OUT = ("migrations", "__main__", "simulate", "demo")
"""Demonstrations take no text of strangers; migrations and `__main__` act when imported."""
_SHORT = 8
"""Repeats of at most so many times cannot add up."""
_KINDS = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " \n",
    codes.CATEGORY_WORD: "a1一",
    codes.CATEGORY_NOT_DIGIT: "a ",
    codes.CATEGORY_NOT_SPACE: "a1,",
    codes.CATEGORY_NOT_WORD: " ,",
}
_ANY = "a1 ,\n一.{}xyz0"
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_ENDS = ("!", "\n~")

Tree = Any


def modules() -> Iterator[ModuleType]:
    """Those that can be imported here: what needs Rasa lives in the bot's own environment."""
    importlib.import_module("parkline.cli")  # Its commands cannot be the first that is imported.
    for package in PACKAGES:
        for found in pkgutil.walk_packages(
            importlib.import_module(package).__path__, package + "."
        ):
            if any(part in found.name for part in LEFT_OUT):
                continue
            try:
                yield importlib.import_module(found.name)
            except ModuleNotFoundError:
                continue


def compiled() -> dict[str, tuple[re.Pattern[str], int | None]]:
    """By where they stand; with the longest text that the module lets reach them, if it says so."""
    found: dict[str, tuple[re.Pattern[str], int | None]] = {}
    seen: set[tuple[str, int]] = set()
    for module in modules():
        longest = getattr(module, "LONGEST", None)
        limit = longest if isinstance(longest, int) else None
        for name, value in vars(module).items():
            for number, pattern in enumerate(_inside(value)):
                if (key := (pattern.pattern, pattern.flags)) not in seen:
                    seen.add(key)
                    found[f"{module.__name__}.{name}.{number}"] = pattern, limit
    return found


def written() -> dict[str, re.Pattern[str]]:
    """Those that are given to a function of `re` where they are used."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package.replace(".", "/")).rglob("*.py")):
            if any(part in path.parts for part in LEFT_OUT):
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (pattern := _argument(node)) is not None:
                    found[f"{path.relative_to(ROOT)}:{node.lineno}"] = pattern  # type: ignore[attr-defined]
    return found


def attacks(pattern: re.Pattern[str], length: int, random: Random) -> set[str]:
    """Texts of about `length` characters."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    found = set()
    for lead, body in _repeats(tree):
        pump = _sample(body, random) + _sample(body, random)
        if pump:
            beginning, times = _sample(lead, random), length // len(pump)
            for start in ("", beginning):
                found |= {(start + pump * times)[: length - 2] + end for end in _ENDS}
    whole = _sample(tree, random)
    for pump in {whole, whole[:-1], whole[:1], " ", "一"} - {""}:
        found.add((pump * (length // len(pump) + 1))[:length])
    return found


def _argument(node: ast.AST) -> re.Pattern[str] | None:
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="re"), attr=name),
            args=[ast.Constant(value=str(said)), *_],
        ) if name not in {"compile", "escape"}:
            return re.compile(said, re.IGNORECASE)
    return None


def _inside(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth < 3 and isinstance(value, dict):
        for inner in (*value.keys(), *value.values()):
            yield from _inside(inner, depth + 1)
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _inside(inner, depth + 1)


def _repeats(tree: Tree, lead: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Tree]]:
    """Every long repeat: what stands before it, and its body."""
    before = lead
    for node in tree:
        kind, about = node
        if kind in _REPEATS:
            if about[1] > _SHORT:
                yield before, about[2]
            yield from _repeats(about[2], before)
        elif kind is codes.BRANCH:
            for branch in about[1]:
                yield from _repeats(branch, before)
        elif kind is codes.SUBPATTERN:
            yield from _repeats(about[3], before)
        elif kind in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repeats(about[1], before)
        before = (*before, node)


def _sample(tree: Tree, random: Random) -> str:
    return "".join(_sample_of(kind, about, random) for kind, about in tree)


def _sample_of(kind: Any, about: Any, random: Random) -> str:  # noqa: PLR0911 - one a kind
    if kind is codes.LITERAL:
        return chr(about)
    if kind is codes.NOT_LITERAL:
        return "b" if about == ord("a") else "a"
    if kind is codes.ANY:
        return random.choice("a1 ")
    if kind is codes.IN:
        return random.choice(_members(about))
    if kind is codes.BRANCH:
        return _sample(random.choice(about[1]), random)
    if kind is codes.SUBPATTERN:
        return _sample(about[3], random)
    if kind in _REPEATS:
        least, most, body = about
        return "".join(_sample(body, random) for _ in range(min(most, least + random.randrange(3))))
    return ""


def _members(items: Tree) -> str:
    said = ""
    for kind, about in items:
        if kind is codes.LITERAL:
            said += chr(about)
        elif kind is codes.RANGE:
            said += chr(about[0]) + chr(about[1])
        elif kind is codes.CATEGORY:
            said += _KINDS[about]
    if any(kind is codes.NEGATE for kind, _ in items):
        return "".join(sign for sign in _ANY if sign not in said) or "~"
    return said or "a"
