"""Inputs that are nearly right: seeds of the corpus, with something changed in them."""

import json
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

TOKENS = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\r\n", b"\\u0000", b"\\ud800", b"%00", b"&#0;"),
    *(b"<!DOCTYPE x>", b"<![CDATA[", b"]]>", b"{", b"[", b'"', b"-1", b"1e999", b"9" * 400),
    *("\u202e".encode(), "\u200b".encode(), "𠮷".encode(), b"../", b"{{7*7}}", b"' or 1=1--"),
)
"""What parsers stumble over."""

TEXTS = (
    *("", " ", "\x00", "a\x00b", "\ud800", "\udfff", "\u202e", "\u200b", "\ufeff", "\u2028"),
    *("-1", "0", "1e999", "9" * 400, "NaN", "null", "true", "../../etc/passwd", "%s%n", "{{7*7}}"),
    *("<script>alert(1)</script>", "'; drop table x;--", "=1+1", "\r\nX-A: b", "牛" * 3000),
    *("2026-02-30", "2026-12-02T25:61:00+99:99", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
    *("(" * 500, "." * 500, "a" * 20_000, "👩‍👩‍👧‍👦" * 200, "é" * 500, "١٢٣", "½"),
)
"""What a field may hold that nobody thought of."""

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**400, 0.1, 1e308),
    *([], {}, [[]], {"": None}, [None] * 200, {"a": {"a": {"a": {"a": [{}]}}}}),
)


@st.composite
def mangled(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """Bytes of a seed with a few places overwritten, cut, doubled, or another seed's put in."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        until = min(len(data), at + draw(st.integers(0, 12)))
        match draw(st.sampled_from(["token", "bytes", "cut", "double", "splice", "end"])):
            case "token":
                data = data[:at] + draw(st.sampled_from(TOKENS)) + data[until:]
            case "bytes":
                data = data[:at] + draw(st.binary(max_size=8)) + data[until:]
            case "cut":
                data = data[:at] + data[until:]
            case "double":
                data = data[:until] * 2 + data[until:]
            case "splice":
                other = draw(st.sampled_from(seeds))
                data = data[:at] + other[draw(st.integers(0, len(other))) :]
            case "end":
                data = data[:at]
    return data


def hostile() -> st.SearchStrategy[Any]:
    """A value for a member of JSON, a new one each time: what is drawn is altered later."""
    return st.sampled_from(TEXTS) | st.sampled_from(VALUES).map(deepcopy) | st.text(max_size=40)


@st.composite
def altered(draw: st.DrawFn, seeds: Sequence[Any]) -> Any:
    """A JSON value of a seed in which members are replaced, dropped or added, however deep."""
    value = deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(value))
        if not places:
            return draw(hostile())
        inside, name = draw(st.sampled_from(places))
        match draw(st.sampled_from(["replace", "replace", "replace", "drop", "add"])):
            case "replace":
                inside[name] = draw(hostile())
            case "drop":
                del inside[name]
            case "add" if isinstance(inside, dict):
                inside[draw(st.sampled_from(["id", "type", "__proto__", "", "a" * 300]))] = draw(
                    hostile()
                )
            case _:
                inside.insert(name, draw(hostile()))
    return value


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if _is_list(value) else ()
    )
    for name, one in inner:
        found.append((value, name))
        found += _places(one)
    return found


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def json_bodies(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Both: JSON with other members, and JSON that is none any more."""
    values = [value for seed in seeds for value in _parsed(seed)]
    return altered(values).map(lambda value: json.dumps(value).encode()) | mangled(seeds)


def _parsed(seed: bytes) -> list[Any]:
    """Nothing of a seed that is no JSON object, such as one that once failed."""
    try:
        value = json.loads(seed)
    except (ValueError, RecursionError):
        return []
    return [value] if isinstance(value, dict) else []
