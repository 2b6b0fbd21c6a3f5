"""Commands for the Telegram bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import typer

from parkline.cli.common import failures, settings

if TYPE_CHECKING:
    import aiohttp

    from connectors.channels.telegram import BotApi
    from parkline.settings.settings import Settings

group = typer.Typer(help="The Telegram bot.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="telegram")


@group.command("webhook")
def webhook(remove: bool = typer.Option(False, help="Take it back instead.")) -> None:
    """Tell Telegram where this installation takes its updates."""
    from connectors.channels.telegram import Refused, Unreachable
    from services.kit.errors import Invalid

    chosen = settings()
    with failures("operate", chosen.log_format):
        if not chosen.telegram_token.get_secret_value():
            raise Invalid("PARKLINE_TELEGRAM_TOKEN is not set")
        if not remove and not chosen.base_url.startswith("https://"):
            raise Invalid("Telegram calls https only: set PARKLINE_PUBLIC_URL to such an address")
        try:
            asyncio.run(_remove(chosen) if remove else _set(chosen))
        except Refused as refusal:
            raise Invalid(f"Telegram said {refusal}") from refusal
        except Unreachable as problem:
            raise Invalid(f"no answer from {chosen.telegram_api_url}: {problem}") from problem


async def _set(chosen: Settings) -> None:
    import aiohttp

    from connectors.channels.telegram import UPDATES, WEBHOOK, Telegram
    from parkline.settings import secrets

    async with aiohttp.ClientSession() as http:
        api = _api(chosen, http)
        bot = await api.call("getMe")
        await api.call(
            "setWebhook",
            url=chosen.base_url + WEBHOOK,
            secret_token=secrets.channel_secret(chosen, Telegram.name),
            allowed_updates=UPDATES,
            # One at a time, so that what somebody writes comes in the order in which they wrote it.
            max_connections=1,
        )
        about = await api.call("getWebhookInfo")
    typer.echo(f"t.me/{bot.get('username')} sends its updates to {about.get('url')}")
    _report(about)


async def renew(chosen: Settings) -> bool:
    """Tell Telegram the present secret of our webhook, if it has one of ours.

    Returns whether it has. Raises Refused, Unreachable.
    """
    import aiohttp

    from connectors.channels.telegram import WEBHOOK

    async with aiohttp.ClientSession() as http:
        about = await _api(chosen, http).call("getWebhookInfo")
    if about.get("url") != chosen.base_url + WEBHOOK:
        return False
    await _set(chosen)
    return True


async def _remove(chosen: Settings) -> None:
    import aiohttp

    async with aiohttp.ClientSession() as http:
        await _api(chosen, http).call("deleteWebhook")
    typer.echo("Telegram sends no more updates")


def _report(about: dict[str, Any]) -> None:
    if waiting := about.get("pending_update_count"):
        typer.echo(f"{waiting} updates are waiting")
    if trouble := about.get("last_error_message"):
        typer.echo(f"the last one that failed: {trouble}")


def _api(chosen: Settings, http: aiohttp.ClientSession) -> BotApi:
    from connectors.channels.telegram import BotApi

    return BotApi(http, chosen.telegram_token.get_secret_value(), chosen.telegram_api_url)
