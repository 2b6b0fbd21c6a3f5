"""What was learned of the marked lines, of danger, names and rooms, and what rules found in each
sentence, shipped so that a training from nothing need not learn it.

What was learned of danger holds for its own code, its lines and the encoder of which it was made
(bot/components/danger/fit.py), all else for the code, the lines and the encoder. After a change of
any of them a training learns them anew (some minutes of a core) until somebody ships them anew.
"""

import shutil
from pathlib import Path

from parkline.settings.settings import ROOT

SHIPPED = ROOT / "bot" / "encoder" / "heads"
DANGER, READING = "danger", "reading"
OF_CODE = (READING, "names", "goes_on")
"""Folders that hold for one version of the code. What was learned of danger as a whole takes ten
megabytes, and is made of its fit in half a minute."""
RULED = "ruled.json.gz"
"""A file that holds for one version of the code."""


def ship(kept: Path, version: str) -> Path:
    """Put what the last training kept in `kept` in the place of what is shipped; `version`: of the
    code that it was made by. What that training took from what is shipped stays. Raises
    FileNotFoundError where the reader's heads are neither kept nor shipped for this code."""
    target = SHIPPED / version
    if not any((folder / READING).is_dir() for folder in (kept, target)):
        raise FileNotFoundError(f"no heads in {kept}: train first")
    of_code = ((kept / name, target / name) for name in OF_CODE)
    for made, place in (*of_code, (kept / DANGER, SHIPPED / DANGER)):
        if made.is_dir():
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(made, place)
    if (kept / RULED).is_file():
        shutil.copy2(kept / RULED, target / RULED)
    for older in {*SHIPPED.iterdir()} - {target, SHIPPED / DANGER}:
        shutil.rmtree(older)
    return target
