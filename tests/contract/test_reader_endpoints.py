"""The contract of an endpoint against a real server: llama.cpp's, or any other that is named.

`READER_CONTRACT=http://127.0.0.1:8932/v1` names one that runs; how to have llama.cpp's
with a small model from PyPI is in docs/guides/second-reader.md. Without it nothing is asked. A
small model may point at nonsense: whatever it says is read as agreed, or refused by its name.
"""

import os
from collections.abc import AsyncIterator

import aiohttp
import pytest

from connectors.readers.endpoint import CANONICAL, Endpoint, Level, NoAnswer, Told
from services.readers import answers
from services.readers.answers import Broken, Pointed
from services.readers.questions import MOST_ACTS, Question

URL = os.environ.get("READER_CONTRACT", "")
MODEL = os.environ.get("READER_CONTRACT_MODEL", "default")
pytestmark = [
    pytest.mark.skipif(not URL, reason="READER_CONTRACT names no endpoint"),
    pytest.mark.timeout(600),
]
PATIENCE = 120.0
"""Seconds: a laptop that is busy with something else is slow, and still keeps the contract."""


@pytest.fixture
async def endpoint() -> AsyncIterator[Endpoint]:
    async with aiohttp.ClientSession() as client:
        yield Endpoint(client, URL, MODEL)


@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.value)
async def test_what_it_says_is_read_or_refused_by_its_name(
    endpoint: Endpoint, level: Level
) -> None:
    for question in CANONICAL:
        outcome, told, pointed = await asked(endpoint, question, level)
        if told is None:
            assert outcome in ({"cut"} if level is Level.SCHEMA else {"cut", "broken", "failed"})
            continue
        assert told.tokens_in > 0
        assert told.tokens_out > 0
        assert len(pointed) <= MOST_ACTS
        assert {one.do for one in pointed} <= set(question.allowed)
        assert all(answers.words(one, question.masked) for one in pointed)


async def asked(
    endpoint: Endpoint, question: Question, level: Level
) -> tuple[str, Told | None, list[Pointed]]:
    try:
        told = await endpoint.ask(question, level, seconds=PATIENCE)
        return "read", told, answers.read(told.content, question)
    except NoAnswer as problem:
        return problem.outcome, None, []
    except Broken:
        return "broken", None, []


async def test_one_that_takes_longer_than_the_deadline_is_given_up(endpoint: Endpoint) -> None:
    with pytest.raises(NoAnswer) as problem:
        await endpoint.ask(CANONICAL[0], Level.PLAIN, seconds=0.001)
    assert problem.value.outcome in {"late", "failed"}
