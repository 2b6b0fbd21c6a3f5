"""What the channel says by itself, both languages side by side."""

from connectors.channels.texts import Text

START = Text("你好", "Hello")
"""What somebody has said who pressed Telegram's start button."""
HELP = Text("帮助", "Help")

GROUP = Text(
    "我只在私聊里工作，请点我的头像给我发消息。",
    "I only work in private chats. Please tap my name and write to me there.",
)
EDITED = Text(
    "改过的消息我看不到，请把新的内容重新发一条。",
    "I don't see edits. Please send what has changed as a new message.",
)
WHERE = Text(
    "地图位置我还看不懂，请告诉我楼栋和房间，比如“A座301”。",
    'I can\'t read spots on a map. Please tell me the building and the room, such as "A-301".',
)
UNREADABLE = Text(
    "我只看得懂文字和照片，请打字告诉我需要什么。",
    "I can read text and photos only. Please type what you need.",
)
PHOTO_LOST = Text(
    "这张照片没能从 Telegram 取到，请再发一次。",
    "I couldn't get that photo from Telegram. Please send it again.",
)
