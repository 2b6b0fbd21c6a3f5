"""Plays a written dialogue against a real bot, and compares what it left behind.

A dialogue's `turns` are sentences, said in order, and {when, say} entries: answers that wait in a
pool until the bot asks for that. `expect` names only what matters.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from parkline import scratch_state
from parkline.console import Console
from parkline.scratch import Scratch

FOLDER = Path(__file__).parent


@dataclass(slots=True)
class Played:
    """What was said on both sides, the state at the end, and where it differs from `expect`."""

    transcript: list[str] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)


def dialogues(folder: str) -> Iterator[Any]:
    """Every dialogue of a folder, by file name."""
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        yield YAML(typ="safe").load(path)


async def play(scratch: Scratch, dialogue: dict[str, Any]) -> Played:
    player = _Player(scratch, dialogue)
    await player.run()
    return player.played


class _Player:
    def __init__(self, scratch: Scratch, dialogue: dict[str, Any]) -> None:
        self._scratch = scratch
        self._dialogue = dialogue
        self._console = Console(scratch.core, scratch.clock)
        self._user = f"{dialogue['name']}-{id(self)}"
        self._now = datetime.fromisoformat(str(dialogue["at"]))
        self._pool: dict[str, list[str]] = {}
        self._asks: str | None = None
        self.played = Played()

    async def run(self) -> None:
        await self._given(self._dialogue.get("given") or {})
        for turn in self._dialogue["turns"]:
            if isinstance(turn, dict):
                self._pool.setdefault(turn["when"], []).append(turn["say"])
                continue
            await self._answer_from_pool()
            await self._say(turn)
        await self._answer_from_pool()
        await self._compare()

    async def _given(self, given: dict[str, Any]) -> None:
        last = given.get("last_completed_order")
        if last is None:
            return
        self._scratch.clock.moment = self._now
        conversation = await self._console.conversation(self._user)
        lines = [{"item": ln["item_zh"], "quantity": ln["quantity"]} for ln in last["lines"]]
        about = {key: last[key] for key in ("fulfilment",) if key in last}
        order = {"days_ago": 1, "lines": lines, **about, **(last.get("location") or {})}
        wanted = scratch_state.Seed.model_validate({"orders": [order]})
        async with self._scratch.core.sessions.begin() as session:
            await scratch_state.seed(session, conversation, wanted, self._scratch.clock)

    async def _answer_from_pool(self) -> None:
        while self._asks is not None and (waiting := self._pool.get(self._asks)):
            await self._say(waiting.pop(0))

    async def _say(self, text: str) -> None:
        self._now += timedelta(seconds=20)
        self.played.transcript.append(f"> {text}")
        replies = await self._console.turn(self._user, text, self._now)
        asked = [r["data"]["expects"] for r in replies if r["data"].get("expects")]
        self._asks = asked[-1] if asked else None
        for reply in replies:
            titles = " ".join(f"[{button['title']}]" for button in reply["buttons"])
            self.played.transcript.append(f"  {reply['text']} {titles}".rstrip())

    async def _compare(self) -> None:
        conversation = await self._console.conversation(self._user)
        async with self._scratch.core.sessions() as session:
            self.played.state = await scratch_state.show(session, conversation)
        wanted = self._dialogue["expect"]
        if "orders" in wanted:
            self.played.differences += _orders(wanted["orders"], self.played.state["orders"])


def _orders(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[str]:
    seeded = [order for order in found if order["status"] != "completed"]
    if len(wanted) != len(seeded):
        yield f"{len(wanted)} orders expected, {len(seeded)} found"
        return
    for want, have in zip(wanted, seeded, strict=True):
        yield from _order(want, have)


def _order(want: dict[str, Any], have: dict[str, Any]) -> Iterator[str]:
    for key in ("status", "fulfilment"):
        if key in want and want[key] != have[key]:
            yield f"{key} {want[key]} expected, {have[key]} found"
    for key, value in (want.get("location") or {}).items():
        if str(value).upper() != str(have["location"][key]).upper():
            yield f"{key} {value} expected, {have['location'][key]} found"
    if "slot" in want and want["slot"] not in str(have["slot"]):
        yield f"slot {want['slot']} expected, {have['slot']} found"
    if "date" in want and str(want["date"]) not in str(have["slot"]):
        yield f"date {want['date']} expected, {have['slot']} found"
    yield from _lines(want["lines"], have)


def _lines(wanted: list[dict[str, Any]], have: dict[str, Any]) -> Iterator[str]:
    got = {line["item_zh"]: line for line in have["lines"]}
    expected = {line["item_zh"] for line in wanted}
    if set(got) != expected:
        yield f"items {sorted(expected)} expected, {sorted(got)} found"
    for line in wanted:
        there = got.get(line["item_zh"])
        if there is None:
            continue
        if there["quantity"] != line["quantity"]:
            yield f"{line['quantity']} × {line['item_zh']} expected, {there['quantity']} found"
        wish = line.get("options_or_note")
        said = f"{there['options']} {there['note']} {have['note']}"
        if wish and wish not in said:
            yield f"{line['item_zh']} with {wish} expected, {said} found"
