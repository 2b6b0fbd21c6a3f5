"""Commands for a park's accounts on platforms."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parkline.cli.common import run_beside_park, run_in_park, wake_gateways
from parkline.operating.operate import by_command

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.channels import ChannelAccount
    from models.park import Park
    from parkline.channels.platforms import Platforms
    from parkline.settings.settings import Settings
    from parkline.stores.database import Sessions
    from services.channels.account_secrets import Kept

group = typer.Typer(
    help="A park's accounts on WeChat, WeCom, Telegram and WeChat Pay.", no_args_is_help=True
)

Code = Annotated[str, typer.Argument(help="The account's code, as `channel list` shows it.")]
SecretsFile = Annotated[
    str, typer.Option("--secrets", help="File with lines NAME=VALUE; - reads standard input.")
]
Templates = Annotated[Path | None, typer.Option(help="WeChat's templates by kind, a JSON file.")]
LONGEST_FILE = 64 * 1024


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="channel")


@group.command("list")
def list_accounts(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Every account of the park: its code, how it is, and where the platform calls it."""
    from services.channels import accounts

    async def work(sessions: Sessions, park: Park, chosen: Settings) -> None:
        async with sessions() as session:
            rows = await accounts.of_park(session, park.id)
        async with _platforms(sessions, park, chosen) as platforms:
            said = [_about(row, platforms) for row in rows]
        if as_json:
            typer.echo(json.dumps({"accounts": said}, ensure_ascii=False))
            return
        for one in said:
            state = f"{one['status']}, {one['problem']}" if one["problem"] else one["status"]
            typer.echo(f"{one['code']}\t{one['channel']}\t{one['app_id']}\t{state}\t{one['name']}")
            typer.echo(f"  {one['url']}")

    run_beside_park(work)


@group.command("add")
def add(
    channel: Annotated[
        str, typer.Argument(help="wechat, miniprogram, wecom, telegram or wechatpay.")
    ],
    name: Annotated[str, typer.Argument(help="As staff call it.")],
    *,
    secrets: SecretsFile = "-",
    app_id: Annotated[
        str, typer.Option(help="AppID; of WeCom CORP/AGENT, of WeChat Pay MCHID/APPID.")
    ] = "",
    mode: Annotated[str, typer.Option(help="plain, compatible or safe.")] = "safe",
    push: Annotated[bool, typer.Option(help="A verified Official Account's right.")] = True,
    kf_id: Annotated[str, typer.Option(help="open_kfid of WeCom's customer service.")] = "",
    templates: Templates = None,
) -> None:
    """Connect an account, if the platform takes its secret. Secrets come from a file or standard
    input, never from the command line."""
    from services.channels import account_forms, accounts
    from services.channels.account_forms import Entered

    options: dict[str, Any] = {"push": push, "kf_id": kf_id, "templates": _templates(templates)}
    given: Any = (channel, mode)
    raw = Entered(given[0], name, app_id, _secrets(secrets), given[1], options)

    async def work(sessions: Sessions, park: Park, chosen: Settings) -> None:
        entered = account_forms.check(raw)
        async with _platforms(sessions, park, chosen) as platforms:
            await platforms.check(entered)
            async with sessions.begin() as session:
                row = await accounts.add(session, by_command(park), _vault(chosen), entered)
            await _lead(platforms, row, _kept(row, chosen))
            typer.echo(f"{row.code}: {platforms.url(row.channel, row.code)}")

    run_beside_park(work)
    wake_gateways()


@group.command("rotate")
def rotate(code: Code, secrets: SecretsFile = "-") -> None:
    """Other secrets, of which those not named stay. Those of before are good for a day more."""
    from services.channels import accounts

    given = _secrets(secrets)

    async def work(sessions: Sessions, park: Park, chosen: Settings) -> None:
        async with sessions() as session:
            row = await accounts.find(session, park.id, code)
        entered = accounts.renewed(row, _kept(row, chosen), given)
        async with _platforms(sessions, park, chosen) as platforms:
            await platforms.check(entered)
            async with sessions.begin() as session:
                row = await accounts.find(session, park.id, code)
                await accounts.rotate(session, by_command(park), _vault(chosen), row, given)
            await _lead(platforms, row, _kept(row, chosen))
        typer.echo(f"{code}: changed; change it on the platform, too")

    run_beside_park(work)
    wake_gateways()


@group.command("check")
def check(code: Code) -> None:
    """Ask the platform whether it takes the secret. Status 1 if it does not."""
    from services.channels import accounts
    from services.kit.errors import ParkError

    async def work(sessions: Sessions, park: Park, chosen: Settings) -> None:
        async with sessions() as session:
            row = await accounts.find(session, park.id, code)
        entered, refusal = accounts.renewed(row, _kept(row, chosen), {}), None
        async with _platforms(sessions, park, chosen) as platforms:
            try:
                await platforms.check(replace(entered, app_id=row.app_id))
            except ParkError as said:
                refusal = said
        async with sessions.begin() as session:
            row = await accounts.find(session, park.id, code)
            accounts.note_check(session, by_command(park), row, refusal.code if refusal else "")
        if refusal is not None:
            raise refusal
        typer.echo(f"{code}: the platform takes the secret")

    run_beside_park(work)


@group.command("disable")
def disable(code: Code) -> None:
    """It takes and sends nothing until it is enabled."""
    _switch(code, active=False)


@group.command("enable")
def enable(code: Code) -> None:
    """It takes and sends again, what waited meanwhile too."""
    _switch(code, active=True)


@group.command("drop")
def drop(code: Code) -> None:
    """Forget its secrets. Conversations stay, and its people are known again if it comes back. A
    merchant with payments or refunds under way is refused."""
    from services.channels import accounts
    from services.ordering import payment_requests

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        row = await accounts.find(session, park.id, code)
        await payment_requests.refuse_under_way(session, park.id, row.code)
        await accounts.drop(session, by_command(park), row)
        typer.echo(f"{code}: dropped")

    run_in_park(work)
    wake_gateways()


def _switch(code: str, *, active: bool) -> None:
    from services.channels import accounts

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        row = await accounts.find(session, park.id, code)
        await accounts.switch(session, by_command(park), row, active=active)
        typer.echo(f"{code}: {row.status}")

    run_in_park(work)
    wake_gateways()


async def _lead(platforms: Platforms, row: ChannelAccount, kept: Kept) -> None:
    """It is connected all the same where the platform cannot be told."""
    from services.channels import accounts
    from services.kit.errors import ParkError

    url = platforms.url(row.channel, row.code)
    try:
        led = await platforms.lead(accounts.renewed(row, kept, {}), url)
    except ParkError as said:
        typer.echo(f"{row.code}: the platform did not take the address: {said}", err=True)
        return
    if not led:
        typer.echo("enter this address on the platform's pages", err=True)


def _secrets(file: str) -> dict[str, str]:
    """Raises Exit for what cannot be read, without repeating it."""
    try:
        text = sys.stdin.read(LONGEST_FILE) if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise typer.BadParameter(f"cannot read it: {type(problem).__name__}") from None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = dict[str, str]()
    for line in lines:
        name, between, value = line.partition("=")
        if not between:
            raise typer.BadParameter("each line of secrets is NAME=VALUE")
        found[name.strip()] = _value(name.strip(), value.strip())
    return found


def _value(name: str, value: str) -> str:
    """Of keys that are files of many lines, @FILE says where one is."""
    if name not in {"private_key", "platform_key"} or not value.startswith("@"):
        return value
    try:
        return Path(value[1:]).read_text("utf-8")[:LONGEST_FILE]
    except (OSError, UnicodeDecodeError) as problem:
        raise typer.BadParameter(f"cannot read {name}: {type(problem).__name__}") from None


def _templates(file: Path | None) -> dict[str, Any]:
    from pydantic import TypeAdapter, ValidationError

    from parkline.settings.wechat_settings import Templates as Kinds

    if file is None:
        return {}
    try:
        chosen = TypeAdapter(Kinds).validate_json(file.read_bytes())
    except OSError as problem:
        raise typer.BadParameter(f"{file}: {problem.strerror}") from None
    except ValidationError as problem:
        first = problem.errors(include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise typer.BadParameter(f"{file}: {place}{': ' * bool(place)}{first['msg']}") from None
    return {kind: one.model_dump() for kind, one in chosen.items()}


def _kept(row: ChannelAccount, chosen: Settings) -> Kept:
    from services.channels import account_secrets
    from services.kit.errors import Invalid

    kept = account_secrets.opened(row, _vault(chosen))
    if kept is None:
        raise Invalid("no key of the settings opens its secrets: drop it and add it anew")
    return kept


def _vault(chosen: Settings) -> Any:
    from parkline.settings import secrets

    return secrets.vault(chosen)


def _about(row: ChannelAccount, platforms: Platforms) -> dict[str, Any]:
    return {
        "code": row.code, "channel": row.channel, "app_id": row.app_id, "name": row.name,
        "status": row.status, "problem": row.problem,
        "url": platforms.url(row.channel, row.code),
    }  # fmt: skip


def _platforms(sessions: Sessions, park: Park, chosen: Settings) -> Any:
    from contextlib import asynccontextmanager

    from edge.parks import Parks
    from parkline.channels.account_channels import calls_out
    from parkline.channels.platforms import Platforms

    @asynccontextmanager
    async def opened() -> Any:
        parks = Parks(sessions, chosen.park)
        await parks.refresh()
        site = parks.find(park.id)
        assert site is not None, "its row was just read"
        async with calls_out() as http:
            yield Platforms(chosen, site, http)

    return opened()
