"""Everything that a tenant reads, in `zh.ftl` and `en.ftl`, side by side under the same keys."""

from pathlib import Path

from services.texts.fluent import Texts

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent
_TEXTS = Texts({language: [_FOLDER / f"{language}.ftl"] for language in LANGUAGES})

has = _TEXTS.has
"""Whether a key is there."""
say = _TEXTS.say
"""The text of a key in a language. Raises KeyError, ValueError on bad values."""
