"""Commands that talk to the bot."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from parkline.cli.common import at_database, failures, say, settings

if TYPE_CHECKING:
    from parkline.process.clock import SetClock
    from parkline.process.core import Core
    from parkline.settings.settings import Settings

Line = dict[str, Any]
NO_PARK = "set PARKLINE_DATABASE_URL to talk to a running park, or use --scratch"
LIKELIEST = 5
"""Intents of a ranking that are printed."""
STATE = ":state"
"""Typed in the terminal: not said to the bot."""


def add_to(app: typer.Typer) -> None:
    app.command()(chat)
    app.command()(nlu)


def chat(
    jsonl: bool = typer.Option(False, help="Lines of JSON in and out, for programs."),
    use_scratch: bool = typer.Option(False, "--scratch", help="A park of its own, kept nowhere."),
) -> None:
    """Talk to the bot in the terminal.

    With --jsonl: {"user","text","at"?} gives reply lines {"user","text","buttons","data"} and then
    {"user","done":true}. With --scratch also {"user","show":"state"}, {"user","seed":{…}},
    {"user","acts":[…],"text"?,"at"?}, acts in words in place of what would be read in the text, and
    {"reset":true}, a park as new. A line ":state" prints what the next message is read against.
    """
    chosen = settings(demo=True if use_scratch else None)
    with failures("chat", chosen.log_format):
        asyncio.run(_chat(chosen, jsonl=jsonl, use_scratch=use_scratch))


async def _chat(chosen: Settings, *, jsonl: bool, use_scratch: bool) -> None:
    from parkline.scratch import fresh

    async with _park(chosen, use_scratch) as (made, clock):
        talk = _Talk(made, clock, scratch=use_scratch)
        if jsonl and use_scratch:
            await fresh.keep(made.sessions)
        if jsonl:
            await _answer_lines(talk)
        else:
            await _converse(talk, made)


@asynccontextmanager
async def _park(chosen: Settings, use_scratch: bool) -> AsyncIterator[tuple[Core, SetClock]]:
    from parkline.process.clock import SetClock
    from parkline.process.core import core
    from parkline.scratch.scratch import scratch

    if use_scratch:
        async with scratch(chosen, say) as made:
            yield made.core, made.clock
        return
    clock = SetClock()
    with at_database(chosen, otherwise=NO_PARK) as url:
        async with core(chosen, url, chosen.redis_url, clock) as running:
            yield running, clock


class _Talk:
    """What lines of JSON ask for."""

    def __init__(self, made: Core, clock: SetClock, *, scratch: bool) -> None:
        from parkline.scratch.console import Console

        self._core = made
        self._clock = clock
        self._scratch = scratch
        self.console = Console(made, clock)

    async def answer(self, line: Line) -> list[Line]:
        """The lines that answer one. Raises Invalid."""
        from services.kit.errors import Invalid

        user = _user(line)
        if "acts" in line and self._scratch:
            return [*await self._act(user, line), _done(user)]
        if "text" in line:
            text, moment = _text(line), self._moment(line)
            return [*await self.console.turn(user, text, moment), _done(user)]
        if not self._scratch:
            raise Invalid("a line needs a `text`; everything else needs --scratch")
        if line.get("reset") is True:
            return [await self._as_new()]
        return await self._about_state(user, line)

    def _moment(self, line: Line) -> datetime | None:
        from services.kit.errors import Invalid

        at = line.get("at")
        if at is not None and not self._scratch:
            raise Invalid("`at` sets the clock, which only a scratch park allows")
        return _moment(at) if at is not None else None

    async def _act(self, user: str, line: Line) -> list[Line]:
        from parkline.scratch import acts_in_words

        moment = self._moment(line)
        acts = await acts_in_words.read(self._core, line["acts"], moment or self._clock())
        return await self.console.turn(user, _text(line, ""), moment, acts)

    async def _as_new(self) -> Line:
        from parkline.scratch import fresh

        await fresh.restore(self._core.sessions)
        self._clock.moment = None
        return {"done": True}

    async def described(self, user: str) -> str:
        """What the user's next message is read against, in lines."""
        from parkline.scratch import standing

        conversation = await self.console.conversation(user)
        async with self._core.sessions() as session:
            state = await standing.standing(session, conversation, self._clock)
        return standing.described(state)

    async def _about_state(self, user: str, line: Line) -> list[Line]:
        from parkline.scratch import state
        from services.kit.errors import Invalid

        conversation = await self.console.conversation(user)
        async with self._core.sessions.begin() as session:
            if line.get("show") == "state":
                return [{"user": user, "state": await state.show(session, conversation)}]
            if line.get("show") == "standing":
                return [{"user": user, "standing": await self.described(user)}]
            if "seed" in line:
                wanted = state.Seed.model_validate(line["seed"])
                await state.seed(session, conversation, wanted, self._clock)
                return [_done(user)]
        raise Invalid("a line is one of text, acts, show, seed, reset")


def _user(line: Line) -> str:
    from services.kit.errors import Invalid

    user = str(line.get("user") or "tenant")
    if not user.isprintable():
        raise Invalid("`user` is a name without control characters")
    return user


def _text(line: Line, default: str | None = None) -> str:
    from services.kit.errors import Invalid

    text = line.get("text", default)
    if not isinstance(text, str):
        raise Invalid("`text` is a string")
    return text


def _done(user: str) -> Line:
    return {"user": user, "done": True}


def _moment(text: Any) -> datetime:
    from services.kit.errors import Invalid

    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise Invalid(f"`at` is an ISO time with its offset, not {text!r}") from None
    if moment.tzinfo is None:
        raise Invalid(f"`at` needs an offset, such as +08:00: {text!r}")
    return moment


async def _lines() -> AsyncIterator[str]:
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            yield line


def _write(line: Line) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


async def _answer_lines(talk: _Talk) -> None:
    from services.kit.errors import Invalid

    async for text in _lines():
        user: Any = None
        try:
            line = json.loads(text)
            if not isinstance(line, dict):
                raise Invalid("a line is a JSON object")
            user = line.get("user")
            for answer in await talk.answer(line):
                _write(answer)
        except (ValueError, RecursionError, Invalid) as wrong:  # json's, Pydantic's and ours
            _write({"user": user, "error": str(wrong)})


async def _converse(talk: _Talk, made: Core) -> None:
    say(f"talk to {made.park.name_zh} / {made.park.name_en}; an empty line or Ctrl-D ends")
    while True:
        sys.stderr.write("> ")
        sys.stderr.flush()
        text = (await asyncio.to_thread(sys.stdin.readline)).strip()
        if not text:
            return
        if text == STATE:
            print(await talk.described("terminal"))
            continue
        for reply in await talk.console.turn("terminal", text):
            print(reply["text"])
            titles = [button["title"] for button in reply["buttons"]]
            if titles:
                print("   " + "  ".join(f"[{title}]" for title in titles))


def nlu(
    _jsonl: bool = typer.Option(True, "--jsonl", help="Lines of JSON, the only form so far."),
    at: str = typer.Option("", help="ISO time with offset that times are read against."),
) -> None:
    """What the bot understands: {"text"} lines in, one line with intent and entities each out."""
    chosen = settings(demo=True)
    with failures("nlu", chosen.log_format):
        asyncio.run(_nlu(chosen, _moment(at) if at else None))


async def _nlu(chosen: Settings, at: datetime | None) -> None:
    from sqlalchemy import select

    from models.knowledge import KnowledgeVersion
    from parkline.scratch.scratch import scratch

    async with scratch(chosen, say) as made:
        async with made.core.sessions() as session:
            version = await session.scalar(select(KnowledgeVersion.version))
        async for line in _lines():
            try:
                text = str(json.loads(line)["text"])
            except (ValueError, KeyError, TypeError, RecursionError):
                _write({"error": 'a line is {"text": …}'})
                continue
            now = (at or made.clock()).isoformat()
            metadata = {"now": now, "knowledge_version": version, "park_id": made.core.park.id}
            _write(understood(text, await made.core.dialogue.parse(text, metadata)))


def understood(text: str, parsed: Line) -> Line:
    """A parse as the command prints it."""
    from services.kit.language import language_of

    intent = parsed.get("intent") or {}
    name = intent.get("name") or "out_of_scope"
    faq = (parsed.get("faq") or {}).get("id") if name == "ask_faq" else None
    return {
        "text": text,
        "lang": language_of(text) or "zh",
        "intent": name,
        "confidence": intent.get("confidence", 0.0),
        "ranking": {
            str(one["name"]): round(float(one["confidence"]), 4)
            for one in (parsed.get("intent_ranking") or ())[:LIKELIEST]
        },
        "faq": faq,
        "danger": parsed.get("danger") or {"zone": "none", "kind": None, "p": 0.0},
        "entities": [
            {key: e.get(key) for key in ("entity", "text", "value", "start", "end")}
            for e in parsed.get("entities") or []
        ],
    }
