"""Who may speak to the bot."""

import pytest

from bot.components.channel import ParklineInput


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> ParklineInput:
    """While keys change, a gateway may show the token of either."""
    monkeypatch.setenv("PARKLINE_BOT_TOKEN", "present")
    monkeypatch.setenv("PARKLINE_BOT_TOKENS_ACCEPTED", "former next")
    return ParklineInput.from_credentials(None)


@pytest.mark.parametrize("token", ["present", "former", "next"])
def test_each_token_that_is_accepted_opens(door: ParklineInput, token: str) -> None:
    assert door._may_enter(f"Bearer {token}")


@pytest.mark.parametrize(
    "header", ["", "Bearer ", "Bearer another", "present", "Bearer former next"]
)
def test_nothing_else_opens(door: ParklineInput, header: str) -> None:
    assert not door._may_enter(header)


def test_without_a_token_nobody_enters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARKLINE_BOT_TOKEN", raising=False)
    monkeypatch.delenv("PARKLINE_BOT_TOKENS_ACCEPTED", raising=False)
    door = ParklineInput.from_credentials(None)
    assert not door._may_enter("Bearer ")
    assert not door._may_enter("")
