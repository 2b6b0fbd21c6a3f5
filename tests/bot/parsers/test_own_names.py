"""Who says of themselves who they are."""

import pytest

from bot.components.parsers.own_names import find_own_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("到了call我就行，我是Jason", ["Jason"]),
        ("我叫王雷，到了打我电话", ["王雷"]),
        ("I'm Priya Nair, ring me at the gate", ["Priya Nair"]),
        ("send her up, this is Tom speaking", ["Tom"]),
        ("她叫王雷", []),
        ("his name is Bob", []),
        ("我是说明天", []),
    ],
)
def test_their_names_as_they_are_written(text: str, names: list[str]) -> None:
    assert [span.value for span in find_own_names(text)] == names
