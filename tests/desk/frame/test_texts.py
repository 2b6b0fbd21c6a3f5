"""What staff read: both languages say everything, and nothing is said that is not there."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from desk.frame.rooms import DESK
from desk.frame.texts import files, say
from services.texts import LANGUAGES
from tests.kit.texts import messages

ROOT = DESK.parent
FILES = {
    language: {f"{path.parents[2].name}/{path.stem}": path for path in files(language)}
    for language in LANGUAGES
}
"""By area and name: visits/audit is what visits say to the audit log."""
AREAS = sorted(FILES["zh"])

FAMILIES: dict[str, set[str]] = {}
for _path in sorted(Path(__file__).parents[1].glob("*/text_families/*.py")):
    _module = import_module(f"tests.desk.{_path.parts[-3]}.text_families.{_path.stem}")
    for _prefix, _codes in _module.FAMILIES.items():
        FAMILIES[_prefix] = FAMILIES.get(_prefix, set()) | _codes

ERRORS = re.compile(r"[a-z]+-error-[a-z0-9-]+")
"""Keys of errors by their codes; see desk/frame/problems.py."""
_KEY = re.compile(r"[\"']([a-z]+-[a-z0-9_-]+)[\"']")
_ASKED = re.compile(
    r"""\b(?:text|toast|say)\(\s*(?:[\w.]*language,\s*)?["']([a-z]+-[a-z0-9_-]+)["']"""
)


def sources() -> Iterator[tuple[str, str]]:
    for path in sorted([*DESK.rglob("*.py"), *DESK.glob("*/templates/**/*.html")]):
        yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def keys() -> dict[str, set[str]]:
    return {key: names for area in AREAS for key, names in messages(FILES["zh"][area]).items()}


def built() -> set[str]:
    return {prefix + code for prefix, codes in FAMILIES.items() for code in codes}


@pytest.mark.parametrize("area", AREAS)
def test_the_two_languages_have_the_same_keys_with_the_same_variables(area: str) -> None:
    zh, en = (messages(FILES[language][area]) for language in LANGUAGES)
    assert list(zh) == list(en)  # The same order, so that they can be read side by side.
    assert {key: zh[key] ^ en[key] for key in zh if zh[key] != en[key]} == {}


@pytest.mark.parametrize("area", AREAS)
def test_keys_begin_with_the_name_of_their_file(area: str) -> None:
    found = messages(FILES["zh"][area])
    assert [key for key in found if not key.startswith(f"{Path(area).name}-")] == []


def test_there_is_an_english_file_for_every_chinese_one() -> None:
    assert sorted(FILES["en"]) == AREAS


def test_every_text_that_is_asked_for_is_there() -> None:
    known = keys()
    asked = {(key, path) for path, source in sources() for key in _ASKED.findall(source)}
    assert len(asked) > 30
    assert {(key, path) for key, path in asked if key not in known and key not in FAMILIES} == set()
    assert built() <= set(known)


def test_every_text_is_used() -> None:
    named = {key for _, source in sources() for key in _KEY.findall(source)}
    unused = set(keys()) - named - built()
    assert {key for key in unused if not ERRORS.fullmatch(key)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_left_in_the_other_language(language: str) -> None:
    for key, names in keys().items():
        text = say(language, key, **dict.fromkeys(names, "7"))
        assert text.strip() == text != "", key
        chinese = re.search(r"[\u3400-\u9fff]", text) is not None
        if re.sub(r"[\W\d]", "", text):
            assert chinese is (language == "zh"), (key, text)
