"""Sentences that a text is compared with: some eight thousand vectors, for each text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from bot.components.danger.features import Numbers
from bot.components.onnx_graph import Graph, Rough, session


@dataclass(frozen=True)
class Compared:
    """Unit vectors as integers of 8 bits, a quarter of what memory would have to bring for each
    text. A cosine is off by 0.002 at most, a score of danger by 0.003 (its deviation is 0.5)."""

    rough: Rough
    """A column for each vector."""

    @classmethod
    def of(cls, vectors: Numbers) -> Compared:
        """A row each."""
        return cls(Rough.of(vectors.T))

    def vectors(self) -> Numbers:
        """A row each, as it compares with them."""
        found: Numbers = (self.rough.codes * self.rough.scales).T
        return found

    def __len__(self) -> int:
        return self.rough.codes.shape[1]

    def cosines(self, others: Numbers) -> Numbers:
        """Of each of `others`, a row each, with each of these, a column each."""
        if not len(self):
            return np.zeros((len(others), 0), dtype=np.float32)
        found: Numbers = self._session.run(None, {"others": others})[0]
        return found

    @cached_property
    def _session(self) -> Any:
        width = len(self.rough.codes)
        graph = Graph()
        found = graph.rough_product(graph.input("others", "rows", width), self.rough)
        graph.output("cosines", found, "rows", len(self))
        return session(graph.as_onnx())

    def arrays(self, name: str) -> dict[str, Any]:
        """As they are kept."""
        return {f"{name}_codes": self.rough.codes, f"{name}_scales": self.rough.scales}

    @classmethod
    def kept(cls, arrays: Any, name: str) -> Compared:
        """What `arrays` gave."""
        return cls(Rough(arrays[f"{name}_codes"], arrays[f"{name}_scales"]))
