"""Who drops everything is asked about visits that were just registered."""

from datetime import timedelta

from services.acts.state import RECENT
from tests.actions.driver import Bot
from tests.actions.visits.test_visits import moved, registered
from tests.actions.visits.visiting import visits_of
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark


async def test_who_drops_everything_is_asked_about_what_was_just_registered(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    bot.hear("都不要了", "deny")
    ran = await bot.run("action_deny")
    assert f"确定取消这次来访吗？\n{visit.visit_no}" in ran.text
    assert [v.status for v in await visits_of(demo)] == ["approved"]


async def test_of_what_was_registered_before_that_or_is_gone_nobody_is_asked(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    first, second = await registered(bot, "王总", "李总")
    await moved(demo, second, "cancel")
    later = WEDNESDAY_MORNING + RECENT + timedelta(minutes=1)
    bot.hear("都不要了", "deny", now=later)
    assert first.visit_no not in (await bot.run("action_deny")).text
    bot.hear("都不要了", "deny")
    assert second.visit_no not in (await bot.run("action_deny")).text
