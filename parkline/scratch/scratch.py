"""A whole park for as long as a command runs: its own database, its own bot, nothing kept."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from actions.kit.links import MiniProgram
from connectors.bot.client import BotDown
from parkline.bot import bot
from parkline.demo.setup import seed_if_missing
from parkline.process.clock import SetClock
from parkline.process.core import Core, core
from parkline.process.serving import serving
from parkline.roles import links
from parkline.roles.private import private_app
from parkline.settings import secrets
from parkline.settings.ports import free_port
from parkline.settings.settings import Settings
from parkline.stores.database import migrate
from parkline.stores.embedded import postgres

BOT_START_SECONDS = 90


@dataclass(slots=True)
class Scratch:
    core: Core
    clock: SetClock
    pay_in: MiniProgram | None = None
    """Where people pay by WeChat Pay; set it, and the park is a merchant."""


@asynccontextmanager
async def scratch(settings: Settings, say: Callable[[str], None]) -> AsyncIterator[Scratch]:
    """Bring it up, training the bot first if need be. Raises bot.BotMissing, bot.TrainingFailed."""
    if not await asyncio.to_thread(bot.is_trained):
        say("training the bot (once; again only when its data changes)")
        await asyncio.to_thread(bot.train, say)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="parkline-")))
        say("starting a scratch database and the bot")
        url = stack.enter_context(postgres(folder / "postgres"))
        migrate(url)
        await seed_if_missing(url, staff=True)
        bot_port, actions_port = free_port(), free_port()
        settings = settings.model_copy(
            update={"bot_port": bot_port, "actions_port": actions_port, "bot_urls": []}
        )
        clock = SetClock()
        made = await stack.enter_async_context(core(settings, url, None, clock))
        token = secrets.bot_token(settings)
        park = Scratch(made, clock)
        handed_out = links.of(settings, made.parks, made.pass_keys)
        handed_out = replace(handed_out, pay_in=lambda _park: park.pay_in)
        actions = private_app(
            made.turn_sessions,
            park=settings.park,
            token=token,
            links=handed_out,
            under_way=made.turns.under_way,
        )
        await stack.enter_async_context(serving(actions, "127.0.0.1", actions_port))
        await stack.enter_async_context(_running_bot(settings, made, folder / "bot.log"))
        yield park


@asynccontextmanager
async def _running_bot(settings: Settings, made: Core, log: Path) -> AsyncIterator[None]:
    variables = bot.environment(settings, actions_url=settings.actions_url)
    process = await bot.start(settings.bot_port, variables, log)
    try:
        await _until_up(process, made, log)
        yield
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _has_parsed(made: Core) -> bool:
    """The first sentence loads what the later ones are parsed with: on a busy machine longer than a
    turn may take."""
    try:
        await made.dialogue.parse("在吗", {})
    except BotDown:
        return False
    return True


async def _until_up(process: asyncio.subprocess.Process, made: Core, log: Path) -> None:
    for _ in range(BOT_START_SECONDS * 10):
        if await made.dialogue.is_up() and await _has_parsed(made):
            return
        if process.returncode is not None:
            break
        await asyncio.sleep(0.1)
    raise bot.BotMissing(f"the bot did not come up:\n{log.read_text()[-2000:]}")  # noqa: ASYNC240
