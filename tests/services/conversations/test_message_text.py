"""What a message may hold when it is stored."""

import pytest

from services.conversations.message_text import TEXT_LIMIT, TextEmpty, TextTooLong, clean


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  面 \n", "面"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\0b\x1b[31mc", "ab[31mc"),
        ("a\ud800b", "a?b"),
        ("a" + "\n" * 10 + "b", "a" + "\n" * 10 + "b"),
        ("a" + "\n \u3000" * 600 + "b", "a" + "\n \u3000" * 3 + "\n" + "b"),
    ],
)
def test_kept_is_what_any_store_and_any_pattern_can_hold(written: str, kept: str) -> None:
    assert clean(written) == kept


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(TextEmpty):
        clean("\x00 \n")
    with pytest.raises(TextTooLong):
        clean("x" * (TEXT_LIMIT + 1))
    assert len(clean("x" + " " * 9_000 + "y")) == 12
