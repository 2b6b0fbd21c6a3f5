"""Every text of the mini-app stands in both languages, and every text that pages ask for stands."""

import json
import re
from collections.abc import Iterator

from parkline.settings.settings import ROOT

SOURCE = ROOT / "miniapp" / "src"


def texts(language: str) -> dict[str, str]:
    found = json.loads((SOURCE / "locale" / f"{language}.json").read_text())
    return dict(_flat(found))


def _flat(tree: dict[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def test_both_languages_have_the_same_texts_with_the_same_names_in_braces() -> None:
    zh, en = texts("zh"), texts("en")
    assert zh.keys() == en.keys()
    for key, text in zh.items():
        assert _names(text) == _names(en[key]), key


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_what_pages_ask_for_is_there() -> None:
    """Keys that are put together at run time are checked by what they begin with."""
    known = texts("zh")
    for file in [*SOURCE.rglob("*.vue"), *SOURCE.rglob("*.ts")]:
        source = file.read_text()
        for key in re.findall(r"""\bt\(\s*["']([\w.]+)["']""", source):
            assert key in known, f"{file.name}: {key}"
        for start in re.findall(r"\bt\(`([\w.]+)\$\{", source):
            assert any(key.startswith(start) for key in known), f"{file.name}: {start}"
