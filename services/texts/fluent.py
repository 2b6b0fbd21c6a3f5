"""Texts in two languages from Project Fluent files."""

from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource

_LOCALE = {"zh": "zh-Hans", "en": "en"}


class Texts:
    """The messages of some files, read once. No message refers to another.

    Fluent gives plurals and keeps sentences whole; numbers, money and times arrive formatted.
    """

    def __init__(self, files: Mapping[str, Iterable[Path]]) -> None:
        """`files` are those of each language."""
        self._languages = {
            language: _Language(language, paths) for language, paths in files.items()
        }

    def say(self, language: str, key: str, **values: Any) -> str:
        """The text `key` in `language`. Raises KeyError, ValueError on bad values."""
        bundle = self._languages[language].having(key)
        message = bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = bundle.format_pattern(message.value, values)
        if errors:
            raise ValueError(f"{key} in {language}: {errors}")
        return str(text)

    def has(self, key: str) -> bool:
        return all(key in language.sources for language in self._languages.values())


class _Language:
    """Messages of one language. Each is parsed when it is first said: a process that parses
    thousands starts a second later."""

    def __init__(self, language: str, paths: Iterable[Path]) -> None:
        self._bundle = FluentBundle([_LOCALE[language]], use_isolating=False)
        self.sources: dict[str, str] = {}
        for path in paths:
            for key, source in sources(path.read_text("utf-8")):
                self.sources.setdefault(key, source)

    def having(self, key: str) -> FluentBundle:
        """The bundle, with the message `key` in it. Raises KeyError."""
        if not self._bundle.has_message(key):
            entry = FluentParser().parse_entry(self.sources[key])
            self._bundle.add_resource(Resource([entry]))
        return self._bundle


def sources(text: str) -> Iterator[tuple[str, str]]:
    """Each message of a file: its key, and what is written from there to the next message or
    comment. A message begins with a letter in the first column."""
    written: list[str] = []
    for line in StringIO(text + "\n#"):
        begins = line[0].isascii() and line[0].isalpha()
        if written and (begins or line[0] == "#"):
            yield written[0].partition("=")[0].strip(), "".join(written)
            written = []
        if written or begins:
            written.append(line)
