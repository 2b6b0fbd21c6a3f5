"""The folders of templates, static files and texts: the frame's own, and each area's."""

from collections.abc import Sequence
from pathlib import Path

DESK = Path(__file__).parents[1]


def folders(kind: str) -> Sequence[Path]:
    """`kind` is templates, static or texts. Names are one space: no two areas have the same."""
    return sorted(path for path in DESK.glob(f"*/{kind}") if path.is_dir())
