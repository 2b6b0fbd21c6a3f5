"""What is posted to the bot: XML or JSON, plain, both, or encrypted, with its signatures."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from parkline.simulate.wechat.config import App
from parkline.simulate.wechat.crypto import sign

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Letter:
    """One HTTP request to the bot."""

    params: dict[str, str]
    body: bytes
    content_type: str


def letter(app: App, fields: Fields, *, openid: str, at: int, trouble: str = "") -> Letter:
    """Seal a message as the account's mode wants it. `trouble` is a scripted fault's."""
    params = {**_signature(app.token, at), "openid": openid}
    written = write(app, fields)
    if app.mode != "plain":
        other = "wx0000000000000000" if trouble == "wrong_receiveid" else None
        encrypted = app.box.encrypt(written, receive_id=other)
        around = fields if app.mode == "compatible" else {"ToUserName": fields["ToUserName"]}
        if app.kind == "wecom":
            around = {**around, "AgentID": app.agent_id}
        written = write(app, {**around, "Encrypt": encrypted})
        parts = (app.token, params["timestamp"], params["nonce"], encrypted)
        params |= {"encrypt_type": "aes", "msg_signature": sign(*parts)}
    if app.corporate:
        params = {name: params[name] for name in ("msg_signature", "timestamp", "nonce")}
    if trouble == "bad_signature":
        params |= {name: "0" * 40 for name in ("signature", "msg_signature") if name in params}
    kind = "application/json" if app.format == "json" else "text/xml"
    return Letter(params, written.encode(), kind)


def check(app: App, echo: str, *, at: int) -> dict[str, str]:
    """The query of the URL check. WeCom's echostr is encrypted."""
    if not app.corporate:
        return {**_signature(app.token, at), "echostr": echo}
    params, encrypted = _signature(app.token, at), app.box.encrypt(echo)
    signature = sign(app.token, params["timestamp"], params["nonce"], encrypted)
    del params["signature"]
    return {**params, "msg_signature": signature, "echostr": encrypted}


def _signature(token: str, at: int) -> dict[str, str]:
    timestamp, nonce = str(at), str(secrets.randbelow(10**10))
    return {
        "signature": sign(token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
    }


def write(app: App, fields: Fields) -> str:
    if app.format == "json":
        return json.dumps(fields, ensure_ascii=False)
    return f"<xml>{_elements(fields)}</xml>"


def _elements(fields: Fields) -> str:
    return "\n".join(
        f"<{name}>{_value(one)}</{name}>"
        for name, value in fields.items()
        for one in (value if isinstance(value, list) else [value])
    )


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return _elements(value)
    if isinstance(value, int | float):
        return str(value)
    return f"<![CDATA[{str(value).replace(']]>', ']]]]><![CDATA[>')}]]>"
