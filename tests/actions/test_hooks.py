"""What the packages bring to the conversation, all together."""

from collections.abc import Callable, Iterable

import pytest

import actions
from actions.kit import hooks
from actions.registry import ACTIONS
from parkline.bot import bot
from services.kit.plugins import found
from services.texts import say

NAMES: dict[str, Callable[[], Iterable[object]]] = {
    "actions": lambda: (action.action_name for action in ACTIONS),
    "questions": lambda: (name for one in found(actions, hooks.Settles) for name in one.by),
    "places of what is dropped": lambda: (one.place for one in found(actions, hooks.Drops)),
    "places of shortcuts": lambda: (one.place for one in found(actions, hooks.Shortcut)),
    "what is under way": lambda: (one.what for one in found(actions, hooks.UnderWay)),
    "business": lambda: (name for one in found(actions, hooks.Intents) for name in one.business),
}


@pytest.mark.parametrize("what", NAMES)
def test_no_two_packages_bring_the_same(what: str) -> None:
    names = list(NAMES[what]())
    assert len(names) == len(set(names))


def test_every_intent_and_action_that_is_named_is_the_bots() -> None:
    domain = bot.domain()
    for one in found(actions, hooks.Intents):
        named = one.business | one.edits | one.pleasantries | one.urgent
        assert named <= set(domain["intents"])
        assert one.edited <= set(domain["entities"])
    for other in found(actions, hooks.Understands):
        assert {name.partition(":")[0] for name in other.actions} <= set(domain["actions"])


def test_shortcuts_are_commands_with_a_title() -> None:
    for one in found(actions, hooks.Shortcut):
        assert one.command.removeprefix("/") in bot.domain()["intents"]
        assert say("zh", one.title) != one.title
