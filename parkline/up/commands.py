"""The command that runs everything on one machine."""

from __future__ import annotations

import asyncio

import typer

from parkline.cli.common import failures, say, settings

MOST = 8
"""Of a role on one machine; their ports follow one another."""


def add_to(app: typer.Typer) -> None:
    app.command()(up)


def up(
    *,
    demo: bool = typer.Option(False, help="Seed the demo's two parks and run their vendors."),
    wechat: bool = typer.Option(False, help="The demo behind the simulated WeChat."),
    parks: int = typer.Option(2, min=1, max=2, help="The demo's parks; 2 have hosts of their own."),
    gateways: int = typer.Option(1, min=1, max=MOST, help="Processes that answer the world."),
    bots: int = typer.Option(1, min=1, max=MOST, help="Processes that understand, 0.5 GB each."),
    workers: int = typer.Option(1, min=1, max=MOST, help="Processes that deliver."),
) -> None:
    """Everything on one machine, until Ctrl-C."""
    from parkline.up import supervisor
    from parkline.up.crew import Counts

    counts = Counts(gateways, bots, workers)
    chosen = settings(demo=True if demo else None)
    if wechat and not chosen.demo:
        raise typer.BadParameter("its accounts are the demo's: add --demo", param_hint="--wechat")
    with failures("up", chosen.log_format):
        asyncio.run(supervisor.up(chosen, say, wechat=wechat, counts=counts, parks=parks))
