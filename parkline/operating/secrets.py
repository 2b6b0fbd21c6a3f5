"""Commands for the secret key of the settings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from parkline.channels import telegram_webhook
from parkline.cli.common import failures, settings

if TYPE_CHECKING:
    from parkline.operating.rotation import State
    from parkline.settings.settings import Settings

group = typer.Typer(help="The key that signs and seals, and those before it.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="secrets")


@group.command("status")
def status() -> None:
    """Which keys there are, what is under each, and when the former ones can go."""
    chosen = settings()
    with failures("operate", chosen.log_format):
        _show(asyncio.run(_state(chosen)))


@group.command("rotate")
def rotate(
    telegram_too: bool = typer.Option(
        True, "--telegram/--no-telegram", help="Tell Telegram the new secret of its webhook."
    ),
) -> None:
    """Seal what is secret in the database under the present key, while everything runs.

    May be broken off and called again.
    """
    from parkline.settings import secrets as keys

    chosen = settings()
    with failures("operate", chosen.log_format):
        done = asyncio.run(_rotate(chosen))
        typer.echo(f"{done} sealed anew with key {keys.key_id(chosen)}")
        if telegram_too and chosen.telegram_token.get_secret_value():
            _tell_telegram(chosen)
        _show(asyncio.run(_state(chosen)))


def _tell_telegram(chosen: Settings) -> None:
    """Raises Invalid."""
    from connectors.channels.telegram import Refused, Unreachable
    from services.kit.errors import Invalid

    try:
        is_ours = asyncio.run(telegram_webhook.renew(chosen))
    except (Refused, Unreachable) as problem:
        raise Invalid(
            f"Telegram did not take the webhook's new secret: {problem}. Everything else is done;"
            " call this again, or `parkline telegram webhook`"
        ) from problem
    told = "was told the webhook's new secret" if is_ours else "sends its updates elsewhere"
    typer.echo(f"Telegram {told}")


async def _rotate(chosen: Settings) -> int:
    from parkline.operating import rotation
    from parkline.process.clock import system_clock
    from parkline.stores.database import database

    async with database(_url(chosen), pool_size=1) as sessions:
        return (await rotation.rotate(chosen, sessions, system_clock)).anew


async def _state(chosen: Settings) -> State:
    from parkline.operating import rotation
    from parkline.process.clock import system_clock
    from parkline.stores.database import database

    async with database(_url(chosen), pool_size=1) as sessions:
        return await rotation.state(chosen, sessions, system_clock)


def _url(chosen: Settings) -> str:
    """Raises Invalid."""
    from services.kit.errors import Invalid

    if chosen.database_url is None:
        raise Invalid("set PARKLINE_DATABASE_URL; `parkline up` prints the one it runs on")
    return chosen.database_url


def _show(found: State) -> None:
    typer.echo(f"{found.key}  signs and seals; {found.sealed[found.key]} under it")
    for id_ in found.accepted:
        typer.echo(f"{id_}  is accepted; {found.sealed[id_]} under it")
    for one in found.unreadable:
        typer.echo(f"no key opens {one}")
    for process in found.processes:
        typer.echo(f"{process} signs with {process.signs_with}")
    if found.accepted:
        _show_when(found)


def _show_when(found: State) -> None:
    from parkline.process.clock import system_clock

    if (at := found.goes_at()) is None:
        typer.echo(f"an accepted key cannot go yet: {_why(found)}")
        return
    if at <= system_clock():
        typer.echo("accepted keys can go: nothing is left under them")
    else:
        typer.echo(f"accepted keys can go at {at:%Y-%m-%d %H:%M} UTC: passes and open pages end")
    typer.echo(
        f"visitors of the web chat who have not written since: {found.silent_visitors};"
        " who opens no page before the keys go begins a new conversation"
    )


def _why(found: State) -> str:
    if found.unreadable:
        return "some secrets are opened by no key"
    if found.is_behind:
        return "something is sealed with it; call `parkline secrets rotate`"
    if any(one.signs_with != found.key for one in found.processes):
        return "a process still signs with it; restart it with the present settings"
    return "call `parkline secrets rotate` to note that the present key signs"
