"""What domains have read with a message."""

from services.acts import state
from services.conversations import taken_with


def test_what_is_recent_is_the_same_wherever_it_is_asked() -> None:
    assert taken_with.RECENT == state.RECENT
