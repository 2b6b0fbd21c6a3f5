from edge.rates import Seats


def test_five_seats_and_no_sixth_until_one_is_free() -> None:
    seats = Seats(5)
    open_seats = [seats.take("li") for _ in range(5)]
    assert [seat.__enter__() for seat in open_seats] == [True] * 5
    with seats.take("li") as room, seats.take("wang") as elsewhere:
        assert (room, elsewhere) == (False, True)
    open_seats[0].__exit__(None, None, None)
    with seats.take("li") as room:
        assert room
