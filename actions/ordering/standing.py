"""Carts and orders as things that a message can be about, and what of them only the dialogue knows:
which lines were taken out, and which the last change was on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import exists

from actions.kit.standing import CONVERSATION, PARK, PERSON, SINCE
from actions.kit.turn import Turn
from models.catalogue import Item, ItemOption
from models.ordering import Order, OrderLine
from services.acts.state import RECENT, Standing, StandingLine, Thing
from services.acts.values import Place, What, When
from services.catalogue import edible
from services.ordering import carts, fulfilments, placing_rows, standing, unoffered
from services.ordering.cart_lines import Wish
from services.ordering.line_edits import as_wish
from services.ordering.words import items_text

MEMORY = "cart_memory"
"""Rasa's slot: `taken_out`, lines as wishes with their order and moment; `spoken`, ids of lines by
order; `uncounted`, by order the items of which it was not said how many; `back`, ids of placed
orders that were called off and are in a cart again."""
KEPT = 10
"""Lines that were taken out."""
FIELD_OF = {"location": "place", "slot": "when", "phone": "phone", "invoice": "invoice"}
"""What a checkout asks for, as services.acts.values.Fields has it."""
_DRAFT = {"edit", "give", "correct", "confirm", "deny", "give_up", "cancel", "restore"}
_MAY = {
    "placed": {"edit", "give", "correct", "cancel", "urge", "restore"},
    "accepted": {"cancel", "urge"},
    "preparing": {"cancel", "urge"},
    "ready": {"urge"},
    "delivering": {"urge"},
    "cancelled": {"restore"},
}
IS_THERE = exists().where(standing.are_spoken_of(PARK, CONVERSATION, PERSON, SINCE))
"""Whether `things` finds any."""
_SPICE = "spice"
_COLD = {"iced", "less_ice"}


async def things(turn: Turn) -> Sequence[Thing]:
    """Carts, the one at hand first; then what was made lately or goes on, or can come back."""
    those = await standing.all_of(turn.session, turn.conversation, now=turn.now)
    memory = _memory(turn)
    ids = {line.item_id for order in those for line in order.lines}
    ids |= {int(gone["item"]) for gone in memory["taken_out"]}
    items = await carts.load_items(turn.session, turn.park_id, ids) if ids else {}
    offered = await placing_rows.options_of(turn.session, turn.park_id, sorted(ids))
    several = any(len({line.item_id for line in order.lines}) > 1 for order in those)
    wishes = await unoffered.by_use(turn.session, turn.park_id) if several else {}
    read = _Read(items, offered, memory, wishes)
    return [read.thing(turn, order) for order in those]


def note_absence(turn: Turn) -> None:
    """The conversation has no cart."""
    carts.known(turn.session, turn.conversation, ())


def thing_id(order: Order) -> str:
    return f"order:{order.id}"


def order_id(thing: Thing) -> int:
    """Of the row that a thing of this package is."""
    return int(thing.id.removeprefix("order:"))


def remember(
    turn: Turn,
    order: Order,
    *,
    taken_out: Sequence[Wish] = (),
    spoken: Sequence[int] = (),
    back: Order | None = None,
    uncounted: Sequence[int] = (),
) -> dict[str, Any]:
    """The slot's value after a change to an order."""
    memory = _memory(turn)
    gone = [
        {
            "order": order.id,
            "item": one.item_id,
            "quantity": one.quantity,
            "options": list(one.options),
            "note": one.note,
            "at": turn.now.isoformat(),
        }
        for one in taken_out
    ]
    memory["taken_out"] = [*memory["taken_out"], *gone][-KEPT:]
    memory["spoken"] = {**memory["spoken"], str(order.id): list(spoken)}
    if uncounted:
        known = memory["uncounted"].get(str(order.id), [])
        memory["uncounted"] = {
            **memory["uncounted"],
            str(order.id): list(dict.fromkeys((*known, *uncounted))),
        }
    if back is not None:
        memory["back"] = [*memory["back"], back.id][-KEPT:]
    return memory


def is_back(turn: Turn, order_id: int) -> bool:
    """Whether an order that was called off is in a cart again."""
    return order_id in _memory(turn)["back"]


def without(turn: Turn, lines: Sequence[StandingLine]) -> dict[str, Any]:
    """The slot's value once these lines, which were taken out, are back."""
    memory = _memory(turn)
    back = {-line.id for line in lines}
    memory["taken_out"] = [
        one for n, one in enumerate(memory["taken_out"], start=1) if n not in back
    ]
    return memory


def wish(line: StandingLine) -> Wish:
    return Wish(line.item, line.quantity, line.options, line.note)


def _memory(turn: Turn) -> dict[str, Any]:
    known: Mapping[str, Any] = turn.slots.get(MEMORY) or {}
    fresh = [
        one
        for one in known.get("taken_out", ())
        if turn.now - datetime.fromisoformat(one["at"]) <= RECENT
    ]
    return {
        "taken_out": fresh,
        "spoken": dict(known.get("spoken", {})),
        "back": list(known.get("back", ())),
        "uncounted": dict(known.get("uncounted", {})),
    }


class _Read:
    """Rows as things."""

    def __init__(
        self,
        items: Mapping[int, Item],
        offered: Mapping[int, Sequence[ItemOption]],
        memory: Mapping[str, Any],
        wishes: Mapping[str, frozenset[str]],
    ) -> None:
        self.items, self.offered, self.memory, self.wishes = items, offered, memory, wishes

    def thing(self, turn: Turn, order: Order) -> Thing:
        is_cart = order.status == "draft" and not order.held
        lacking = fulfilments.missing(order) if is_cart else []
        return Thing(
            what=What.ORDER,
            standing=_standing(order),
            id=thing_id(order),
            number=None if order.placed_at is None and not order.held else order.order_no,
            title={language: _title(order, language) for language in ("zh", "en")},
            lines=tuple(self.line(line, order.kind) for line in order.lines),
            removed=self.removed(order),
            spoken=tuple(self.memory["spoken"].get(str(order.id), ())),
            fields=fields_of(turn, order),
            missing=tuple(FIELD_OF[name] for name in lacking),
            touched_at=order.updated_at,
            may=frozenset(
                _may(order) - ({"restore"} if order.id in self.memory["back"] else set())
            ),
            status="held" if order.held else order.status,
            serial=order.id,
        )

    def line(self, line: OrderLine, kind: str) -> StandingLine:
        told = self._line(line.id, as_wish(line), kind)
        uncounted = self.memory["uncounted"].get(str(line.order_id), ())
        least = self.items[line.item_id].min_quantity
        if line.item_id in uncounted and line.quantity == least:
            return replace(told, counted=False)
        return told

    def removed(self, order: Order) -> tuple[StandingLine, ...]:
        """Their ids are below zero: minus their place in the memory, from 1 on."""
        return tuple(
            self._line(
                -n,
                Wish(int(one["item"]), int(one["quantity"]), tuple(one["options"]), one["note"]),
                order.kind,
            )
            for n, one in enumerate(self.memory["taken_out"], start=1)
            if one["order"] == order.id and int(one["item"]) in self.items
        )

    def _line(self, id_: int, as_ordered: Wish, kind: str) -> StandingLine:
        item, options = self.items[as_ordered.item_id], self.offered.get(as_ordered.item_id, ())
        codes = as_ordered.options
        chosen = [option for option in options if option.code in codes]
        called = [
            *(item.name_zh, item.name_en, *item.aliases),
            *(name for option in chosen for name in (option.name_zh, option.name_en)),
        ]
        return StandingLine(
            id=id_,
            item=item.id,
            name_zh=item.name_zh,
            name_en=item.name_en,
            quantity=as_ordered.quantity or 0,
            options=codes,
            note=as_ordered.note,
            words=frozenset(name.casefold() for name in called),
            tags=frozenset(_tags(item, options, codes, kind)),
            offers=frozenset(option.code for option in options),
            groups=frozenset((option.code, option.group) for option in options),
            takes=self.wishes.get(edible.use(item, kind) or "", frozenset()),
        )


def _tags(
    item: Item, options: Sequence[ItemOption], codes: Sequence[str], outlet_kind: str
) -> set[str]:
    """What can be said of a line: its options, its shelf, whether it is hot as it is ordered,
    whether it is drunk or eaten."""
    tags = {code.casefold() for code in codes}
    tags |= {name.casefold() for name in (item.category_zh, item.category_en) if name}
    tags |= {unit.casefold() for unit in (item.unit_zh, item.unit_en) if unit}
    for option in options:
        if option.code in codes:
            tags |= {name.casefold() for name in (option.name_zh, option.name_en, *option.aliases)}
    if any(option.group == _SPICE for option in options) and "not_spicy" not in codes:
        tags |= {"spicy", "辣"}
    if _COLD & set(codes):
        tags |= {"cold", "iced", "冰", "凉"}
    use = edible.use(item, outlet_kind)
    return tags if use is None else tags | edible.CALLED[use]


def _standing(order: Order) -> Standing:
    if order.status == "draft":
        return Standing.MADE if order.held else Standing.DRAFT
    return Standing.DROPPED if order.status == "cancelled" else Standing.MADE


def _may(order: Order) -> set[str]:
    if order.status == "draft":
        return {"cancel", "give_up", "urge"} if order.held else _DRAFT
    return _MAY.get(order.status, set())


def _title(order: Order, language: str) -> str:
    items = items_text(order, language)
    return items if order.placed_at is None else f"{order.order_no} {items}"


def fields_of(turn: Turn, order: Order) -> dict[str, Any]:
    """What is known of it, as Fields has it."""
    found: dict[str, Any] = {
        "way": order.fulfilment,
        "locker": order.locker_id,
        "phone": order.phone,
        "payment": order.payment,
        "note": order.note,
    }
    if order.building or order.floor is not None or order.room or order.place:
        found["place"] = Place(
            building=order.building, floor=order.floor, room=order.room, place=order.place
        )
    if order.slot_start is not None:
        start = order.slot_start.astimezone(turn.zone)
        found["when"] = When(start=start, end=order.slot_end, day=start.date())
    return {name: value for name, value in found.items() if value is not None}
