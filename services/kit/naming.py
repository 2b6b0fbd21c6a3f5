"""What a thing of the park is called, in both languages and by its other names."""

from collections.abc import Sequence
from typing import Protocol


class Named(Protocol):
    """A row with both names: a building, an item, an option."""

    @property
    def name_zh(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


def names(row: Named) -> list[str]:
    """Everything that a thing is called, its Chinese and English names first."""
    return list(dict.fromkeys([row.name_zh, row.name_en, *row.aliases]))
