"""What the areas of the API bring: each says it once, and no two say the same."""

from collections import Counter
from pathlib import Path
from pkgutil import iter_modules

import api
from api.frame import texts
from api.frame.routing import Area
from api.frame.shortcuts import Shortcut
from services.kit.plugins import domains, found
from services.texts import LANGUAGES
from tests.kit.texts import messages

AREAS = {one.name for one in iter_modules(api.__path__) if one.ispkg} - {"frame"}


def twice(names: list[object]) -> list[object]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_every_area_says_what_it_brings() -> None:
    assert {module.__name__.split(".")[1] for module in domains(api)} == AREAS


def test_no_two_have_the_same_place() -> None:
    assert twice([module.RANK for module in domains(api)]) == []


def test_no_two_bring_the_same_route() -> None:
    brought = [(one.method, one.path) for area in found(api, Area) for one in area.routes]
    assert twice(list(brought)) == []


def test_every_shortcut_has_a_code_and_a_name_of_its_own() -> None:
    codes = [one.code for one in found(api, Shortcut)]
    assert twice(list(codes)) == []
    assert [code for code in codes if not texts.TEXTS.has(f"shortcut-{code}")] == []


def test_every_text_stands_in_one_area_alone_and_in_both_languages() -> None:
    keys = {language: keys_of(language) for language in LANGUAGES}
    assert keys["zh"] == keys["en"]
    assert twice([key for _, key in keys["zh"]]) == []


def keys_of(language: str) -> list[tuple[str, str]]:
    """With the area of each, in the order in which they stand."""
    return [(area(path), key) for path in texts.files(language) for key in messages(path)]


def area(path: Path) -> str:
    return path.parents[1].name
