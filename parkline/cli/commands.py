"""What a package brings to the command line."""

from collections.abc import Callable
from dataclasses import dataclass

import typer


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands of a package: read with every call, so they import nothing heavy (see `common`)."""

    add_to: Callable[[typer.Typer], None]
