"""WeChat customer service: fetching what people wrote, and answering it."""

from typing import Any

from parkline.simulate.wechat.api.base import Answer, Ask, Endpoint, done
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.people import Bubble
from parkline.simulate.wechat.shown import file_bubble, media_bubble

TEXT_BYTES = 2048
CUSTOMERS_AT_ONCE = 100


async def sync(ask: Ask) -> Answer:
    cursor, limit = ask.body.get("cursor") or "", ask.body.get("limit", 1000)
    if not isinstance(cursor, str) or not isinstance(limit, int):
        raise Refused(40058)
    if cursor and not cursor.removeprefix("c").isdigit():
        raise Refused(40058)
    token = str(ask.body.get("token") or "")
    return done(**ask.world.service.since(cursor, token, limit, ask.app.appid))


async def send(ask: Ask) -> Answer:
    """Refused 95001 after five, 95002 after 48 hours."""
    if ask.body.get("open_kfid") != ask.app.appid:
        raise Refused(95000)
    contact = ask.world.by_openid(ask.app, ask.body.get("touser"))
    bubble = _made(ask)
    msg_id = str(ask.body.get("msgid") or f"kf-{ask.world.next_id()}")
    if msg_id in ask.world.sent_ids:
        raise Refused(40058)
    try:
        contact.ledger.spend(ask.world.clock.now())
    except Refused as refused:
        raise Refused({45047: 95001, 45015: 95002}[refused.code]) from refused
    ask.world.sent_ids.add(msg_id)
    contact.bubbles.append(bubble)
    return done(msgid=msg_id)


async def welcome(ask: Ask) -> Answer:
    """The one message to somebody who has just come in, by the code of that event."""
    bubble = _made(ask)
    openid = ask.world.service.take_code(str(ask.body.get("code") or ""))
    ask.world.by_openid(ask.app, openid).bubbles.append(bubble)
    return done(msgid=f"kf-{ask.world.next_id()}")


async def customers(ask: Ask) -> Answer:
    """Who people are, as far as they have been here; at most a hundred at once."""
    wanted = ask.body.get("external_userid_list")
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= CUSTOMERS_AT_ONCE:
        raise Refused(40058)
    here = {contact.openid: contact for contact in ask.world.of_app(ask.app)}
    found = [here[openid] for openid in wanted if openid in here]
    return done(
        customer_list=[
            {"external_userid": one.openid, "nickname": one.person, "unionid": one.unionid}
            for one in found
        ],
        invalid_external_userid=[openid for openid in wanted if openid not in here],
    )


def _made(ask: Ask) -> Bubble:
    kind = ask.body.get("msgtype")
    content = ask.body.get(str(kind))
    if kind not in ("text", "image", "voice", "file", "msgmenu"):
        raise Refused(40008)
    if not isinstance(content, dict):
        raise Refused(44004)
    if kind == "image":
        media = ask.world.found_media(content.get("media_id"))
        return media_bubble(ask.world, "image", media.id, "push")
    if kind == "voice":
        media = ask.world.found_media(content.get("media_id"))
        if media.kind != "voice":
            raise Refused(40007)
        return media_bubble(ask.world, "voice", media.id, "push")
    if kind == "file":
        media = ask.world.found_media(content.get("media_id"))
        if media.kind != "file":
            raise Refused(40007)
        return file_bubble(ask.world, media)
    return _text(ask, content) if kind == "text" else _menu(ask, content)


def _text(ask: Ask, content: dict[str, Any]) -> Bubble:
    text = content.get("content")
    if not isinstance(text, str) or not text:
        raise Refused(44004)
    if len(text.encode()) > TEXT_BYTES:
        raise Refused(45002)
    return Bubble("account", "text", text, ask.world.clock.now(), "push")


def _menu(ask: Ask, content: dict[str, Any]) -> Bubble:
    """Answers to press; each is of type click here, with an id."""
    rows = content.get("list")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused(95009)
    clicks = [row["click"] for row in rows if row.get("type") == "click"]
    data = {
        "list": [{"id": str(one.get("id", "")), "content": str(one["content"])} for one in clicks],
        "tail": str(content.get("tail_content", "")),
    }
    head = str(content.get("head_content", ""))
    return Bubble("account", "menu", head, ask.world.clock.now(), "push", data)


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/kf/sync_msg", sync, ("kf",)),
    Endpoint("POST", "/cgi-bin/kf/send_msg", send, ("kf",)),
    Endpoint("POST", "/cgi-bin/kf/send_msg_on_event", welcome, ("kf",)),
    Endpoint("POST", "/cgi-bin/kf/customer/batchget", customers, ("kf",)),
)
