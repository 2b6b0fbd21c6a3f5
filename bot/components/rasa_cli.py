"""Rasa's command line without TensorFlow: `python -m bot.components.rasa_cli run …` (or train).

Rasa imports TensorFlow for components that this project does not use. Placeholders in its stead
start the bot in 6 s rather than 16 s and hold 240 MB rather than 590 MB before the first message
(Rasa 3.6.21). A component that does need it (DIET, TED, ResponseSelector) then fails at once: for
those, run `python -m rasa` itself.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_ABSENT = frozenset({"keras", "tensorflow", "tensorflow_addons", "tensorflow_hub"})


class _Placeholder(type):
    """A class to subclass, subscript or decorate with; any attribute of it is another."""

    def __getattr__(cls, name: str) -> Any:
        return _placeholder(name)

    def __getitem__(cls, _key: Any) -> Any:
        return cls

    def __or__(cls, _other: Any) -> Any:
        return cls

    __ror__ = __or__

    def __call__(cls, *args: Any, **_kwargs: Any) -> Any:
        """As a decorator it gives back what it decorates; with arguments it gives itself."""
        return args[0] if len(args) == 1 and callable(args[0]) else cls


def _placeholder(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Placeholder(name, (), {})


class _Module(ModuleType):
    __path__ = []  # noqa: RUF012 - what makes a module a package

    def __getattr__(self, name: str) -> Any:
        return _placeholder(name)


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        absent = name.partition(".")[0] in _ABSENT
        return ModuleSpec(name, self, is_package=True) if absent else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_out_tensorflow() -> None:
    """To be called before Rasa is imported."""
    sys.meta_path.insert(0, _Finder())


if __name__ == "__main__":
    leave_out_tensorflow()
    from rasa.__main__ import main

    main()
