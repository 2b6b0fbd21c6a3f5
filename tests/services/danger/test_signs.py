"""What the bot is told of a danger that goes on."""

from services.conversations.turns import DANGER_FOR
from services.repair.dangers import SAME_WITHIN


def test_the_bot_is_told_of_a_danger_as_long_as_it_is_the_same_one() -> None:
    assert DANGER_FOR == SAME_WITHIN
