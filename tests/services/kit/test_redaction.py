"""Words that are struck out of texts, however they are spelled, and nothing else with them."""

import pytest

from services.kit.redaction import Redaction


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        (["王小明"], "王 小·明到了，王小\u200b明的车", "***到了，***的车"),
        (["An"], "Any day, An comes; van an.", "Any day, *** comes; van ***."),
        (["Bob (IT)"], "bob (it) and BOB(IT)", "*** and ***"),
        (["13900001234"], "+86 139-0000-1234、0086 13900001234、8613900001234", "***、***、***"),
        (["13900001234"], "213900001234 13900001234", "213900001234 ***"),
        (["13900001234"], "电话１３９００００１２３４。", "电话***。"),
        (["粤BD12345"], "粵b·d12345", "***"),
        (["José"], "jose, JOSE\u0301", "***, ***"),
        (["张三", "张三丰"], "张三丰和张三", "***和***"),
        (["张三", "13900001234"], "张三13900001234", "******"),
        (["ﬁona"], "Fiona", "***"),
        (["...", "\u200b\u200b", "的", "a"], "... 的 a", "... 的 a"),
        ([], "nothing", "nothing"),
    ],
)
def test_a_text_without_the_words(words: list[str], text: str, left: str) -> None:
    assert Redaction(words).of(text) == left
    assert Redaction(words).names(text) == (left != text)


def test_json_keeps_its_shape() -> None:
    said = {"王小明": ["王小明", 1, None, {"title": "找王小明", "payload": "/x"}]}
    assert Redaction(["王小明"]).of(said) == {
        "王小明": ["***", 1, None, {"title": "找***", "payload": "/x"}]
    }


def test_there_is_nothing_to_do_where_nobody_is_named() -> None:
    assert not Redaction(["-", "a", ""])
    assert Redaction(["ab"])
