"""Runs the graph of a training: what nothing else waits for learns beside the rest."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.components.beside import Beside, cores
from bot.components.serving.runner import LeanRunner


class SideBySide(LeanRunner):
    """A node that trains, and whose result no other node needs, has a process of its own.

    There it writes what it learned to the model's folder and to the cache, as it would here, and
    says so in the log.
    """

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        if cores() == 1:
            return super().run(inputs, targets)
        done: dict[str, Any] = dict(inputs or {})
        beside: dict[str, Beside[tuple[str, Any]]] = {}
        wanted = targets or self._schema.target_names
        for name in dict.fromkeys(name for target in wanted for name in self._order(target)):
            needs = self._schema.nodes[name].needs.values()
            work = partial(self._nodes[name], *((need, done[need]) for need in needs))
            if self._is_apart(name):
                beside[name] = Beside(work)
            else:
                done[name] = work()[1]
        done |= {name: one.result()[1] for name, one in beside.items()}
        return {target: done[target] for target in wanted}

    def _is_apart(self, name: str) -> bool:
        needed = any(name in node.needs.values() for node in self._schema.nodes.values())
        return self._schema.nodes[name].fn == "train" and not needed
