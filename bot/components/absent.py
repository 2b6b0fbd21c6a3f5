"""Placeholders in the place of packages that Rasa imports for what this project does not use.

A placeholder can be imported from, subclassed, and used as a decorator. It does nothing, so what
does need the package fails: at once where it computes, later where it only keeps. Hence packages
are named here one by one, and the tests start a bot and train one without them.
"""

import sys
from collections.abc import Iterable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

TENSORFLOW = frozenset({"keras", "tensorflow", "tensorflow_addons", "tensorflow_hub"})
"""For DIET, TED and ResponseSelector."""

UNUSED = frozenset(
    {
        # Channels of Rasa's own.
        *("aiogram", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack", "slack_sdk"),
        *("socketio", "engineio", "twilio", "webexteamssdk", "google"),
        # Stores of trackers and models, and brokers of events, of which none is kept.
        *("aio_pika", "aiormq", "boto3", "botocore", "bson", "confluent_kafka", "pymongo", "redis"),
        # Rasa's shell, charts, stories as graphs, names of models.
        *("matplotlib", "networkx", "prompt_toolkit", "questionary", "randomname"),
    }
)
"""By any command of ours."""

LEARNING = frozenset({"sklearn", "joblib", "sqlalchemy"})
"""By a bot that answers: what it learned is arrays, and the cache is training's."""

PHRASES = {"PYPINYIN_NO_PHRASES": "true", "PYPINYIN_NO_DICT_COPY": "true"}
"""Settings of pypinyin, which looks for them in the environment. It is asked about single
characters, which its phrases say nothing of; they would be a tenth of the bot's memory."""


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
    def __init__(self, packages: Iterable[str]) -> None:
        self._packages = frozenset(packages)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        absent = name.partition(".")[0] in self._packages
        return ModuleSpec(name, self, is_package=True) if absent else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_out(packages: Iterable[str]) -> None:
    """To be called before Rasa is imported."""
    sys.meta_path.insert(0, _Finder(packages))
