"""Whole callbacks and answers of the gateway, sealed and XML around them, with other people's."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from connectors.channels.wechat import Callbacks, Keys, envelope
from connectors.channels.wechat.incoming import Words, read
from tests.peers.peers import Json, Libraries

TOKEN, APPID = "token-of-the-tests", "wx0123456789abcdef"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
TIMESTAMP, NONCE = "1409659813", "1372623149"
NOW = datetime.fromtimestamp(int(TIMESTAMP), UTC)
SIGNED: Json = {"token": TOKEN, "key": KEY, "appid": APPID, "timestamp": TIMESTAMP, "nonce": NONCE}
WRITERS = ("wechatpy", "WeRoBot", "node-easywechat")
TEXTS = (
    "两份牛肉面不要辣 🍜",
    "a ]]> b ]]>]]>",
    "<a href='https://park.example/?a=1&b=2'>查看</a>",
    "一行\n两行\t三",
    "汉" * 682 + "ab",
    "👨‍👩‍👧‍👦",
)


@pytest.fixture(scope="module")
def libraries() -> Iterator[Libraries]:
    started = Libraries()
    yield started
    started.close()


def callbacks() -> Callbacks:
    return Callbacks(Keys(TOKEN, KEY, APPID), "safe", lambda: NOW)


def case(op: str, library: str, **more: str) -> Json:
    return {**SIGNED, "op": op, "library": library, **more}


def test_they_read_our_passive_answers(libraries: Libraries) -> None:
    wanted = [(library, text) for library in WRITERS for text in TEXTS]
    at = int(TIMESTAMP)
    sealed = [
        callbacks().seal(envelope.text_reply("oUser", "gh_park", text, at)) for _, text in wanted
    ]
    asked = [
        case("read", library, xml=xml) for (library, _), xml in zip(wanted, sealed, strict=True)
    ]
    got = libraries.ask(asked)

    assert [answer.get("text", answer) for answer in got] == [text for _, text in wanted]
    assert {(answer["to"], answer["from"]) for answer in got} == {("oUser", "gh_park")}


def test_we_read_what_they_wrap(libraries: Libraries) -> None:
    wanted = [(library, text) for library in WRITERS for text in TEXTS]
    asked = [case("write", library, text=message(text)) for library, text in wanted]
    got = libraries.ask(asked)

    for (library, text), answer in zip(wanted, got, strict=True):
        xml = str(answer["xml"])
        query = {
            "timestamp": TIMESTAMP,
            "nonce": NONCE,
            "msg_signature": str(envelope.parse(xml.encode())["MsgSignature"]),
        }
        came = read(callbacks().open(query, xml.encode()))
        assert (came.who, came.content) == ("oUser", Words(text)), library


def message(text: str) -> str:
    """A text of a tenant, as the platform writes it."""
    return (
        "<xml><ToUserName><![CDATA[gh_park]]></ToUserName>"
        "<FromUserName><![CDATA[oUser]]></FromUserName>"
        f"<CreateTime>{TIMESTAMP}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content>{envelope.cdata(text)}</Content><MsgId>6054768590064713728</MsgId></xml>"
    )
