"""A package that is left out can be imported, subclassed and decorated with, and is not loaded."""

import subprocess
import sys

import pytest

from bot.components.absent import LEARNING, PHRASES, TENSORFLOW, UNUSED


def run(code: str) -> str:
    """In a process of its own: what is imported here is imported for all tests."""
    line = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def test_a_placeholder_bears_what_modules_do_with_what_they_import() -> None:
    said = run(
        "from bot.components.absent import leave_out\n"
        "leave_out({'colorsys'})\n"
        "import colorsys\n"
        "from colorsys.deep import Thing, mark\n"
        "class Ours(Thing): pass\n"
        "@mark\n"
        "def one(a: Thing[int] | None = None): return 1\n"
        "@mark(strict=True)\n"
        "def two(): return 2\n"
        "print(one(), Ours.__mro__[1].__name__, colorsys.__spec__.loader.__class__.__name__)"
    )
    assert said == "1 Thing _Finder\n"


@pytest.mark.parametrize("package", ["sklearn", "pymongo"])
def test_a_bot_that_answers_imports_none_of_what_is_left_out(package: str) -> None:
    """Its channel, its processor and all components of the model are there; placeholders are."""
    assert package in TENSORFLOW | UNUSED | LEARNING
    said = run(
        "from bot.components.absent import LEARNING, TENSORFLOW, UNUSED, leave_out\n"
        "packages = TENSORFLOW | UNUSED | LEARNING\n"
        "leave_out(packages)\n"
        "import sys, rasa.__main__, rasa.core.run, bot.components.channel\n"
        "import bot.components.intent_classifier, bot.components.ngram_featurizer\n"
        "import bot.components.repair_classifier, bot.components.name_tagger\n"
        f"module = sys.modules.get('{package}')\n"
        "print(module and type(module).__name__)\n"
        "print([n for n in sys.modules if n.startswith('scipy.stats')])"
    )
    assert said == "_Module\n[]\n"


_SOUNDS = (
    "from pypinyin import constants, lazy_pinyin\n"
    "from hashlib import md5\n"
    "read = [lazy_pinyin(chr(one))[0] for one in range(0x3400, 0xA000)]\n"
    "print(len(constants.PHRASES_DICT) > 0, md5(' '.join(read).encode()).hexdigest())"
)


def test_single_characters_sound_the_same_without_phrases() -> None:
    loaded, sound = run(_SOUNDS).split()
    left_out = run(f"import os\nos.environ.update({PHRASES!r})\n{_SOUNDS}").split()
    assert (loaded, left_out) == ("True", ["False", sound])


def test_a_bot_is_started_without_phrases() -> None:
    """They are left out before anything imports what reads them."""
    said = run(
        "import sys\n"
        "sys.argv = ['rasa', '--version']\n"
        "from bot.components.rasa_cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "from pypinyin.constants import PHRASES_DICT\n"
        "print(len(PHRASES_DICT))"
    )
    assert said.splitlines()[-1] == "0"
