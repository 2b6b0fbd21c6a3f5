"""Documents and voice messages of staff, as a message that is pushed names them (`data.files`)."""

from dataclasses import dataclass
from typing import Any

from connectors.channels.texts import Text
from models.conversations import Message
from services.kit.file_checking import VOICE

_ENDINGS = {"audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a"}
_KB = 1024
_DOCUMENT = Text("文件：{name}（{size}）", "File: {name} ({size})")
_VOICE = Text("语音消息（{seconds} 秒），点开收听", "Voice message ({seconds} s), open to listen")
_UNTIL = Text("24 小时内有效", "The link is good for 24 hours")


@dataclass(frozen=True, slots=True)
class Attachment:
    """`name` is empty for a voice message, `size` in bytes."""

    id: int
    token: str
    kind: str
    name: str
    size: int
    seconds: int | None

    @property
    def is_voice(self) -> bool:
        return self.kind == VOICE

    def named(self, media_type: str) -> str:
        """What it is called as a file."""
        return self.name or f"voice-{self.seconds}s.{_ENDINGS.get(media_type, 'bin')}"

    def linked(self, url: str, language: str) -> str:
        """What is said of it where the platform takes no files."""
        text = (_VOICE if self.is_voice else _DOCUMENT).in_(language)
        said = text.format(name=self.name, size=_size(self.size), seconds=self.seconds)
        return f"{said}\n{url}\n{_UNTIL.in_(language)}"


def of(message: Message) -> list[Attachment]:
    files: list[dict[str, Any]] = message.data.get("files") or []
    return [
        Attachment(
            int(one["id"]),
            str(one["token"]),
            str(one["kind"]),
            str(one["name"]),
            int(one["size"]),
            one["seconds"],
        )
        for one in files
    ]


def _size(size: int) -> str:
    return f"{size / _KB / _KB:.1f} MB" if size >= _KB * _KB else f"{max(1, size // _KB)} KB"
