"""What a message costs the database from when it comes to when it is answered, by its kind.

The bot's part is played by hand; all else is as the gateway does it: the message is stored and
taken, actions run in the process that took it, and the turn is concluded.
"""

from collections.abc import Callable, Sequence

import pytest

from services.conversations import receiving, turns
from services.conversations.concluding import Concluded, conclude
from services.conversations.conversations import Reply
from services.conversations.just_said import JustSaid
from tests.actions.driver import FORM, WEDNESDAY_MORNING, Bot, entity, location
from tests.actions.kit.test_statements import order, question, repair, visit
from tests.actions.repair.repairing import A301
from tests.given.demo_park import DemoPark
from tests.kit.statements import counted

Says = Callable[[Bot], None]
UNTIL = WEDNESDAY_MORNING.replace(year=2099)


class Gateway:
    """One process, and a tenant who writes to it."""

    def __init__(self, demo: DemoPark, bot: Bot) -> None:
        self.demo, self.bot, self.said = demo, bot, JustSaid()

    async def answers(self, says: Says, *actions: str) -> Sequence[str]:
        """The statements of a turn in which these actions run."""
        with counted(self.demo.sessions) as seen:
            await self._stored(says)
            await self._answered(actions)
        return seen

    async def _stored(self, says: Says) -> None:
        async with self.demo.sessions.begin() as session:
            received = await receiving.receive_alone(
                session, self.demo.id, self.bot.conversation_id, text="话", now=WEDNESDAY_MORNING,
                external_id=f"{self.bot.conversation_id}:{self.bot.messages}", just_said=self.said,
            )  # fmt: skip
        self.bot.messages = received.message.id - 1
        says(self.bot)

    async def _answered(self, actions: Sequence[str]) -> None:
        async with self.demo.sessions.begin() as session:
            found = await turns.take(
                session, self.demo.id, self.bot.conversation_id, token="a",
                now=WEDNESDAY_MORNING, until=UNTIL,
            )  # fmt: skip
        assert found is not None
        replies: list[Reply] = []
        with self.bot.under_way.turn(found.message, found.taken):
            for action in actions:
                ran = await (self.bot.validate() if action == FORM else self.bot.run(action))
                replies += [Reply(r["text"], r["buttons"], r["custom"]) for r in ran.responses]
        async with self.demo.sessions.begin() as session:
            concluded = await conclude(
                session, found.message, replies or [Reply("…")], token="a", author="bot",
                now=WEDNESDAY_MORNING, tried_at=WEDNESDAY_MORNING,
            )  # fmt: skip
        assert concluded.outcome is Concluded.ALL
        self.said.note(found.conversation, concluded.said[-1])


def greeting(bot: Bot) -> None:
    bot.hear("你好", "greet")


def thanks(bot: Bot) -> None:
    bot.hear("谢谢", "deny")


def place(bot: Bot) -> None:
    bot.asked("location")
    bot.hear("A座3楼301", "inform", location(**A301))


def another(bot: Bot) -> None:
    bot.hear("再来一份", "order_food", bot.item("beef_noodles"), entity("quantity", 1, group="1"))


@pytest.mark.parametrize(
    ("says", "actions", "most"),
    [
        (greeting, ["action_greet"], 3),
        (thanks, ["action_deny"], 3),
        (question, ["action_faq"], 5),
        (order, ["action_act"], 7),
        (repair, ["action_act"], 13),
        (visit, ["action_act"], 13),
    ],
)
async def test_a_message_costs_no_more_than_this(
    demo: DemoPark, says: Says, actions: Sequence[str], most: int
) -> None:
    await Gateway(demo, await Bot.new(demo)).answers(says, *actions)  # What is kept is read once.
    gateway = Gateway(demo, await Bot.new(demo))
    await gateway.answers(greeting, "action_greet")
    seen = await gateway.answers(says, *actions)
    assert len(seen) <= most, "\n\n".join(seen)


async def test_an_order_that_goes_on_costs_no_more_than_this(demo: DemoPark) -> None:
    first = Gateway(demo, await Bot.new(demo))  # What is kept is read once.
    await first.answers(order, "action_act")
    await first.answers(place, FORM)
    gateway = Gateway(demo, await Bot.new(demo))
    await gateway.answers(order, "action_act")
    counts = [
        len(await gateway.answers(another, "action_act")),
        len(await gateway.answers(place, FORM)),
        len(await gateway.answers(thanks, "action_deny")),
    ]
    assert counts == [9, 5, 3]
