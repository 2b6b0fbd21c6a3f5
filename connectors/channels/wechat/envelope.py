"""The bodies of callbacks: XML or JSON in, XML out."""

import json
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from aiohttp import web
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

BODY_LIMIT = 64 * 1024
"""Bytes. The platform's longest message is a tenth of it."""
_DEPTH = 6

Tree = dict[str, Any]
"""What a body says: names with strings, trees, or lists of them. Never a number."""


class Garbled(Exception):
    """No body that the platform would send."""


async def read_body(request: web.Request) -> bytes:
    """At most BODY_LIMIT bytes. Raises HTTPRequestEntityTooLarge without reading on."""
    too_large = web.HTTPRequestEntityTooLarge(BODY_LIMIT, request.content_length or BODY_LIMIT + 1)
    if (request.content_length or 0) > BODY_LIMIT:
        raise too_large
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise too_large
    return bytes(body)


def parse(body: bytes) -> Tree:
    """Raises Garbled; also for a DTD or entities, in which no message comes."""
    try:
        text = body.decode("utf-8").strip()
        tree = _plain(json.loads(text), 0) if text.startswith("{") else _tree(_root(text), 0)
    except (ValueError, RecursionError, ParseError, DefusedXmlException):
        raise Garbled from None
    if not isinstance(tree, dict):
        raise Garbled
    return tree


def text_reply(to: str, sender: str, text: str, at: int) -> str:
    """The XML of a passive answer."""
    return (
        f"<xml><ToUserName>{cdata(to)}</ToUserName><FromUserName>{cdata(sender)}</FromUserName>"
        f"<CreateTime>{at}</CreateTime><MsgType>{cdata('text')}</MsgType>"
        f"<Content>{cdata(text)}</Content></xml>"
    )


def sealed_reply(ciphertext: str, signature: str, timestamp: str, nonce: str) -> str:
    return (
        f"<xml><Encrypt>{cdata(ciphertext)}</Encrypt>"
        f"<MsgSignature>{cdata(signature)}</MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{cdata(nonce)}</Nonce></xml>"
    )


def cdata(text: str) -> str:
    """Any text that XML can hold; the end mark within it is split."""
    allowed = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return f"<![CDATA[{allowed.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _root(text: str) -> Element:
    root: Element = fromstring(text, forbid_dtd=True)
    if root.tag != "xml":
        raise Garbled
    return root


def _tree(element: Element, depth: int) -> Any:
    if not len(element):
        return element.text or ""
    if depth >= _DEPTH:
        raise Garbled
    found: Tree = {}
    for child in element:
        value = _tree(child, depth + 1)
        if child.tag not in found:
            found[child.tag] = value
        elif isinstance(found[child.tag], list):
            found[child.tag].append(value)
        else:
            found[child.tag] = [found[child.tag], value]
    return found


def _plain(value: Any, depth: int) -> Any:
    """JSON as if it had come as XML: numbers are strings."""
    if depth > _DEPTH:
        raise Garbled
    match value:
        case dict():
            return {str(name): _plain(inner, depth + 1) for name, inner in value.items()}
        case list():
            return [_plain(inner, depth + 1) for inner in value]
        case None:
            return ""
        case _:
            return str(value)
