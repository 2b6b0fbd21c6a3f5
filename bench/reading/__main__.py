"""`python -m bench.reading TASKS ACTS [ID…] [--mistakes]`: F1 of the acts read in each message.

TASKS are conversations, ACTS what each of their messages does ({"id", "acts": [[of the first
message], …]}, in words). Each message is read against what would stand if everything before it had
been done as it was meant, so that one mistake is counted once.
"""

import argparse
import asyncio
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from actions.acts.translating import translate
from actions.kit.said import Said
from bench.acts.driving import BETWEEN, TODAY
from bench.reading.scoring import HEAD, Score
from bench.reading.standing import ZONE, Expected
from bot.components.segments import pieces
from bot.components.splitting import split
from parkline.process.core import Core
from parkline.scratch import acts_in_words
from parkline.scratch.scratch import scratch
from parkline.settings.settings import Settings
from services.acts.acts import Act, as_json
from services.acts.state import State
from services.kit.errors import Invalid

Task = Mapping[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("tasks", type=Path)
    parser.add_argument("acts", type=Path)
    parser.add_argument("ids", nargs="*", help="only these")
    parser.add_argument("--mistakes", action="store_true", help="print what was read otherwise")
    chosen = parser.parse_args()
    tasks = [task for task in _lines(chosen.tasks) if not chosen.ids or task["id"] in chosen.ids]
    acts = {one["id"]: one["acts"] for one in _lines(chosen.acts)}
    asyncio.run(_read([(task, acts[task["id"]]) for task in tasks], mistakes=chosen.mistakes))
    return 0


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


async def _read(tasks: Sequence[tuple[Task, list[list[Any]]]], *, mistakes: bool) -> None:
    scores: dict[str, Score] = defaultdict(Score)
    async with scratch(Settings(demo=True), _progress) as park:
        for number, (task, written) in enumerate(tasks, start=1):
            try:
                turns = await _turns(park.core, task, written)
            except Invalid as wrong:
                _progress(f"{task['id']}: {wrong}")
                continue
            for read in turns:
                for name in ("all", task["area"], task["lang"]):
                    scores[name].count(read.wanted, read.found, read.state)
                if mistakes:
                    _print(task["id"], read)
            if number % 10 == 0:
                _progress(f"{number}/{len(tasks)}")
    print(f"{'':<10}{HEAD}")
    for name, score in sorted(scores.items(), key=lambda one: one[0] != "all"):
        print(f"{name:<10}{score.row()}")


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class _Turn:
    text: str
    wanted: tuple[Act, ...]
    found: tuple[Act, ...]
    state: State


def _print(identity: str, read: _Turn) -> None:
    score = Score()
    score.count(read.wanted, read.found, read.state)
    if min(score.acts.f1, score.lines.f1, score.fields.f1) < 1:
        print(f"{identity} > {read.text}")
        for name, acts in (("wanted", read.wanted), ("found", read.found)):
            told = [act for act in as_json(acts) if act["act"] != "social"]
            print(f"    {name}: {json.dumps(told, ensure_ascii=False)}")
        sys.stdout.flush()


async def _turns(core: Core, task: Task, written: Sequence[list[Any]]) -> list[_Turn]:
    """Of each message: its words, the acts that it was meant as, and those that are read."""
    expected = Expected(language="en" if task["lang"] == "en" else "zh")
    turns = []
    now = datetime.combine(TODAY, time.fromisoformat(task["setup"]["time"].zfill(5)), ZONE)
    for turn, (text, wanted, pace) in enumerate(
        zip(task["turns"], written, task["pace"], strict=True)
    ):
        for clock in task["setup"].get("clock", ()):
            if turn >= clock["before_turn"]:
                at = datetime.combine(TODAY, time.fromisoformat(clock["time"].zfill(5)), ZONE)
                now = max(now, at)
        meant = await acts_in_words.read(core, wanted, now)
        state = expected.state(now)
        found = await _found(core, text, state, expected.requested_slot())
        turns.append(_Turn(text, meant, found, state))
        expected.follow(meant, pace, now)
        now += BETWEEN
    return turns


async def _found(core: Core, text: str, state: State, requested: str | None) -> tuple[Act, ...]:
    """The acts of a message; of each of its parts, where it holds several requests."""
    context = {
        "now": state.now.isoformat(),
        "park_id": core.park.id,
        "requested_slot": requested,
    }

    async def parse(words: str) -> dict[str, Any]:
        parsed: dict[str, Any] = await core.dialogue.parse(words, context)
        return parsed

    whole = await parse(text)
    parts = await split(text, whole, parse, requested) if len(pieces(text)) > 1 else []
    heard = [(part.text, dict(part.parsed)) for part in parts] or [(text, whole)]
    return tuple(
        act
        for words, parsed in heard
        for act in translate(Said.of({**parsed, "text": words}), state)
    )


if __name__ == "__main__":
    sys.exit(main())
