"""Permissions that a domain brings; `services.staff.permissions` says who has them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roles:
    """By the role that has them; words apart by blanks."""

    given: Mapping[str, str]

    @property
    def brief(self) -> str:
        return "permissions: " + ", ".join(
            sorted({one for given in self.given.values() for one in given.split()})
        )
