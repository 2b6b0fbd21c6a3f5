"""The second reader: whether its model can be asked, what it can, who reads its key, and what the
parks may spend on it."""

import stat
from urllib.parse import urlsplit

import aiohttp
from psycopg import AsyncConnection

from connectors.readers.endpoint import Endpoint, Level, NoAnswer
from parkline.doctor.findings import Finding
from parkline.process.clock import Clock
from parkline.settings.settings import Settings

SWITCHED_ON = """
    select slug, reader_mode, reader_daily_calls from park
    where reader_mode <> 'off' and reader_agreed_at is not null
    order by slug
"""


async def reader(settings: Settings, _clock: Clock) -> list[Finding]:
    """Asks it what a gateway asks at its start: two questions that nobody wrote, at each level."""
    if not settings.reader_url:
        return []
    try:
        key = settings.reader_key()
    except ValueError as problem:
        mend = "name a file that the gateway's user can read, with the key alone in it"
        return [Finding("error", "reader-key", str(problem), mend)]
    host = urlsplit(settings.reader_url).netloc
    async with aiohttp.ClientSession() as client:
        endpoint = Endpoint(client, settings.reader_url, settings.reader_model, key)
        return [*_readable(settings), *await _asked(endpoint, host)]


async def _asked(endpoint: Endpoint, host: str) -> list[Finding]:
    try:
        level = await endpoint.probe()
    except NoAnswer as problem:
        what = f"the second reader's model at {host} cannot be asked ({problem})"
        mend = (
            "correct PARKLINE_READER_URL, PARKLINE_READER_MODEL or the key, or start it; the bot"
            " answers without it meanwhile"
        )
        return [Finding("warning", "reader", what, mend)]
    if level is None:
        what = f"{endpoint.model} at {host} answers, and never as agreed, so it is not asked"
        return [Finding("warning", "reader-level", what, "take another model")]
    if level is Level.PLAIN:
        what = f"{endpoint.model} at {host} takes neither a JSON schema nor tools: more is dropped"
        return [Finding("info", "reader-level", what)]
    return []


def _readable(settings: Settings) -> list[Finding]:
    file = settings.reader_key_file
    if file is None or not file.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        return []
    what = "everybody on this machine can read the file of PARKLINE_READER_KEY_FILE"
    return [Finding("warning", "reader-key-open", what, f"chmod o= {file}")]


async def spending(connection: AsyncConnection, settings: Settings, _clock: Clock) -> list[Finding]:
    """Parks that have switched it on."""
    rows = await (await connection.execute(SWITCHED_ON)).fetchall()
    found = list[Finding]()
    for slug, mode, calls in rows:
        if not settings.reader_url:
            what = f"{slug} has its second reader on ({mode}), and the settings name no model"
            mend = "set PARKLINE_READER_URL, or switch it off at the desk"
            found.append(Finding("warning", "reader-none", what, mend))
        elif calls < 1:
            what = f"{slug} has its second reader on ({mode}), with no question a day"
            mend = "set how many it may ask at the desk (settings, second reader)"
            found.append(Finding("warning", "reader-budget", what, mend))
    if rows and settings.reader_url and not (settings.reader_price_in or settings.reader_price_out):
        what = "what the second reader costs is not shown at the desk: no price is set"
        mend = "PARKLINE_READER_PRICE_IN and PARKLINE_READER_PRICE_OUT"
        found.append(Finding("info", "reader-price", what, mend))
    return found
