"""What we seal others open, and what they seal we open: the gateway's crypto and the simulator's.

Five other implementations, in Python and JavaScript; docs/guides/simulating-wechat.md has the
table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from connectors.channels.wechat import crypto as gateway
from parkline.simulate.wechat import crypto as simulator
from tests.peers.peers import LIBRARIES, Json, Libraries

TOKEN, APPID = "token-of-the-tests", "wx0123456789abcdef"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SIGNED: Json = {
    "token": TOKEN,
    "key": KEY,
    "appid": APPID,
    "timestamp": "1409659813",
    "nonce": "1372623149",
}
NOW = datetime.fromtimestamp(1409659813, UTC)
BLOCK = 32
AROUND = 16 + 4 + len(APPID)
"""What is sealed beside the message."""

CASES = {
    "emoji": "👨‍👩‍👧‍👦 两份牛肉面🍜",
    "empty": "",
    "2 KB": "汉" * 682 + "ab",
    "a megabyte's tenth": "x" * 100_000,
    "markup": "<xml><![CDATA[a]]]]><![CDATA[>b]]></xml>",
    **{f"{length} bytes": "x" * length for length in range(34)},
    # The last character of three bytes ends before, at and behind the edge of a block.
    **{
        f"汉 at the edge {shift:+d}": "x" * (3 * BLOCK - AROUND - 3 + shift) + "汉"
        for shift in (-2, -1, 0, 1, 2)
    },
}


@pytest.fixture(scope="module")
def libraries() -> Iterator[Libraries]:
    started = Libraries()
    yield started
    started.close()


@dataclass(frozen=True)
class Ours:
    seal: Callable[[str], str]
    open: Callable[[str, str], str]
    """(ciphertext, signature) → the message; raises what is refused."""


def _gateway(appid: str = APPID) -> Ours:
    keys = gateway.Keys(TOKEN, KEY, appid)

    def open_(encrypted: str, signature: str) -> str:
        timestamp, nonce = SIGNED["timestamp"], SIGNED["nonce"]
        gateway.verify(TOKEN, signature, timestamp, nonce, encrypted, now=NOW)
        return gateway.decrypt(keys, encrypted).decode()

    return Ours(lambda text: gateway.encrypt(keys, text.encode()), open_)


def _simulator(appid: str = APPID) -> Ours:
    box = simulator.Box(KEY, appid)

    def open_(encrypted: str, signature: str) -> str:
        parts = (TOKEN, SIGNED["timestamp"], SIGNED["nonce"], encrypted)
        if not simulator.signed(signature, *parts):
            raise simulator.BadCipher("signature")
        return box.decrypt(encrypted)

    return Ours(box.encrypt, open_)


OURS: dict[str, Callable[..., Ours]] = {"gateway": _gateway, "simulator": _simulator}


def signed(encrypted: str) -> str:
    return simulator.sign(TOKEN, SIGNED["timestamp"], SIGNED["nonce"], encrypted)


def case(op: str, library: str, **more: Any) -> Json:
    return {**SIGNED, "op": op, "library": library, **more}


@pytest.mark.parametrize("ours", OURS)
def test_they_open_what_we_seal(libraries: Libraries, ours: str) -> None:
    seal = OURS[ours]().seal
    asked = []
    for library in LIBRARIES:
        for text in CASES.values():
            encrypted = seal(text)
            sealed = {"encrypt": encrypted, "signature": signed(encrypted)}
            asked.append(case("open", library, **sealed))
    got = libraries.ask(asked)

    wanted = [(library, name, text) for library in LIBRARIES for name, text in CASES.items()]
    wrong = [
        (library, name, answer)
        for (library, name, text), answer in zip(wanted, got, strict=True)
        if answer.get("text") != text
    ]
    assert wrong == []
    assert len(got) == len(LIBRARIES) * len(CASES)


def test_we_open_what_they_seal(libraries: Libraries) -> None:
    wanted = [(library, name, text) for library in LIBRARIES for name, text in CASES.items()]
    got = libraries.ask([case("seal", library, text=text) for library, _, text in wanted])

    wrong = []
    for (library, name, text), answer in zip(wanted, got, strict=True):
        for ours, make in OURS.items():
            if "error" in answer:
                wrong.append((library, name, ours, answer["error"]))
            elif make().open(answer["encrypt"], answer["signature"]) != text:
                wrong.append((library, name, ours, "another text"))
    assert wrong == []


def test_signatures_are_the_same(libraries: Libraries) -> None:
    encrypted = _gateway().seal("hi")
    signing = ("wechat-crypto", "@wecom/crypto")
    asked = [case("open", one, encrypt=encrypted, signature="") for one in signing]
    got = libraries.ask(asked)

    timestamp, nonce = SIGNED["timestamp"], SIGNED["nonce"]
    ours = gateway.signature(TOKEN, timestamp, nonce, encrypted)
    assert [answer["signature"] for answer in got] == [ours, ours]
    assert signed(encrypted) == ours


def test_what_is_meant_for_another_account_is_refused_on_both_sides(libraries: Libraries) -> None:
    other = "wxffffffffffffffff"
    theirs = libraries.ask(
        [{**case("seal", library, text="hi"), "appid": other} for library in LIBRARIES]
    )
    for answer in theirs:
        with pytest.raises(gateway.Forged):
            _gateway().open(answer["encrypt"], answer["signature"])
        with pytest.raises(simulator.BadCipher, match=other):
            _simulator().open(answer["encrypt"], answer["signature"])

    encrypted = _gateway(other).seal("hi")
    sealed = {"encrypt": encrypted, "signature": signed(encrypted)}
    got = libraries.ask([case("open", library, **sealed) for library in LIBRARIES])
    # Two of them leave the check to whoever calls: they name the receiver.
    said = [answer.get("id") or answer["error"].partition(":")[0] for answer in got]
    assert said == ["InvalidAppIdException", "AppIdValidationError", other, other, "Invalid appId."]


def test_a_wrong_signature_is_refused_on_both_sides(libraries: Libraries) -> None:
    encrypted = _gateway().seal("hi")
    for make, refused in ((_gateway, gateway.Forged), (_simulator, simulator.BadCipher)):
        with pytest.raises(refused):
            make().open(encrypted, "0" * 40)
    checking = ("wechatpy", "WeRoBot", "node-easywechat")
    sealed = {"encrypt": encrypted, "signature": "0" * 40}
    got = libraries.ask([case("open", library, **sealed) for library in checking])
    assert all("ignature" in answer["error"] for answer in got)
