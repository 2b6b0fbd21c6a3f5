"""The platform's server."""

from collections.abc import AsyncIterator, Iterable

from aiohttp import web

from parkline.simulate.wechat.admin import admin_routes
from parkline.simulate.wechat.api import api_routes
from parkline.simulate.wechat.config import App, Kind, Rules
from parkline.simulate.wechat.page import page_routes, secure
from parkline.simulate.wechat.phone import Phone
from parkline.simulate.wechat.program import Program
from parkline.simulate.wechat.world import World
from parkline.simulate.wechatpay import Simulator as WeChatPay

BODY_BYTES = 12 * 1024 * 1024


class Simulator:
    """One platform with its accounts."""

    def __init__(self, apps: Iterable[App], *, rules: Rules | None = None) -> None:
        self.world = World(apps, rules=rules)
        self.program: Program | None = None

    def pay_by(self, pay: WeChatPay, api_url: str) -> None:
        """Serve WeChat Pay beside it, and the order pages of the park whose API is at `api_url`."""
        self.program = Program(self.world, pay, api_url)

    def phone(self, person: str, kind: Kind = "official") -> Phone:
        """A person in the chat with the account of a kind."""
        return Phone(self.world, self.world.contact(self.world.app(kind), person))

    def app(self) -> web.Application:
        app = web.Application(client_max_size=BODY_BYTES)
        app.add_routes(api_routes(self.world))
        app.add_routes(admin_routes(self.world))
        app.add_routes(page_routes(self.world, app))
        if self.program is not None:
            self.program.pay.install(app)
            app.add_routes(self.program.routes())
            app.cleanup_ctx.append(self.program.lifetime)
        app.on_response_prepare.append(secure)
        app.cleanup_ctx.append(self._lifetime)
        return app

    async def _lifetime(self, app: web.Application) -> AsyncIterator[None]:
        async with self.world.courier.open():
            yield
            await self.world.stop()
