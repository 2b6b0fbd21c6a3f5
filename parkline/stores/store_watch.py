"""Embedded stores that fall are started again, as everything else is."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import structlog

from parkline.stores.embedded import Store

LOOK_SECONDS = 0.5
LOOKS = 3
"""A store that is silent at so many looks in a row has fallen: a busy machine is slow to answer."""

log = structlog.get_logger(__name__)


async def keep_up(stores: Sequence[Store]) -> None:
    """Watch over them until cancelled."""
    async with asyncio.TaskGroup() as group:
        for store in stores:
            group.create_task(_keep_up(store), name=store.name)


async def _keep_up(store: Store) -> None:
    silent = 0
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        silent = 0 if await asyncio.to_thread(store.is_up) else silent + 1
        if silent >= LOOKS and await _start_again(store):
            silent = 0


async def _start_again(store: Store) -> bool:
    """Whether it stands again. What still holds its files or its port lets go in a moment."""
    log.warning("store.fell", store=store.name)
    starting = asyncio.create_task(asyncio.to_thread(store.start_again))
    try:
        await asyncio.shield(starting)
    except asyncio.CancelledError:
        # A thread cannot be cancelled; the store is stopped only once it stands.
        with suppress(Exception):
            await starting
        raise
    except Exception:
        log.exception("store.did_not_start", store=store.name)
        return False
    log.info("store.started_again", store=store.name)
    return True
