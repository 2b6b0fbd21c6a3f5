"""Commands of an operator: dishes, vendors' endpoints and keys, replays."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation

import typer
from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.vendors import guard
from models import Faq, Item, Outlet, Park, ServiceWindow, Vendor
from parkline import secrets
from parkline.cli.common import run_in_park
from parkline.clock import system_clock
from parkline.settings import ROOT, Settings
from services import deliveries, endpoints, training, vendor_keys
from services.errors import Invalid, NotFound

item = typer.Typer(help="Dishes and goods.", no_args_is_help=True)
vendor = typer.Typer(help="Vendors' endpoints and keys.", no_args_is_help=True)


teach = typer.Typer(help="What the bot should learn.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(teach, name="teach")
    app.add_typer(item, name="item")
    app.add_typer(vendor, name="vendor")


def minor_units(price: str) -> int:
    """22 or 22.50 as an integer of hundredths. Raises Invalid."""
    try:
        minor = Decimal(price) * 100
    except InvalidOperation:
        minor = Decimal("nan")
    if not minor.is_finite():
        raise Invalid(f"a price is a number such as 22 or 22.50, not {price!r}")
    if minor != minor.to_integral_value() or minor < 0:
        raise Invalid(f"a price has at most two decimals and is not negative: {price!r}")
    return int(minor)


@item.command("add")
def add_item(  # noqa: PLR0917 - options, which are named on the command line
    outlet: str = typer.Option(..., help="Code of the outlet, such as sunshine_canteen."),
    code: str = typer.Option(..., help="A new code, such as fish_soup."),
    zh: str = typer.Option(..., help="Chinese name."),
    en: str = typer.Option(..., help="English name."),
    price: str = typer.Option(..., help="In the park's currency, such as 22 or 22.50."),
    meals: str = typer.Option("lunch,dinner", help="Commas between: breakfast,lunch,dinner."),
    aliases: str = typer.Option("", help="Other names, commas between."),
) -> None:
    """Put a dish on the menu; it can be ordered by chat at once."""

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        where = await _outlet(session, park, outlet)
        served = [meal.strip() for meal in meals.split(",")]
        await _check_dish(session, where, code, served)
        session.add(
            Item(
                park_id=park.id,
                outlet_id=where.id,
                code=code,
                name_zh=zh,
                name_en=en,
                aliases=[alias.strip() for alias in aliases.split(",") if alias.strip()],
                price=minor_units(price),
                meals=served,
            )
        )
        await session.flush()
        typer.echo(f"{zh} / {en} is on the menu of {where.name_zh} / {where.name_en}")

    run_in_park(work)


async def _outlet(session: AsyncSession, park: Park, code: str) -> Outlet:
    found = await session.scalar(
        select(Outlet).where(Outlet.park_id == park.id, Outlet.code == code)
    )
    if found is None:
        raise NotFound(f"no outlet {code!r}")
    return found


async def _check_dish(
    session: AsyncSession, outlet: Outlet, code: str, meals: Sequence[str]
) -> None:
    """Raises Invalid for a code that is taken, or a meal that the outlet does not serve."""
    here = Item.park_id == outlet.park_id
    if await session.scalar(select(Item.id).where(here, Item.code == code)) is not None:
        raise Invalid(f"there is an item {code!r} already")
    served = set(
        await session.scalars(
            select(ServiceWindow.meal).where(
                ServiceWindow.park_id == outlet.park_id, ServiceWindow.outlet_id == outlet.id
            )
        )
    )
    if unknown := [meal for meal in meals if meal not in served]:
        raise Invalid(f"{outlet.code} serves {', '.join(sorted(served))}, not {', '.join(unknown)}")


async def _vendor(session: AsyncSession, park: Park, code: str) -> Vendor:
    found = await session.scalar(
        select(Vendor).where(Vendor.park_id == park.id, Vendor.code == code)
    )
    if found is None:
        raise NotFound(f"no vendor {code!r}")
    return found


@vendor.command("endpoint")
def add_endpoint(code: str, url: str, scheme: str = "v1") -> None:
    """Send a vendor's events to URL. Prints the verification secret, this once."""

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        found = await _vendor(session, park, code)
        checked = await guard.check_url(url, guard.networks(chosen.webhook_allow))
        endpoint, secret = await endpoints.register_endpoint(
            session,
            secrets.vault(chosen),
            park_id=park.id,
            vendor_id=found.id,
            url=checked,
            scheme=scheme,
            now=system_clock(),
        )
        typer.echo(f"endpoint {endpoint.id}: {secret}")

    run_in_park(work)


@vendor.command("key")
def add_key(code: str) -> None:
    """Make an API key for a vendor. Prints it, this once."""

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await _vendor(session, park, code)
        _row, key = await vendor_keys.create(session, park.id, found.id, now=system_clock())
        typer.echo(key)

    run_in_park(work)


@vendor.command("replay")
def replay(endpoint: int, since: datetime, dry_run: bool = False) -> None:
    """Send again what failed at an endpoint since a time of the park."""

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        moment = since if since.tzinfo else since.astimezone()
        chosen = deliveries.FailedSince(moment)
        again = await deliveries.replay(session, park.id, endpoint, chosen, dry_run=dry_run)
        typer.echo(f"{len(again)} deliveries {'would be ' if dry_run else ''}sent again")

    run_in_park(work)


@teach.command("sentence")
def teach_sentence(intent: str, text: str) -> None:
    """A sentence with the intent it should have had; `parkline train` learns it."""

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        known = frozenset(YAML(typ="safe").load(ROOT / "domain.yml")["intents"])
        await training.add_sentence(
            session, park.id, text, intent, intents=known, now=system_clock()
        )
        typer.echo("kept; `parkline train` learns it")

    run_in_park(work)


@teach.command("alias")
def teach_alias(code: str, alias: str) -> None:
    """Another name for a dish or a product, understood at once."""

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await session.scalar(select(Item).where(Item.park_id == park.id, Item.code == code))
        if found is None:
            raise NotFound(f"no item {code!r}")
        if alias not in found.aliases:
            found.aliases = [*found.aliases, alias]
        typer.echo(f"{found.name_zh} / {found.name_en} is also {alias}")

    run_in_park(work)


@teach.command("faq")
def teach_faq(slug: str, question: str) -> None:
    """Another way to ask an FAQ entry, understood at once."""

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await session.scalar(select(Faq).where(Faq.park_id == park.id, Faq.slug == slug))
        if found is None:
            raise NotFound(f"no FAQ entry {slug!r}")
        if question not in found.questions:
            found.questions = [*found.questions, question]
        typer.echo(f"faq/{slug} now has {len(found.questions)} questions")

    run_in_park(work)
