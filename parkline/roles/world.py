"""What the world may reach of a gateway: channels, desk, API, vendors, gates."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from aiohttp import web
from sqlalchemy import text

from api.frame.app import PREFIX as API_PREFIX
from api.frame.app import api_app
from api.frame.deps import Deps
from api.frame.problems import told
from connectors.channels.base import Door
from connectors.gates.api import PREFIX as GATE_PREFIX
from connectors.gates.api import gate_routes
from connectors.gates.page import pass_routes
from connectors.oidc.issuer import Issuer
from connectors.oidc.signing_in import AppTokens
from connectors.payments.base import Repaid, Settled
from connectors.payments.booking import book
from connectors.payments.till import Till
from connectors.payments.wechatpay import WeChatPay
from connectors.payments.wechatpay.notify import notify_route
from connectors.peers.api import PREFIX as PEER_PREFIX
from connectors.peers.api import peer_routes
from connectors.sms.gateway import SmsGateway
from connectors.vendors.api import PREFIX as VENDOR_PREFIX
from connectors.vendors.routes import vendor_routes
from desk.frame.app import desk_app
from desk.frame.deps import Deps as DeskDeps
from desk.frame.lives import Lives
from edge.parks import ByPark, Site, routes_by_park
from edge.problems import Unavailable, problems
from edge.rest import Resting
from edge.room import Room
from parkline.channels import wechat_login
from parkline.channels.accounts import Accounts
from parkline.channels.channels import install_channels
from parkline.channels.miniapp import miniapp_routes
from parkline.payments.wechat_pay import NOTIFY_PATH, wechat_pay
from parkline.process.clock import Clock, system_clock
from parkline.process.core import Core
from parkline.process.requests import watch_requests
from parkline.process.serving import Stop, say_goodbye
from parkline.process.watch import Probe, watch_routes
from parkline.roles.api import api_deps
from parkline.roles.desk import desk_deps
from parkline.roles.doors import door_routes
from parkline.roles.hosts import host_of
from parkline.roles.tills import OfPark
from parkline.roles.vendor_desk import vendor_desk_deps
from parkline.settings import secrets
from parkline.settings.settings import Settings
from services.channels.account_forms import PREFIX as ACCOUNTS_PREFIX
from vendor_desk.app import vendor_desk_routes

ACCOUNTS: web.AppKey[Accounts] = web.AppKey("accounts", Accounts)


def public_app(
    settings: Settings,
    made: Core,
    live: Lives,
    clock: Clock = system_clock,
    *,
    stop: Stop | None = None,
) -> web.Application:
    """Everything that the world may reach. `stop` makes it unready."""
    stop = stop or Stop()
    room = Room(settings.requests_at_once, _full)
    resting = Resting(made.turn_sessions)
    app = web.Application(
        middlewares=[
            room.middleware,
            resting.middleware(_park_of(made)),
            problems([VENDOR_PREFIX, GATE_PREFIX, PEER_PREFIX]),
        ]
    )
    room.install(app)
    resting.install(app)
    watch_requests(app, made.requests, log_each=settings.access_log)
    say_goodbye(app, stop)
    app.middlewares.append(host_of(made.parks))
    door = Door(
        made.park.id, made.sessions, clock, made.turns, made.feed, crowded_of(made),
        resting=resting.of, answer_sessions=made.turn_sessions, cleaner=made.cleaner,
        just_said=made.turns.just_said,
    )  # fmt: skip
    accounts = app[ACCOUNTS] = Accounts(settings, made.parks, door, made.registry)
    install_channels(app, settings, made, door, accounts)
    issuer = _issuer(settings, made, clock)
    app.add_subapp("/desk", desk_app(_desks(settings, made, live, clock, issuer)))
    pay = wechat_pay(settings, clock)
    app.add_subapp(
        API_PREFIX, api_app(_apis(settings, made, door, accounts, pay=pay, issuer=issuer))
    )
    app.router.add_routes(miniapp_routes())
    app.router.add_routes(vendor_routes(made.sessions, clock, settings.trusted_proxies))
    vendors = partial(
        vendor_desk_deps, settings, sessions=made.sessions, feed=made.feed, clock=clock
    )
    app.router.add_routes(vendor_desk_routes(ByPark(vendors)))
    app.router.add_routes(_gates(made, clock))
    app.router.add_routes(
        peer_routes(
            made.sessions, clock, secrets.vault(settings), made.park.id, settings.trusted_proxies
        )
    )
    app.router.add_routes(door_routes(settings, made, clock))
    app.router.add_routes(watch_routes(made.registry, needs(made, stop), uses(made)))
    if pay is not None:
        app.router.add_routes([_notified(made, pay, clock)])
    made.turns.install(app)
    return app


def crowded_of(made: Core) -> Callable[[int, int | None], bool]:
    """Whether a message, or whoever is not in a conversation yet, had better come later: more wait
    than can be answered, or come than the park may have."""

    def crowded(park_id: int, conversation_id: int | None) -> bool:
        if made.turns.crowded(park_id, conversation_id):
            return True
        if conversation_id is None:
            return made.shares.has_had_all_messages(park_id)
        return not made.shares.takes_message(park_id, conversation_id)

    return crowded


def _park_of(made: Core) -> Callable[[web.Request], int | None]:
    """Whose park a request is for. Vendors and gates say so by their keys, whoever serves them, and
    platforms by an account's secrets: nobody else is told that its park rests."""

    def park_of(request: web.Request) -> int | None:
        by_key = request.path.startswith((VENDOR_PREFIX, GATE_PREFIX, f"{ACCOUNTS_PREFIX}/"))
        return None if by_key else made.park.id

    return park_of


def _notified(made: Core, pay: WeChatPay, clock: Clock) -> web.RouteDef:
    async def booked(said: Settled | Repaid) -> None:
        await book(made.sessions, made.park.id, said, now=clock())
        await made.feed.announce(made.park.id)

    return notify_route(NOTIFY_PATH, pay, clock, booked)


def _desks(
    settings: Settings, made: Core, live: Lives, clock: Clock, issuer: Issuer | None
) -> ByPark[DeskDeps]:
    def of(site: Site) -> DeskDeps:
        return desk_deps(
            settings, site, sessions=made.sessions, feed=made.feed, live=live.of(site.park_id),
            lives=live, parks=made.parks, clean_photo=made.cleaner, clock=clock, issuer=issuer,
            passes=made.pass_keys.of(site.park_id), http=made.http,
        )  # fmt: skip

    return ByPark(of, made.pass_keys.id)


def _apis(
    settings: Settings,
    made: Core,
    door: Door,
    accounts: Accounts,
    *,
    pay: WeChatPay | None,
    issuer: Issuer | None,
) -> ByPark[Deps]:
    """What stands in the settings of platforms and providers is of the settings' park alone."""
    sms = _sms(settings, made, door.clock)
    apps = settings.oidc_audiences

    def of(site: Site) -> Deps:
        passes = made.pass_keys.of(site.park_id)
        assert passes is not None, "they are read with the parks"
        here = replace(door, park_id=site.park_id)
        own = wechat_login.mini_program(settings, made.http, door) if site.is_usual else None
        mini = wechat_login.OfPark(site.park_id, accounts, own)
        tills = OfPark(site.park_id, accounts)
        if not site.is_usual:
            return api_deps(
                settings, site, here, passes, parks=made.parks, wechat=mini, tills=tills, sms=sms
            )
        till = Till(pay) if pay else None
        provider = AppTokens(issuer, apps) if issuer and apps else None
        return api_deps(
            *(settings, site, here, passes),
            parks=made.parks,
            wechat=mini,
            till=till,
            tills=tills,
            sms=sms,
            provider=provider,
        )

    return ByPark(of, made.pass_keys.id)


def _issuer(settings: Settings, made: Core, clock: Clock) -> Issuer | None:
    """None if the settings name none."""
    if not settings.oidc_issuer:
        return None
    return Issuer(
        made.http,
        settings.oidc_issuer,
        groups_claim=settings.oidc_groups_claim,
        clock=clock,
        monotonic=time.monotonic,
    )


def _sms(settings: Settings, made: Core, clock: Clock) -> SmsGateway | None:
    """None if the settings name none."""
    if not settings.sms_gateway_url:
        return None
    secret = settings.sms_gateway_secret.get_secret_value()
    return SmsGateway(made.http, settings.sms_gateway_url, secret, clock)


def _gates(made: Core, clock: Clock) -> list[web.RouteDef]:
    keys_of = made.pass_keys.public

    def name_of(park_id: int) -> str | None:
        found = made.pass_keys.of(park_id)
        return found.name if found else None

    def pages(park_id: int) -> list[web.RouteDef]:
        return pass_routes(park_id, made.sessions, clock, keys_of)

    return [
        *gate_routes(made.sessions, clock, keys_of, name_of),
        *routes_by_park(pages(made.park.id), ByPark(lambda site: pages(site.park_id))),
    ]


def desk_live(made: Core, clock: Clock = system_clock) -> Lives:
    """Live updates of every park's desk, woken by the feed."""
    live = Lives(made.sessions, clock, made.redis)
    made.feed.watch(live.heard)
    return live


def _full(request: web.Request) -> web.Response:
    return told(request, Unavailable("ask again in a moment"))


def needs(made: Core, stop: Stop) -> dict[str, Probe]:
    """Without these the gateway serves nobody."""

    async def postgres() -> bool:
        async with made.sessions() as session:
            return bool(await session.scalar(text("select true")))

    async def staying() -> bool:
        return not stop.asked

    return {"database": postgres, "staying": staying}


def uses(made: Core) -> dict[str, Probe]:
    """Without a bot the desk, the API and vendors are served, and messages wait; without Redis
    sockets look for themselves."""

    async def redis() -> bool:
        return made.redis is None or bool(await made.redis.ping())

    return {"bot": made.dialogue.is_up, "redis": redis}
