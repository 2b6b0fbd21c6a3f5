"""Which messages are read otherwise, and which of them say most."""

from typing import Any

from bot.tools.effect import TOLD, differs, distance, does, telling

Both = tuple[dict[str, Any], dict[str, Any]]


def reading(words: int = 0, **acts: float) -> dict[str, Any]:
    return {"acts": acts, "words": [[at, at + 1, "item", "add"] for at in range(words)]}


def test_a_message_does_what_it_likely_holds() -> None:
    assert does(reading(give=0.9, deny=0.2, confirm=0.5)) == ["confirm", "give"]


def test_another_share_of_the_same_act_is_no_other_reading() -> None:
    assert not differs((reading(1, give=0.9), reading(1, give=0.6)))
    assert differs((reading(1, give=0.9), reading(1, give=0.4)))
    assert differs((reading(1, give=0.9), reading(2, give=0.9)))


def test_the_most_different_come_first_and_the_same_not_at_all() -> None:
    far: Both = (reading(give=0.9), reading(deny=0.9))
    near: Both = (reading(1, give=0.9), reading(2, give=0.9))
    same: Both = (reading(give=0.9), reading(give=0.8))
    found = telling([({"text": "near"}, near), ({"text": "same"}, same), ({"text": "far"}, far)])
    assert [one["text"] for one in found] == ["far", "near"]
    assert found[0]["before"] == {"acts": ["give"], "words": []}
    assert distance(*far) > distance(*near)
    assert len(telling([({"text": str(one)}, far) for one in range(30)])) == TOLD
