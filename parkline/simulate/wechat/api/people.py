"""Who a person is: to the account, and to a mini-program."""

import base64
import secrets

from parkline.simulate.wechat.api.access import app_with_secret
from parkline.simulate.wechat.api.base import Answer, Ask, Endpoint, done
from parkline.simulate.wechat.errors import Refused


async def info(ask: Ask) -> Answer:
    contact = ask.world.by_openid(ask.app, ask.query("openid"))
    known = {"openid": contact.openid, "unionid": contact.unionid}
    if not contact.follows:
        return {"subscribe": 0, **known}
    followed_at = contact.followed_at or ask.world.clock.now()
    return {
        "subscribe": 1,
        **known,
        "nickname": "",
        "sex": 0,
        "language": "zh_CN",
        "headimgurl": "",
        "subscribe_time": int(followed_at.timestamp()),
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": "ADD_SCENE_QR_CODE" if contact.scene else "ADD_SCENE_SEARCH",
        "qr_scene": 0,
        "qr_scene_str": contact.scene,
    }


async def session(ask: Ask) -> Answer:
    """What `wx.login` gave, for who it is."""
    app = app_with_secret(ask, ask.query("appid"), ask.query("secret"))
    if app.kind != "mini":
        raise Refused(40013)
    if ask.query("grant_type") != "authorization_code":
        raise Refused(40002)
    if not ask.query("js_code"):
        raise Refused(41008)
    contact = ask.world.take_code(app, ask.query("js_code"), "login")
    return {
        "session_key": base64.b64encode(secrets.token_bytes(16)).decode(),
        "openid": contact.openid,
        "unionid": contact.unionid,
    }


async def phone_number(ask: Ask) -> Answer:
    contact = ask.world.take_code(ask.app, ask.body.get("code"), "phone")
    watermark = {"timestamp": ask.world.clock.seconds(), "appid": ask.app.appid}
    told = {
        "phoneNumber": contact.phone,
        "purePhoneNumber": contact.phone,
        "countryCode": "86",
        "watermark": watermark,
    }
    return done(phone_info=told)


ENDPOINTS = (
    Endpoint("GET", "/cgi-bin/user/info", info),
    Endpoint("GET", "/sns/jscode2session", session, ("mini",), token=False),
    Endpoint("POST", "/wxa/business/getuserphonenumber", phone_number, ("mini",)),
)
