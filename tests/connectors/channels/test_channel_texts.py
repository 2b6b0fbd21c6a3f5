import pytest

from connectors.channels.base import TextEmpty, TextTooLong, clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  两份牛肉面 \n", "两份牛肉面"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\x00b\x07c\td", "abc\td"),
        ("broken \ud83d pair", "broken ? pair"),
        ("🍜" * 2_000, "🍜" * 2_000),
    ],
)
def test_what_a_store_cannot_hold_is_taken_out(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize("raw", ["", "   \n\t", "\x00\x01"])
def test_nothing_is_not_a_message(raw: str) -> None:
    with pytest.raises(TextEmpty):
        clean(raw)


def test_a_text_too_long_says_by_how_much() -> None:
    with pytest.raises(TextTooLong) as refused:
        clean("面" * 2_001)
    assert refused.value.details == {"limit": 2_000, "length": 2_001}
