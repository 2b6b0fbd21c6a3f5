"""Everything that a tenant reads, in both languages side by side under the same keys.

Each domain has its own in `services/<domain>/texts/{zh,en}.ftl`; what belongs to nobody is here.
"""

from pathlib import Path

from services.texts.fluent import Texts

LANGUAGES = ("zh", "en")
_SERVICES = Path(__file__).parent.parent


def _files(language: str) -> list[Path]:
    name = f"{language}.ftl"
    return [_SERVICES / "texts" / name, *sorted(_SERVICES.glob(f"*/texts/{name}"))]


_TEXTS = Texts({language: _files(language) for language in LANGUAGES})

has = _TEXTS.has
"""Whether a key is there."""
say = _TEXTS.say
"""The text of a key in a language. Raises KeyError, ValueError on bad values."""
