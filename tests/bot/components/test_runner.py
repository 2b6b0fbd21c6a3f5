"""A graph runs each node once, after what it needs."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from bot.components.serving.runner import LeanRunner


class Node:
    """As Rasa's, whose call does the same for a component that is not loaded yet."""

    def __init__(self, name: str, ran: list[str], *, loaded: bool) -> None:
        self._name, self._ran = name, ran
        self._eager, self._hooks, self._component = loaded, list[Any](), f"component of {name}"

    def __call__(self, *given: tuple[str, Any]) -> tuple[str, Any]:
        assert not self._eager
        return self._name, self._made(value for _, value in given)

    def _fn(self, component: str, **given: Any) -> str:
        assert self._eager
        assert component == self._component
        return self._made(value for _, value in sorted(given.items()))

    def _made(self, values: Iterable[Any]) -> str:
        self._ran.append(self._name)
        return f"{self._name}({','.join(map(str, values))})"


def test_what_is_needed_runs_before_once_and_nothing_else_runs() -> None:
    needs = {
        "c": {"x": "a", "y": "b"},
        "a": {"text": "message"},
        "b": {"a": "a"},
        "other": {"a": "a"},
    }
    ran: list[str] = []
    schema: Any = SimpleNamespace(
        nodes={name: SimpleNamespace(needs=need) for name, need in needs.items()},
        target_names=["c"],
    )
    nodes: Any = {name: Node(name, ran, loaded=name != "b") for name in needs}
    runner = LeanRunner(schema, nodes)
    assert runner.run({"message": "m"}, ["c"]) == {"c": "c(a(m),b(a(m)))"}
    assert ran == ["a", "b", "c"]
    assert runner.run({"message": "n"}) == {"c": "c(a(n),b(a(n)))"}
