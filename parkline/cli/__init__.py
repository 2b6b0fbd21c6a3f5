"""The command line, one module a group of commands."""

import typer

from parkline.cli import (
    database,
    gates,
    keep,
    operate,
    payments,
    run,
    secrets,
    simulate,
    staff,
    talk,
    telegram,
    wechat,
)

app = typer.Typer(
    name="parkline",
    help="The service line of a science park.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
run.add_to(app)
talk.add_to(app)
operate.add_to(app)
keep.add_to(app)
staff.add_to(app)
gates.add_to(app)
secrets.add_to(app)
database.add_to(app)
payments.add_to(app)
simulate.add_to(app)
telegram.add_to(app)
wechat.add_to(app)
