"""The command that seeds the demo park."""

from __future__ import annotations

import asyncio

import typer

from parkline.cli.common import failures, say, settings, stores_of


def add_to(app: typer.Typer) -> None:
    app.command("seed")(run_seed)


def run_seed(
    parks: int = typer.Option(1, min=1, max=2, help="2 bring the second park, and hosts of both."),
) -> None:
    """Write the demo park into the database of the settings, unless it is there."""
    from parkline.demo.setup import seed_if_missing

    chosen = settings()
    with failures("seed", chosen.log_format):
        done = asyncio.run(seed_if_missing(stores_of(chosen)[0], staff=chosen.demo, parks=parks))
        say("seeded the demo park" if done else "the demo park is there already")
