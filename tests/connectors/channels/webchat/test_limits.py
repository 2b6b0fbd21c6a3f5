import pytest

from connectors.channels.webchat.limits import Rate, Seats


class Watch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_twenty_messages_pass_and_the_next_waits_until_the_first_is_ten_seconds_old() -> None:
    watch = Watch()
    rate = Rate(watch)
    assert [rate.take("li") for _ in range(20)] == [0.0] * 20
    watch.now += 4
    assert rate.take("li") == pytest.approx(6.0)
    watch.now += 6
    assert rate.take("li") == 0.0


def test_a_refused_message_does_not_prolong_the_wait() -> None:
    watch = Watch()
    rate = Rate(watch)
    for _ in range(50):
        rate.take("li")
    watch.now += 10
    assert rate.take("li") == 0.0


def test_visitors_do_not_slow_each_other_down() -> None:
    rate = Rate(Watch())
    for _ in range(21):
        rate.take("li")
    assert rate.take("wang") == 0.0


def test_five_seats_and_no_sixth_until_one_is_free() -> None:
    seats = Seats()
    open_seats = [seats.take("li") for _ in range(5)]
    assert [seat.__enter__() for seat in open_seats] == [True] * 5
    with seats.take("li") as room, seats.take("wang") as elsewhere:
        assert (room, elsewhere) == (False, True)
    open_seats[0].__exit__(None, None, None)
    with seats.take("li") as room:
        assert room
