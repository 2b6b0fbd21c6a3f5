import pytest

from services.kit.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("两份牛肉面", "zh"),
        ("牛肉麵", "zh"),
        ("帮我订两份 beef noodles 送到 B座12楼", "zh"),
        ("要 latte", "zh"),
        ("cola换成soy milk", "zh"),
        ("The air conditioner is broken in B座12楼", "en"),
        ("can I get 牛肉面 please", "en"),
        ("two beef noodles", "en"),
        ("my guest John Smith arrives tomorrow 3pm, plate 粤B12345", "en"),
        ("plate: 粤B·D12345", "en"),
        ("车牌粤B12345", "zh"),
        ("粤B12345", None),
        ("yes", "en"),
        ("WiFi password", "en"),
        ("Ok, thanks!", "en"),
        ("ok", None),
        ("OK", None),
        ("wifi", None),
        ("3 pm", None),
        ("12:30", None),
        ("13800000000", None),
        ("O-7KMP9Q", None),
        ("o-abcdef", None),
        ("cancel O-7KMP9Q", "en"),
        ("A301", None),
        ("👍", None),
        ("asdkjh qwe", None),
        ("zzzz fjdksl", None),
        ("asdf the printer", "en"),
        ("heyyy", "en"),
        ("lengthwise", "en"),
        ("？！", None),
        ("", None),
    ],
)
def test_the_language_of_a_message(text: str, language: str | None) -> None:
    assert language_of(text) == language
