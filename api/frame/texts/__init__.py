"""What the API itself says: why something was not done, in `zh.ftl` and `en.ftl`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.texts import LANGUAGES
from services.texts.fluent import Texts

FOLDER = Path(__file__).parent
TEXTS = Texts({language: [FOLDER / f"{language}.ftl"] for language in LANGUAGES})

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
