"""The bot's passive answer, read as strictly as the platform reads it."""

import json
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from parkline.simulate.wechat.crypto import BadCipher, signed
from parkline.simulate.wechat.envelope import Fields
from parkline.simulate.wechat.people import Contact

TEXT_BYTES = 2048
XML_TYPES = ("text/xml", "application/xml", "text/plain", "text/html", "")
"""The last three are what bots in the wild send: WeRoBot leaves the type to its framework, the npm
package `wechat` names none."""
AGE_SECONDS = 3600
"""CreateTime is the sender's clock; one that is an hour wrong is a fault, not a delay."""
MILLISECONDS = 10**11
"""A CreateTime past this counts milliseconds, as that of the npm package `wechat` does."""
NEEDED: dict[str, tuple[str, ...]] = {
    "text": ("Content",),
    "image": ("Image/MediaId",),
    "voice": ("Voice/MediaId",),
    "video": ("Video/MediaId",),
    "music": ("Music/ThumbMediaId",),
    "news": ("ArticleCount",),
    "transfer_customer_service": (),
}


class Malformed(Exception):
    """The platform cannot show this; the message says which rule it breaks."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`fields` has paths such as Image/MediaId; `articles` those of a news reply."""

    kind: str
    fields: dict[str, str]
    articles: tuple[dict[str, str], ...] = ()


def read(contact: Contact, body: bytes, content_type: str, *, now: int) -> Reply | None:
    """The reply, or None where the bot says nothing. Raises Malformed."""
    text = _decoded(body)
    if text.strip() in ("", "success"):
        return None
    app = contact.app
    if app.format == "json":
        return _json(contact, text)
    if content_type not in XML_TYPES:
        raise Malformed(f"content type {content_type} is not XML's")
    root = _parsed(text)
    if root.find("Encrypt") is not None:
        root = _parsed(_opened(contact, {one.tag: one.text or "" for one in root}))
    elif app.mode == "safe":
        raise Malformed("safe mode wants the reply encrypted")
    return _checked(contact, root, now)


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as problem:
        raise Malformed("not UTF-8") from problem


def _parsed(text: str) -> Element:
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise Malformed("a document type is not taken") from problem
    except ParseError as problem:
        raise Malformed(f"not XML: {problem}") from problem
    if root.tag != "xml":
        raise Malformed(f"the root is {root.tag}, not xml")
    return root


def _opened(contact: Contact, envelope: Fields) -> str:
    parts = [str(envelope.get(name) or "") for name in ("TimeStamp", "Nonce", "Encrypt")]
    if not all(parts):
        raise Malformed("an encrypted reply needs Encrypt, MsgSignature, TimeStamp and Nonce")
    if not signed(str(envelope.get("MsgSignature") or ""), contact.app.token, *parts):
        raise Malformed("MsgSignature is wrong")
    try:
        return contact.app.box.decrypt(parts[-1])
    except BadCipher as problem:
        raise Malformed(f"Encrypt cannot be opened: {problem}") from problem


def _checked(contact: Contact, root: Element, now: int) -> Reply:
    fields = _flat(root)
    kind = fields.get("MsgType", "")
    _addressed(contact, fields.get("ToUserName", ""), fields.get("FromUserName", ""))
    _timely(fields.get("CreateTime", ""), now)
    if kind not in NEEDED:
        raise Malformed(f"MsgType {kind!r} is unknown")
    if contact.app.kind == "mini" and kind != "transfer_customer_service":
        raise Malformed("a mini-program has no passive replies")
    for name in NEEDED[kind]:
        if not fields.get(name):
            raise Malformed(f"{name} is missing or empty")
    if len(fields.get("Content", "").encode()) > TEXT_BYTES:
        raise Malformed(f"Content is longer than {TEXT_BYTES} bytes")
    return Reply(kind, fields, _articles(root) if kind == "news" else ())


def _flat(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root:
        found[element.tag] = (element.text or "").strip() if len(element) else element.text or ""
        for inner in element:
            found[f"{element.tag}/{inner.tag}"] = inner.text or ""
    return found


def _addressed(contact: Contact, to: str, sender: str) -> None:
    if to != contact.openid:
        raise Malformed("ToUserName is not who wrote")
    if sender not in (contact.app.original_id, contact.app.appid):
        raise Malformed("FromUserName is not this account")


def _timely(created: str, now: int) -> None:
    if not created.isascii() or not created.isdigit():
        raise Malformed("CreateTime is no number of seconds")
    at = int(created) if int(created) < MILLISECONDS else int(created) // 1000
    if abs(at - now) > AGE_SECONDS:
        raise Malformed("CreateTime is not now")


def _articles(root: Element) -> tuple[dict[str, str], ...]:
    """One article: more are shown to nobody who wrote a message."""
    items = root.findall("Articles/item")
    if len(items) != 1 or root.findtext("ArticleCount") != "1":
        raise Malformed("a reply has exactly one article")
    article = {one.tag: one.text or "" for one in items[0]}
    if not article.get("Title") or not article.get("Url"):
        raise Malformed("an article needs Title and Url")
    return (article,)


def _json(contact: Contact, text: str) -> Reply:
    """Of a mini-program in JSON there is only the transfer to staff."""
    fields = _object(text)
    if "Encrypt" in fields:
        fields = _object(_opened(contact, fields))
    elif contact.app.mode == "safe":
        raise Malformed("safe mode wants the reply encrypted")
    _addressed(contact, str(fields.get("ToUserName")), str(fields.get("FromUserName")))
    if fields.get("MsgType") != "transfer_customer_service":
        raise Malformed("a mini-program has no passive replies")
    return Reply("transfer_customer_service", {})


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as problem:
        raise Malformed("not JSON") from problem
    if not isinstance(found, dict):
        raise Malformed("not an object")
    return found
