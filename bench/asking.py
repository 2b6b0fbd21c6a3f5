"""How many statements a gateway sends for a message, by kind of conversation and by cause."""

import asyncio
from collections import Counter, defaultdict
from itertools import islice

import aiohttp

from bench.causes import BESIDE, cause_of
from bench.figures import Figure, Run
from bench.installation import Installation, installation
from bench.scripts import Script, scripts
from bench.statements import Log, Statement, logged
from bench.tenants import Dial, utter, web_chat, words

EACH, QUICK_EACH = 4, 1
"""Conversations of each kind."""
KINDS = 8
WANTED = 6.0
BOUNDS = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}
"""First words of what bounds a transaction and asks nothing."""
OPENING = "opening a conversation"
ANNOUNCED_SECONDS = 0.3
"""After an answer, for what a gateway does once it has sent it."""


def measure(run: Run) -> list[Figure]:
    asked, bounds, messages = asyncio.run(_talked(run))
    said = Counter({kind: count for kind, count in messages.items() if kind != OPENING})
    causes = sum((asked[kind] for kind in said), Counter[str]())
    beside = causes.pop(BESIDE, 0)
    of_turns = {kind: asked[kind].total() - asked[kind][BESIDE] for kind in messages}
    ends = sum(bounds[kind] for kind in said)
    how = "one tenant at a time, web chat; by PostgreSQL's log of the gateway's connections"
    return [
        *(
            Figure(f"{kind}: statements", of_turns[kind] / count, "", how, count)
            for kind, count in sorted(messages.items())
        ),
        *(
            Figure(f"a message: {cause}", count / said.total(), "", how, said.total())
            for cause, count in causes.most_common()
        ),
        Figure("a message: statements", causes.total() / said.total(), "", how, said.total(),
               WANTED),
        Figure(f"a message: {BESIDE}", beside / said.total(), "", how, said.total()),
        Figure("a message: BEGIN, COMMIT and the like", ends / said.total(), "", how,
               said.total()),
    ]  # fmt: skip


async def _talked(run: Run) -> tuple[dict[str, Counter[str]], Counter[str], Counter[str]]:
    """Statements by cause, bounds of transactions, and messages, by the script's name."""
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    bounds: Counter[str] = Counter()
    messages: Counter[str] = Counter()
    wanted = islice(scripts(seed=1), KINDS * (1 + (QUICK_EACH if run.quick else EACH)))
    async with installation() as made, aiohttp.ClientSession() as client:
        dial = web_chat(client, made.url)
        for _ in range(KINDS):  # The first ones have statements prepared.
            await _talk(dial, next(wanted))
        async with logged(made.database_url, made.data / "postgres" / "log") as log:
            for script in wanted:
                for kind, those in (await _talk(dial, script, made, log)).items():
                    messages[kind] += len(those)
                    for one in (one for each in those for one in each):
                        if is_bound(one):
                            bounds[kind] += 1
                        else:
                            asked[kind][cause_of(one.sql)] += 1
                run.say(script.name)
    return asked, bounds, messages


async def _talk(
    dial: Dial, script: Script, made: Installation | None = None, log: Log | None = None
) -> dict[str, list[list[Statement]]]:
    """What the gateway sent for each message, and to open the conversation."""
    found: dict[str, list[list[Statement]]] = defaultdict(list)
    seen = 0

    async def note(kind: str) -> None:
        nonlocal seen
        await asyncio.sleep(ANNOUNCED_SECONDS)
        if made is None or log is None:
            return
        sent, ours = log.all(), _gateways(made)
        found[kind].append([one for one in sent[seen:] if one.pid in ours])
        seen = len(sent)

    if log is not None:
        seen = len(log.all())
    saying, heard = words(script), None
    async with dial() as line:
        await note(OPENING)
        while True:
            try:
                text = saying.send(heard)  # type: ignore[arg-type]  # None begins.
            except StopIteration:
                return found
            heard = await utter(line, text)
            await note(script.name)


def _gateways(made: Installation) -> set[object]:
    rows = made.sql("select pid from pg_stat_activity where application_name like '%gateway%'")
    return {pid for (pid,) in rows}


def is_bound(one: Statement) -> bool:
    """Whether it only begins or ends a transaction, or a part of one."""
    return one.sql.split()[0].upper().rstrip(";") in BOUNDS
