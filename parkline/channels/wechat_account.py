"""Commands for the WeChat Official Account."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parkline.cli.common import failures, settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from connectors.channels.wechat import Api
    from models.park import Park
    from parkline.settings.settings import Settings
    from parkline.stores.database import Sessions

type Work = Callable[[Api, Sessions, Park], Awaitable[None]]

group = typer.Typer(help="The WeChat Official Account.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="wechat")


@group.command("menu")
def menu(file: Path) -> None:
    """Put the menu of a YAML file under the chat."""
    from connectors.channels.wechat.menu import buttons
    from parkline.cli import yaml_files

    async def work(api: Api, _sessions: Sessions, _park: Park) -> None:
        await api.create_menu(buttons(yaml_files.read(file)))
        typer.echo("the menu is set; phones show it within five minutes, or after following anew")

    _run(work)


@group.command("qrcode")
def qrcode(scene: str) -> None:
    """The address of a QR code that says where people stand who scan it, such as A/3/301."""

    async def work(api: Api, sessions: Sessions, park: Park) -> None:
        async with sessions() as session:
            where = await _described(session, park, scene)
        typer.echo(f"{where}: {await api.create_qrcode(scene)}")

    _run(work)


async def _described(session: AsyncSession, park: Park, scene: str) -> str:
    from services.kit.errors import Invalid
    from services.park import last_places, places

    spot = await last_places.of_scene(session, park.id, scene)
    if spot is None:
        raise Invalid(f"{scene!r} is no place here: BUILDING, BUILDING/FLOOR, BUILDING/FLOOR/ROOM")
    names = await places.building_names(session, park.id, "zh")
    return places.describe(spot, names, "zh")


def _run(work: Work) -> None:
    from connectors.channels.wechat.errors import WeChatError
    from services.kit.errors import Invalid

    chosen = settings()
    with failures("operate", chosen.log_format):
        try:
            asyncio.run(_connected(chosen, work))
        except WeChatError as problem:
            raise Invalid(f"WeChat said no: {problem}") from problem


async def _connected(chosen: Settings, work: Work) -> None:
    import aiohttp
    from sqlalchemy import select

    from models.park import Park
    from parkline.channels import wechat
    from parkline.process.clock import system_clock
    from parkline.stores.database import database
    from services.kit.errors import Invalid, NotFound

    if chosen.database_url is None:
        raise Invalid("set PARKLINE_DATABASE_URL; `parkline up` prints the one it runs on")
    async with (
        database(chosen.database_url, pool_size=2) as sessions,
        aiohttp.ClientSession() as http,
    ):
        async with sessions() as session:
            park = await session.scalar(select(Park).where(Park.slug == chosen.park))
        if park is None:
            raise NotFound(f"no park {chosen.park!r}")
        api = wechat.api(
            chosen, "account", http, park_id=park.id, sessions=sessions, clock=system_clock
        )
        if api is None:
            raise Invalid("PARKLINE_WECHAT_APP_ID is not set")
        await work(api, sessions, park)
