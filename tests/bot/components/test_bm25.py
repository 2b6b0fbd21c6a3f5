"""Character BM25: rare characters count, a verbatim question scores 1."""

from bot.components.bm25 import Bm25, terms


def test_terms_are_words_of_latin_and_characters_with_their_pairs_of_chinese() -> None:
    assert terms("WiFi密码") == ["wifi", "密", "码", "wifi密", "密码"]


def test_verbatim_row_scores_one_and_the_others_less() -> None:
    scores = Bm25(["停车怎么收费", "健身房几点开门", "怎么开发票"]).scores("怎么开发票")
    assert scores[2] == 1.0
    assert max(scores[:2]) < 0.6


def test_word_that_every_row_has_weighs_less_than_a_rare_one() -> None:
    index = Bm25(["怎么停车", "怎么健身", "怎么开票"])
    assert index.scores("怎么")[0] < index.scores("停车")[0]


def test_text_with_nothing_in_common_scores_nothing() -> None:
    assert Bm25(["停车怎么收费"]).scores("hello").tolist() == [0.0]


def test_no_rows_or_empty_rows_do_no_harm() -> None:
    assert Bm25([]).scores("x").tolist() == []
    assert Bm25(["", "?"]).scores("x").tolist() == [0.0, 0.0]
