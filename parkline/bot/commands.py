"""Commands that run the bot, and train it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parkline.cli.common import failures, say, settings

if TYPE_CHECKING:
    from parkline.settings.settings import Settings
    from services.danger.marks import Lesson


def add_to(app: typer.Typer) -> None:
    app.command("bot")(run_bot)
    app.command("train")(run_train)


def run_bot() -> None:
    """The Rasa bot, on loopback."""
    from parkline.bot import bot

    chosen = settings()
    with failures("bot", chosen.log_format):
        bot.exec_bot(chosen)


def run_train(
    force: bool = typer.Option(False, help="Even if nothing changed."),
    check: bool = typer.Option(True, help="Put it in place only if it understands no less."),
    back: bool = typer.Option(False, "--back", help="Bring the model before this one back."),
    ship: bool = typer.Option(
        False, "--ship-heads", help="At a release: ship what it learned of lines and danger."
    ),
) -> None:
    """Train the bot if its data changed, with the sentences that staff taught it.

    On the database of the settings a running bot takes the new model over without a pause.
    """
    from parkline.bot import training

    with failures("train", "console"):
        if ship:
            say(f"written: {_shipped()}")
            return
        if back:
            training.bring_back()
        elif not _trained(force=force, check=check):
            return
        chosen = _own_settings()
        if chosen is not None and asyncio.run(training.reload(chosen)):
            say("the running bot has taken it over")


def _shipped() -> Path:
    """Of a model that is trained with the data as it is."""
    from parkline.bot import bot

    if not bot.is_trained():
        bot.train(say)
    return bot.ship_heads()


def _trained(*, force: bool, check: bool) -> bool:
    """Whether there was anything to train."""
    from parkline.bot import bot, training

    chosen = _own_settings()
    if chosen is not None:
        taught, marked = asyncio.run(_taught(str(chosen.database_url)))
        training.write_learned(taught)
        training.write_marked(marked)
    if not force and bot.is_trained():
        say("the trained bot is up to date")
        return False
    if bot.MODEL.exists():
        training.retrain(say, check=check)
    else:
        bot.train(say)
    return True


def _own_settings() -> Settings | None:
    """The settings, where they name a database: a first training on a new machine has none."""
    from pydantic import ValidationError

    from parkline.settings.settings import Settings

    try:
        chosen = Settings()
    except ValidationError:
        return None
    return chosen if chosen.database_url else None


async def _taught(database_url: str) -> tuple[dict[str, list[str]], list[Lesson]]:
    """Sentences by intent, and what was marked of danger."""
    from parkline.stores.database import database
    from services.danger.marks import lessons
    from services.knowledge.taught import sentences

    async with database(database_url, pool_size=1) as sessions, sessions() as session:
        return await sentences(session), await lessons(session)
