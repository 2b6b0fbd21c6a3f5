"""Patterns that are made while the project runs, found by reading its code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from parkline.settings.settings import ROOT
from tests.security.hostile import LEFT_OUT, PACKAGES

_OF_RE = frozenset(
    {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
)
_OF_SQL = frozenset(
    {"regexp_match", "regexp_replace", "like", "ilike", "not_like", "not_ilike", "similar_to"}
)
"""Columns' methods whose argument is a pattern."""
_PARTS = frozenset({"contains", "startswith", "endswith", "icontains", "istartswith", "iendswith"})
"""Columns' methods that are safe with `autoescape` alone. Strings have some of them, too."""

Made = dict[str, list[str]]
"""Calls as they are written, by file:function."""


def made() -> Made:
    found: Made = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package.replace(".", "/")).rglob("*.py")):
            if not any(part in path.parts for part in LEFT_OUT):
                found |= made_in(path.read_text("utf-8"), str(path.relative_to(ROOT)))
    return found


def made_in(code: str, file: str | Path) -> Made:
    """Where a function takes a pattern that is no plain string of the code."""
    found: Made = {}
    for function, call in _calls(ast.parse(code), ""):
        if _takes_pattern(call) and not _is_constant(call, function):
            found.setdefault(f"{file}:{function}", []).append(ast.unparse(call))
    return found


def _calls(node: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        inside = function
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = f"{function}.{child.name}".lstrip(".")
        if isinstance(child, ast.Call):
            yield inside, child
        yield from _calls(child, inside)


def _takes_pattern(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id="re" | "regex"), attr=name):
            return name in _OF_RE
        case ast.Attribute(attr="op"):
            return _is_match(call)
        case ast.Attribute(value=receiver, attr=name) if name in _PARTS:
            # A column stands in a class; what a variable holds is a string.
            is_column = "." in ast.unparse(receiver) and ast.unparse(receiver)[0].isupper()
            return is_column and not any(one.arg == "autoescape" for one in call.keywords)
        case ast.Attribute(attr=name):
            return name in _OF_SQL
    return False


def _is_constant(call: ast.Call, function: str) -> bool:
    if not call.args or _is_match(call):
        return False
    if _is_string(_pattern(call)):
        return True
    # Of a module itself, what it is made of stands in the code: `hostile.compiled` has it whole.
    return not function


def _pattern(call: ast.Call) -> ast.expr:
    """A function of the database takes what is searched before it: func.regexp_replace(text, …)."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="func")) if len(call.args) > 1:
            return call.args[1]
    return call.args[0]


def _is_match(call: ast.Call) -> bool:
    """PostgreSQL's operators: ~, ~*, !~, ~~ (like), ~~* (ilike)."""
    match call:
        case ast.Call(func=ast.Attribute(attr="op"), args=[ast.Constant(value=str(said)), *_]):
            return "~" in said or said.lower().endswith(("like", "similar to"))
    return False


def _is_string(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
