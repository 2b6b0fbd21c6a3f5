"""Settings, Channels: every account of the park, and one of them."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from pydantic import BaseModel

from desk.channels.forms import EnteredAgain, EnteredNew, EnteredSecrets
from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.deps import Platforms
from desk.frame.routing import Area
from edge.parks import ALL_PARKS
from models.channels import ChannelAccount
from services.channels import account_forms, account_secrets, accounts, template_forms
from services.channels.account_forms import (
    CHANNELS,
    MODES,
    OWN,
    Channel,
    Entered,
)
from services.channels.accounts import EDITED
from services.kit.errors import NotFound, ParkError, Refused
from services.kit.sealing import Vault
from services.kit.snapshots import snapshot, version
from services.ordering import payment_requests

area = Area("channels")

HERE, MAY = "/operate/channels", "operate.channels"
ONE = HERE + "/{account}"

TEMPLATED = ("wechat", "miniprogram")
"""Channels whose platform has templates."""
Act = Callable[[Call, ChannelAccount], Awaitable[None]]


class NotConnected(Refused):
    """This desk runs without a way to platforms."""

    code = "not_connected"


class Chosen(BaseModel):
    channel: Channel | None = None
    """Whose form stands open."""


@area.get(HERE, allows=MAY)
async def overview(call: Call) -> web.Response:
    return call.render(
        "channels/overview.html",
        accounts=await accounts.of_park(call.session, call.park.id),
        channels=CHANNELS,
        own=OWN,
        modes=MODES,
        chosen=call.query(Chosen).channel,
    )


@change(area, HERE, allows=MAY)
async def add(call: Call) -> web.Response:
    """Nothing is held while the platform answers."""
    form = await call.form(EnteredNew)
    options = _options(form.channel, form)
    entered = account_forms.check(
        Entered(form.channel, form.name, form.whole_id(), form.secrets(), form.mode, options)
    )
    platforms, vault = _platforms(call), _vault(call)
    await call.commit()
    await platforms.check(entered)
    row = await accounts.add(call.session, by(call), vault, entered)
    account_id = row.id
    _tell_gateways(call)
    await call.commit()
    await _lead(call, row)
    call.toast("channels-added")
    return call.redirect(f"{HERE}/{account_id}")


@area.get(ONE, allows=MAY)
async def show(call: Call) -> web.Response:
    row = await _account(call)
    kept = account_secrets.opened(row, _vault(call))
    return call.render(
        "channels/account.html",
        account=row,
        url=_platforms(call).url(row.channel, row.code),
        has=sorted(name for name, value in kept.now.items() if value) if kept else [],
        readable=kept is not None,
        own=OWN[_channel(row)],
        modes=MODES,
        kinds=template_forms.KINDS if row.channel in TEMPLATED else (),
        lines_of=template_forms.lines_of,
        version=version(snapshot(row, EDITED)),
    )


@change(area, ONE, allows=MAY)
async def edit(call: Call) -> web.Response:
    form = await call.form(EnteredAgain)
    row = await _account(call)
    await accounts.edit(
        call.session,
        by(call),
        row,
        name=form.name,
        mode=form.mode,
        options=_options(_channel(row), form) | _templates(row, form),
        seen=form.version,
    )
    return _saved(call, row)


@change(area, ONE + "/rotate", allows=MAY)
async def rotate(call: Call) -> web.Response:
    form = await call.form(EnteredSecrets)
    row, vault, platforms = await _account(call), _vault(call), _platforms(call)
    kept = account_secrets.opened(row, vault)
    if kept is None:
        raise accounts.AccountDropped("its secrets cannot be read")
    entered = accounts.renewed(row, kept, form.secrets())
    await call.commit()
    await platforms.check(entered)
    row = await _account(call)
    await accounts.rotate(call.session, by(call), vault, row, form.secrets())
    _tell_gateways(call)
    await call.commit()
    await _lead(call, row)
    call.toast("channels-rotated")
    return call.redirect(f"{HERE}/{row.id}")


@change(area, ONE + "/check", allows=MAY)
async def check(call: Call) -> web.Response:
    """Ask the platform now, and keep what it says."""
    row, vault, platforms = await _account(call), _vault(call), _platforms(call)
    kept = account_secrets.opened(row, vault)
    if kept is None:
        raise accounts.AccountDropped("its secrets cannot be read")
    entered = accounts.renewed(row, kept, {})
    await call.commit()
    problem = ""
    try:
        await platforms.check(entered)
        await platforms.lead(entered, platforms.url(row.channel, row.code))
    except ParkError as said:
        problem = said.code
    row = await _account(call)
    accounts.note_check(call.session, by(call), row, problem)
    call.toast("channels-checked-badly" if problem else "channels-checked")
    return call.redirect(f"{HERE}/{row.id}")


@change(area, ONE + "/enable", allows=MAY)
async def enable(call: Call) -> web.Response:
    row = await _account(call)
    await accounts.switch(call.session, by(call), row, active=True)
    return _saved(call, row)


@change(area, ONE + "/disable", allows=MAY)
async def disable(call: Call) -> web.Response:
    row = await _account(call)
    await accounts.switch(call.session, by(call), row, active=False)
    return _saved(call, row)


@change(area, ONE + "/drop", allows=MAY)
async def drop(call: Call) -> web.Response:
    row = await _account(call)
    await payment_requests.refuse_under_way(call.session, row.park_id, row.code)
    await accounts.drop(call.session, by(call), row)
    _tell_gateways(call)
    call.toast("channels-dropped")
    return call.redirect(HERE)


async def _lead(call: Call, row: ChannelAccount) -> None:
    """Have the platform call us where it can be told to. It is connected all the same: what went
    wrong stands on its page."""
    kept = account_secrets.opened(row, _vault(call))
    assert kept is not None, "it was just sealed"
    entered = accounts.renewed(row, kept, {})
    platforms = _platforms(call)
    url = platforms.url(row.channel, row.code)
    await call.commit()
    try:
        await platforms.lead(entered, url)
    except ParkError as said:
        accounts.note_check(call.session, by(call), await _account_by(call, row.id), said.code)


def _options(channel: Channel, form: EnteredNew | EnteredAgain) -> dict[str, Any]:
    match channel:
        case "wechat":
            return {"push": form.push}
        case "wecom":
            return {"kf_id": form.kf_id}
        case _:
            return {}


def _templates(row: ChannelAccount, form: EnteredAgain) -> dict[str, Any]:
    found = form.templates() if row.channel in TEMPLATED else {}
    return {"templates": found} if found or row.options.get("templates") else {}


def _channel(row: ChannelAccount) -> Channel:
    return next(one for one in CHANNELS if one == row.channel)


async def _account(call: Call) -> ChannelAccount:
    return await _account_by(call, call.id("account"))


async def _account_by(call: Call, account_id: int) -> ChannelAccount:
    row = await call.session.get(ChannelAccount, (call.park.id, account_id))
    if row is None or row.status == "dropped":
        raise NotFound(f"no account {account_id}")
    return row


def _platforms(call: Call) -> Platforms:
    """Raises NotConnected."""
    if call.deps.platforms is None:
        raise NotConnected
    return call.deps.platforms


def _vault(call: Call) -> Vault:
    """Raises NotConnected."""
    if call.deps.vault is None:
        raise NotConnected
    return call.deps.vault


def _tell_gateways(call: Call) -> None:
    announce = call.deps.announce

    async def told() -> None:
        await announce(ALL_PARKS)

    call.after_commit(told)


def _saved(call: Call, row: ChannelAccount) -> web.Response:
    _tell_gateways(call)
    call.toast("channels-saved")
    return call.redirect(f"{HERE}/{row.id}")
