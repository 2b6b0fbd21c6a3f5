"""Commands for what each park may use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from parkline.cli.common import failures, run_beside_park, run_in_park, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings
    from parkline.stores.database import Sessions

quotas_group = typer.Typer(help="What a park may use.", no_args_is_help=True)

NONE = "none"
WHAT = typer.Argument(help="messages, turns, webhooks, storage, or share.")
MOST = typer.Argument(help=f"A whole number, or {NONE}. Of storage: bytes, or such as 20GB.")
UNITS = {"KB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4}


def add_to(group: typer.Typer) -> None:
    group.add_typer(quotas_group, name="quota")


@quotas_group.command("set")
def set_one(what: str = WHAT, most: str = MOST) -> None:
    """Bound what the park may use. Processes know it within a minute."""

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        await _bring(session, park, {what: most}, only=True)
        await _tell(session, park)

    run_in_park(work)


@quotas_group.command("list")
def list_all() -> None:
    """What the park may use, and how much it uses."""

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        await _tell(session, park)

    run_in_park(work)


@quotas_group.command("apply")
def apply(file: Path) -> None:
    """Bring the parks that FILE names, by their short names, to what it says, and no other park."""
    with failures("operate", settings().log_format):
        wanted = _read(file)

    async def work(sessions: Sessions, _park: Park, _chosen: Settings) -> None:
        from sqlalchemy import select

        from models.park import Park
        from services.kit.errors import NotFound

        async with sessions.begin() as session:
            for slug, said in wanted.items():
                park = await session.scalar(select(Park).where(Park.slug == slug))
                if park is None:
                    raise NotFound(f"no park {slug!r}")
                await _bring(session, park, said, only=False)
                await _tell(session, park)

    run_beside_park(work)


def _read(file: Path) -> dict[str, Mapping[str, Any]]:
    """Raises Invalid."""
    from parkline.cli import yaml_files
    from services.kit.errors import Invalid

    said = yaml_files.read(file)
    if not isinstance(said, dict) or not all(isinstance(one, dict) for one in said.values()):
        raise Invalid(f"{file}: parks by their short names, and of each what it may use")
    return {str(slug): one for slug, one in said.items()}


async def _bring(session: AsyncSession, park: Park, said: Mapping[str, Any], *, only: bool) -> None:
    """`only`: what is not said stays; otherwise it is bounded no longer. Raises Invalid."""
    from parkline.process.clock import system_clock
    from services.kit.audit import By
    from services.quotas import quotas

    by = By(park.id, None, system_clock())
    bounds = {what: _number(most) for what, most in said.items() if what != "share"}
    if not only:
        bounds = {**dict.fromkeys(quotas.WHATS), **bounds}
    for what, most in bounds.items():
        await quotas.set_quota(session, by, what, most)
    if "share" in said or not only:
        await quotas.set_share(session, by, park, _number(said.get("share", 1)) or 1)


def _number(said: object) -> int | None:
    """Raises Invalid."""
    from services.kit.errors import Invalid

    text = str(said).strip().upper()
    if text in {NONE.upper(), ""} or said is None:
        return None
    unit = next((unit for unit in UNITS if text.endswith(unit)), "")
    digits = text.removesuffix(unit).strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 16):  # noqa: PLR2004
        raise Invalid(f"{said} is no whole number, such as 600 or 20GB", field="most")
    return int(digits) * UNITS.get(unit, 1)


async def _tell(session: AsyncSession, park: Park) -> None:
    from parkline.process.clock import system_clock
    from services.quotas import figures, quotas

    bounds = {one.what: one.most for one in await quotas.of(session, park.id)}
    used = await figures.used(session, park.id, now=system_clock())
    typer.echo(f"{park.slug}: share {park.share}")
    for what in quotas.WHATS:
        typer.echo(f"  {what}: {used[what]} of {bounds.get(what, 'any number')}")
