"""Template messages and subscription messages: what may come outside of the 48 hours."""

import re
from typing import Any

from parkline.simulate.wechat.api.base import Answer, Ask, Endpoint, done
from parkline.simulate.wechat.config import Template
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.people import Bubble, Contact, Via
from parkline.simulate.wechat.phone import Phone

LIMITS = {
    "thing": r".{1,20}",
    "number": r"[0-9]{1,32}(\.[0-9]+)?",
    "letter": r"[A-Za-z]{1,32}",
    "symbol": r"[^\w\s]{1,5}",
    "character_string": r"[\x21-\x7e]{1,32}",
    "time": r".*\d{1,2}:\d{2}.*",
    "date": r".*\d{4}[年/-]\d{1,2}[月/-]\d{1,2}.*",
    "amount": r"\D{0,3}[0-9]{1,10}(\.[0-9]+)?\D?",
    "phone_number": r"[0-9+ -]{1,17}",
    "car_number": r".{7,8}",
    "name": r"[\u3400-\u9fff·]{1,10}|[\x20-\x7e]{1,20}",
    "phrase": r"[\u3400-\u9fff]{1,5}",
}
"""What a field may hold, by its name without its number."""


async def template(ask: Ask) -> Answer:
    """The platform tells the bot afterwards whether it arrived."""
    contact = ask.world.by_openid(ask.app, ask.body.get("touser"))
    chosen = _template(ask)
    if not contact.follows:
        raise Refused(43004)
    _card(ask, contact, chosen, _values(ask), "template")
    msg_id = ask.world.next_id() % 10**9
    ask.world.start(Phone(ask.world, contact).template_sent(msg_id, "success"))
    return done(msgid=msg_id)


async def subscribe(ask: Ask) -> Answer:
    """One message for each time that the person said yes. Raises Refused 43101, 47003."""
    contact = ask.world.by_openid(ask.app, ask.body.get("touser"))
    chosen = _template(ask)
    values = _values(ask)
    for name in chosen.fields:
        _check(name, values.get(name, ""))
    if not contact.accepted.get(chosen.id):
        raise Refused(43101)
    contact.accepted[chosen.id] -= 1
    _card(ask, contact, chosen, values, "subscribe")
    return done()


def _template(ask: Ask) -> Template:
    found = ask.world.templates.get(str(ask.body.get("template_id")))
    if found is None:
        raise Refused(40037)
    return found


def _values(ask: Ask) -> dict[str, str]:
    data = ask.body.get("data")
    if not isinstance(data, dict):
        raise Refused(47001)
    return {
        name: str(value.get("value", "")) if isinstance(value, dict) else ""
        for name, value in data.items()
    }


def _check(name: str, value: str) -> None:
    kind = name.rstrip("0123456789")
    if not value:
        raise Refused(47003, f"data.{name}.value is empty")
    if not re.fullmatch(LIMITS.get(kind, r".+"), value):
        raise Refused(47003, f"data.{name}.value invalid")


def _card(ask: Ask, contact: Contact, chosen: Template, values: dict[str, str], via: Via) -> None:
    rows = [[title, values.get(name, "")] for name, title in chosen.fields.items()]
    data: dict[str, Any] = {
        "rows": rows,
        "page": str(ask.body.get("page") or ask.body.get("url") or ""),
        "account": ask.app.name,
    }
    at = ask.world.clock.now()
    contact.bubbles.append(Bubble("account", "card", chosen.title, at, via, data))


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/message/template/send", template),
    Endpoint("POST", "/cgi-bin/message/subscribe/send", subscribe, ("mini",)),
    Endpoint("POST", "/cgi-bin/message/subscribe/bizsend", subscribe),
)
