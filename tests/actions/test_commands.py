"""Commands that actions put below their messages are intents of the bot."""

import ast
from collections.abc import Iterator
from pathlib import Path

from parkline.bot import bot
from parkline.settings.settings import ROOT

SOURCES = sorted((ROOT / "actions").rglob("*.py"))


def commands(path: Path) -> Iterator[ast.expr]:
    """The first argument of each `command(…)`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "command":
            yield node.args[0]


def test_every_command_names_an_intent() -> None:
    named = {
        one.value
        for path in SOURCES
        for one in commands(path)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    assert "cancel_repair" in named
    assert named <= set(bot.domain()["intents"])


def test_nobody_writes_a_command_by_hand() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            by_hand = isinstance(text, str) and text.startswith("/") and "{" in text
            assert not by_hand, f"{path}:{node.lineno}"
