"""Runs a model's graph: each node after those that it needs."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class LeanRunner(GraphRunner):
    """The nodes of a loaded graph, in an order that is worked out once.

    Dask is given the whole graph anew for every run, finds the order, and keeps books for threads
    that are not there; and the debug message in front of it spells out the schema each time.
    """

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._orders: dict[str, list[str]] = {}

    @classmethod
    def of(cls, runner: DaskGraphRunner) -> LeanRunner:
        return cls(runner._graph_schema, runner._instantiated_nodes)

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> LeanRunner:
        runner = DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks)
        return cls.of(runner)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """What each of the targets came to. `inputs` by the names that nodes need them by."""
        done: dict[str, Any] = dict(inputs or {})
        wanted = targets or self._schema.target_names
        for target in wanted:
            for name in self._order(target):
                if name not in done:
                    done[name] = self._ran(name, done)
        return {target: done[target] for target in wanted}

    def _ran(self, name: str, done: dict[str, Any]) -> Any:
        """What a node makes of those before it: a loaded one by its component's own method, for
        Rasa spells debug messages and asks hooks that are not there."""
        node, needs = self._nodes[name], self._schema.nodes[name].needs
        if node._hooks or not node._eager:
            return node(*((need, done[need]) for need in needs.values()))[1]
        given = {parameter: done[need] for parameter, need in needs.items()}
        return node._fn(node._component, **given)

    def _order(self, target: str) -> list[str]:
        if target not in self._orders:
            order: list[str] = []
            self._visit(target, order)
            self._orders[target] = order
        return self._orders[target]

    def _visit(self, name: str, order: list[str]) -> None:
        if name in order or name not in self._nodes:  # What is no node is an input.
            return
        for need in self._schema.nodes[name].needs.values():
            self._visit(need, order)
        order.append(name)
