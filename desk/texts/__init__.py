"""Everything that staff read: one pair of files for each area, in `zh/` and `en/`.

Keys begin with the name of their area, and so of their file: `inbox-title` stands in `inbox.ftl`.
"""

from pathlib import Path

from services.texts import LANGUAGES
from services.texts.fluent import Texts

FOLDER = Path(__file__).parent
TEXTS = Texts({language: sorted((FOLDER / language).glob("*.ftl")) for language in LANGUAGES})

say = TEXTS.say
has = TEXTS.has
