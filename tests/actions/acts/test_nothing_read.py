"""A message of which no reading is left goes through all that looks at acts, and does nothing."""

import pytest

from actions.acts.translating import translating
from services.acts.state import Thing
from tests.given.acts import cart, repair, state, visit, waiting
from tests.given.reading import read


@pytest.mark.parametrize(
    "things",
    [
        pytest.param((), id="nothing"),
        pytest.param((cart("拿铁 x2"),), id="an order"),
        pytest.param((waiting(), visit(ago=2)), id="who waits"),
        pytest.param((repair("T-1", ago=2), repair("T-2", ago=2)), id="two tickets"),
    ],
)
@pytest.mark.parametrize(
    "words", ["scrap that", "two more people join", "sorry not 402, 420", "嗯"]
)
def test_it_does_nothing(
    words: str, things: tuple[Thing, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translating, "likeliest", lambda *_: ())
    monkeypatch.setattr(translating, "_filled", lambda *_: ())
    assert not any(
        one.act.startswith("start") for one in read(words, state(*things), acts={"give": 0.5})
    )
