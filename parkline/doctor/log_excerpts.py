"""Lines of a log without what people said: what is kept is named here, and all else is left out.

A line may hold anything, such as a value in a message of PostgreSQL. So nothing is looked for and
masked; a field is kept by its name, if its value has the shape of a word of ours.
"""

import json
import re
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LINES = 2000
"""Of each file, its last ones."""
WORDS = frozenset(
    {
        *("timestamp", "level", "role", "event", "method", "route", "type", "outcome", "work"),
        *("action", "ahead", "code", "rule", "table", "store", "task", "platform", "reason"),
    }
)
"""Fields that hold a word of our code."""
NUMBERS = frozenset(
    {
        *("status", "ms", "seconds", "rows", "bytes", "jobs", "failed", "retry_after", "retry_in"),
        *("event_id", "message_id", "conversation_id", "order_id", "park_id", "seq", "unsent"),
    }
)
WORD = re.compile(r"[A-Za-z0-9_.:{}/+*-]{1,120}")
MADE_ID = re.compile(r"[0-9a-f]{32}")
"""A `request_id` that the gateway made; one that a client chose may say anything."""
KIND = re.compile(r"^([A-Za-z_][A-Za-z0-9_.]{0,80}(?:Error|Exception|Timeout|Warning|Violation))\b")
FRAME = re.compile(r'^\s*(?:\| *)*File "([^"]+)", line (\d+), in ([\w<>.]+)')
PLAIN = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)[\d.,]* +([A-Z]{4,8}) +([a-z_][\w.]*) ")
"""How Rasa begins a line."""


def excerpt(file: Path, lines: int = LINES) -> str:
    """The last lines of a log, reduced; the last line says how many of others were left out.

    Raises OSError.
    """
    with file.open(encoding="utf-8", errors="replace") as opened:
        last = deque(opened, maxlen=lines)
    kept = list(reduced(last))
    left_out = len(last) - len(kept)
    return "".join(f"{line}\n" for line in [*kept, f"({left_out} lines left out)"])


def reduced(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if line.startswith("{"):
            if (found := _structured(line)) is not None:
                yield found
        elif (plain := _plain(line)) is not None:
            yield plain


def _structured(line: str) -> str | None:
    """A JSON object of ours with the fields that are known; `left_out` names the others."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    kept: dict[str, Any] = {name: value for name, value in said.items() if _is_ours(name, value)}
    for name in ("problem", "error"):
        if kind := KIND.match(str(said.get(name, ""))):
            kept[name] = kind[1]
    if "exception" in said:
        kept["exception"] = list(filter(None, map(_plain, str(said["exception"]).splitlines())))
    left_out = sorted(name for name in said if name not in kept and WORD.fullmatch(name))
    return json.dumps({**kept, **({"left_out": left_out} if left_out else {})})


def _is_ours(name: str, value: object) -> bool:
    if isinstance(value, bool | int | float):
        return name in NUMBERS
    if not isinstance(value, str):
        return False
    if name == "request_id":
        return MADE_ID.fullmatch(value) is not None
    return name in WORDS and WORD.fullmatch(value) is not None


def _plain(line: str) -> str | None:
    """Where a traceback went, the kind of an error, or when and where something was logged."""
    if frame := FRAME.match(line):
        return f"  {_within(frame[1])}:{frame[2]} {frame[3]}"
    if kind := KIND.match(line):
        return kind[1]
    if plain := PLAIN.match(line):
        return " ".join(plain.groups())
    return None


def _within(path: str) -> str:
    """Without the folders that lead there, one of which may be somebody's name."""
    parts = Path(path).parts
    for above in ("site-packages", *(part for part in parts if part.startswith("python3."))):
        if above in parts:
            return "/".join(parts[parts.index(above) + 1 :])
    return "/".join(parts[-3:])
