"""The passive answer, rule by rule: what the platform shows and what it calls a fault."""

import time
from typing import Any

import pytest

from parkline.simulate.wechat.crypto import Box, sign
from parkline.simulate.wechat.people import Contact, make_contact
from parkline.simulate.wechat.reply import Malformed, Reply, read
from tests.parkline.simulate.bot import AES_KEY, TOKEN, mini, official

NOW = int(time.time())


def contact(**changes: Any) -> Contact:
    return make_contact(official(**changes), "alice")


def written(
    *,
    kind: str = "text",
    inner: str = "<Content>好</Content>",
    created: str = str(NOW),
    **other: str,
) -> str:
    to = other.get("to", contact().openid)
    sender = other.get("sender", "gh_0123456789ab")
    return (
        f"<xml><ToUserName>{to}</ToUserName><FromUserName>{sender}</FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType>{kind}</MsgType>{inner}</xml>"
    )


def sealed(clear: str, *, receive_id: str = "wx0123456789abcdef", signature: str = "") -> str:
    encrypted = Box(AES_KEY, receive_id).encrypt(clear)
    signature = signature or sign(TOKEN, "1409659813", "nonce", encrypted)
    return (
        f"<xml><Encrypt>{encrypted}</Encrypt><MsgSignature>{signature}</MsgSignature>"
        "<TimeStamp>1409659813</TimeStamp><Nonce>nonce</Nonce></xml>"
    )


def said(body: str, who: Contact | None = None, content_type: str = "text/xml") -> Reply | None:
    return read(who or contact(), body.encode(), content_type, now=NOW)


def test_a_text_is_read() -> None:
    reply = said(written())
    assert reply is not None
    assert (reply.kind, reply.fields["Content"]) == ("text", "好")


@pytest.mark.parametrize("body", ["", "success", " success\n"])
def test_nothing_to_say_needs_no_encryption_and_no_type(body: str) -> None:
    assert said(body, contact(mode="safe"), "") is None


def test_an_encrypted_text_is_read_in_safe_and_in_compatible_mode() -> None:
    for mode in ("safe", "compatible"):
        reply = said(sealed(written()), contact(mode=mode))
        assert reply is not None
        assert reply.fields["Content"] == "好"


def test_compatible_mode_also_takes_a_plain_one() -> None:
    assert said(written(), contact(mode="compatible")) is not None


def test_one_article_is_read() -> None:
    item = "<item><Title>菜单</Title><Url>https://park.example/menu</Url></item>"
    inner = f"<ArticleCount>1</ArticleCount><Articles>{item}</Articles>"
    reply = said(written(kind="news", inner=inner))
    assert reply is not None
    assert reply.articles == ({"Title": "菜单", "Url": "https://park.example/menu"},)


ITEM = "<item><Title>t</Title><Url>u</Url></item>"
NEWS = f"<ArticleCount>2</ArticleCount><Articles>{ITEM}{ITEM}</Articles>"
FAULTS = [
    ("content type application/json", written(), "application/json"),
    ("not XML", "<xml><Content>", "text/xml"),
    ("not XML", "success!", "text/plain"),
    ("the root is html", "<html/>", "text/xml"),
    ("document type", '<!DOCTYPE xml [<!ENTITY a "b">]><xml>&a;</xml>', "text/xml"),
    ("ToUserName", written(to="somebody else"), "text/xml"),
    ("FromUserName", written(sender="gh_other"), "text/xml"),
    ("CreateTime is no number", written(created="now"), "text/xml"),
    ("CreateTime is not now", written(created=str(NOW - 3700)), "text/xml"),
    ("MsgType 'card'", written(kind="card"), "text/xml"),
    ("Content is missing", written(inner=""), "text/xml"),
    ("Content is missing", written(inner="<Content></Content>"), "text/xml"),
    ("longer than 2048", written(inner=f"<Content>{'汉' * 683}</Content>"), "text/xml"),
    ("Image/MediaId", written(kind="image", inner="<MediaId>1</MediaId>"), "text/xml"),
    ("exactly one article", written(kind="news", inner=NEWS), "text/xml"),
]


@pytest.mark.parametrize(("rule", "body", "content_type"), FAULTS)
def test_a_fault_is_named(rule: str, body: str, content_type: str) -> None:
    with pytest.raises(Malformed, match=rule):
        said(body, content_type=content_type)


@pytest.mark.parametrize("content_type", ["application/xml", "text/html", "text/plain", ""])
def test_what_deployed_bots_name_as_type_is_taken(content_type: str) -> None:
    assert said(written(), content_type=content_type) is not None


def test_milliseconds_are_taken_for_a_time() -> None:
    assert said(written(created=f"{NOW}123")) is not None


def test_2048_bytes_are_not_too_many() -> None:
    assert said(written(inner=f"<Content>{'汉' * 682}ab</Content>")) is not None


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(Malformed, match="UTF-8"):
        read(contact(), b"\xff\xfe", "text/xml", now=NOW)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (written(), "safe mode wants"),
        (sealed(written(), signature="0" * 40), "MsgSignature is wrong"),
        (sealed(written(), receive_id="wx0000000000000000"), "meant for 'wx0000000000000000'"),
        ("<xml><Encrypt>AAAA</Encrypt></xml>", "needs Encrypt, MsgSignature, TimeStamp and Nonce"),
        (sealed("not XML"), "not XML"),
    ],
)
def test_safe_mode_takes_nothing_that_is_not_sealed_well(body: str, rule: str) -> None:
    with pytest.raises(Malformed, match=rule):
        said(body, contact(mode="safe"))


def test_a_mini_program_only_hands_over_to_staff() -> None:
    who = make_contact(mini(mode="plain"), "alice")
    ids = f'"ToUserName":"{who.openid}","FromUserName":"gh_ba9876543210"'
    handed = said(f'{{{ids},"MsgType":"transfer_customer_service"}}', who, "application/json")
    assert handed == Reply("transfer_customer_service", {})
    with pytest.raises(Malformed, match="no passive replies"):
        said(f'{{{ids},"MsgType":"text","Content":"hi"}}', who, "application/json")
