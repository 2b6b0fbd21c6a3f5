"""Who could be given work comes in the order of who is there."""

from services.staff import presence


def test_who_is_there_comes_before_who_is_busy_off_duty_or_away() -> None:
    ranks = [
        presence.absence(presence.HERE, on_duty=True),
        presence.absence(presence.BUSY, on_duty=True),
        presence.absence(presence.BUSY, on_duty=False),
        presence.absence(presence.AWAY, on_duty=True),
    ]
    assert ranks == sorted(set(ranks))
    assert presence.absence(presence.HERE, on_duty=False) == ranks[2]
