"""Lists of a park that are looked up by with each message."""

from bot.components.parsers.kept import Kept, kept
from bot.components.parsers.options import Option, find_options


def test_what_is_equal_is_one_and_the_same() -> None:
    one, other = (kept(Option(code, ("葱",)) for code in "ab") for _ in range(2))
    assert one is other
    assert one == (Option("a", ("葱",)), Option("b", ("葱",)))
    assert hash(one) == hash(tuple(one))


def test_a_hash_is_worked_out_once() -> None:
    times = 0

    class Counted:
        def __hash__(self) -> int:
            nonlocal times
            times += 1
            return 7

    those = Kept([Counted()])
    assert hash(those) == hash(those)
    assert times == 1


def test_wishes_are_found_by_any_sequence_of_options() -> None:
    options = [Option("no_scallion", ("不要葱",))]
    wanted = [(span.entity, span.value) for span in find_options("一份面不要葱", options)]
    assert wanted == [("option", "no_scallion")]
    assert [(s.entity, s.value) for s in find_options("一份面不要葱", kept(options))] == wanted
