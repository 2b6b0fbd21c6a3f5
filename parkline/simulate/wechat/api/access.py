"""Access tokens."""

import hmac
from typing import Any

from parkline.simulate.wechat.api.base import EVERY_KIND, Answer, Ask, Endpoint, done
from parkline.simulate.wechat.config import App
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.tokens import Token

APP_KINDS = ("official", "mini")


async def token(ask: Ask) -> Answer:
    app = _entered(ask, ask.request.query)
    return _given(ask, ask.world.tokens.fresh(app.appid))


async def stable_token(ask: Ask) -> Answer:
    app = _entered(ask, ask.body)
    force = ask.body.get("force_refresh") is True
    return _given(ask, ask.world.tokens.stable(app.appid, force=force))


async def clear_quota(ask: Ask) -> Answer:
    if ask.body.get("appid") != ask.app.appid:
        raise Refused(40013)
    ask.world.quota.clear(ask.app.appid)
    return done()


def _entered(ask: Ask, given: Any) -> App:
    """The account that appid and secret open. Raises Refused."""
    if given.get("grant_type") != "client_credential":
        raise Refused(40002)
    app = app_with_secret(ask, given.get("appid"), given.get("secret"))
    ask.world.quota.count(app.appid, ask.request.path)
    return app


def app_with_secret(ask: Ask, appid: Any, secret: Any) -> App:
    """Raises Refused 41002, 41004, 40013, 40125."""
    if not appid:
        raise Refused(41002)
    if not secret:
        raise Refused(41004)
    app = ask.world.apps.get(str(appid))
    if app is None or app.kind not in APP_KINDS:
        raise Refused(40013)
    if not hmac.compare_digest(str(secret).encode(), app.secret.encode()):
        raise Refused(40125)
    ask.app_or_none = app
    return app


def _given(ask: Ask, made: Token) -> dict[str, Any]:
    return {"access_token": made.value, "expires_in": ask.world.tokens.left(made)}


ENDPOINTS = (
    Endpoint("GET", "/cgi-bin/token", token, token=False),
    Endpoint("POST", "/cgi-bin/stable_token", stable_token, token=False),
    Endpoint("POST", "/cgi-bin/clear_quota", clear_quota, EVERY_KIND),
)
