"""A graph runs each node once, after what it needs."""

from types import SimpleNamespace
from typing import Any

from bot.components.serving.runner import LeanRunner


class Node:
    def __init__(self, name: str, ran: list[str]) -> None:
        self._name, self._ran = name, ran

    def __call__(self, *given: tuple[str, Any]) -> tuple[str, Any]:
        self._ran.append(self._name)
        return self._name, f"{self._name}({','.join(str(value) for _, value in given)})"


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
    runner = LeanRunner(schema, {name: Node(name, ran) for name in needs})  # type: ignore[misc]
    assert runner.run({"message": "m"}, ["c"]) == {"c": "c(a(m),b(a(m)))"}
    assert ran == ["a", "b", "c"]
    assert runner.run({"message": "n"}) == {"c": "c(a(n),b(a(n)))"}
