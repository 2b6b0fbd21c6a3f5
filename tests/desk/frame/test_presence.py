"""Who is there: for as long as they say so, and a little longer."""

from desk.frame.presence import Presence, Present


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_typing_turns_into_looking_and_looking_into_nothing() -> None:
    clock = Clock()
    presence = Presence(clock)
    presence.note(7, 1, "林晓", "typing")
    clock.now += 7.9
    assert presence.of(7) == [Present(1, "林晓", "typing")]
    clock.now += 0.1
    assert presence.of(7) == [Present(1, "林晓", "looking")]
    clock.now += 37
    assert presence.of(7) == []


def test_who_says_it_again_stays() -> None:
    clock = Clock()
    presence = Presence(clock)
    for _ in range(5):
        presence.note(7, 1, "林晓", "looking")
        clock.now += 44.9
    assert presence.of(7) == [Present(1, "林晓", "looking")]


def test_who_leaves_is_gone_at_once_and_only_there() -> None:
    presence = Presence(Clock())
    for conversation, staff, name in ((7, 1, "B"), (7, 2, "A"), (8, 1, "B")):
        presence.note(conversation, staff, name, "looking")
    assert [one.name for one in presence.of(7)] == ["A", "B"]
    presence.note(7, 1, "B", "gone")
    assert [one.name for one in presence.of(7)] == ["A"]
    assert [one.name for one in presence.of(8)] == ["B"]
