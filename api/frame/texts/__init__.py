"""What the API itself says, in `texts/zh.ftl` and `texts/en.ftl` of the frame and of each area."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.texts import LANGUAGES
from services.texts.fluent import Texts

_API = Path(__file__).parents[2]


def files(language: str) -> list[Path]:
    return sorted(_API.glob(f"*/texts/{language}.ftl"))


TEXTS = Texts({language: files(language) for language in LANGUAGES})

say = TEXTS.say


def key_of(code: str) -> str:
    return "problem-" + code.replace("_", "-")


def words(language: str, code: str, details: Mapping[str, Any]) -> str:
    """Why something was not done. `details` that are plain may stand in the text."""
    key = key_of(code)
    if not TEXTS.has(key):
        key = "problem-other"
    plain = {name: value for name, value in details.items() if isinstance(value, int | str)}
    return say(language, key, **plain)
