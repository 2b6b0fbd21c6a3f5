"""`python -m bench.acts TASKS ACTS [ID…] [--target SHARE]`: play them, print failures and a table.

TASKS are conversations with the state that each must end in, ACTS what each of their messages does:
{"id", "acts": [[of the first message], …]}, in words. With ids their talk is printed as well. Exit
code 0 if at least the target's share ends right.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.acts.driving import Played, Written, play
from parkline.scratch import fresh
from parkline.scratch.scratch import scratch
from parkline.settings.settings import Settings

TARGET = 0.97


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.acts", description=__doc__)
    parser.add_argument("tasks", type=Path)
    parser.add_argument("acts", type=Path)
    parser.add_argument("ids", nargs="*", help="only these, with their talk")
    parser.add_argument("--target", type=float, default=TARGET)
    parser.add_argument("--text", action="store_true", help="the bot reads the words, not the acts")
    parser.add_argument("--talk", action="store_true", help="print the talk of what fails")
    chosen = parser.parse_args()
    tasks = [task for task in _lines(chosen.tasks) if not chosen.ids or task["id"] in chosen.ids]
    acts = {one["id"]: one["acts"] for one in _lines(chosen.acts)}
    talks = chosen.talk or bool(chosen.ids)
    both = [(task, acts[task["id"]]) for task in tasks]
    played = asyncio.run(_play(both, talks=talks, by_text=chosen.text))
    print(_table(played))
    right = sum(one.right for one in played)
    share = right / len(played) if played else 0.0
    print(f"{right}/{len(played)} = {share:.3f}, target {chosen.target}")
    return 0 if share >= chosen.target else 1


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


async def _play(
    tasks: Sequence[tuple[dict[str, Any], list[Written]]], *, talks: bool, by_text: bool
) -> list[Played]:
    played: list[Played] = []
    async with scratch(Settings(demo=True), _progress) as park:
        await fresh.keep(park.core.sessions)
        for number, (task, acts) in enumerate(tasks, start=1):
            started = time.perf_counter()
            one = await play(park, task, acts, by_text=by_text)
            played.append(one)
            await fresh.restore(park.core.sessions)
            mark = "right" if one.right else "WRONG"
            seconds = time.perf_counter() - started
            _progress(f"{number}/{len(tasks)} {task['id']} {mark} {seconds:.1f} s")
            if not one.right:
                print(f"{task['id']} | {task['area']} | {'; '.join(one.wrong)} | {task['why']}")
            if talks and (not one.right or len(tasks) < 5):  # noqa: PLR2004
                _print_talk(one)
            sys.stdout.flush()
    return played


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _print_talk(played: Played) -> None:
    for text, written, replies in played.talk:
        print(f"    > {text}   {json.dumps(written, ensure_ascii=False)}")
        for reply in replies:
            print("      " + reply.replace("\n", "\n      "))


def _table(played: Sequence[Played]) -> str:
    """By area, and by language."""
    lines = [f"{'':<12}{'right':>6}{'of':>5}{'share':>7}"]
    for name in ("area", "lang"):
        for value in sorted({one.task[name] for one in played}):
            those = [one for one in played if one.task[name] == value]
            right = sum(one.right for one in those)
            lines.append(f"{value:<12}{right:>6}{len(those):>5}{right / len(those):>7.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
