"""Other people's WeChat programs: found where `make peers` put them, run as processes."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from parkline.settings.settings import ROOT

HERE = Path(__file__).parent
PLACE = ROOT / ".cache" / "peers"
PYTHON = PLACE / "venv" / "bin" / "python"
PYTHON_LIBRARIES = ("wechatpy", "WeRoBot")
NODE_LIBRARIES = ("wechat-crypto", "@wecom/crypto", "node-easywechat")
LIBRARIES = (*PYTHON_LIBRARIES, *NODE_LIBRARIES)

Json = dict[str, Any]


def node() -> str:
    """The machine's Node, else the one of the wheel."""
    return shutil.which("node") or str(ROOT / ".cache" / "node" / "bin" / "node")


def command(program: str) -> list[str]:
    """How a program is run, by its ending. Skips the test where the peers are not installed."""
    if not (PLACE / "ready").exists():
        if "CI" in os.environ:
            pytest.fail("the peers are not installed: make peers")
        pytest.skip("the peers are not installed (make peers; it needs PyPI and npm)")
    path = HERE / "programs" / program
    return (
        [node(), "--no-deprecation", str(path)]
        if path.suffix == ".js"
        else [str(PYTHON), str(path)]
    )


def environment() -> dict[str, str]:
    return {**os.environ, "NODE_PATH": str(PLACE / "node_modules"), "PYTHONWARNINGS": "ignore"}


async def ask(program: str, question: Any) -> Any:
    """Run a program: JSON in, JSON out."""
    process = await asyncio.create_subprocess_exec(
        *command(program),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(),
    )
    out, problem = await process.communicate(json.dumps(question).encode())
    assert process.returncode == 0, problem.decode()
    return json.loads(out)


class Libraries:
    """One process a language, for as long as there are cases."""

    def __init__(self) -> None:
        self._python, self._node = _started("crypto_.py"), _started("crypto.js")

    def ask(self, cases: list[Json]) -> list[Json]:
        """Seal and open with the library that each case names."""
        answers: list[Json] = [{} for _ in cases]
        for process, libraries in (
            (self._python, PYTHON_LIBRARIES),
            (self._node, NODE_LIBRARIES),
        ):
            mine = [n for n, case in enumerate(cases) if case["library"] in libraries]
            got = _answered(process, [cases[n] for n in mine])
            for n, answer in zip(mine, got, strict=True):
                answers[n] = answer
        return answers

    def close(self) -> None:
        for process in (self._python, self._node):
            process.kill()
            process.communicate()


def _started(program: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(program),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def _answered(process: subprocess.Popen[str], cases: list[Json]) -> list[Json]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(cases) + "\n")
    process.stdin.flush()
    answers: list[Json] = json.loads(process.stdout.readline())
    return answers


@asynccontextmanager
async def serving(program: str, config: Json) -> AsyncIterator[str]:
    """Run a bot; yields its URL."""
    process = await asyncio.create_subprocess_exec(
        *command(program),
        json.dumps(config),
        stdout=asyncio.subprocess.PIPE,
        env=environment(),
    )
    try:
        assert process.stdout is not None
        port = int(await asyncio.wait_for(process.stdout.readline(), 20))
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        await process.wait()
