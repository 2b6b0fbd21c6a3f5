"""How soon a bot answers after its start, what memory it holds, and how long it trains."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp

from bench.figures import Figure, Run
from bench.installation import answers, cost
from parkline.bot import bot
from parkline.settings import secrets
from parkline.settings.ports import free_port
from parkline.settings.settings import Settings

START_SECONDS, MEMORY_MB, TRAIN_SECONDS = 8.0, 500.0, 60.0
SAID = (
    "在吗",
    "两份牛肉面送到A座3楼",
    "空调坏了",
    "登记一个访客",
    "wifi密码是多少",
    "two lattes please",
) * 20
STARTS = 3
_SENTENCE = "- intent: order_food\n  examples: |\n    - 今天中午想整一份带汤的套餐吃\n"


def measure(run: Run) -> list[Figure]:
    starts = 1 if run.quick else STARTS
    made = [asyncio.run(_started(run)) for _ in range(starts)]
    seconds, memory = min(one for one, _ in made), max(size for _, size in made)
    how = "bot process from its start to the first parsed message, trained model on disk; best"
    figures = [
        Figure("start to the first answer", seconds, "s", how, starts, START_SECONDS),
        Figure("memory of a bot", memory / 1e6, "MB", f"resident after {len(SAID)} messages",
               starts, MEMORY_MB),
    ]  # fmt: skip
    return figures if run.quick else [*figures, *_trained(run)]


async def _started(run: Run) -> tuple[float, int]:
    """Seconds, and bytes."""
    settings, port = Settings(demo=True), free_port()
    variables = bot.environment(settings, actions_url="http://127.0.0.1:1")
    started = time.monotonic()
    process = await bot.start(port, variables, run.folder / "bot.log")
    try:
        url = f"http://127.0.0.1:{port}"
        await answers(f"{url}/", process)
        header = {"Authorization": f"Bearer {secrets.bot_token(settings)}"}
        async with aiohttp.ClientSession(headers=header) as client:
            await _parse(client, url, SAID[0])
            seconds = time.monotonic() - started
            for text in SAID:
                await _parse(client, url, text)
        run.say(f"first answer after {seconds:.1f} s")
        return seconds, cost(process.pid).rss
    finally:
        process.terminate()
        await process.wait()


async def _parse(client: aiohttp.ClientSession, url: str, text: str) -> None:
    async with client.post(f"{url}/webhooks/parkline/parse", json={"text": text}) as response:
        response.raise_for_status()


def _trained(run: Run) -> list[Figure]:
    """Everything anew, then with what an operator changes: a sentence more."""
    cache = run.folder / "cache"
    anew = _training(run, "training", "`parkline train` of all data without a cache", cache)
    with _one_sentence_more():
        how = "`parkline train` with one sentence more than the training before"
        return [anew, _training(run, "training again", how, cache)]


def _training(run: Run, name: str, how: str, cache: Path) -> Figure:
    """Beside the model that is in use."""
    run.say(name)
    model, started, spent = bot.TRAINED / "bench.tar.gz", time.monotonic(), os.times()
    try:
        bot.train(lambda _line: None, model, cache=cache)
    finally:
        model.unlink(missing_ok=True)
    seconds, used = time.monotonic() - started, os.times()
    cpu = used.children_user + used.children_system - spent.children_user - spent.children_system
    return Figure(name, seconds, "s", f"{how}, {cpu:.0f} s of CPU", 1, TRAIN_SECONDS)


@contextmanager
def _one_sentence_more() -> Iterator[None]:
    """As if staff had taught it, until the block ends."""
    before = bot.LEARNED.read_text(encoding="utf-8") if bot.LEARNED.exists() else None
    bot.LEARNED.write_text((before or "version: '3.1'\nnlu:\n") + _SENTENCE, encoding="utf-8")
    try:
        yield
    finally:
        if before is None:
            bot.LEARNED.unlink()
        else:
            bot.LEARNED.write_text(before, encoding="utf-8")
