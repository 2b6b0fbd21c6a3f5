"""The training itself: one thread, seeds fixed, a checkpoint after each epoch."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from bot.components.e5.package import Package
from bot.components.e5.tokenizer import Tokenizer
from bot.tools.finetuning.corpus import Example
from bot.tools.finetuning.model import Encoder, padded
from bot.tools.finetuning.tasks import Heads, Names, Prepared

BATCH = 32
_HEAD_RATE = 1e-3
_DECAY = 0.01
_WARM_UP = 0.1
"""Share of the steps in which the rate rises; then it falls to 0."""
_STEEPEST = 1.0


@dataclass(frozen=True)
class Stage:
    """One course of learning. `repeated` is the share of `also` that each epoch goes through.

    The rate falls to 0 over `planned` epochs; a stage that another follows need not get there.
    """

    name: str
    epochs: int
    planned: int
    rate: float
    examples: Sequence[Example]
    also: Sequence[Example] = ()
    repeated: float = 0.0


@dataclass
class Learner:
    """An encoder that learns, and what it has learned so far in `folder`."""

    encoder: Encoder
    tokenizer: Tokenizer
    folder: Path
    seed: int
    say: Callable[[str], None] = print

    @classmethod
    def new(cls, package: Package, folder: Path, seed: int) -> Learner:
        torch.set_num_threads(1)
        torch.manual_seed(seed)
        return cls(Encoder(package), Tokenizer(package.pieces), folder, seed)

    def go_through(self, stage: Stage) -> None:
        """Learns what `stage` has; epochs that a checkpoint holds are not done again."""
        names = Names.of([*stage.examples, *stage.also])
        torch.manual_seed(self.seed)
        heads = Heads(self.encoder.package.shape.width, names)
        told = [names.prepared(one, self.tokenizer) for one in stage.examples]
        repeated = [names.prepared(one, self.tokenizer) for one in stage.also]
        course = _Course(self.encoder, heads, stage, _steps(stage))
        start = self._resumed(stage, course)
        for epoch in range(start, stage.epochs):
            began, spent = time.time(), time.process_time()
            chance = random.Random(f"{self.seed} {stage.name} {epoch}")  # noqa: S311 - no secret
            rows = [*told, *chance.sample(repeated, int(stage.repeated * len(repeated)))]
            torch.manual_seed(self.seed + epoch)
            losses = course.epoch(list(_batches(rows, chance)))
            self._keep(stage, course, epoch + 1)
            self.say(
                f"{stage.name} {epoch + 1} of {stage.epochs}: {len(rows)} examples, {losses}; "
                f"{time.time() - began:.0f} s, {time.process_time() - spent:.0f} s of processor"
            )

    def _resumed(self, stage: Stage, course: _Course) -> int:
        path = self.folder / f"{stage.name}.pt"
        if not path.exists():
            return 0
        kept = torch.load(path, weights_only=True)
        if int(kept["epochs"]) >= stage.epochs:
            self.encoder.load_state_dict(kept["encoder"])
        else:
            course.restore(kept)
        return int(kept["epochs"])

    def _keep(self, stage: Stage, course: _Course, epochs: int) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{stage.name}.pt"
        written = path.with_suffix(".new")
        torch.save({**course.state(), "epochs": epochs}, written)
        written.replace(path)


class _Course:
    """The optimiser's side of a stage."""

    def __init__(self, encoder: Encoder, heads: Heads, stage: Stage, steps: int) -> None:
        self.encoder, self.heads, self.stage, self.steps, self.step = (
            encoder,
            heads,
            stage,
            steps,
            0,
        )
        self.rates = stage.rate, _HEAD_RATE
        groups: list[dict[str, Any]] = [
            {"params": list(encoder.parameters()), "lr": 0.0},
            {"params": list(heads.parameters()), "lr": 0.0},
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=_DECAY, fused=True)

    def epoch(self, batches: Sequence[Sequence[Prepared]]) -> dict[str, float]:
        """The mean loss of each task."""
        self.encoder.train()
        sums: defaultdict[str, float] = defaultdict(float)
        seen: Counter[str] = Counter()
        for rows in batches:
            for name, loss in self._learned(rows).items():
                sums[name] += loss
                seen[name] += 1
        self.encoder.eval()
        return {name: round(sums[name] / seen[name], 3) for name in sums}

    def _learned(self, rows: Sequence[Prepared]) -> dict[str, float]:
        done = self.step / self.steps
        share = (
            min(1.0, done / _WARM_UP) if done < _WARM_UP else max(0.0, (1 - done) / (1 - _WARM_UP))
        )
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * share
        ids, there = padded([row.ids for row in rows])
        with torch.autocast("cpu", torch.bfloat16):
            pieces, sentence = self.encoder(self.encoder.embedded(ids), there)
        losses = self.heads.losses(pieces, sentence, rows)
        torch.stack(list(losses.values())).sum().backward()
        nn.utils.clip_grad_norm_(self.encoder.parameters(), _STEEPEST)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        return {name: loss.item() for name, loss in losses.items()}

    def state(self) -> dict[str, Any]:
        return {
            "encoder": self.encoder.state_dict(),
            "heads": self.heads.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
        }

    def restore(self, kept: dict[str, Any]) -> None:
        self.encoder.load_state_dict(kept["encoder"])
        self.heads.load_state_dict(kept["heads"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.step = int(kept["step"])


def _steps(stage: Stage) -> int:
    rows = len(stage.examples) + int(stage.repeated * len(stage.also))
    return stage.planned * -(-rows // BATCH)


def _batches(rows: Sequence[Prepared], chance: random.Random) -> Iterator[list[Prepared]]:
    """By chance, but those of about one length together: a batch is padded to its longest."""
    order = list(rows)
    chance.shuffle(order)
    reach = 20 * BATCH
    near = [
        row
        for at in range(0, len(order), reach)
        for row in sorted(order[at : at + reach], key=lambda one: len(one.ids))
    ]
    batches = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    yield from batches
