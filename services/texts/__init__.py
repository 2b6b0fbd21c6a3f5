"""Everything that a tenant reads, in both languages side by side under the same keys.

`zh.ftl` and `en.ftl` hold most of it, `shopping.*.ftl` the shop's, `danger.*.ftl` what is said in
danger.
"""

from pathlib import Path

from services.texts.fluent import Texts

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent
_PARTS = ("", "shopping.", "danger.")
_TEXTS = Texts(
    {language: [_FOLDER / f"{part}{language}.ftl" for part in _PARTS] for language in LANGUAGES}
)

has = _TEXTS.has
"""Whether a key is there."""
say = _TEXTS.say
"""The text of a key in a language. Raises KeyError, ValueError on bad values."""
