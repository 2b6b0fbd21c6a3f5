"""Dividing long texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.channels.lengths import split, utf8, utf16


def test_what_fits_is_one_piece() -> None:
    assert split("面" * 10, 10, utf16) == ["面" * 10]
    assert split("", 10, utf16) == [""]


def test_it_is_divided_where_a_reader_would_pause() -> None:
    assert split("第一句话说完了。第二句", 10, utf16) == ["第一句话说完了。", "第二句"]
    assert split("one two three. four five", 17, utf16) == ["one two three.", "four five"]
    assert split("line one\nline. two", 12, utf16) == ["line one", "line. two"]


def test_a_pause_in_its_first_half_is_none() -> None:
    assert split("好。" + "面" * 12, 10, utf16) == ["好。" + "面" * 8, "面" * 4]


@pytest.mark.parametrize(
    ("size", "pieces"),
    [(utf16, ["🍜🍜🍜🍜🍜", "🍜"]), (utf8, ["🍜🍜", "🍜🍜", "🍜🍜"])],
)
def test_a_sign_is_never_cut_in_two(size: object, pieces: list[str]) -> None:
    assert split("🍜" * 6, 11, size) == pieces  # type: ignore[arg-type]


@given(st.text(st.sampled_from("面a🍜 。\n"), max_size=200), st.integers(4, 40))
def test_no_piece_is_too_long_and_no_word_is_lost(text: str, most: int) -> None:
    pieces = split(text, most, utf8)
    assert all(utf8(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
