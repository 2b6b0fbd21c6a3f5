"""Things by their number: the tenant's own, or none; nobody learns that somebody else has one."""

from collections.abc import Callable

from actions.kit.turn import Turn


def own[Row](turn: Turn, row: Row | None, of: Callable[[Row], int | None]) -> Row | None:
    """The row if it is the tenant's; `of`: the id of the person whose it is."""
    mine = row is not None and of(row) == turn.conversation.person_id
    return row if mine else None


def or_say[Row](turn: Turn, row: Row | None, key: str, **number: str) -> Row | None:
    """The row; where there is none, it is said by the text `key`."""
    if row is None:
        turn.tell(turn.text(key, **number))
    return row
