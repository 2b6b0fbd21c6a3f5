"""Texts in two languages from Project Fluent files."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

_LOCALE = {"zh": "zh-Hans", "en": "en"}


class Texts:
    """The messages of some files, read once.

    Fluent gives plurals and keeps sentences whole; numbers, money and times arrive formatted.
    """

    def __init__(self, files: Mapping[str, Iterable[Path]]) -> None:
        """`files` are those of each language."""
        self._bundles = {language: _bundle(language, paths) for language, paths in files.items()}

    def say(self, language: str, key: str, **values: Any) -> str:
        """The text `key` in `language`. Raises KeyError, ValueError on bad values."""
        bundle = self._bundles[language]
        message = bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = bundle.format_pattern(message.value, values)
        if errors:
            raise ValueError(f"{key} in {language}: {errors}")
        return str(text)

    def has(self, key: str) -> bool:
        return all(bundle.has_message(key) for bundle in self._bundles.values())


def _bundle(language: str, paths: Iterable[Path]) -> FluentBundle:
    bundle = FluentBundle([_LOCALE[language]], use_isolating=False)
    for path in paths:
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
