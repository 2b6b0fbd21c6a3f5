"""Commands for people of vendors, who sign in to the vendors' desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parkline.cli.common import run_in_park
from parkline.operating.operate import by_command
from parkline.operating.vendors import AsJson, group

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from models.vendors import Vendor, VendorMember
    from parkline.settings.settings import Settings


def add_to(_app: typer.Typer) -> None:
    """They stand in the group of vendors' commands."""
    for command in (invite, people, dismiss):
        group.command(command.__name__)(command)


def invite(
    code: str,
    login: str,
    *,
    name: Annotated[str, typer.Option(help="As the park's operators read it.")] = "",
    role: Annotated[str, typer.Option(help="manager or counter.")] = "manager",
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    as_json: AsJson = False,
) -> None:
    """Let somebody in to the vendors' desk, or give them a new password. Prints a link, this once.

    A login that is there keeps its name and role, and its password until the link is used.
    """
    from services.vendors import members

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        by = by_command(park)
        vendor, member = await _found(session, park, code, login)
        if member is None:
            entered = members.Entered(login, name or login, role, language)
            member, token = await members.invite(session, by, vendor.id, entered)
        else:
            token = await members.invite_again(session, by, member)
        ours = (chosen.public_url or chosen.base_url).rstrip("/")
        link, until = f"{ours}/vendor/join/{token}", (by.at + members.INVITED_FOR).isoformat()
        said = {"vendor": vendor.code, "login": member.login, "link": link, "until": until}
        _print(as_json, said, link)

    run_in_park(work)


def people(code: str, as_json: AsJson = False) -> None:
    """Who of a vendor signs in to the vendors' desk."""
    from services.vendors import admin, members

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        vendor = await admin.find_by_code(session, park.id, code)
        there = await members.of_vendor(session, park.id, vendor.id)
        told = [
            {"login": one.login, "name": one.name, "role": one.role, "active": one.active}
            for one in there
        ]
        lines = [
            f"{one.login}\t{one.name}\t{one.role}" + ("" if one.active else "\tdeactivated")
            for one in there
        ]
        _print(as_json, {"vendor": vendor.code, "people": told}, *lines)

    run_in_park(work)


def dismiss(code: str, login: str) -> None:
    """Let somebody of a vendor in no longer; their sessions end at once."""
    from services.kit.errors import NotFound
    from services.vendors import members

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        _, member = await _found(session, park, code, login)
        if member is None:
            raise NotFound(f"nobody of {code} signs in as {login!r}")
        await members.deactivate(session, by_command(park), member)
        typer.echo(f"{member.login} is signed out and cannot sign in")

    run_in_park(work)


async def _found(
    session: AsyncSession, park: Park, code: str, login: str
) -> tuple[Vendor, VendorMember | None]:
    """A vendor, and who of it has a login. Raises NotFound for a vendor that is none."""
    from services.vendors import admin, members

    vendor = await admin.find_by_code(session, park.id, code)
    there = await members.of_vendor(session, park.id, vendor.id)
    wanted = login.strip().lower()
    return vendor, next((one for one in there if one.login == wanted), None)


def _print(as_json: bool, said: dict[str, Any], *lines: str) -> None:
    for line in [json.dumps(said, ensure_ascii=False)] if as_json else lines:
        typer.echo(line)
