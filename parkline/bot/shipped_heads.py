"""What was learned of the marked lines, shipped so that a training from nothing need not read them.

It holds for the code, the lines and the encoder of which it was made; after a change of any of them
a training reads all lines (a minute of a core) until somebody ships it anew.
"""

import shutil
from pathlib import Path

from parkline.settings.settings import ROOT

SHIPPED = ROOT / "bot" / "encoder" / "heads"


def ship(kept: Path, version: str) -> Path:
    """Put what the last training kept in `kept` in the place of what is shipped; `version`: of the
    code that it was made by. Raises FileNotFoundError where nothing was kept."""
    made = next((one for one in kept.glob("*") if one.is_dir()), None)
    if made is None:
        raise FileNotFoundError(f"no heads in {kept}: train first")
    shutil.rmtree(SHIPPED, ignore_errors=True)
    target = SHIPPED / version / made.name
    shutil.copytree(made, target)
    return target
