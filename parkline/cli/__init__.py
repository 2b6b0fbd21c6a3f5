"""The command line: what packages bring to it."""

import typer

import parkline
from parkline.cli.commands import Commands
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
    park: str = typer.Option("", help="Another than PARKLINE_PARK: its slug or a host."),
) -> None:
    """The service line of a science park."""


for brought in found(parkline, Commands):
    brought.add_to(app)
