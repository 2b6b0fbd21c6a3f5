"""Seals and opens with other people's libraries: a line of cases in, a line of results out."""

import json
import sys

import xmltodict
from wechatpy.crypto import WeChatCrypto
from werobot.crypto import MessageCrypt


def wechatpy(case):
    box = WeChatCrypto(case["token"], case["key"], case["appid"])
    if case["op"] == "seal":
        return parts(box.encrypt_message(case["text"], case["nonce"], case["timestamp"]))
    envelope = {"Encrypt": case["encrypt"]}
    opened = box.decrypt_message(envelope, case["signature"], case["timestamp"], case["nonce"])
    return {"text": text(opened)}


def werobot(case):
    box = MessageCrypt(case["token"], case["key"], case["appid"])
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
