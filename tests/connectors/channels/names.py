"""What channels are called."""

from importlib import import_module
from inspect import getmembers, isclass
from pkgutil import walk_packages

from connectors import channels


def names() -> set[str]:
    """Of every class of `connectors.channels` that is a channel."""
    found = set()
    for module in walk_packages(channels.__path__, f"{channels.__name__}."):
        for _, one in getmembers(import_module(module.name), isclass):
            if isinstance(name := getattr(one, "name", None), str) and hasattr(one, "install"):
                found.add(name)
    return found
