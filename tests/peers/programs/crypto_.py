"""Seals and opens with other people's libraries: a line of cases in, a line of results out."""

import json
import sys

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import deserialize_reply
from werobot.crypto import MessageCrypt


def wechatpy(case):
    box = WeChatCrypto(case["token"], case["key"], case["appid"])
    if case["op"] == "write":
        return {"xml": box.encrypt_message(case["text"], case["nonce"], case["timestamp"])}
    if case["op"] == "read":
        envelope = xmltodict.parse(case["xml"])["xml"]
        said = [envelope[name] for name in ("MsgSignature", "TimeStamp", "Nonce")]
        reply = deserialize_reply(box.decrypt_message(case["xml"], *said))
        return {"text": reply.content, "to": reply.target, "from": reply.source}
    if case["op"] == "seal":
        return parts(box.encrypt_message(case["text"], case["nonce"], case["timestamp"]))
    envelope = {"Encrypt": case["encrypt"]}
    opened = box.decrypt_message(envelope, case["signature"], case["timestamp"], case["nonce"])
    return {"text": text(opened)}


def werobot(case):
    box = MessageCrypt(case["token"], case["key"], case["appid"])
    if case["op"] == "write":
        return {"xml": box.encrypt_message(case["text"], case["timestamp"], case["nonce"])}
    if case["op"] == "read":
        envelope = xmltodict.parse(case["xml"])["xml"]
        said = [envelope[name] for name in ("TimeStamp", "Nonce", "MsgSignature", "Encrypt")]
        reply = xmltodict.parse(box.decrypt_message(*said))["xml"]
        return {"text": reply["Content"], "to": reply["ToUserName"], "from": reply["FromUserName"]}
    if case["op"] == "seal":
        return parts(box.encrypt_message(case["text"], case["timestamp"], case["nonce"]))
    opened = box.decrypt_message(
        case["timestamp"], case["nonce"], case["signature"], case["encrypt"]
    )
    return {"text": text(opened)}


def parts(written):
    envelope = xmltodict.parse(written)["xml"]
    return {"encrypt": envelope["Encrypt"], "signature": envelope["MsgSignature"]}


def text(opened):
    return opened.decode() if isinstance(opened, bytes) else opened


def run(case):
    try:
        return {"wechatpy": wechatpy, "WeRoBot": werobot}[case["library"]](case)
    except Exception as problem:
        return {"error": f"{type(problem).__name__}: {problem}"}


for line in sys.stdin:
    print(json.dumps([run(case) for case in json.loads(line)]), flush=True)
