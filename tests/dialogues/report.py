"""How many written dialogues end as they should: `.venv/bin/python -m tests.dialogues.report`.

Plays every folder beside this file against a park of its own, writes results/dialogues.json, and
exits with 1 where fewer of a folder pass than baseline.json says. `--accept` makes this run it.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parkline.scratch.scratch import Scratch, scratch
from parkline.settings.settings import Settings
from tests.dialogues.play import FOLDER, Played, dialogues, play

BASELINE = FOLDER / "baseline.json"
RESULTS = Path("results/dialogues.json")

Results = dict[str, dict[str, Played]]
"""By folder, then by the dialogue's name."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tests.dialogues.report", description=__doc__)
    parser.add_argument("--accept", action="store_true", help="make this run the baseline")
    options = parser.parse_args(arguments)
    results = asyncio.run(_play_all())
    passed = {folder: _passed(played) for folder, played in results.items()}
    before = _baseline()
    _write(results)
    print("\n".join(table(results, before)))
    if options.accept:
        BASELINE.write_text(json.dumps(passed, indent=2) + "\n", encoding="utf-8")
        return 0
    return 1 if fallen(before, passed) else 0


def fallen(before: Mapping[str, int], passed: Mapping[str, int]) -> list[str]:
    """Folders of which fewer dialogues pass than did."""
    return [folder for folder, count in before.items() if passed.get(folder, 0) < count]


def table(results: Results, before: Mapping[str, int]) -> list[str]:
    rows = []
    for folder, played in results.items():
        for name, one in played.items():
            mark = "passed" if not one.differences else "FAILED"
            rows.append(f"{mark}  {folder}/{name}")
            rows += [f"        {difference}" for difference in one.differences]
        known = f", baseline {before[folder]}" if folder in before else ""
        rows.append(f"{folder}: {_passed(played)} of {len(played)} passed{known}")
    return rows


async def _play_all() -> Results:
    folders = sorted(path.name for path in FOLDER.iterdir() if any(path.glob("*.yaml")))
    async with scratch(Settings(demo=True), print) as park:
        return {folder: await _play_folder(park, folder) for folder in folders}


async def _play_folder(park: Scratch, folder: str) -> dict[str, Played]:
    return {one["name"]: await _play_safely(park, one) for one in dialogues(folder)}


async def _play_safely(park: Scratch, dialogue: dict[str, Any]) -> Played:
    """A dialogue that breaks something is one that failed; the others are still of interest."""
    try:
        return await play(park, dialogue)
    except Exception as problem:
        return Played(differences=[f"{type(problem).__name__}: {problem}"])


def _passed(played: Mapping[str, Played]) -> int:
    return sum(not one.differences for one in played.values())


def _baseline() -> dict[str, int]:
    return json.loads(BASELINE.read_text("utf-8")) if BASELINE.is_file() else {}


def _write(results: Results) -> None:
    written = {
        folder: {
            name: {
                "passed": not one.differences,
                "differences": one.differences,
                "transcript": one.transcript,
            }
            for name, one in played.items()
        }
        for folder, played in results.items()
    }
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
