"""The platform's own crypto, against published vectors."""

import pytest

from parkline.simulate.wechat.crypto import BadCipher, Box, sign, signed

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
PUBLISHED = (
    "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="
)
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="


def test_a_published_cipher_comes_out_the_same() -> None:
    box = Box(KEY, "wxb11529c136998cb6")
    assert box.encrypt("我是中文abcd123", random=b"aaaabbbbccccdddd") == PUBLISHED
    assert box.decrypt(PUBLISHED) == "我是中文abcd123"


def test_a_published_signature_comes_out_the_same() -> None:
    signature = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert sign("QDG6eK", "1409659589", "263014780", ECHO) == signature
    assert not signed(signature, "QDG6eK", "1409659589", "263014781", ECHO)
    box = Box("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
    assert box.decrypt(ECHO) == "1616140317555161061"


@pytest.mark.parametrize("length", range(34))
def test_every_padding_goes_there_and_back(length: int) -> None:
    box = Box(KEY, "wxb11529c136998cb6")
    assert box.decrypt(box.encrypt("x" * length)) == "x" * length


@pytest.mark.parametrize(
    ("cipher", "why"),
    [
        ("not base64!", "Base64"),
        ("AAAA", "whole blocks"),
        ("", "padding"),
        (Box(KEY, "wxb11529c136998cb6").encrypt("hi")[:-24] + "A" * 22 + "==", "."),
        (Box(KEY, "wx0000000000000000").encrypt("hi"), "meant for 'wx0000000000000000'"),
    ],
    # Ciphers are other ones at each start; processes that share a run must agree on names.
    ids=["no Base64", "no block", "nothing", "changed", "another account's"],
)
def test_what_cannot_be_opened_says_why(cipher: str, why: str) -> None:
    with pytest.raises(BadCipher, match=why):
        Box(KEY, "wxb11529c136998cb6").decrypt(cipher)


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="43"):
        Box(KEY + "H", "wx")
