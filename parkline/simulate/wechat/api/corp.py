"""WeCom: tokens, messages to members, and the robot of a group."""

from collections.abc import Callable
from typing import Any

from parkline.simulate.wechat.api.base import Answer, Ask, Endpoint, done
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.people import Bubble, Contact
from parkline.simulate.wechat.shown import file_bubble, media_bubble

TEXT_BYTES = 2048
MARKDOWN_BYTES = 4096
A_MINUTE = 30
"""Messages to one member; more are swallowed without a word."""
ROBOT_A_MINUTE = 20


async def get_token(ask: Ask) -> Answer:
    """The same token until its end, however often one asks."""
    corp, secret = ask.query("corpid"), ask.query("corpsecret")
    if not corp:
        raise Refused(41002)
    if not secret:
        raise Refused(41004)
    apps = [app for app in ask.world.apps.values() if app.corporate and app.receiver == corp]
    if not apps:
        raise Refused(40013)
    app = next((one for one in apps if one.secret == secret), None)
    if app is None:
        raise Refused(40001)
    ask.app_or_none = app
    token = ask.world.tokens.stable(app.appid, force=False)
    return done(access_token=token.value, expires_in=ask.world.tokens.left(token))


async def send(ask: Ask) -> Answer:
    if str(ask.body.get("agentid")) != ask.app.agent_id:
        raise Refused(40056)
    bubble = made(ask, ask.body)
    members, unknown = _members(ask)
    if not members:
        raise Refused(81013)
    for member in members:
        if ask.world.quota.within(f"{ask.app.appid} {member.openid}", "message/send", A_MINUTE):
            member.bubbles.append(bubble)
    return done(invaliduser="|".join(unknown), msgid=f"msg-{ask.world.next_id()}")


async def robot(ask: Ask) -> Answer:
    """Whoever has the key says something in the group."""
    key = ask.query("key")
    app = next((one for one in ask.world.apps.values() if key and one.robot_key == key), None)
    if app is None:
        raise Refused(93000)
    ask.app_or_none = app
    bubble = made(ask, ask.body)
    if not ask.world.quota.within(app.robot_key, "webhook/send", ROBOT_A_MINUTE):
        raise Refused(45009)
    ask.world.group.append(bubble)
    return done()


def made(ask: Ask, body: dict[str, Any]) -> Bubble:
    """Raises Refused 40008 for what is not simulated, else what is wrong with it."""
    kind = body.get("msgtype")
    maker = MAKERS.get(kind) if isinstance(kind, str) else None
    if maker is None:
        raise Refused(40008)
    content = body.get(str(kind))
    if not isinstance(content, dict):
        raise Refused(44004)
    return maker(ask, content)


def _text(ask: Ask, content: dict[str, Any]) -> Bubble:
    """What is too long is cut, not refused."""
    return _worded(ask, "text", content, TEXT_BYTES)


def _markdown(ask: Ask, content: dict[str, Any]) -> Bubble:
    return _worded(ask, "markdown", content, MARKDOWN_BYTES)


def _worded(ask: Ask, kind: str, content: dict[str, Any], most: int) -> Bubble:
    text = content.get("content")
    if not isinstance(text, str) or not text:
        raise Refused(44004)
    cut = text.encode()[:most].decode(errors="ignore")
    return Bubble("account", kind, cut, ask.world.clock.now(), "push")


def _image(ask: Ask, content: dict[str, Any]) -> Bubble:
    media = ask.world.found_media(content.get("media_id"))
    return media_bubble(ask.world, "image", media.id, "push")


def _voice(ask: Ask, content: dict[str, Any]) -> Bubble:
    media = ask.world.found_media(content.get("media_id"))
    if media.kind != "voice":
        raise Refused(40007)
    return media_bubble(ask.world, "voice", media.id, "push")


def _file(ask: Ask, content: dict[str, Any]) -> Bubble:
    media = ask.world.found_media(content.get("media_id"))
    if media.kind != "file":
        raise Refused(40007)
    return file_bubble(ask.world, media)


def _card(ask: Ask, content: dict[str, Any]) -> Bubble:
    title, url = content.get("title"), content.get("url")
    if not title or not url:
        raise Refused(44004)
    data = {"url": str(url), "picture": "", "description": str(content.get("description", ""))}
    return Bubble("account", "news", str(title), ask.world.clock.now(), "push", data)


def _members(ask: Ask) -> tuple[list[Contact], list[str]]:
    """Who is meant, and who is none of the corp's."""
    named = str(ask.body.get("touser") or "").split("|")
    here = {contact.openid: contact for contact in ask.world.of_app(ask.app)}
    if named == ["@all"]:
        return list(here.values()), []
    found = [here[name] for name in named if name in here]
    return found, [name for name in named if name and name not in here]


MAKERS: dict[str, Callable[[Ask, dict[str, Any]], Bubble]] = {
    "text": _text,
    "markdown": _markdown,
    "image": _image,
    "voice": _voice,
    "file": _file,
    "textcard": _card,
}
ENDPOINTS = (
    Endpoint("GET", "/cgi-bin/gettoken", get_token, ("wecom", "kf"), token=False),
    Endpoint("POST", "/cgi-bin/message/send", send, ("wecom",)),
    Endpoint("POST", "/cgi-bin/webhook/send", robot, ("wecom",), token=False),
)
