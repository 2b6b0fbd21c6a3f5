"""What the packages of a layer bring along, each said by its own module `domain`.

Who asks for something defines a small frozen dataclass and asks `found(services, Words)`. A domain
has one tuple `BRINGS` of such values, and `RANK`: its place among those that bring the same.
"""

from collections.abc import Callable, Hashable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import cast


@cache
def domains(layer: ModuleType) -> tuple[ModuleType, ...]:
    """The modules `domain` of a layer's packages, by RANK."""
    packages = [one.name for one in iter_modules(layer.__path__) if one.ispkg]
    names = [f"{layer.__name__}.{package}.domain" for package in packages]
    modules = [import_module(name) for name in names if find_spec(name) is not None]
    return tuple(sorted(modules, key=lambda module: (module.RANK, module.__name__)))


def found[Brought](layer: ModuleType, kind: type[Brought]) -> tuple[Brought, ...]:
    """Everything of a kind that the domains of a layer bring, in their order."""
    return cast("tuple[Brought, ...]", _found(layer, cast("Hashable", kind)))


@cache
def _found(layer: ModuleType, kind: type) -> tuple[object, ...]:
    return tuple(one for module in domains(layer) for one in module.BRINGS if isinstance(one, kind))


def function_name(function: Callable[..., object]) -> str:
    """Such as alarms.ring, for what a value says of itself (`brief`)."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
