"""What the API is given when it runs in the gateway."""

from collections.abc import Callable

from aiohttp import web

from api.frame.deps import Deps, Guest, IdentityProvider, MiniProgram, SmsGateway, Till, Tills
from connectors.alerts.pushing import public_key
from connectors.channels.base import Door
from connectors.channels.webchat import WebChat
from connectors.channels.webchat.cookies import Cookies
from edge.parks import Parks, Site
from parkline.process.networks import network_of
from parkline.process.pass_keys import PassKey
from parkline.process.sites import Addresses, purpose
from parkline.settings import secrets
from parkline.settings.settings import Settings


def api_deps(
    settings: Settings,
    site: Site,
    door: Door,
    passes: PassKey,
    *,
    parks: Parks | None = None,
    wechat: MiniProgram | None = None,
    till: Till | None = None,
    tills: Tills | None = None,
    sms: SmsGateway | None = None,
    provider: IdentityProvider | None = None,
) -> Deps:
    """`wechat` asks WeChat who somebody is; without it nobody signs in that way.

    `till` collects what is paid by WeChat Pay, `sms` sends codes to phones, `provider`
    vouches for users of apps; without them that is not offered.
    """
    addresses = Addresses(settings)
    cookies = Cookies(
        secrets.derive(settings, purpose(site, "webchat")),
        addresses.public(site),
        door.clock,
        secrets.accepted(settings, purpose(site, "webchat")),
    )

    async def answer(park_id: int, conversation_id: int) -> None:
        door.turns.wake(park_id, conversation_id)
        await door.feed.publish(park_id, conversation_id)

    async def guest_of(request: web.Request) -> Guest | None:
        if not cookies.from_our_page(request):
            return None
        known = cookies.guest(request)
        guest, mark = await cookies.welcome(request, door.signed_out)
        is_new = known is None or known.id != guest.id
        return Guest(WebChat.name, guest.id, mark, is_new)

    return Deps(
        park_id=site.park_id,
        sessions=door.sessions,
        clock=door.clock,
        key=secrets.derive(settings, purpose(site, "api")),
        accepted_keys=secrets.accepted(settings, purpose(site, "api")),
        passes_key=passes.signing,
        passes_name=passes.name,
        base_url=addresses.base(site),
        subscribe=door.feed.subscribe,
        clean_photo=door.clean_photo,
        answer=answer,
        show=door.feed.publish,
        crowded=door.crowded,
        announce=door.feed.announce,
        guest_of=guest_of,
        wechat=wechat,
        till=till,
        tills=tills,
        sms=sms,
        provider=provider,
        network_of=network_of(settings),
        trusted_proxies=settings.trusted_proxies,
        push_key=public_key(secrets.push_key(settings)),
        base_of=_bases(addresses, parks),
        origins=tuple(settings.api_origins),
    )


def _bases(addresses: Addresses, parks: Parks | None) -> Callable[[int], str | None]:
    def base_of(park_id: int) -> str | None:
        site = parks.find(park_id) if parks is not None else None
        return addresses.base(site) if site is not None and site.main else None

    return base_of
