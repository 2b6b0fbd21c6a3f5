"""What there is by the hour: pools with their rules, hours and free minutes, and things."""

from aiohttp import web

from desk.booking.entered import (
    EnteredAllowance,
    EnteredHours,
    EnteredPool,
    EnteredPrice,
    EnteredThing,
    NewPool,
    NewThing,
)
from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from models.allowances import Allowance
from models.booking_shelf import BookingHours, BookingPool, BookingResource
from services.booking import admin, keeping, pictures, shelf
from services.booking.features import FEATURES
from services.booking.keeping import POOL, THING
from services.hire import prices
from services.kit.errors import NotFound
from services.kit.money import minor_units, plain_amount
from services.kit.snapshots import snapshot, version
from services.park import places
from services.park.weekly import WeeklyHours

area = Area("booking")

HERE, MAY = "/operate/booking", "operate.booking"
ONE = HERE + "/{booking_pool}"
HOUR = 60


@area.get(HERE, allows=MAY)
async def pools(call: Call) -> web.Response:
    found = await shelf.pools(call.session, call.park.id, active_only=False)
    counts = {one.id: len(await _things(call, one)) for one in found}
    return call.render("booking/pools.html", pools=found, counts=counts, pool=None)


@change(area, HERE, allows=MAY)
async def add_pool(call: Call) -> web.Response:
    entered = await call.form(NewPool)
    if await admin.pool(call.session, call.park.id, entered.code) is not None:
        raise keeping.CodeTaken(entered.code, field="code")
    pool = await keeping.keep_pool(call.session, by(call), entered.code, entered.values())
    return _saved(call, pool)


@area.get(ONE, allows=MAY)
async def show_pool(call: Call) -> web.Response:
    pool = await _pool(call)
    things, hour = await _things(call, pool), await prices.of_pool(call.session, pool)
    return call.render(
        "booking/pool.html",
        pool=pool,
        things=things,
        parts={one.id: await keeping.parts_of(call.session, one) for one in things},
        openings=await keeping.hours_of(call.session, pool),
        allowances=await keeping.allowances_of(call.session, pool),
        pictures=await pictures.of_resources(
            call.session, call.park.id, [one.id for one in things]
        ),
        buildings=await places.building_names(call.session, call.park.id, call.language),
        features=sorted(FEATURES),
        facilities=await prices.facilities(call.session, call.park.id),
        hour=hour,
        amount=plain_amount(hour.price, call.park.currency) if hour else "",
        version=version(snapshot(pool, POOL)),
        version_of=lambda row: version(snapshot(row, THING)),
        in_hours=in_hours,
    )


@change(area, ONE, allows=MAY)
async def edit_pool(call: Call) -> web.Response:
    entered = await call.form(EnteredPool)
    pool = await _pool(call)
    await keeping.keep_pool(
        call.session, by(call), pool.code, entered.values(), seen=entered.version
    )
    return _saved(call, pool)


@change(area, ONE + "/openings", allows=MAY)
async def add_opening(call: Call) -> web.Response:
    entered = await call.form(EnteredHours)
    pool = await _pool(call)
    return await _open(call, pool, [*await keeping.hours_of(call.session, pool), entered])


@change(area, ONE + "/openings/{opening}", allows=MAY)
async def edit_opening(call: Call) -> web.Response:
    entered = await call.form(EnteredHours)
    pool = await _pool(call)
    return await _open(call, pool, [*await _but(call, pool), entered])


@change(area, ONE + "/openings/{opening}/remove", allows=MAY)
async def remove_opening(call: Call) -> web.Response:
    pool = await _pool(call)
    return await _open(call, pool, await _but(call, pool))


@change(area, ONE + "/allowances", allows=MAY)
async def put_allowance(call: Call) -> web.Response:
    """One for each of whose and how often: saying it again changes it."""
    entered = await call.form(EnteredAllowance)
    pool = await _pool(call)
    await keeping.keep_allowance(
        call.session,
        by(call),
        pool,
        scope=entered.scope,
        period=entered.period,
        minutes=round(entered.hours * HOUR),
        beyond=entered.beyond,
    )
    return _saved(call, pool)


@change(area, ONE + "/allowances/{allowance}/remove", allows=MAY)
async def end_allowance(call: Call) -> web.Response:
    pool = await _pool(call)
    await keeping.end_allowance(call.session, by(call), pool, call.id("allowance"))
    return _saved(call, pool)


@change(area, ONE + "/price", allows=MAY)
async def put_price(call: Call) -> web.Response:
    entered = await call.form(EnteredPrice)
    pool = await _pool(call)
    price = minor_units(entered.price, call.park.currency)
    await prices.put(call.session, by(call), pool, entered.outlet, price)
    return _saved(call, pool)


@change(area, ONE + "/price/remove", allows=MAY)
async def end_price(call: Call) -> web.Response:
    pool = await _pool(call)
    await prices.end(call.session, by(call), pool)
    return _saved(call, pool)


@change(area, ONE + "/things", allows=MAY)
async def add_thing(call: Call) -> web.Response:
    entered = await call.form(NewThing)
    pool = await _pool(call)
    if await keeping.thing_of(call.session, call.park.id, entered.code) is not None:
        raise keeping.CodeTaken(entered.code, field="code")
    await keeping.keep_thing(
        call.session, by(call), pool, entered.code, entered.values(), parts=entered.parts
    )
    return _saved(call, pool)


@change(area, ONE + "/things/{booking_thing}", allows=MAY)
async def edit_thing(call: Call) -> web.Response:
    entered = await call.form(EnteredThing)
    pool = await _pool(call)
    row = await call.session.get(BookingResource, (call.park.id, call.id("booking_thing")))
    if row is None or row.pool_id != pool.id:
        raise NotFound("no such thing")
    await keeping.keep_thing(
        call.session,
        by(call),
        pool,
        row.code,
        entered.values(),
        parts=entered.parts,
        seen=entered.version,
    )
    return _saved(call, pool)


def in_hours(row: Allowance) -> str:
    """As one types it: 40, or 2.5."""
    return f"{row.amount / HOUR:g}"


async def _open(
    call: Call, pool: BookingPool, hours: list[BookingHours | EnteredHours]
) -> web.Response:
    wanted = [(WeeklyHours(one.weekdays, one.starts, one.ends), one.on_holidays) for one in hours]
    await keeping.set_hours(call.session, by(call), pool, wanted)
    return _saved(call, pool)


async def _but(call: Call, pool: BookingPool) -> list[BookingHours | EnteredHours]:
    """Its hours without those of the address. Raises NotFound."""
    there = list(await keeping.hours_of(call.session, pool))
    rest: list[BookingHours | EnteredHours] = [one for one in there if one.id != call.id("opening")]
    if len(rest) == len(there):
        raise NotFound("no such hours")
    return rest


async def _things(call: Call, pool: BookingPool) -> list[BookingResource]:
    found = await shelf.things(
        call.session, call.park, now=call.now, pool_ids=[pool.id], active_only=False
    )
    return [one.resource for one in found]


async def _pool(call: Call) -> BookingPool:
    """Raises NotFound."""
    found = await call.session.get(BookingPool, (call.park.id, call.id("booking_pool")))
    if found is None:
        raise NotFound("no such pool")
    return found


def _saved(call: Call, pool: BookingPool) -> web.Response:
    call.toast("booking-saved")
    return call.redirect(f"{HERE}/{pool.id}")
