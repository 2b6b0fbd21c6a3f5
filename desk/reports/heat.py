"""Orders by outlet and slot, the busier the darker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from math import ceil

from desk.frame.call import Call
from services.reports.orders import Ordered

SHADES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """`cells`: (orders, or hours; shade 0 to SHADES) of each slot."""

    name: str
    cells: Sequence[tuple[float, int]]
    total: float


@dataclass(frozen=True, slots=True)
class Heat:
    """`slots`: those for which anything was ordered; None stands for orders without one."""

    slots: Sequence[time | None]
    rows: Sequence[Row]


def heat(call: Call, found: Sequence[Ordered]) -> Heat:
    """The outlet with most orders first."""
    slots = sorted({row.slot for row in found}, key=lambda slot: (slot is None, slot or time()))
    counts: dict[int, dict[time | None, int]] = {}
    names: dict[int, str] = {}
    for row in found:
        names[row.outlet_id] = getattr(row, f"name_{call.language}")
        of_outlet = counts.setdefault(row.outlet_id, dict.fromkeys(slots, 0))
        of_outlet[row.slot] += row.orders
    most = max((max(of_outlet.values()) for of_outlet in counts.values()), default=0)
    rows = [
        Row(
            names[outlet_id],
            [(count, ceil(SHADES * count / most)) for count in of_outlet.values()],
            sum(of_outlet.values()),
        )
        for outlet_id, of_outlet in counts.items()
    ]
    return Heat(slots, sorted(rows, key=lambda row: (-row.total, row.name)))
