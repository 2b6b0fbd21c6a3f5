"""Secrets that nobody could mistake for something else, and finding them in any spelling."""

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

SHORTEST = 6
"""In characters: what is shorter would be found by chance."""

Found = set[tuple[str, str]]
"""Which secret, and where."""


@dataclass
class Canaries:
    """Secrets by their names."""

    values: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: str) -> str:
        assert len(value) >= SHORTEST, name
        self.values[name] = value
        return value

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def found_in(self, places: Mapping[str, bytes]) -> Found:
        spelled = {name: spellings(value) for name, value in self.values.items()}
        return {
            (name, place)
            for place, written in places.items()
            for name, forms in spelled.items()
            if any(form in written for form in forms)
        }


def spellings(secret: str) -> set[bytes]:
    """As it is, and as URLs, JSON, HTML, Python, hexadecimal and base64 would write it."""
    once = {secret, *_percent(secret)}
    twice = {form for each in once for form in _percent(each)}
    texts = once | twice | {json.dumps(secret)[1:-1], html.escape(secret), repr(secret)[1:-1]}
    texts |= {json.dumps(each)[1:-1] for each in texts}
    raw = secret.encode()
    return {text.encode() for text in texts} | {raw.hex().encode(), *_base64(raw)}


def _percent(text: str) -> Iterator[str]:
    for form in (quote(text), quote(text, safe=""), quote_plus(text)):
        yield form
        yield re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), form)


def _base64(raw: bytes) -> Iterator[bytes]:
    """Wherever it begins in what is encoded; without the signs that its neighbours share."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw)
        whole = encoded[(0, 2, 3)[before] : (before + len(raw)) // 3 * 4]
        yield whole
        yield whole.translate(bytes.maketrans(b"+/", b"-_"))
