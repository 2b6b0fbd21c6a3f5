"""What channels say of messages that they cannot take, both languages side by side."""

from typing import NamedTuple


class Text(NamedTuple):
    zh: str
    en: str

    def in_(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


ERRORS: dict[str, Text] = {
    "text_too_long": Text(
        "这条消息超过 2000 字，请分成几条发送。",
        "That message is over 2,000 characters. Please send it in parts.",
    ),
    "text_empty": Text(
        "消息是空的，写点什么再发吧。", "The message is empty. Please write something."
    ),
    "button_unknown": Text(
        "这个选项已经失效，请直接打字告诉我。",
        "That option is no longer available. Please type what you need.",
    ),
    "photo_type": Text(
        "这里只能发照片，支持 JPEG、PNG 和 WebP。",
        "Only photos can be sent here: JPEG, PNG or WebP.",
    ),
    "photo_too_large": Text(
        "照片太大了，每张不超过 10 MB、4000 万像素。",
        "That photo is too large. Each may have up to 10 MB and 40 megapixels.",
    ),
    "photo_broken": Text(
        "这张照片打不开，文件可能已损坏，请换一张。",
        "That photo cannot be opened; the file may be damaged. Please choose another one.",
    ),
    "file_type": Text(
        "这里可以发照片、PDF 文件和语音，别的文件打不开。",
        "Photos, PDF files and voice messages can be sent here, no other files.",
    ),
    "file_too_large": Text(
        "文件太大了：PDF 不超过 8 MB，语音不超过 60 秒。",
        "That is too large. A PDF may have up to 8 MB, a voice message may last 60 seconds.",
    ),
    "too_many_files": Text(
        "一小时内只能发 12 个文件，请过一会儿再发。",
        "Up to 12 files can be sent within an hour. Please wait a while before sending more.",
    ),
    "too_many_photos": Text(
        "照片发得有点多了，请过一会儿再发。",
        "That is a lot of photos at once. Please wait a while before sending more.",
    ),
    "guest_limit": Text(
        "没有登记身份时，一小时内只能发这么多照片。加入公司或改用微信就不受限制，也可以过一会儿再发。",
        "That is as many photos as somebody who has not said who they are may send within an hour."
        " Join your company, write on WeChat, or send them a little later.",
    ),
    "too_many_waiting": Text(
        "前面的消息还没答完，这条没有收下，请等回复后再发。",
        "Your earlier messages are still being answered. This one was not taken: please send it"
        " again after the next reply.",
    ),
}
"""By the code of the error."""
