"""What is held of a person, and forgetting it."""

from typing import Any, Literal

from api.frame.shapes import In, Moment, Out


class MyData(Out):
    made_at: Moment
    sections: dict[str, list[dict[str, Any]]]
    """Rows of each kind, by their columns. Sums are in minor units, moments in UTC."""


class Erase(In):
    confirm: Literal["forget me"]
    """So that nobody does it by a slip."""
