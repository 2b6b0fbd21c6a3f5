"""Commands that run other people's platforms, simulated."""

from pathlib import Path
from typing import cast, get_args

import typer

from parkline.cli.common import say


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Other people's platforms, simulated.")
    group.command("wechat")(wechat)
    app.add_typer(group, name="simulate")


def wechat(  # noqa: PLR0917 - options, which are named
    host: str = typer.Option("127.0.0.1", help="Address to listen on."),
    port: int = typer.Option(8070, help="Port of API and phones."),
    bot: str = typer.Option("http://127.0.0.1:8080", help="The gateway that answers."),
    mode: str = typer.Option("safe", help="plain, compatible or safe."),
    accounts: str = typer.Option("", help="Your own accounts, a JSON file."),
    pay: str = typer.Option("", help="Serve WeChat Pay, too, with the keys of this folder."),
) -> None:
    """The WeChat platform with a phone for each person, until Ctrl-C."""
    from aiohttp import web

    from parkline.simulate.wechat import Simulator
    from parkline.simulate.wechat.config import Mode
    from parkline.simulate.wechat.demo import demo_simulator, read_apps
    from parkline.simulate.wechatpay import demo_simulator as pay_simulator

    if mode not in get_args(Mode):
        raise typer.BadParameter("plain, compatible or safe", param_hint="--mode")
    try:
        simulator = (
            Simulator(read_apps(Path(accounts)))
            if accounts
            else demo_simulator(bot, cast("Mode", mode))
        )
    except (OSError, TypeError, ValueError) as problem:
        raise typer.BadParameter(str(problem), param_hint="--accounts") from problem
    if pay:
        appid = simulator.world.app("mini").appid
        simulator.pay_by(pay_simulator(Path(pay), appid), f"{bot.rstrip('/')}/api/v1")
    simulator.world.base_url = f"http://{host}:{port}"
    say(f"phone  http://{host}:{port}/phone/alice")
    web.run_app(simulator.app(), host=host, port=port, print=None, shutdown_timeout=2)
