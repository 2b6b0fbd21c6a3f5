"""The command line: what packages bring to it."""

import typer

import parkline
from parkline.cli.commands import Commands
from parkline.cli.common import PARK
from parkline.cli.troubles import Group
from services.kit.plugins import found

app = typer.Typer(
    name="parkline",
    cls=Group,
    help="The service line of a science park.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def choose(
    context: typer.Context,
    park: str = typer.Option("", help="Another than PARKLINE_PARK: its slug or a host."),
) -> None:
    """The service line of a science park."""
    chosen = PARK.set(park)
    context.call_on_close(lambda: PARK.reset(chosen))


for brought in found(parkline, Commands):
    brought.add_to(app)
