"""A language that the bot cannot answer in is named; what only looks like one is not."""

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.other_language import OtherLanguage
from tests.bot.components.builders import message

LEARNED = (
    "where is the canteen", "i want a latte and a croissant please", "the wifi is down",
    "a guest comes tomorrow at three", "is there an à la carte menu", "我要一杯拿铁",
)  # fmt: skip


class Storage:
    """Writes nowhere: what is learned is used by the same component."""

    def __init__(self, folder: object) -> None:
        self._folder = folder

    def write_to(self, resource: object) -> "Storage":
        return self

    def __enter__(self) -> object:
        return self._folder

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory) -> OtherLanguage:
    storage = Storage(tmp_path_factory.mktemp("learned"))
    made = OtherLanguage(OtherLanguage.get_default_config(), storage, None)  # type: ignore[arg-type]
    made.train(TrainingData([message(text) for text in LEARNED]))
    return made


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("食堂はどこにありますか", "ja"),
        ("에어컨이 고장났어요", "ko"),
        ("Где находится столовая?", "ru"),
        ("Je voudrais inviter un visiteur demain matin", "fr"),
        ("Die Klimaanlage in Raum 302 funktioniert nicht", "de"),
        ("Quiero pedir dos cafés con leche", "es"),
        ("ห้องอาหารอยู่ที่ไหน", "other"),
    ],
)
def test_language_is_named(component: OtherLanguage, text: str, language: str) -> None:
    assert component.language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        *("我要一杯拿铁", "鲜の每日两杯", "一份カツ丼", "latte", "ok", "👍", "A座 B1"),
        *("a latte and a croissant please", "is the wifi down", "Müller comes tomorrow at three"),
        *("wo yao yi bei kafei", "kongtiao huai le"),
    ],
)
def test_chinese_and_english_stay_what_they_are(component: OtherLanguage, text: str) -> None:
    assert component.language(text) is None


def test_learned_words_written_together_are_no_other_language(component: OtherLanguage) -> None:
    words = "whereisthecanteenplease"
    assert component.language(words) is None
    assert component.language("woistdiekantinebitte") is not None


def test_names_tell_no_language(component: OtherLanguage) -> None:
    known = next(word for word in LEARNED[0].split() if word.isascii() and word.isalpha())
    assert component.language(f"{known} 14:00 Marta Kowalsky Rodriguez") is None


def processed(component: OtherLanguage, text: str, slot: str | None) -> Message:
    heard = message(text)
    heard.set("intent", {"name": "ask_faq", "confidence": 0.4})
    heard.set("metadata", {"requested_slot": slot})
    return component.process([heard])[0]


def test_message_in_another_language_has_that_intent_and_the_language(
    component: OtherLanguage,
) -> None:
    heard = processed(component, "Wie melde ich einen Besucher an?", None)
    assert heard.get("intent")["name"] == "other_language"
    (language,) = (e for e in heard.get("entities") if e["entity"] == "language")
    assert language["value"] == "de"
    assert (language["start"], language["end"]) == (0, len(heard.get("text")))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("トイレの水が止まりません", "ja"),
        ("やっぱりキャンセルしてください", "ja"),
        ("화장실 물이 안 멈춰요", "ko"),
        ("배달은 언제 와요?", "ko"),
        ("Où est la cantine de ce bâtiment ?", "fr"),
        ("Wann kommt denn endlich mein Essen?", "de"),
        ("¿Cuánto cuesta el café con leche?", "es"),
        ("Сколько это стоит?", "ru"),
        ("У меня в комнате очень холодно", "ru"),
    ],
)
@pytest.mark.parametrize("slot", ["visit_names", "location", "issue"])
def test_whole_sentence_is_no_answer_to_a_form(
    component: OtherLanguage, text: str, language: str, slot: str
) -> None:
    heard = processed(component, text, slot)
    assert heard.get("intent")["name"] == "other_language"
    assert [e["value"] for e in heard.get("entities") if e["entity"] == "language"] == [language]


@pytest.mark.parametrize(
    "name",
    [
        *("Jürgen Großmann", "François de La Rochefoucauld", "山田さくら", "김민수", "Иван Петров"),
        *("삼성전자 김민수", "Иванов Иван Иванович", "María José García"),
    ],
)
def test_names_of_any_language_answer_a_form(component: OtherLanguage, name: str) -> None:
    assert processed(component, name, "visit_names").get("intent")["name"] == "ask_faq"


def test_sentence_that_holds_what_was_asked_for_answers_a_form(component: OtherLanguage) -> None:
    heard = message("トイレはA座301です")
    heard.set("intent", {"name": "report_repair", "confidence": 0.4})
    heard.set("metadata", {"requested_slot": "location"})
    heard.set("entities", [{"entity": "location", "start": 4, "end": 8, "value": {}}])
    assert component.process([heard])[0].get("intent")["name"] == "report_repair"


def test_answer_to_a_form_keeps_its_intent_for_guests_have_names_of_all_languages(
    component: OtherLanguage,
) -> None:
    heard = processed(component, "Jürgen Großmann", "visit_name")
    assert heard.get("intent")["name"] == "ask_faq"


def test_what_is_ordered_by_its_name_tells_no_language(component: OtherLanguage) -> None:
    heard = message("3 cappuccinos e 2 espressos")
    heard.set("intent", {"name": "order_food", "confidence": 0.9})
    heard.set(
        "entities",
        [
            {"entity": "quantity", "start": 0, "end": 1, "value": 3, "group": "1"},
            {"entity": "item", "start": 2, "end": 13, "value": 44, "group": "1"},
            {"entity": "quantity", "start": 16, "end": 17, "value": 2, "group": "2"},
            {"entity": "item", "start": 18, "end": 27, "value": 46, "group": "2"},
        ],
    )
    assert component.language("3 cappuccinos e 2 espressos") is not None
    assert component.process([heard])[0].get("intent")["name"] == "order_food"
