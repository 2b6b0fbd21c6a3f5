"""Outlets and items as they are shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from api.catalogue.shapes import Category, ItemShown, OptionShown, OutletShown, Rating
from api.frame.call import Call
from api.frame.shapes import PictureShown
from api.frame.views import money, pictures, slot
from models.catalogue import Item, ItemOption, Outlet
from services.catalogue.slots import Slot
from services.ordering import order_ratings, popular
from services.ordering.order_ratings import Mean


async def means_of_outlets(call: Call) -> dict[int, Mean]:
    """What people think of outlets, by their id."""
    return await order_ratings.of_outlets(call.session, call.park.id, now=call.now)


def outlet(call: Call, row: Outlet, slots: Sequence[Slot], mean: Mean | None) -> OutletShown:
    """`slots` are those that it takes orders for, soonest first."""
    return OutletShown(
        code=row.code,
        name=call.named(row),
        kind=row.kind,  # type: ignore[arg-type]
        place=call.named(row, "place"),
        fulfilments=row.fulfilments,
        open=bool(slots),
        next_slot=slot(call, slots[0]) if slots else None,
        rating=_rating(mean),
    )


def _rating(mean: Mean | None) -> Rating | None:
    return Rating(stars=mean.stars, count=mean.count) if mean else None


async def items(call: Call, rows: Iterable[tuple[Item, Outlet]]) -> list[ItemShown]:
    found = list(rows)
    ids = [item.id for item, _ in found]
    options = await _options(call, ids)
    shown = await pictures(call, ids)
    means = await order_ratings.of_items(call.session, call.park.id, ids, now=call.now)
    best = await popular.bestsellers(call.session, call.park.id, now=call.now)
    return [
        _item(
            call,
            item,
            outlet,
            options[item.id],
            picture=shown.get(item.id),
            mean=means.get(item.id),
            bestseller=item.id in best,
        )
        for item, outlet in found
    ]


def categories(shown: Iterable[ItemShown]) -> list[Category]:
    by_name: defaultdict[str, list[ItemShown]] = defaultdict(list)
    for one in shown:
        by_name[one.category].append(one)
    return [Category(name=name, items=found) for name, found in by_name.items()]


async def _options(call: Call, ids: Sequence[int]) -> defaultdict[int, list[ItemOption]]:
    rows = await call.session.scalars(
        select(ItemOption)
        .where(ItemOption.park_id == call.park.id, ItemOption.item_id.in_(ids))
        .order_by(ItemOption.id)
    )
    found: defaultdict[int, list[ItemOption]] = defaultdict(list)
    for option in rows:
        found[option.item_id].append(option)
    return found


def _item(
    call: Call,
    item: Item,
    outlet: Outlet,
    options: Sequence[ItemOption],
    *,
    picture: PictureShown | None,
    mean: Mean | None,
    bestseller: bool,
) -> ItemShown:
    return ItemShown(
        id=item.id,
        code=item.code,
        outlet=outlet.code,
        kind=outlet.kind,  # type: ignore[arg-type]
        name=call.named(item),
        category=call.named(item, "category"),
        unit=call.named(item, "unit"),
        price=money(call, item.price),
        meals=item.meals,  # type: ignore[arg-type]
        stock=item.stock,
        min_quantity=item.min_quantity,
        max_quantity=item.max_quantity,
        options=[
            OptionShown(
                code=option.code,
                group=option.group,
                name=call.named(option),
                price=money(call, option.price_delta),
            )
            for option in options
        ],
        picture=picture,
        description=call.named(item, "description"),
        allergens=item.allergens,  # type: ignore[arg-type]
        allergen_note=call.named(item, "allergen_note"),
        diet=item.diet,  # type: ignore[arg-type]
        spice=item.spice,
        calories=item.calories,
        rating=_rating(mean),
        bestseller=bestseller,
    )
