"""Trouble by script: what goes wrong, where, and how often."""

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

ApiTrouble = Literal["slow", "drop", "lose_answer", "error"]
DeliveryTrouble = Literal["twice", "wrong_receiveid", "bad_signature", "hang_up", "lose_answer"]
API_TROUBLES: tuple[str, ...] = get_args(ApiTrouble)
DELIVERY_TROUBLES: tuple[str, ...] = get_args(DeliveryTrouble)
DELIVERY = "delivery"


@dataclass
class Fault:
    """`on` is "delivery", the path of an API call, or "*" for all calls."""

    on: str
    do: str
    times: int = 1
    seconds: float = 0.0
    errcode: int = 0

    def __post_init__(self) -> None:
        known = DELIVERY_TROUBLES if self.on == DELIVERY else API_TROUBLES
        if self.do not in known:
            raise ValueError(f"{self.do!r} is none of {', '.join(known)} on {self.on}")
        if self.times < 1:
            raise ValueError("times begins at 1")
        if self.do == "error" and not self.errcode:
            raise ValueError("an error needs its errcode")


@dataclass
class Faults:
    """Scripted faults, each taken until its times are used up."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, **given: Any) -> Fault:
        """Raises ValueError, TypeError."""
        fault = Fault(**given)
        self.waiting.append(fault)
        return fault

    def take(self, on: str) -> Fault | None:
        for fault in self.waiting:
            if fault.on == on or (fault.on == "*" and on != DELIVERY):
                fault.times -= 1
                if not fault.times:
                    self.waiting.remove(fault)
                return fault
        return None
