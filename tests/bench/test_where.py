"""Whose a sample is: the innermost code that is no helper of others."""

import pytest

from bench.where import part_of
from parkline.settings.settings import ROOT

SITE = f"{ROOT}/.venv/lib/python3.13/site-packages"
OURS = (f"{ROOT}/services/kit/direct.py", "rows")
IN_BOT = (f"{ROOT}/bot/components/serving/line.py", "serve")


@pytest.mark.parametrize(
    ("stack", "part"),
    [
        ([(f"{SITE}/sqlalchemy/orm/session.py", "flush"), OURS], "sqlalchemy.orm"),
        ([(f"{SITE}/asyncpg/connection.py", "fetch"), OURS], "asyncpg"),
        ([("/usr/lib/python3.13/weakref.py", "remove"), OURS], "services/kit"),
        ([(f"{SITE}/numpy/core/fromnumeric.py", "clip"), IN_BOT], "bot/components/serving"),
        ([("/usr/lib/python3.13/json/decoder.py", "decode"), OURS], "json"),
        ([("/usr/lib/python3.13/asyncio/base_events.py", "_run_once")], "asyncio's loop"),
        ([("/usr/lib/python3.13/runpy.py", "run")], "other"),
    ],
)
def test_a_sample_counts_for(stack: list[tuple[str, str]], part: str) -> None:
    assert part_of(stack) == part
