"""What the desk is given when it runs in the gateway."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientSession

from connectors.alerts.pushing import public_key
from connectors.channels.feed import Feed
from connectors.oidc.issuer import Issuer
from connectors.oidc.signing_in import StaffSignIn
from connectors.vendors import exchange, guard
from connectors.vendors.ping import Pinger
from desk.frame.deps import DemoAccount, Deps, EndpointAnswer, Reader
from desk.frame.live import Live
from desk.frame.lives import Lives
from desk.frame.provider import HERE as PROVIDER_PATH
from edge.parks import Parks, Site
from edge.photo_cleaner import CleanPhoto
from parkline.channels.platforms import Platforms
from parkline.demo.desk.data import DEMO_PASSWORD, DeskData
from parkline.demo.seeds import CAMBRIDGE, FOLDER, load
from parkline.process.clock import Clock
from parkline.process.pass_keys import PassKey
from parkline.process.sites import Addresses, purpose
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from services.vendors.endpoints import CheckedUrl


def desk_deps(
    settings: Settings,
    site: Site,
    *,
    sessions: Sessions,
    feed: Feed,
    live: Live,
    clean_photo: CleanPhoto,
    clock: Clock,
    issuer: Issuer | None = None,
    passes: PassKey | None = None,
    http: ClientSession | None = None,
    lives: Lives | None = None,
    parks: Parks | None = None,
) -> Deps:
    """Who signs in by the operator's provider does so in the park of the settings.

    The demo's accounts open the desk of the demo alone: elsewhere their password is refused."""
    return Deps(
        park_id=site.park_id,
        sessions=sessions,
        clock=clock,
        key=secrets.derive(settings, purpose(site, "desk")),
        accepted_keys=secrets.accepted(settings, purpose(site, "desk")),
        secure=settings.base_url.startswith("https:"),
        demo=settings.demo,
        live=live,
        clean_photo=clean_photo,
        wake=feed.publish,
        announce=feed.announce,
        attend=feed.attend,
        public_url=Addresses(settings).public(site),
        trusted_proxies=settings.trusted_proxies,
        demo_password=DEMO_PASSWORD,
        demo_accounts=_accounts(site) if settings.demo else (),
        vault=secrets.vault(settings),
        passes_key=passes.signing if passes else None,
        passes_name=passes.name if passes else "",
        desk_at=_desks_of(settings, parks),
        live_of=None if site.is_alone or lives is None else lives.of,
        push_key=public_key(secrets.push_key(settings)),
        platforms=Platforms(settings, site, http) if http is not None else None,
        provider=_provider(settings, issuer if site.is_usual else None),
        reader=_reader(settings),
        group_roles=settings.oidc_roles,
        **_vendors(settings, sessions, clock),
    )


def _desks_of(settings: Settings, parks: Parks | None) -> Callable[[int], str | None]:
    addresses = Addresses(settings)

    def desk_at(park_id: int) -> str | None:
        site = parks.find(park_id) if parks is not None else None
        return f"{addresses.base(site, 'desk')}/desk" if site is not None and site.main else None

    return desk_at


def _reader(settings: Settings) -> Reader | None:
    if not settings.reader_url:
        return None
    return Reader(
        urlsplit(settings.reader_url).netloc,
        settings.reader_model,
        settings.reader_price_in,
        settings.reader_price_out,
    )


def _provider(settings: Settings, issuer: Issuer | None) -> StaffSignIn | None:
    """None where staff sign in by their passwords alone."""
    if issuer is None or not settings.oidc_client_id:
        return None
    return StaffSignIn(
        issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret.get_secret_value(),
        f"{settings.base_url}/desk{PROVIDER_PATH}/back",
    )


def _vendors(settings: Settings, sessions: Sessions, clock: Clock) -> dict[str, Any]:
    """The ways out to vendors' endpoints, guarded as deliveries are."""
    allow = guard.networks(settings.webhook_allow)
    pinger = Pinger(sessions, secrets.vault(settings), lambda: exchange.client(allow), clock)

    async def test(park_id: int, endpoint_id: int) -> EndpointAnswer:
        answer = await pinger.ping(park_id, endpoint_id)
        return EndpointAnswer(answer.status, answer.milliseconds, answer.error)

    async def check(url: str) -> CheckedUrl:
        return await guard.check_url(url, allow)

    return {"test_endpoint": test, "check_url": check}


def _accounts(site: Site) -> tuple[DemoAccount, ...]:
    folder = CAMBRIDGE if site.slug == CAMBRIDGE.name else FOLDER
    staff = load(DeskData, folder).desk.staff
    return tuple(DemoAccount(one.login, one.name, one.roles[0]) for one in staff)
