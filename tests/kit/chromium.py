"""The system's Chromium: started once a process and kept, since each start takes a second or two.

A test has contexts of its own with their own cookies and storage. Playwright's driver is kept, too:
to start it costs half a second of the processor.
"""

import asyncio
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    Error,
    Playwright,
    async_playwright,
    expect,
)

from tests.kit.loops import KeptLoop
from tests.kit.waiting import PATIENCE

SHELL = Path("/usr/bin/chromium-headless-shell")
"""The same engine without a browser's windows, suggestions and pages of its own around it: a test
with a page costs a quarter less of the processor's time. It shows no notifications."""
WHOLE = Path("/usr/bin/chromium")
CHROMIUM = Path(os.environ.get("PARKLINE_TEST_CHROMIUM", SHELL if SHELL.exists() else WHOLE))
NEEDED = pytest.mark.skipif(
    not CHROMIUM.exists() and "CI" not in os.environ,
    reason=f"{CHROMIUM} is not installed (on CI this is a failure)",
)
START_SECONDS = 60
CLOSING_SECONDS = 30
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
"""Parts of Chromium that cost processes and that no test looks at."""
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--mute-audio"),
    *("--disable-quic", "--no-first-run", "--no-default-browser-check", "--password-store=basic"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-default-apps", "--disable-extensions", "--disable-breakpad"),
    # Pages beside the one in front are as quick as it is.
    *("--disable-background-timer-throttling", "--disable-renderer-backgrounding"),
    *("--disable-backgrounding-occluded-windows", "--disable-ipc-flooding-protection"),
    *("--disable-dev-shm-usage", "--disable-popup-blocking", "--disable-prompt-on-repost"),
    *("--force-color-profile=srgb", "--disable-back-forward-cache", "--disable-hang-monitor"),
    # Each window would start two processes for suggestions under an address bar, and each page one
    # more for the page after it: 0.7 s of the processor's time for each context.
    f"--disable-features={','.join(UNSEEN)}",
    "--remote-debugging-port=0",
)


@contextmanager
def kept(folder: Path, program: Path = CHROMIUM) -> Iterator[str]:
    """Its address, until the block ends. Skips the test where there is no Chromium."""
    if not program.exists() and "CI" not in os.environ:
        pytest.skip(f"{program} is not installed (on CI this is a failure)")
    folder.mkdir()
    with (folder / "said").open("wb") as output:
        process = subprocess.Popen(
            [str(program), *ARGUMENTS, f"--user-data-dir={folder}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - it calls the system alone
        )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{_port(folder, process)}"
    finally:
        process.terminate()
        process.wait(30)


def _end_with_parent() -> None:
    """Linux sends SIGTERM to Chromium when the tests are killed and cannot end it themselves."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _port(folder: Path, process: subprocess.Popen[bytes]) -> int:
    told, until = folder / "DevToolsActivePort", time.monotonic() + START_SECONDS
    while not (told.exists() and "\n" in told.read_text()):
        assert process.poll() is None, (folder / "said").read_text()
        assert time.monotonic() < until, "chromium says no port"
        time.sleep(0.02)
    return int(told.read_text().split()[0])


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[Browser]:
    """What was opened through it is closed at the end; the browser stays."""
    _be_patient()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(address)
        yield browser
        await browser.close()


def _be_patient() -> None:
    """An expectation waits as long as all else does, not Playwright's five seconds: pages are slow
    beside other tests."""
    expect.set_options(timeout=PATIENCE * 1000)


@asynccontextmanager
async def lent(address: str) -> AsyncIterator[Browser]:
    """As `connected`, through a connection that stays on the event loop for the next test."""
    _be_patient()
    loop = asyncio.get_running_loop()
    assert isinstance(loop, KeptLoop)
    connection = _connection_on(loop, address) or await _connect(loop, address)
    try:
        yield connection.browser
    finally:
        await connection.take_back()


@dataclass(slots=True)
class _Connection:
    """Playwright's driver, which is a process of Node, and its connection to Chromium."""

    address: str
    loop: KeptLoop
    driver: Playwright
    browser: Browser
    always_there: list[BrowserContext]
    """Chromium's own context."""
    opened: int
    """Sockets."""

    def sockets(self) -> int:
        return self.opened

    async def take_back(self) -> None:
        """Close what the test opened; all of it where that does not succeed."""
        try:
            async with asyncio.timeout(CLOSING_SECONDS):
                for context in self.browser.contexts:
                    if context not in self.always_there:
                        await context.close()
        except (Error, TimeoutError):
            await self.close()

    async def close(self) -> None:
        self.loop.kept.remove(self)
        await self.browser.close()
        await self.driver.stop()


def _connection_on(loop: KeptLoop, address: str) -> _Connection | None:
    for kept in loop.kept:
        if isinstance(kept, _Connection) and kept.address == address:
            return kept
    return None


async def _connect(loop: KeptLoop, address: str) -> _Connection:
    sockets, tasks = loop.sockets(), asyncio.all_tasks()
    # No context manager: the end of a test closes every generator on its loop.
    driver = await async_playwright().start()
    browser = await driver.chromium.connect_over_cdp(address)
    for task in asyncio.all_tasks() - tasks:
        loop.keep(task)
    connection = _Connection(
        address, loop, driver, browser, browser.contexts, loop.sockets() - sockets
    )
    loop.kept.append(connection)
    return connection
