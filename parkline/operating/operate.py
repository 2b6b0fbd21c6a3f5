"""Commands of an operator: dishes, and what the bot should learn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parkline.cli.common import run_in_park
from parkline.failing import Failed

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.catalogue import Outlet
    from models.park import Park
    from parkline.settings.settings import Settings
    from parkline.stores.database import Sessions
    from services.kit.audit import By

item = typer.Typer(help="Dishes and goods.", no_args_is_help=True)
teach = typer.Typer(help="What the bot should learn.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(teach, name="teach")
    app.add_typer(item, name="item")


def by_command(park: Park) -> By:
    """What is changed here, is changed by nobody in particular."""
    from parkline.process.clock import system_clock
    from services.kit.audit import By

    return By(park.id, None, system_clock())


@item.command("add")
def add_item(  # noqa: PLR0917 - options, which are named on the command line
    outlet: str = typer.Option(..., help="Code of the outlet, such as sunshine_canteen."),
    code: str = typer.Option(..., help="A new code, such as fish_soup."),
    zh: str = typer.Option(..., help="Chinese name."),
    en: str = typer.Option(..., help="English name."),
    price: str = typer.Option(..., help="In the park's currency, such as 22 or 22.50."),
    meals: str = typer.Option("lunch,dinner", help="Commas between: breakfast,lunch,dinner."),
    aliases: str = typer.Option("", help="Other names, commas between."),
    anyway: bool = typer.Option(False, help="Even if something else is called so too."),
) -> None:
    """Put a dish on the menu; it can be ordered by chat at once."""
    from services.catalogue import admin
    from services.catalogue.admin import Described
    from services.kit.money import minor_units

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        where = await _outlet(session, park, outlet)
        entered = Described(
            name_zh=zh,
            name_en=en,
            price=minor_units(price, park.currency),
            meals=tuple(meal.strip() for meal in meals.split(",")),
            aliases=tuple(aliases.split(",")),
        )
        by = by_command(park)
        await admin.add(session, by, where, entered, code=code, anyway=anyway)
        typer.echo(f"{zh} / {en} is on the menu of {where.name_zh} / {where.name_en}")

    run_in_park(work)


async def _outlet(session: AsyncSession, park: Park, code: str) -> Outlet:
    from sqlalchemy import select

    from models.catalogue import Outlet
    from services.kit.errors import NotFound

    found = await session.scalar(
        select(Outlet).where(Outlet.park_id == park.id, Outlet.code == code)
    )
    if found is None:
        raise NotFound(f"no outlet {code!r}")
    return found


@teach.command("sentence")
def teach_sentence(intent: str, text: str) -> None:
    """A sentence with the intent it should have had; `parkline train` learns it."""
    from parkline.bot import bot
    from parkline.process.clock import system_clock
    from services.knowledge import taught

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        known = frozenset(bot.domain()["intents"])
        await taught.add_sentence(session, park.id, text, intent, intents=known, now=system_clock())
        typer.echo("kept; `parkline train` learns it")

    run_in_park(work)


@teach.command("alias")
def teach_alias(code: str, alias: str) -> None:
    """Another name for a dish or a product, understood at once."""
    from services.catalogue import admin

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await admin.find_by_code(session, park.id, code)
        await admin.add_alias(session, by_command(park), found, alias)
        typer.echo(f"{found.name_zh} / {found.name_en} is also {alias}")

    run_in_park(work)


@teach.command("faq")
def teach_faq(slug: str, question: str) -> None:
    """Another way to ask an FAQ entry, understood at once."""
    from services.knowledge import faq

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await faq.find_by_slug(session, park.id, slug)
        await faq.add_question(session, by_command(park), found, question)
        typer.echo(f"faq/{slug} now has {len(found.questions)} questions")

    run_in_park(work)


@teach.command("misread")
def teach_misread(
    file: Annotated[Path, typer.Argument(help="Where to write them, one JSON object a line.")],
) -> None:
    """Messages that the bot misread and a person has reviewed, as lines of bot/data/acts."""
    from services.knowledge import misread

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await misread.lines(session, park.id)
        lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in found]
        try:
            file.write_text("".join(lines), encoding="utf-8")
        except OSError as wrong:
            raise Failed(f"cannot write {file}: {wrong.strerror}") from wrong
        typer.echo(f"{len(lines)} written to {file}; in bot/data/acts `parkline train` learns them")

    run_in_park(work)


@teach.command("effect")
def teach_effect() -> None:
    """What the bot would read otherwise once it had learned all that waits for review; the desk
    shows it beside the review."""
    import asyncio

    from parkline.bot import effect
    from parkline.cli.common import run_beside_park
    from parkline.process.clock import system_clock
    from services.knowledge import misread_effect

    async def work(sessions: Sessions, park: Park, _chosen: Settings) -> None:
        now = system_clock()
        async with sessions() as session:
            asked = await misread_effect.asked(session, park.id, now=now)
        if not asked.rows:
            typer.echo("nothing waits for review")
            return
        found = await asyncio.to_thread(effect.weigh, asked.lines, asked.messages)
        found["marks"] = len(asked.rows)
        async with sessions.begin() as session:
            kept = await misread_effect.keep(
                session, park.id, asked.rows, found, now=system_clock()
            )
        typer.echo(
            f"{kept.marks} marks: {kept.changed} of {kept.messages} recent messages and"
            f" {kept.sentences_changed} of {kept.sentences} shipped sentences would be read"
            " otherwise; Settings, Misread messages shows them"
        )

    run_beside_park(work)
