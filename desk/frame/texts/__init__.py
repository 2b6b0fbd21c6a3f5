"""Everything that staff read: pairs of files in `texts/zh` and `texts/en` of frame and areas.

Keys begin with the name of their file: `inbox-title` stands in `inbox.ftl`. What an area says to
the side bar, the settings and the audit log is in files `shell`, `operate` and `audit` of its own.
"""

from collections.abc import Sequence
from pathlib import Path

from desk.frame import rooms
from services.texts import LANGUAGES
from services.texts.fluent import Texts


def files(language: str) -> Sequence[Path]:
    return [path for folder in rooms.folders("texts") for path in (folder / language).glob("*.ftl")]


TEXTS = Texts({language: sorted(files(language)) for language in LANGUAGES})

say = TEXTS.say
has = TEXTS.has
