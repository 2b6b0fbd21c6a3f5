"""Commands about money: a day against the provider's bill."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from parkline.cli.common import run_in_park, settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings

payments = typer.Typer(help="Payments by WeChat Pay.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(payments, name="payments")


@payments.command("reconcile")
def reconcile(day: str) -> None:
    """Compare a day, or yesterday, with WeChat Pay's bill at once; the worker does every day by
    itself."""
    from connectors.payments.booking import booked_of
    from parkline.payments.wechat_pay import wechat_pay
    from parkline.process.clock import system_clock
    from services.accounting import reconciliation
    from services.accounting.books import expects
    from services.kit.errors import NotFound

    pay = wechat_pay(settings(), system_clock)
    if pay is None:
        raise typer.BadParameter("no merchant of WeChat Pay is configured")
    asked = _day(day, system_clock())

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        if lines is None and await expects(session, park.id, pay.code, asked):
            raise NotFound(f"WeChat Pay has no bill of {asked} yet")
        found = await reconciliation.reconcile(
            session, park.id, pay.code, asked, booked_of(lines or ()), now=system_clock()
        )
        for one in found:
            kind = "refund" if one.is_refund else "payment"
            told = f"ours {one.ours} {one.our_state}, theirs {one.theirs} {one.their_state}"
            typer.echo(f"{one.kind}: {kind} {one.reference}: {told}")
        typer.echo(f"{len(lines or ())} lines, {len(found)} differences")

    lines = asyncio.run(pay.bill(asked))
    run_in_park(work)


def _day(day: str, now: datetime) -> date:
    """Days of the bill are China's."""
    if day == "yesterday":
        return now.astimezone(ZoneInfo("Asia/Shanghai")).date() - timedelta(days=1)
    try:
        return date.fromisoformat(day)
    except ValueError as wrong:
        raise typer.BadParameter("a day is written as 2026-12-02, or yesterday") from wrong
