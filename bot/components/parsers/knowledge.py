"""What the finders know of a park: its catalogue, options and buildings."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .catalogue import Catalogue, CatalogueItem
from .kept import kept
from .options import Option
from .places import Building


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One version of a park's data, indexed for matching; immutable."""

    version: int = 0
    catalogue: Catalogue = field(default_factory=lambda: Catalogue.build(()))
    options: tuple[Option, ...] = ()
    buildings: tuple[Building, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Knowledge:
        """Read {"version", "items", "options", "buildings"}; missing lists are empty. Raises KeyError on a row without its key."""
        items = [
            CatalogueItem(
                int(row["id"]),
                row.get("kind", "dish"),
                tuple(row["names"]),
                tuple(row.get("units", ())),
            )
            for row in data.get("items", ())
        ]
        return cls(
            int(data.get("version", 0)),
            Catalogue.build(items),
            kept(Option(row["code"], tuple(row["names"])) for row in data.get("options", ())),
            kept(
                Building(row["code"], tuple(row.get("names", ())))
                for row in data.get("buildings", ())
            ),
        )
