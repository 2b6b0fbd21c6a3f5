"""The nearest entry of the live FAQ, with how sure that is."""

from typing import Any

from bot.components.attributes import FAQ
from bot.components.encoder import Encoder
from bot.components.faq_retriever import FaqRetriever, _named_first, own_words
from bot.components.knowledge import LiveKnowledge
from tests.bot.components.builders import CountingModel, document, message

ENTRIES = {
    "faq/wifi": ["wifi密码是多少", "怎么连网"],
    "faq/parking": ["停车怎么收费"],
    "faq/gym": ["健身房几点开门"],
    "faq/invoice": ["怎么开发票"],
}


def retriever(*documents: dict[str, Any], model: CountingModel | None = None) -> FaqRetriever:
    answers = iter(documents)
    knowledge = LiveKnowledge(lambda _park: next(answers))
    return FaqRetriever(knowledge, Encoder(model or CountingModel()), lexical_share=0.3)


def faq_of(component: FaqRetriever, text: str, version: int = 1) -> Any:
    (processed,) = component.process([message(text, knowledge_version=version)])
    assert FAQ in processed.output_properties
    return processed.get(FAQ)


def test_question_as_written_is_found_with_full_score() -> None:
    found = faq_of(retriever(document(1, ENTRIES)), "停车怎么收费")
    assert found["id"] == "faq/parking"
    assert found["score"] == 1.0
    assert found["margin"] > 0.5
    assert len(found["nearest"]) == 3
    assert found["nearest"][0] == "faq/parking"


def test_meaning_finds_what_shares_no_word() -> None:
    same_direction = CountingModel({"怎么连网": 5, "how do i get online": 5})
    found = faq_of(retriever(document(1, ENTRIES), model=same_direction), "how do i get online")
    assert (found["id"], found["score"]) == ("faq/wifi", 0.7)


def test_entry_that_an_operator_adds_is_found_with_the_next_version() -> None:
    component = retriever(document(1, ENTRIES), document(2, {**ENTRIES, "faq/pets": ["能带狗吗"]}))
    assert faq_of(component, "能带狗吗", version=1)["score"] < 0.5
    assert faq_of(component, "能带狗吗", version=2)["id"] == "faq/pets"


def test_new_version_encodes_only_new_questions() -> None:
    model = CountingModel()
    component = retriever(
        document(1, ENTRIES), document(2, {**ENTRIES, "faq/pets": ["能带狗吗"]}), model=model
    )
    faq_of(component, "停车怎么收费", version=1)
    model.asked.clear()
    faq_of(component, "停车怎么收费", version=2)
    assert model.asked == ["能带狗吗"]


def test_park_without_entries_has_no_faq() -> None:
    assert faq_of(retriever(document(1)), "停车怎么收费") is None


def test_message_without_words_has_no_faq() -> None:
    assert faq_of(retriever(document(1, ENTRIES)), "") is None


def test_parks_at_one_version_have_each_their_own_questions() -> None:
    documents: dict[int | None, dict[str, Any]] = {
        1: document(1, ENTRIES),
        2: document(1, {"faq/parking": ["where do I park"], "faq/wifi": ["停车怎么收费"]}),
    }
    component = FaqRetriever(
        LiveKnowledge(lambda park: documents[park]), Encoder(CountingModel()), lexical_share=0.3
    )

    def asked(park: int) -> Any:
        said = message("停车怎么收费", knowledge_version=1, park_id=park)
        return component.process([said])[0].get(FAQ)["id"]

    assert [asked(park) for park in (1, 2, 1)] == ["faq/parking", "faq/wifi", "faq/parking"]


def test_the_entry_that_the_message_names_is_before_one_that_is_hardly_likelier() -> None:
    near = [("faq/7", 0.62), ("faq/12", 0.56), ("faq/wifi", 0.1)]
    assert _named_first(near, {"faq/12"})[0] == ("faq/12", 0.62)
    assert _named_first(near, {"faq/7", "faq/12"}) == near
    assert _named_first(near, set()) == near
    far = [("faq/7", 0.82), ("faq/12", 0.56)]
    assert _named_first(far, {"faq/12"}) == far


def test_what_names_an_entry_is_told_by_its_questions_whatever_it_is_called() -> None:
    own = own_words(
        {
            "faq/7": ["几点开门", "what time do the doors open", "周末几点开门", "opening hours"],
            "faq/12": [
                "健身房几点开",
                "is there a gym",
                "健身房在哪",
                "what time does the gym open",
            ],
        }
    )
    assert {"gym", "健身"} <= own["faq/12"]
    assert not {"几点", "open", "what", "time"} & own["faq/12"]


def test_a_thing_is_one_word_however_it_is_called() -> None:
    own = own_words(
        {
            "faq/7": [
                "几点开门",
                "what time do the doors open",
                "is the lawn open",
                "opening hours",
            ],
            "faq/9": ["空调几点关", "is there air con at night", "how much is the cooling"],
        }
    )
    assert "#hvac" in own["faq/9"]
    assert not any(word.startswith("#landscaping") for word in own["faq/7"])
    near = [("faq/7", 0.43), ("faq/9", 0.41)]
    assert _named_first(near, {"faq/9"})[0] == ("faq/9", 0.43)
