"""Photos that belong to something else than a ticket: domains say which those are."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_

import services
from services.kit.plugins import found


@dataclass(frozen=True, slots=True)
class HoldsPhotos:
    """A domain that takes up photos of its own. Both are conditions on a row of Photo."""

    taken: Callable[[], ColumnElement[bool]]
    """Whether the photo belongs to something of the domain, and so waits for no ticket."""
    in_use: Callable[[], ColumnElement[bool]]
    """Whether what it belongs to is still worked on: then it is not removed for its age."""


def taken() -> ColumnElement[bool]:
    """Whether any domain has taken up the photo."""
    return or_(false(), *(one.taken() for one in found(services, HoldsPhotos)))


def in_use() -> ColumnElement[bool]:
    """Whether any domain still needs the photo."""
    return or_(false(), *(one.in_use() for one in found(services, HoldsPhotos)))
