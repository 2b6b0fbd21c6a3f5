"""What waited while no worker ran: how many of it are delivered in a second, and how many a bare
client posts."""

import asyncio
import json
import os
import time
import uuid
from collections.abc import Sequence

import aiohttp

from bench import ordering
from bench.figures import Figure
from bench.hooked import Hooked
from bench.role import cpu
from connectors.channels.feed import Feed
from connectors.vendors import signing
from connectors.vendors.runner import AT_A_TIME
from parkline.process.clock import system_clock
from parkline.roles.handling import EventRunner
from services.vendors.deliveries import Told, envelope

SHARE = 0.5
BARE_KEY = "whsec_" + "A" * 44


async def measured(site: Hooked, count: int) -> list[Figure]:
    connections = len(site.vendors.endpoints) * AT_A_TIME
    bare = await _bare(site, count, connections)
    whole = await _drained(site, count, handled=False)
    owed = await _drained(site, count, handled=True)
    how = f"{count} events, {connections} connections; load {os.getloadavg()[0]:.1f}"
    return [
        Figure("a bare aiohttp client", bare, "a second", how, count, better="higher"),
        Figure("a backlog of events", whole, "a second", how, count, better="higher"),
        Figure("a backlog of deliveries", owed, "a second", how, count, better="higher"),
        Figure(
            "deliveries, of what the bare client posts",
            owed / bare,
            "",
            how,
            count,
            SHARE,
            "higher",
        ),
    ]


async def _bare(site: Hooked, count: int, connections: int) -> float:
    """The same bodies and headers posted as fast as a client does it; a second."""
    bodies = []
    for _ in range(min(count, 500)):
        _, event = site.vendors.next()
        told = Told(event.type, uuid.uuid4(), 1, event.model_dump(mode="json"), system_clock())
        body = json.dumps(envelope(told, "daybreak"), ensure_ascii=False).encode()
        bodies.append((signing.headers([BARE_KEY], told.message_id, told.occurred_at, body), body))
    posts = iter([bodies[n % len(bodies)] for n in range(count)])
    connector, used = aiohttp.TCPConnector(limit=connections), time.process_time()
    async with aiohttp.ClientSession(connector=connector) as client:

        async def some() -> None:
            for headers, body in posts:
                sent = headers | {"content-type": "application/json"}
                async with client.post(f"{site.url}/hooks/0", data=body, headers=sent) as response:
                    await response.read()

        await asyncio.gather(*(some() for _ in range(connections)))
    each = (time.process_time() - used) * 1000 / count
    rate = _rate(await site.came())
    site.run.say(f"a bare client: {rate:.0f} a second; CPU {each:.2f} ms each")
    return rate


async def _drained(site: Hooked, count: int, *, handled: bool) -> float:
    """Committed, and `handled`, while no worker runs; then delivered; how many a second."""
    said = await ordering.at_once(site.vendors, count)
    if handled:
        async with Feed(None) as feed:
            events = EventRunner(site.vendors.sessions, feed, system_clock)
            while await events.handle_waiting():
                pass
    async with site.worker() as worker:
        used, spent = cpu(worker), site.postgres()
        came = await site.all_of(set(said.at))
        each = (cpu(worker) - used) * 1000 / count
        postgres = (site.postgres() - spent) * 1000 / count
    rate = _rate(came)
    what = "deliveries" if handled else "events"
    site.run.say(
        f"a backlog of {what}: {rate:.0f} a second;"
        f" CPU: worker {each:.2f} ms, PostgreSQL {postgres:.2f} ms each"
    )
    return rate


def _rate(came: Sequence[tuple[str, float]]) -> float:
    """A second, between a tenth and nine tenths of all."""
    moments = sorted(moment for _, moment in came)
    tenth = len(moments) // 10
    return (len(moments) - 2 * tenth) / (moments[-tenth - 1] - moments[tenth])
