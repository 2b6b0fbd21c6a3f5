"""What a message of ours becomes, and what Telegram's no means."""

from datetime import timedelta

import pytest

from connectors.channels.outbox import PartSent, Retry, Sent, Undeliverable
from connectors.channels.telegram.api import Refused
from connectors.channels.telegram.sending import Picture, Words, parts, refused, request, sent
from models.conversations import Message


def message(text: str, *titles: str, parts: int = 0, photos: int = 0) -> Message:
    buttons = [{"title": title, "payload": "/secret"} for title in titles]
    shown = [{"id": 7 + number, "token": "t"} for number in range(photos)]
    data = {"photos": shown} if shown else {}
    return Message(seq=12, text=text, buttons=buttons, data=data, parts=parts)


def test_buttons_say_which_message_and_which_choice_and_nothing_else() -> None:
    [words] = parts(message("确认吗？", "确认下单", "取消"))
    assert words == Words(
        "确认吗？",
        [
            [{"text": "确认下单", "callback_data": "12:0"}],
            [{"text": "取消", "callback_data": "12:1"}],
        ],
    )


def test_stars_stand_in_one_row() -> None:
    [words] = parts(message("几分？", "1", "2", "3", "4", "5"))
    assert isinstance(words, Words)
    assert [button["text"] for button in words.keyboard[0]] == ["1", "2", "3", "4", "5"]


def test_as_long_as_telegram_takes_it_is_one_message() -> None:
    assert len(parts(message("面" * 4096))) == 1
    assert len(parts(message("🍜" * 2048))) == 1


def test_longer_it_is_several_and_the_buttons_are_under_the_last() -> None:
    long = message("一句话。" * 1025, "好")
    first, second = parts(long)
    assert isinstance(first, Words)
    assert isinstance(second, Words)
    assert (first.text + second.text, first.keyboard) == (long.text, [])
    assert second.keyboard == [[{"text": "好", "callback_data": "12:0"}]]
    assert sent(long) == PartSent()
    assert sent(message(long.text, "好", parts=1)) == Sent()


def test_photos_follow_their_text() -> None:
    assert parts(message("修好了", photos=2)) == [
        Words("修好了", []), Picture(7, "t"), Picture(8, "t")
    ]  # fmt: skip
    assert parts(message("", photos=1)) == [Picture(7, "t")]


def test_a_link_is_not_unfolded_into_a_preview() -> None:
    assert request(5, Words("https://park.example/pass/V-1", [])) == {
        "chat_id": 5,
        "text": "https://park.example/pass/V-1",
        "link_preview_options": {"is_disabled": True},
    }


@pytest.mark.parametrize(
    ("refusal", "outcome"),
    [
        (Refused(429, "Too Many Requests", 7), Retry(timedelta(seconds=7), failed=False)),
        (Refused(429, "Too Many Requests"), Retry(None, failed=False)),
        (Refused(403, "Forbidden: bot was blocked by the user"), Undeliverable("unsubscribed")),
        (Refused(400, "Bad Request: chat not found"), Undeliverable("refused")),
        (Refused(401, "Unauthorized"), Retry()),
        (Refused(404, "Not Found"), Retry()),
        (Refused(502, "Bad Gateway"), Retry()),
    ],
)
def test_what_a_no_means(refusal: Refused, outcome: object) -> None:
    assert refused(refusal) == outcome
