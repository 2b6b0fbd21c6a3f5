"""What an area brings to the desk, besides its pages: each says it in `BRINGS` of its `domain`.

Who shows it asks `services.kit.plugins.found(desk, Tab)`. The order is that of the areas' RANK.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.frame.reader import Reader


@dataclass(frozen=True, slots=True)
class Tab:
    """A place in the side bar. `key` is the end of its text's key, shell-area-…; its icon is called
    the same, if no other is named (see `templating.icon`)."""

    key: str
    path: str
    needs: str | None
    """A permission; None: any that a page of the settings needs."""
    letter: str = ""
    """Of its shortcut, where it is not the key's first."""
    icon: str = ""

    @property
    def shortcut(self) -> str:
        return f"g {self.letter or self.key[0]}"

    @property
    def brief(self) -> str:
        return f"tab {self.path}"


@dataclass(frozen=True, slots=True)
class Setting:
    """A page of the settings: /operate/<key>, for whom operate.<key> allows it. The text
    operate-page-<key> names it."""

    key: str
    rank: int
    """Its place among their tabs."""

    @property
    def path(self) -> str:
        return f"/operate/{self.key}"

    @property
    def needs(self) -> str:
        return f"operate.{self.key}"

    @property
    def brief(self) -> str:
        return f"settings page {self.path}"


EVERYBODY = ""
"""Instead of a permission: whoever has signed in."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Events that open pages hear of: by their kind (what stands before the point of the type) the
    permission that lets somebody hear, or EVERYBODY."""

    needs: Mapping[str, str]
    tells: frozenset[str] = frozenset()
    """Fields of their data that are told besides `signals.TOLD`. Nothing personal."""
    only: str = ""
    """The field that names the staff who hear of them, where that is not everybody."""

    @property
    def brief(self) -> str:
        return "open pages hear of: " + ", ".join(self.needs)


@dataclass(frozen=True, slots=True)
class Subject:
    """What entries of the audit log are about, by kind: the table, and what a row is called."""

    names: Mapping[str, tuple[Any, Callable[[Any, str], str]]]

    @property
    def brief(self) -> str:
        return "in the audit log: " + ", ".join(self.names)


@dataclass(frozen=True, slots=True)
class AuditWords:
    """How the audit log tells an area's entries. Their words are the texts audit-kind-…,
    audit-action-… and audit-field-…; fields are those of `before` and `after`."""

    kinds: Sequence[str] = ()
    """Of subjects; the log is filtered by them."""
    subjects: Mapping[str, Callable[[Reader, str], str]] = field(default_factory=dict)
    """By kind, for subjects that are no rows with a name: what `policy:repair/urgent` is called."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """By field: the beginning of the texts that name its codes."""
    money: frozenset[str] = frozenset()
    """Fields in minor units."""
    moments: frozenset[str] = frozenset()
    without_limit: frozenset[str] = frozenset()
    """Fields that mean "without a limit" when they are empty."""
    all_if_empty: frozenset[str] = frozenset()
    """Lists that mean "all" when they are empty."""
    long_lists: frozenset[str] = frozenset()
    """Lists of which only what came and what went is told."""


@dataclass(frozen=True, slots=True)
class RuleWords:
    """How rules tell the codes of an area's fields and actions: by the name of a field or a param
    the beginning of the texts that name its codes."""

    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Intents:
    """Intents of a domain that the inbox names, by the texts inbox-intent-<intent>."""

    said: Sequence[str] = ()
    """What people say: the inbox offers it when somebody teaches the bot a sentence."""
    pressed: Sequence[str] = ()
    """What only buttons say."""


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What every page has: static files by path, a template of what stands above `main`, and one of
    what stands at the foot of the side bar."""

    styles: Sequence[str] = ()
    scripts: Sequence[str] = ()
    template: str = ""
    rail: str = ""


def named(row: Any, language: str) -> str:
    """A row's name_zh or name_en, for `Subject`."""
    return str(getattr(row, f"name_{language}"))
