"""Everything that vendors' people read: texts/zh/vendor.ftl and texts/en/vendor.ftl."""

from pathlib import Path

from services.texts import LANGUAGES
from services.texts.fluent import Texts

HERE = Path(__file__).parent / "texts"


def files(language: str) -> list[Path]:
    return sorted((HERE / language).glob("*.ftl"))


TEXTS = Texts({language: files(language) for language in LANGUAGES})

say = TEXTS.say
has = TEXTS.has
