"""A message is parsed when it is first said, and is what Fluent makes of the whole file."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from services.texts.fluent import Texts, sources

WRITTEN = """# What stands above.
plain = One line.
# About the next.
open = { $count ->
    [one] One is open.

   *[other] { $count } are open.
}
several =
    The first line.
    # not a comment.

    The last line, { $name }.

with-mark = A = B
## A group
last-one=end"""


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    file = tmp_path / "en.ftl"
    file.write_text(WRITTEN)
    return Texts({"en": [file]})


def test_each_message_by_itself_is_what_the_whole_file_says() -> None:
    parser = FluentParser(with_spans=False)
    whole = [entry for entry in parser.parse(WRITTEN).body if isinstance(entry, ftl.Message)]
    alone = [parser.parse_entry(source) for _, source in sources(WRITTEN)]
    assert [key for key, _ in sources(WRITTEN)] == [entry.id.name for entry in whole]
    for entry, other in zip(alone, whole, strict=True):
        assert entry.equals(other, ignored_fields=["span", "comment"])


def test_what_is_said(texts: Texts) -> None:
    assert texts.say("en", "plain") == "One line."
    assert texts.say("en", "open", count=1) == "One is open."
    assert texts.say("en", "open", count=3) == "3 are open."
    assert texts.say("en", "several", name="Li").endswith("# not a comment.\n\nThe last line, Li.")
    assert texts.say("en", "with-mark") == "A = B"
    assert texts.say("en", "last-one") == "end"


def test_what_is_not_there_or_lacks_a_value_is_an_error(texts: Texts) -> None:
    assert texts.has("plain")
    assert not texts.has("What")
    with pytest.raises(KeyError):
        texts.say("en", "open-")
    with pytest.raises(ValueError, match="open in en"):
        texts.say("en", "open")


def test_of_two_messages_with_a_key_the_first_is_said(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.ftl").write_text(f"key = {number}")
    assert Texts({"zh": [tmp_path / "1.ftl", tmp_path / "2.ftl"]}).say("zh", "key") == "1"
