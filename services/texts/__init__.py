"""Everything that a person reads, in `zh.ftl` and `en.ftl`, side by side under the same keys.

Project Fluent gives plurals and keeps sentences whole; numbers, money and times arrive formatted.
"""

from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent


@cache
def bundle(language: str) -> FluentBundle:
    made = FluentBundle([{"zh": "zh-Hans", "en": "en"}[language]], use_isolating=False)
    made.add_resource(FluentResource((_FOLDER / f"{language}.ftl").read_text("utf-8")))
    return made


def say(language: str, key: str, **values: Any) -> str:
    """The text `key` in `language`. Raises KeyError, ValueError on bad values."""
    found = bundle(language)
    message = found.get_message(key)
    if message.value is None:
        raise KeyError(key)
    text, errors = found.format_pattern(message.value, values)
    if errors:
        raise ValueError(f"{key} in {language}: {errors}")
    return str(text)
