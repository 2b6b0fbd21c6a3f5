import unicodedata
from importlib.resources import files

import opencc
import pytest

from bot.components.parsers.normalise import MAX_CHARACTERS, normalise


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("我要兩份牛肉麵", "我要两份牛肉面"),
        ("ＡＢ１２，　ok", "ab12, ok"),
        ("好的！！！！", "好的!"),
        ("sooooo good", "soo good"),
        ("哈哈哈哈哈", "哈哈"),
        ("room 1000", "room 1000"),
        ("z\u0338\u031ba\u0337lgo cafe\u0301", "zalgo cafe"),
        ("牛\u200b肉面", "牛肉面"),
        ("好👍🏽的", "好 的"),
        ("2\ufe0f\u20e3份", "2份"),
        ("嗯那个，两呃份牛肉面", "两份牛肉面"),
        ("就是说空调坏了", "空调坏了"),
        ("um so, uh two lattes", "so, two lattes"),
        ("嗯嗯", "嗯嗯"),
        ("嗯呢", "嗯呢"),
        ("hmm", "hmm"),
        ("那个单子", "那个单子"),
        ("a summer umbrella", "a summer umbrella"),
        ("AAA batteries, AA battery", "aaa batteries, aa battery"),
        ("B座十一楼一一零六空条坏了", "b座十一楼1106空调坏了"),
        ("诶座十二楼幺二零三", "a座十二楼1203"),
        ("三楼三四份", "三楼三四份"),
    ],
)
def test_forms_that_mean_the_same_become_one(written: str, expected: str) -> None:
    assert normalise(written).text == expected


def test_a_stretch_maps_back_to_what_was_written() -> None:
    message = normalise("🍜🍜我要兩份牛\u200b肉麵！！")
    at = message.text.index("牛肉面")
    start, end = message.origin(at, at + 3)
    assert message.original[start:end] == "牛\u200b肉麵"


def test_a_stretch_around_a_filler_maps_back_to_all_of_it() -> None:
    message = normalise("来两呃份牛肉面")
    start, end = message.origin(1, 3)
    assert message.original[start:end] == "两呃份"


def test_long_messages_are_read_to_the_cap() -> None:
    assert len(normalise("汉字" * 5000).text) == MAX_CHARACTERS


def test_an_empty_stretch_is_refused() -> None:
    with pytest.raises(ValueError, match="not inside"):
        normalise("好").origin(1, 1)


def test_every_traditional_word_is_simplified_as_by_the_dictionary() -> None:
    """Messages without any character that the dictionary changes are not looked up in it."""
    folder = files(opencc) / "dictionary"
    library = opencc.OpenCC("t2s")
    words = [
        line.split("\t")[0]
        for name in ("TSPhrases.txt", "TSCharacters.txt")
        for line in (folder / name).read_text("utf-8").splitlines()
    ]
    plain = [word for word in words if unicodedata.normalize("NFKC", word) == word]
    assert len(plain) > 4000
    wrong = [word for word in plain if normalise(f"x{word}x").text != f"x{library.convert(word)}x"]
    assert wrong == []
