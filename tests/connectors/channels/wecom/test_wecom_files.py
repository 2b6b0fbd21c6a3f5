"""Documents of staff, sent as WeCom's files, and voice messages, which it plays."""

import pytest

from services.conversations.conversations import Reply
from tests.connectors.channels.wecom.driver import Company
from tests.given.chat_files import PDF, WEBM, of_staff, recorded


@pytest.mark.parametrize("channel", ["wecom", "wecom_kf"])
@pytest.mark.parametrize(
    ("body", "seconds", "name"), [(PDF, None, "合同 2026.pdf"), (WEBM, 7.4, "voice-8s.webm")]
)
async def test_a_file_of_staff_is_uploaded_and_sent(
    line: Company, channel: str, body: bytes, seconds: float | None, name: str
) -> None:
    phone = line.phone("zhang", "wecom" if channel == "wecom" else "kf")
    await phone.say("在吗")
    await line.settled()
    data = await of_staff(line.installation, channel, phone.contact.openid, body, seconds=seconds)
    await line.speak(channel, "zhang", Reply("请看", data=data), author="staff")
    words, file = list(phone.contact.bubbles)[-2:]
    assert (words.text, file.kind, file.data["name"]) == ("请看", "file", name)
    media = line.simulator.world.media[file.data["url"].removeprefix("/mmbiz/")]
    assert media.data == body


@pytest.mark.parametrize("channel", ["wecom", "wecom_kf"])
async def test_a_voice_message_of_staff_is_played(line: Company, channel: str) -> None:
    phone = line.phone("zhang", "wecom" if channel == "wecom" else "kf")
    await phone.say("在吗")
    await line.settled()
    body = recorded("ogg")
    data = await of_staff(line.installation, channel, phone.contact.openid, body, seconds=3)
    await line.speak(channel, "zhang", Reply("", data=data), author="staff")
    shown = list(phone.contact.bubbles)[-1]
    assert shown.kind == "voice"
    media = line.simulator.world.media[shown.data["url"].removeprefix("/mmbiz/")]
    assert (media.content_type, media.data[:6]) == ("audio/amr", b"#!AMR\n")
