"""A tenant who writes neither Chinese nor English is told so in their own language."""

# ruff: noqa: E501 - sentences read better on one line

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn, button
from actions.talk.handoff import (
    ask_for_patience,
    did_not_understand,
    fell_back_before,
    pass_on_unread,
)
from services.kit.language import is_gibberish
from services.texts import LANGUAGES, say


@dataclass(frozen=True, slots=True)
class Words:
    """`offer` has the park's emergency number as its only blank."""

    offer: str
    person: str
    handed_over: str
    """What is said of the second message, which people answer."""


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "ja": Words(
            "申し訳ありません。中国語と英語しか読めません。担当者におつなぎしましょうか？\n緊急の場合は {phone} にお電話ください。",
            "担当者につなぐ",
            "この言語は読めないため、担当者に引き継ぎました。",
        ),
        "ko": Words(
            "죄송합니다. 저는 중국어와 영어만 이해할 수 있습니다. 담당자를 연결해 드릴까요?\n긴급한 상황이면 {phone} 번으로 전화해 주세요.",
            "담당자 연결",
            "이 언어는 제가 읽을 수 없어 담당자에게 전달했습니다.",
        ),
        "fr": Words(
            "Désolé, je ne comprends que le chinois et l'anglais. Voulez-vous que quelqu'un de l'équipe vous réponde ?\nEn cas d'urgence, appelez le {phone}.",
            "Parler à quelqu'un",
            "Je ne sais pas lire cette langue ; j'ai transmis votre message à un collègue.",
        ),
        "de": Words(
            "Tut mir leid, ich verstehe nur Chinesisch und Englisch. Soll Ihnen jemand aus dem Team antworten?\nIm Notfall rufen Sie bitte {phone} an.",
            "Mit jemandem sprechen",
            "Ich kann diese Sprache nicht lesen und habe Ihre Nachricht an das Team weitergegeben.",
        ),
        "es": Words(
            "Lo siento, solo entiendo chino e inglés. ¿Quiere que le responda una persona del equipo?\nEn caso de emergencia, llame al {phone}.",
            "Hablar con una persona",
            "No puedo leer este idioma, así que he pasado su mensaje a una persona del equipo.",
        ),
        "it": Words(
            "Mi dispiace, capisco solo il cinese e l'inglese. Vuole che le risponda una persona?\nIn caso di emergenza chiami il {phone}.",
            "Parlare con una persona",
            "Non so leggere questa lingua, quindi ho passato il suo messaggio a una persona del team.",
        ),
        "pt": Words(
            "Desculpe, só entendo chinês e inglês. Quer que uma pessoa da equipe responda?\nEm caso de emergência, ligue para {phone}.",
            "Falar com uma pessoa",
            "Não consigo ler esta língua, por isso passei a sua mensagem a uma pessoa da equipe.",
        ),
        "ru": Words(
            "Извините, я понимаю только китайский и английский. Позвать сотрудника?\nВ экстренном случае звоните по номеру {phone}.",
            "Позвать сотрудника",
            "Я не могу прочитать это сообщение и передал его сотруднику.",
        ),
    }
)  # fmt: skip
"""By ISO 639-1. Not in the texts of the two languages, which every park has: these are for those
who read neither."""


class OtherLanguage(ParkAction):
    """Says so and offers a person; calls one when the message before was as foreign."""

    action_name = "action_other_language"

    async def act(self, turn: Turn) -> Events:
        if _is_gibberish(turn.said.text):
            return await did_not_understand(turn)
        words = WORDS.get(str(turn.said.value("language")))
        if turn.conversation.owner == "queued":
            await ask_for_patience(turn)
        elif fell_back_before(turn, self.action_name):
            ours = turn.text("other-language-handed-off")
            await pass_on_unread(turn, f"{words.handed_over}\n{ours}" if words else ours)
        else:
            offer = _offer(words, turn.park.emergency_phone)
            person = words.person if words else turn.text("button-person")
            turn.tell(offer, buttons=[button(person, "/ask_human")])
        return []


def _is_gibberish(text: str) -> bool:
    """Whether no word of it is one: it is no other language either."""
    words = text.split()
    return text.isascii() and bool(words) and all(is_gibberish(word) for word in words)


def _offer(words: Words | None, phone: str) -> str:
    """In their language; in both of ours where we have no words of theirs."""
    if words is not None:
        return words.offer.format(phone=phone)
    return "\n".join(say(language, "other-language", phone=phone) for language in LANGUAGES)
