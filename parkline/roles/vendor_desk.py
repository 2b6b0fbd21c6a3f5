"""What the vendors' desk is given when it runs in the gateway."""

from collections.abc import Sequence

from connectors.channels.feed import Feed
from connectors.vendors import exchange, guard
from connectors.vendors.ping import Pinger
from desk.frame.deps import EndpointAnswer
from edge.parks import Site
from parkline.process.clock import Clock
from parkline.process.sites import Addresses, purpose
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from services.events.base import Event
from services.vendors.outcomes import Answer
from vendor_desk.deps import Deps, Played


def vendor_desk_deps(
    settings: Settings, site: Site, *, sessions: Sessions, feed: Feed, clock: Clock
) -> Deps:
    """Ways out to vendors' programs are guarded as deliveries are."""
    allow = guard.networks(settings.webhook_allow)
    vault = secrets.vault(settings)
    pinger = Pinger(sessions, vault, lambda: exchange.client(allow), clock)

    async def test(park_id: int, endpoint_id: int) -> EndpointAnswer:
        return _answer(await pinger.ping(park_id, endpoint_id))

    async def play(park_id: int, endpoint_id: int, samples: Sequence[Event]) -> list[Played]:
        played = await pinger.play(park_id, endpoint_id, samples)
        return [Played(type_, _answer(answer)) for type_, answer in played]

    return Deps(
        park_id=site.park_id,
        sessions=sessions,
        clock=clock,
        key=secrets.derive(settings, purpose(site, "vendor-desk")),
        accepted_keys=secrets.accepted(settings, purpose(site, "vendor-desk")),
        secure=settings.base_url.startswith("https:"),
        public_url=Addresses(settings).public(site),
        trusted_proxies=settings.trusted_proxies,
        announce=feed.announce,
        vault=vault,
        test_endpoint=test,
        play=play,
    )


def _answer(answer: Answer) -> EndpointAnswer:
    return EndpointAnswer(answer.status, answer.milliseconds, answer.error)
