"""Every event by its name: those of each package of services that has a module `events`."""

import importlib.util
import pkgutil
from functools import cache
from typing import Any

import services
from services.events.base import Event


@cache
def known() -> dict[str, type[Event]]:
    """By type."""
    for package in pkgutil.iter_modules(services.__path__):
        name = f"services.{package.name}.events"
        if package.ispkg and importlib.util.find_spec(name) is not None:
            importlib.import_module(name)
    return {event.type: event for event in _concrete(Event)}


def _concrete(base: type[Event]) -> list[type[Event]]:
    found = [base] if "type" in base.__dict__ else []
    return found + [c for sub in base.__subclasses__() for c in _concrete(sub)]


def parse_event(type_: str, data: dict[str, Any]) -> Event:
    """The event that a stored row holds. Raises KeyError for a type that is not ours."""
    return known()[type_].model_validate(data)
