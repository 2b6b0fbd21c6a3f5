"""The tokenizer cuts a text as the model was trained to see it, and knows where pieces stood."""

import pytest

from bot.components.e5.package import Package
from bot.components.e5.tokenizer import LONGEST, Tokenizer


@pytest.fixture(scope="module")
def package() -> Package:
    return Package.installed()


@pytest.fixture(scope="module")
def tokenizer(package: Package) -> Tokenizer:
    return Tokenizer(package.pieces)


def cut(tokenizer: Tokenizer, text: str) -> list[str]:
    return [text[start:end] for start, end in tokenizer.cut(text).spans if start < end]


def test_pieces_are_those_of_the_model(tokenizer: Tokenizer, package: Package) -> None:
    """As `AutoTokenizer.from_pretrained("intfloat/multilingual-e5-small")` cuts it."""
    pieces = tokenizer.cut("两份牛肉面 no chili").pieces
    assert [package.pieces.texts[piece] for piece in pieces[1:-1]] == [
        "▁que", "ry", ":", "▁", "两", "份", "牛肉", "面", "▁no", "▁chili",
    ]  # fmt: skip
    assert (pieces[0], pieces[-1]) == (0, 2)


@pytest.mark.parametrize(
    "text", ["两份牛肉面", "to A-301 at noon", "ＷｉＦｉ 密码？", "a  b", "㍿"]
)
def test_spans_cover_the_text_in_order(tokenizer: Tokenizer, text: str) -> None:
    spans = [span for span in tokenizer.cut(text).spans if span[0] < span[1]]
    assert spans == sorted(spans)
    covered = {place for start, end in spans for place in range(start, end)}
    assert covered == {place for place, char in enumerate(text) if char != " "}


def test_what_no_piece_holds_is_one_unknown_piece(tokenizer: Tokenizer, package: Package) -> None:
    pieces = tokenizer.cut("\U00013000").pieces
    assert package.pieces.unknown in pieces


def test_an_endless_text_is_read_so_far(tokenizer: Tokenizer) -> None:
    assert len(tokenizer.cut("面条 noodles " * 5_000).pieces) == LONGEST


def test_nothing_is_cut_into_the_marks_and_the_prefix(tokenizer: Tokenizer) -> None:
    assert cut(tokenizer, "") == []
