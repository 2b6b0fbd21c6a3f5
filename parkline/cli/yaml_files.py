"""YAML files that commands are given; what is wrong with one is told in one line."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from services.kit.errors import Invalid


def read(file: Path) -> Any:
    """Raises Invalid for a file that cannot be read or is no YAML."""
    try:
        return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    except OSError as problem:
        raise Invalid(f"{file} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise Invalid(f"{file} is not written in UTF-8") from None
    except YAMLError as problem:
        raise Invalid(f"{file} is no YAML: {said(problem)}") from None


def said(problem: YAMLError) -> str:
    """With its line, from 1, where it has one."""
    if not isinstance(problem, MarkedYAMLError):
        return str(problem).splitlines()[0]
    mark, what = problem.problem_mark or problem.context_mark, problem.problem or problem.context
    return f"line {mark.line + 1}: {what}" if mark else str(what)
