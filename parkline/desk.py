"""What the desk is given when it runs in the gateway."""

from connectors.channels.feed import Feed
from desk.deps import DemoAccount, Deps
from desk.live import Live
from models import Park
from parkline import secrets
from parkline.clock import Clock
from parkline.database import Sessions
from parkline.demo.data import load_demo
from parkline.demo.desk_data import DEMO_PASSWORD
from parkline.settings import Settings


def desk_deps(
    settings: Settings, park: Park, *, sessions: Sessions, feed: Feed, live: Live, clock: Clock
) -> Deps:
    """The demo's accounts open the desk of the demo alone: elsewhere their password is refused."""
    return Deps(
        park_id=park.id,
        sessions=sessions,
        clock=clock,
        key=secrets.derive(settings, "desk"),
        secure=settings.base_url.startswith("https:"),
        demo=settings.demo,
        live=live,
        wake=feed.publish,
        announce=feed.announce,
        public_url=settings.public_url,
        trusted_proxies=settings.trusted_proxies,
        demo_password=DEMO_PASSWORD,
        demo_accounts=_accounts() if settings.demo else (),
    )


def _accounts() -> tuple[DemoAccount, ...]:
    return tuple(DemoAccount(one.login, one.name, one.roles[0]) for one in load_demo().desk.staff)
