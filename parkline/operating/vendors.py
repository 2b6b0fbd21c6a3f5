"""Commands for vendors: their endpoints and keys, and what was sent to them."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parkline.cli.common import failures, run_beside_park, run_in_park, settings
from parkline.operating.operate import by_command

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings
    from parkline.stores.database import Sessions
    from services.vendors.endpoints import CheckedUrl
    from services.vendors.queries import Tried

group = typer.Typer(help="Vendors' endpoints and keys.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(help="The endpoint's number, as `vendor list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="vendor")


@group.command("list")
def list_vendors(as_json: AsJson = False) -> None:
    """Every vendor with its endpoints: how they are, and how much waits for them."""
    from services.vendors import admin, looking

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        now = by_command(park).at
        found = [
            await looking.vendor(session, one, now=now)
            for one in await admin.vendors(session, park.id)
        ]
        _print(as_json, {"vendors": found}, *(line for one in found for line in _lines(one)))

    run_in_park(work)


def _lines(vendor: dict[str, Any]) -> list[str]:
    count = vendor["keys"]
    keys = "1 API key" if count == 1 else f"{count} API keys"
    lines = [f"{vendor['code']}\t{vendor['name_zh']} / {vendor['name_en']}\t{keys}"]
    for one in vendor["endpoints"]:
        state = one["status"] if one["reason"] is None else f"{one['status']} ({one['reason']})"
        state = f"sandbox, {state}" if one["sandbox"] else state
        lines.append(f"  endpoint {one['id']}\t{state}\t{one['url']}\t{one['waiting']} waiting")
        lines += [f"    the same events at the same URL: endpoint {id_}" for id_ in one["twins"]]
    return lines


@group.command("endpoint")
def add_endpoint(
    code: str,
    url: str,
    *,
    scheme: Annotated[str, typer.Option(help="v1 (HMAC-SHA256) or v1a (ed25519).")] = "v1",
    events: Annotated[str, typer.Option(help="Commas between; all events without.")] = "",
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="For trying: it gets samples alone.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Send a vendor's events to URL. Prints the key that verifies them, this once."""
    from parkline.settings import secrets
    from services.vendors import admin, twins

    checked = _checked(url)

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        found = await admin.find_by_code(session, park.id, code)
        endpoint, secret = await admin.register(
            session,
            by_command(park),
            secrets.vault(chosen),
            found.id,
            checked,
            event_types=[one.strip() for one in events.split(",") if one.strip()],
            scheme=scheme,
            sandbox=sandbox,
        )
        same = await twins.of_endpoint(session, endpoint)
        _warn_of(same)
        said = {"endpoint": endpoint.id, "secret": secret, "same_as": same}
        _print(as_json, said, f"endpoint {endpoint.id}: {secret}")

    run_in_park(work)


def _warn_of(same: list[int]) -> None:
    if same:
        others = ", ".join(map(str, same))
        typer.echo(f"parkline: endpoint {others} gets the same events at the same URL", err=True)


def _checked(url: str) -> CheckedUrl:
    """An address that webhooks may reach. Asks the name servers, so in no transaction."""
    from connectors.vendors import guard

    chosen = settings()
    with failures("operate", chosen.log_format):
        return asyncio.run(guard.check_url(url, guard.networks(chosen.webhook_allow)))


@group.command("key")
def add_key(code: str, as_json: AsJson = False) -> None:
    """Make an API key for a vendor. Prints it, this once."""
    from services.vendors import admin

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await admin.find_by_code(session, park.id, code)
        key = await admin.make_key(session, by_command(park), found.id)
        _print(as_json, {"vendor": found.code, "key": key}, key)

    run_in_park(work)


@group.command("rotate")
def rotate(
    endpoint: Number,
    overlap: Annotated[int, typer.Option(help="Hours for which the old key signs too.")] = 24,
    as_json: AsJson = False,
) -> None:
    """Give an endpoint a new key. Prints what verifies it, this once."""
    from parkline.settings import secrets
    from services.vendors import admin

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        by, hours = by_command(park), timedelta(hours=overlap)
        shown = await admin.rotate(session, by, secrets.vault(chosen), endpoint, overlap=hours)
        said = {"endpoint": endpoint, "secret": shown, "old_until": (by.at + hours).isoformat()}
        _print(as_json, said, f"endpoint {endpoint}: {shown}")

    run_in_park(work)


@group.command("enable")
def enable(endpoint: Number, as_json: AsJson = False) -> None:
    """Send to an endpoint again, with what waited, and what failed since it began to fail."""
    _switch(endpoint, active=True, as_json=as_json)


@group.command("disable")
def disable(endpoint: Number, as_json: AsJson = False) -> None:
    """Send nothing more to an endpoint. What is due waits for a week."""
    _switch(endpoint, active=False, as_json=as_json)


def _switch(endpoint: int, *, active: bool, as_json: bool) -> None:
    from services.vendors import admin, queries

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        await admin.switch(session, by_command(park), endpoint, active=active)
        count = (await queries.waiting(session, park.id)).get(endpoint, 0)
        status = "active" if active else "disabled"
        said = {"endpoint": endpoint, "status": status, "waiting": count}
        waits = f"{_deliveries(count)} {'on the way' if active else 'waiting'}"
        _print(as_json, said, f"endpoint {endpoint} is {status}; {waits}")

    run_in_park(work)


@group.command("ping")
def ping(endpoint: Number, as_json: AsJson = False) -> None:
    """Send a signed test event to an endpoint and say what came back. Status 1 if it is no 2xx."""
    from connectors.vendors import exchange, guard
    from connectors.vendors.ping import Pinger
    from parkline.process.clock import system_clock
    from parkline.settings import secrets
    from services.vendors import admin

    failed = False

    async def work(sessions: Sessions, park: Park, chosen: Settings) -> None:
        nonlocal failed
        allow = guard.networks(chosen.webhook_allow)
        vault = secrets.vault(chosen)
        pinger = Pinger(sessions, vault, lambda: exchange.client(allow), system_clock)
        answer = await pinger.ping(park.id, endpoint)
        async with sessions.begin() as session:
            by = by_command(park)
            admin.note_test(session, by, endpoint, status=answer.status, error=answer.error)
        failed = not answer.is_success
        said = {
            "endpoint": endpoint,
            "good": answer.is_success,
            "status": answer.status,
            "milliseconds": answer.milliseconds,
            "error": answer.error,
            "answer": answer.body,
        }
        what = answer.error or f"answered {answer.status} in {answer.milliseconds} ms"
        _print(as_json, said, f"endpoint {endpoint}: {what}")

    run_beside_park(work)
    raise typer.Exit(1 if failed else 0)


@group.command("play")
def play(
    endpoint: Number,
    event: Annotated[str | None, typer.Option(help="One type, such as order.placed.")] = None,
    as_json: AsJson = False,
) -> None:
    """Send samples to a sandbox: one of every event, or of one. Status 1 if one is not taken."""
    from connectors.vendors import exchange, guard
    from connectors.vendors.ping import Pinger
    from parkline.process.clock import system_clock
    from parkline.settings import secrets
    from services.ordering import samples
    from services.vendors import admin

    failed = False

    async def work(sessions: Sessions, park: Park, chosen: Settings) -> None:
        nonlocal failed
        allow = guard.networks(chosen.webhook_allow)
        async with sessions() as session:
            vendor_id = (await admin.find_endpoint(session, park.id, endpoint)).vendor_id
            every = await samples.samples(session, park, vendor_id, now=system_clock())
        wanted = samples.chosen(every, event)
        vault = secrets.vault(chosen)
        pinger = Pinger(sessions, vault, lambda: exchange.client(allow), system_clock)
        played = await pinger.play(park.id, endpoint, wanted)
        failed = len(played) < len(wanted) or not all(answer.is_success for _, answer in played)
        told = [
            {"event": type_, "status": answer.status, "error": answer.error}
            for type_, answer in played
        ]
        lines = [f"{one['event']}\t{one['error'] or one['status']}" for one in told]
        _print(as_json, {"endpoint": endpoint, "played": told}, *lines)

    run_beside_park(work)
    raise typer.Exit(1 if failed else 0)


@group.command("attempts")
def attempts(
    endpoint: Number,
    order: Annotated[str | None, typer.Option(help="Of this order alone, by its number.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="Without those that arrived.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: AsJson = False,
) -> None:
    """What was sent to an endpoint, the newest first: when, what, and what came back."""
    from services.vendors import admin, queries

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        row = await admin.find_endpoint(session, park.id, endpoint)
        found = await queries.latest_attempts(
            session, row, order_no=order, only_failed=failed, limit=limit
        )
        told = [_told(one, park) for one in found]
        lines = [_line(one) for one in told] or [f"endpoint {endpoint}: no attempts"]
        _print(as_json, {"endpoint": endpoint, "attempts": told}, *lines)

    run_in_park(work)


def _told(tried: Tried, park: Park) -> dict[str, Any]:
    from zoneinfo import ZoneInfo

    attempt = tried.attempt
    return {
        "at": attempt.at.astimezone(ZoneInfo(park.timezone)).isoformat(timespec="seconds"),
        "event": tried.type,
        "order_no": tried.order_no,
        "delivery": attempt.delivery_id,
        "delivery_status": tried.delivery_status,
        "number": attempt.number,
        "status": attempt.status_code,
        "milliseconds": attempt.milliseconds,
        "error": attempt.error,
        "answer": attempt.answer,
    }


def _line(told: dict[str, Any]) -> str:
    came = told["error"] or f"{told['status']} in {told['milliseconds']} ms"
    which = f"{told['event']}\t{told['order_no'] or '-'}\tattempt {told['number']}"
    return f"{told['at']}\t{which}\t{came}\t{told['delivery_status']}"


@group.command("replay")
def replay(
    endpoint: Number,
    since: Annotated[datetime, typer.Argument(help="By the park's clock.")],
    until: Annotated[
        datetime | None,
        typer.Option(help="All events before this, delivered ones too; by the park's clock."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send what failed, was cancelled or was never sent to an endpoint since a time."""
    from services.vendors import admin

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        by, start = by_command(park), _moment(since, park)
        if until is None:
            count = await admin.replay_failed(session, by, endpoint, start, dry_run=dry_run)
        else:
            end = _moment(until, park)
            count = await admin.replay_range(session, by, endpoint, start, end, dry_run=dry_run)
        said = {"endpoint": endpoint, "deliveries": count, "dry_run": dry_run}
        _print(as_json, said, f"{_deliveries(count)} {'would be ' if dry_run else ''}sent again")

    run_in_park(work)


def _moment(said: datetime, park: Park) -> datetime:
    from zoneinfo import ZoneInfo

    return said if said.tzinfo else said.replace(tzinfo=ZoneInfo(park.timezone))


def _deliveries(count: int) -> str:
    return "1 delivery" if count == 1 else f"{count} deliveries"


def _print(as_json: bool, said: dict[str, Any], *lines: str) -> None:
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    for line in lines:
        typer.echo(line)
