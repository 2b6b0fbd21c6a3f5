"""Every custom action of the bot's domain, as the packages beside this module bring them."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import actions
from actions.kit.base import ParkAction
from actions.kit.hooks import Actions
from actions.kit.links import Links
from services.conversations.under_way import UnderWay
from services.kit.plugins import found

ACTIONS: Sequence[type[ParkAction]] = tuple(
    action for brought in found(actions, Actions) for action in brought.classes
)


def all_actions(
    sessions: async_sessionmaker[AsyncSession], links: Links, under_way: UnderWay | None = None
) -> list[ParkAction]:
    """`under_way`: turns that this process has taken."""
    return [action(sessions, links, under_way) for action in ACTIONS]
