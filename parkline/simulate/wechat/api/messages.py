"""Customer-service messages: what an account pushes to a person who wrote before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from parkline.simulate.wechat.api.base import Answer, Ask, Endpoint, done
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.people import Bubble, Contact
from parkline.simulate.wechat.shown import media_bubble

TEXT_BYTES = 2048
ARTICLES = 1
TYPING_WITHIN = timedelta(seconds=30)


async def send(ask: Ask) -> Answer:
    """Shown at once, or refused: unknown person, window closed, quota used up."""
    if not ask.app.may_push:
        raise Refused(48001)
    contact = ask.world.by_openid(ask.app, ask.body.get("touser"))
    bubble = _made(ask, ask.body.get("msgtype"))
    if ask.app.kind == "official" and not contact.follows:
        raise Refused(45015)
    contact.ledger.spend(ask.world.clock.now())
    _show(contact, bubble)
    return done()


async def typing(ask: Ask) -> Answer:
    """ "The other side is typing": only to whom wrote within 30 seconds."""
    contact = ask.world.by_openid(ask.app, ask.body.get("touser"))
    command = ask.body.get("command")
    if command not in ("Typing", "CancelTyping"):
        raise Refused(45072)
    now = ask.world.clock.now()
    if contact.heard_at is None or now - contact.heard_at > TYPING_WITHIN:
        raise Refused(45080)
    if command == "Typing" and contact.typing:
        raise Refused(45081)
    contact.typing = command == "Typing"
    return done()


def _made(ask: Ask, kind: Any) -> Bubble:
    """Raises Refused 40008 for what cannot be pushed, else what is wrong with it."""
    maker = MAKERS.get(kind) if isinstance(kind, str) else None
    if maker is None or (ask.app.kind == "mini" and kind not in MINI_KINDS):
        raise Refused(40008)
    content = ask.body.get(kind)
    if not isinstance(content, dict):
        raise Refused(44004)
    return maker(ask, content)


def _text(ask: Ask, content: dict[str, Any]) -> Bubble:
    return Bubble("account", "text", _worded(content.get("content")), ask.world.clock.now(), "push")


def _worded(text: Any) -> str:
    """Raises Refused 44004, 45002."""
    if not isinstance(text, str) or not text:
        raise Refused(44004)
    if len(text.encode()) > TEXT_BYTES:
        raise Refused(45002)
    return text


def _media(kind: str) -> Callable[[Ask, dict[str, Any]], Bubble]:
    def made(ask: Ask, content: dict[str, Any]) -> Bubble:
        media = ask.world.found_media(content.get("media_id"))
        if media.kind != kind:
            raise Refused(40007)
        return media_bubble(ask.world, kind, media.id, "push")

    return made


def _news(ask: Ask, content: dict[str, Any]) -> Bubble:
    articles = content.get("articles")
    if not isinstance(articles, list) or len(articles) != ARTICLES:
        raise Refused(45008)
    return _article(ask, articles[0], picture="picurl")


def _menu(ask: Ask, content: dict[str, Any]) -> Bubble:
    """A question with answers to press; each says itself, with its id."""
    answers = content.get("list")
    if not isinstance(answers, list) or not answers:
        raise Refused(47003)
    data = {
        "list": [
            {"id": str(one.get("id", "")), "content": _worded(one.get("content"))}
            for one in answers
        ],
        "tail": str(content.get("tail_content", "")),
    }
    head = str(content.get("head_content", ""))
    return Bubble("account", "menu", head, ask.world.clock.now(), "push", data)


def _link(ask: Ask, content: dict[str, Any]) -> Bubble:
    return _article(ask, content, picture="thumb_url")


def _article(ask: Ask, one: dict[str, Any], *, picture: str) -> Bubble:
    """A title with a link; `picture` is what its picture is called."""
    names = {"url": "url", "picture": picture, "description": "description"}
    data = {name: str(one.get(theirs, "")) for name, theirs in names.items()}
    title = _worded(one.get("title"))
    return Bubble("account", "news", title, ask.world.clock.now(), "push", data)


def _page(ask: Ask, content: dict[str, Any]) -> Bubble:
    ask.world.found_media(content.get("thumb_media_id"))
    title = _worded(content.get("title"))
    data = {"page": str(content.get("pagepath", ""))}
    return Bubble("account", "miniprogram", title, ask.world.clock.now(), "push", data)


def _show(contact: Contact, bubble: Bubble) -> None:
    contact.typing = False
    contact.bubbles.append(bubble)


MAKERS: dict[str, Callable[[Ask, dict[str, Any]], Bubble]] = {
    "text": _text,
    "image": _media("image"),
    "voice": _media("voice"),
    "video": _media("video"),
    "news": _news,
    "msgmenu": _menu,
    "link": _link,
    "miniprogrampage": _page,
}
MINI_KINDS = ("text", "image", "link", "miniprogrampage")
ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/message/custom/send", send, ("official", "mini")),
    Endpoint("POST", "/cgi-bin/message/custom/typing", typing, ("official", "mini")),
)
