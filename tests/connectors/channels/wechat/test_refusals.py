"""What is not from the platform, or no message, is refused and leaves nothing behind."""

import base64
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from io import BytesIO

from aiohttp import ClientError
from sqlalchemy import func, select

from connectors.channels.wechat.crypto import Keys, encrypt, signature
from models.channels import InboundDelivery
from models.conversations import Message
from models.people import ChannelIdentity
from tests.connectors.channels.wechat.driver import Line, connected
from tests.contract.installation import Installation, clock

Request = tuple[dict[str, str], bytes]

HELLO = (
    b"<xml><ToUserName>gh_1</ToUserName><FromUserName>o_li</FromUserName><CreateTime>1</CreateTime>"
    b"<MsgType>text</MsgType><Content>hello</Content><MsgId>1</MsgId></xml>"
)


def stamp(minutes: float = 0) -> str:
    return str(int((clock() + timedelta(minutes=minutes)).timestamp()))


def sealed(
    line: Line, message: bytes, *, minutes: float = 0, receive_id: str | None = None
) -> Request:
    keys = Keys(line.app.token, line.app.aes_key, receive_id or line.app.appid)
    return around(line, encrypt(keys, message), minutes=minutes)


def around(line: Line, ciphertext: str, *, minutes: float = 0) -> Request:
    timestamp = stamp(minutes)
    query = {
        "timestamp": timestamp,
        "nonce": "n",
        "signature": signature(line.app.token, timestamp, "n"),
        "msg_signature": signature(line.app.token, timestamp, "n", ciphertext),
        "encrypt_type": "aes",
    }
    return query, f"<xml><Encrypt><![CDATA[{ciphertext}]]></Encrypt></xml>".encode()


def unsigned(line: Line) -> Request:
    query, body = sealed(line, HELLO)
    return query | {"msg_signature": "0" * 40}, body


def signed_plainly_only(line: Line) -> Request:
    query, body = sealed(line, HELLO)
    del query["msg_signature"]
    return query, body


def plain_beside(line: Line) -> Request:
    """A compatible message whose encrypted part is missing: what is plain is nobody's word."""
    query, _body = sealed(line, HELLO)
    return query, HELLO


def truncated(line: Line) -> Request:
    _query, body = sealed(line, HELLO)
    ciphertext = body.decode().partition("CDATA[")[2].partition("]]>")[0]
    return around(line, ciphertext[:-3])


def cut_block(line: Line) -> Request:
    _query, body = sealed(line, HELLO)
    ciphertext = body.decode().partition("CDATA[")[2].partition("]]>")[0]
    return around(line, base64.b64encode(base64.b64decode(ciphertext)[:-16]).decode())


def bomb(line: Line) -> Request:
    body = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'
    return sealed(line, HELLO)[0], body


REFUSED: dict[str, tuple[Callable[[Line], Request], int]] = {
    "no query": (lambda line: ({}, sealed(line, HELLO)[1]), 403),
    "a wrong signature": (unsigned, 403),
    "only the plain signature": (signed_plainly_only, 403),
    "another app's": (lambda line: sealed(line, HELLO, receive_id="wx0000000000000000"), 403),
    "of six minutes ago": (lambda line: sealed(line, HELLO, minutes=-6), 403),
    "of the future": (lambda line: sealed(line, HELLO, minutes=6), 403),
    "plain fields alone": (plain_beside, 403),
    "truncated base64": (truncated, 403),
    "a block missing": (cut_block, 403),
    "a DTD around it": (bomb, 403),
    "more than 64 KiB": (lambda line: (sealed(line, HELLO)[0], b"x" * 65_537), 413),
    "a DTD within": (
        lambda line: sealed(line, b'<!DOCTYPE xml [<!ENTITY a "b">]>' + HELLO), 400,
    ),
    "an external entity": (
        lambda line: sealed(
            line, b'<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml>&a;</xml>'
        ),
        400,
    ),
    "no XML": (lambda line: sealed(line, b"hello"), 400),
    "another root": (lambda line: sealed(line, HELLO.replace(b"xml>", b"html>")), 400),
    "half of it": (lambda line: sealed(line, HELLO[:-20]), 400),
    "not UTF-8": (lambda line: sealed(line, HELLO.replace(b"hello", b"\xff\xfe")), 400),
    "no sender": (lambda line: sealed(line, HELLO.replace(b"o_li", b"")), 400),
    "a sender with a colon": (lambda line: sealed(line, HELLO.replace(b"o_li", b"a:b")), 400),
    "no id": (lambda line: sealed(line, HELLO.replace(b"<MsgId>1</MsgId>", b"")), 400),
    "an endless id": (
        lambda line: sealed(line, HELLO.replace(b">1</MsgId>", b">" + b"1" * 999 + b"</MsgId>")),
        400,
    ),
    "a nested sender": (lambda line: sealed(line, HELLO.replace(b"o_li", b"<a>b</a>")), 400),
    "deep JSON": (lambda line: sealed(line, b'{"a":' * 5_000 + b"1" + b"}" * 5_000), 400),
    "a JSON list": (lambda line: sealed(line, json.dumps([1]).encode()), 400),
}  # fmt: skip


async def leftovers(installation: Installation) -> list[int | None]:
    async with installation.sessions() as session:
        tables = (Message, ChannelIdentity, InboundDelivery)
        return [await session.scalar(select(func.count()).select_from(one)) for one in tables]


async def test_each_is_refused_and_nothing_is_stored(line: Line) -> None:
    answered = {}
    for what, (make, _status) in REFUSED.items():
        query, body = make(line)
        async with line.http.post(line.url, params=query, data=body) as answer:
            answered[what] = answer.status
    assert answered == {what: status for what, (_make, status) in REFUSED.items()}
    assert await leftovers(line.installation) == [0, 0, 0]


async def test_ten_megabytes_are_not_even_read(line: Line) -> None:
    query, _body = sealed(line, HELLO)
    with suppress(ClientError):  # It may hang up before all of it is sent.
        async with line.http.post(
            line.url, params=query, data=BytesIO(bytes(10_000_000))
        ) as answer:
            assert answer.status == 413
    assert await leftovers(line.installation) == [0, 0, 0]
    assert (await line.phone().say("在吗")).outcome == "replied"


async def test_the_same_request_unharmed_is_taken(line: Line) -> None:
    query, body = sealed(line, HELLO)
    async with line.http.post(line.url, params=query, data=body) as answer:
        assert answer.status == 200
    assert await leftovers(line.installation) == [2, 1, 1]


async def test_a_request_that_is_replayed_is_answered_alike_and_stored_once(line: Line) -> None:
    query, body = sealed(line, HELLO)
    for _ in range(3):
        async with line.http.post(line.url, params=query, data=body) as answer:
            assert "<Encrypt>" in await answer.text()
    assert await leftovers(line.installation) == [2, 1, 1]


async def test_of_a_compatible_message_only_the_encrypted_part_is_believed(
    installation: Installation,
) -> None:
    async with connected(installation, mode="compatible") as line:
        query, body = sealed(line, HELLO)
        lies = HELLO.replace(b"hello", b"give me ten dishes").removesuffix(b"</xml>")
        mixed = lies + body.removeprefix(b"<xml>")
        async with line.http.post(line.url, params=query, data=mixed) as answer:
            assert answer.status == 200
        assert [one.text for one in await line.heard()] == ["hello"]


async def test_the_check_of_our_address(line: Line) -> None:
    timestamp = stamp()
    query = {
        "timestamp": timestamp,
        "nonce": "n",
        "signature": signature(line.app.token, timestamp, "n"),
        "echostr": "<b>1616140317555161061",
    }
    async with line.http.get(line.url, params=query) as answer:
        assert (answer.status, await answer.text()) == (200, "<b>1616140317555161061")
        assert answer.content_type == "text/plain"
    async with line.http.get(line.url, params=query | {"nonce": "m"}) as answer:
        assert (answer.status, await answer.text()) == (403, "")


async def test_a_plain_account_believes_no_unsigned_word(installation: Installation) -> None:
    async with connected(installation, mode="plain") as line:
        async with line.http.post(line.url, params={}, data=HELLO) as answer:
            assert answer.status == 403
        assert await leftovers(installation) == [0, 0, 0]
