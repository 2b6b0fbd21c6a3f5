"""The account's menu."""

from parkline.simulate.wechat.api.base import Answer, Ask, Endpoint, done
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.menu import checked


async def create(ask: Ask) -> Answer:
    ask.world.menus[ask.app.appid] = checked(ask.body)
    return done()


async def get(ask: Ask) -> Answer:
    menu = ask.world.menus.get(ask.app.appid)
    if menu is None:
        raise Refused(46003)
    return {"menu": menu}


async def delete(ask: Ask) -> Answer:
    ask.world.menus.pop(ask.app.appid, None)
    return done()


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/menu/create", create),
    Endpoint("GET", "/cgi-bin/menu/get", get),
    Endpoint("GET", "/cgi-bin/menu/delete", delete),
)
