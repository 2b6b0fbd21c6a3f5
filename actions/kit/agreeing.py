"""A yes to nothing that was asked: they are content with what was just done or told."""

from actions.kit.turn import Turn

_NUMBER = ("_no", "_series_id")
"""How the names end under which a message of ours holds what it made or changed."""


async def agreed_to_nothing(turn: Turn) -> None:
    """They are content, or have not said yet what they want."""
    turn.tell(turn.text("affirm-content" if await turn.last_told() else "affirm-nothing"))


async def is_content(turn: Turn) -> bool:
    """Whether our last message told of something that was made or changed, so that words for going
    on ("提交吧", "lock it") ask for nothing more."""
    told = await turn.last_told()
    return not turn.said.pressed and any(name.endswith(_NUMBER) for name in told)
