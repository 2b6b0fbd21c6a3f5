import pytest

from edge.bodies import DEEPEST, is_storable


def nested(levels: int) -> object:
    value: object = "end"
    for number in range(levels):
        value = [value] if number % 2 else {"a": value}
    return value


def test_a_body_has_so_many_levels_and_no_more_however_deep_json_reads() -> None:
    assert is_storable(nested(DEEPEST))
    assert not is_storable(nested(DEEPEST + 1))
    assert not is_storable(nested(9_000))


@pytest.mark.parametrize("value", ["\0", {"a": ["b\0"]}, {"\ud800": 1}, ["ok", "\udfff"]])
def test_what_no_text_can_hold_is_not_stored(value: object) -> None:
    assert not is_storable(value)
