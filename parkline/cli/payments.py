"""Commands about money: a day against the provider's bill."""

import asyncio
from datetime import date

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.payments.wechatpay import BillLine
from models import Park
from parkline.cli.common import run_in_park, settings
from parkline.clock import system_clock
from parkline.settings import Settings
from parkline.wechat_pay import booked_of, wechat_pay
from services import reconciliation

payments = typer.Typer(help="Payments by WeChat Pay.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(payments, name="payments")


@payments.command("reconcile")
def reconcile(day: str) -> None:
    """Compare a day with WeChat Pay's bill, which is there from ten the next morning."""
    pay = wechat_pay(settings(), system_clock)
    if pay is None:
        raise typer.BadParameter("no merchant of WeChat Pay is configured")
    asked = _day(day)
    lines: list[BillLine] = asyncio.run(pay.bill(asked))

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await reconciliation.reconcile(
            session, park.id, pay.code, asked, booked_of(lines), now=system_clock()
        )
        for one in found:
            kind = "refund" if one.is_refund else "payment"
            typer.echo(f"{kind} {one.reference}: ours {one.ours}, theirs {one.theirs}")
        typer.echo(f"{len(lines)} lines, {len(found)} differences")

    run_in_park(work)


def _day(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as wrong:
        raise typer.BadParameter("a day is written as 2026-12-02") from wrong
