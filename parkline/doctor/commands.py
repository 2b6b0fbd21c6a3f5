"""The commands that say what is wrong, here and to who helps from afar."""

import asyncio
import json
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Annotated

import typer

from parkline.cli.common import at_database, failures, settings


def add_to(app: typer.Typer) -> None:
    app.command()(doctor)
    app.command()(support)


def doctor(as_json: bool = typer.Option(False, "--json", help="For programs.")) -> None:
    """What is wrong, or will be soon, and how to mend it. Status 0: nothing, 1: soon, 2: now."""
    from parkline.doctor.examination import examine
    from parkline.doctor.findings import SIGNS, SUMMARY, status_of
    from services.kit.errors import Invalid

    chosen = settings()
    with failures("doctor", "console"), ExitStack() as stack:
        with suppress(Invalid):  # That there is none is a finding.
            url = stack.enter_context(at_database(chosen))
            chosen = chosen.model_copy(update={"database_url": url})
        findings = asyncio.run(examine(chosen))
    status = status_of(findings)
    if as_json:
        typer.echo(json.dumps({"status": status, "findings": [f.as_json() for f in findings]}))
    else:
        for finding in findings:
            typer.echo(f"{SIGNS[finding.level]} {finding.code}: {finding.what}")
            if finding.mend:
                typer.echo(f"    {finding.mend}")
        typer.echo(SUMMARY[status])
    raise typer.Exit(status)


def support(
    file: Annotated[Path, typer.Argument(help="Where to write it, such as support.zip.")],
    log: Annotated[
        list[Path], typer.Option(help="Another log to take in, such as of journalctl. Repeatable.")
    ] = [],  # noqa: B006 - typer reads it
) -> None:
    """Write what who helps from afar needs to know into a ZIP, without personal data or secrets."""
    from parkline.doctor import bundle
    from services.kit.errors import Invalid

    chosen = settings()
    with failures("support", "console"), ExitStack() as stack:
        with suppress(Invalid):  # That there is none is told in the bundle.
            url = stack.enter_context(at_database(chosen))
            chosen = chosen.model_copy(update={"database_url": url})
        written = asyncio.run(bundle.write(file, chosen, log))
    typer.echo(f"{file}: {', '.join(written)}")
    typer.echo("look through it before you give it away")
