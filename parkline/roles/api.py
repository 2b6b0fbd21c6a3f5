"""What the API is given when it runs in the gateway."""

from aiohttp import web

from api.frame.deps import Deps, MiniProgram, Till, Visitor
from connectors.channels.base import Gateway
from connectors.channels.webchat import WebChat
from connectors.channels.webchat.door import Door
from models import Park
from parkline.process.networks import network_of
from parkline.settings import secrets
from parkline.settings.settings import Settings


def api_deps(
    settings: Settings,
    park: Park,
    gateway: Gateway,
    *,
    wechat: MiniProgram | None = None,
    till: Till | None = None,
) -> Deps:
    """`wechat` asks WeChat who somebody is; without it nobody signs in that way.

    `till` collects what is paid by WeChat Pay; without it that is not offered.
    """
    door = Door(
        secrets.derive(settings, "webchat"),
        settings.public_url,
        gateway.clock,
        secrets.accepted(settings, "webchat"),
    )

    async def answer(park_id: int, conversation_id: int) -> None:
        gateway.turns.wake(park_id, conversation_id)
        await gateway.feed.publish(park_id, conversation_id)

    async def visitor_of(request: web.Request) -> Visitor | None:
        if not door.from_our_page(request):
            return None
        known = door.visitor(request)
        visitor, mark = await door.welcome(request, gateway.signed_out)
        is_new = known is None or known.id != visitor.id
        return Visitor(WebChat.name, visitor.id, mark, is_new)

    return Deps(
        park_id=park.id,
        sessions=gateway.sessions,
        clock=gateway.clock,
        key=secrets.derive(settings, "api"),
        accepted_keys=secrets.accepted(settings, "api"),
        passes_key=secrets.passes_key(settings, park.slug),
        base_url=settings.base_url,
        subscribe=gateway.feed.subscribe,
        clean_photo=gateway.clean_photo,
        answer=answer,
        show=gateway.feed.publish,
        crowded=gateway.crowded,
        announce=gateway.feed.announce,
        visitor_of=visitor_of,
        wechat=wechat,
        till=till,
        network_of=network_of(settings),
        trusted_proxies=settings.trusted_proxies,
    )
