"""Asking to link accounts, and the code that does it, as people write them: "绑定", "LK-7K3M9Q"."""

import json
import re
import unicodedata
from datetime import datetime

from models.conversations import Message
from services.conversations import decisions
from services.people.link_codes import CODE_LASTS

LONGEST = 40
"""In characters; what is longer tells of something else."""

_ASK = re.compile(
    r"(?:我(?:要|想|想要)?|请|麻烦|帮我)*(?:綁定|绑定)(?:一下)?(?:我的)?(?:账号|帐号|账户|帳號|身份)?"
    r"|(?:我(?:要|想|想要)?|请|麻烦|帮我)*(?:关联|合并)(?:一下)?(?:我的)?(?:账号|帐号|账户)"
    r"|(?:账号|帐号|账户)(?:绑定|关联|合并)"
    r"|(?:please |i(?:'d like| want) to |can i |could you )?(?:link|connect|merge) "
    r"(?:my |this |the |an )?(?:accounts?|channels?|chats?)(?: please)?"
)
_UNDO = re.compile(
    r"(?:我(?:要|想|想要)?|请|帮我)*(?:解绑|解除绑定|取消绑定|解除关联|取消关联)(?:账号|帐号|账户)?"
    r"|(?:please |i(?:'d like| want) to )?(?:unlink|disconnect)"
    r"(?: (?:my |this |the )?(?:accounts?|channels?|chats?))?"
)
_CODE = re.compile(
    r"(?:(?:我的)?(?:绑定码|绑定|关联码|验证码|(?:my )?(?:link(?:ing)? )?code(?: is)?|link)"
    r"\s*[:是]?\s*)?lk\s*[-\u2010-\u2015]?\s*(?P<code>[0-9a-z]{6})"
)
_ENDS = " \t\n.。!！?？,，~～"
_MISREAD = str.maketrans("OIL", "011")


def parse_code(text: str) -> str | None:
    """The code that a text consists of, as we write it: LK-7K3M9Q."""
    found = _CODE.fullmatch(_plain(text))
    return f"LK-{found['code'].upper().translate(_MISREAD)}" if found else None


def command(text: str) -> str | None:
    """The command of the button that a text stands for; None if it is about something else."""
    if len(text) > LONGEST:
        return None
    plain = _plain(text)
    if (code := parse_code(text)) is not None:
        return "/link_account" + json.dumps({"code": code})
    if _ASK.fullmatch(plain):
        return "/link_account"
    return "/unlink_account" if _UNDO.fullmatch(plain) else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip(_ENDS)


def answer(text: str, asked: Message, now: datetime) -> str | None:
    """The command of the button that a yes or a no to being linked stands for, as long as that may
    be answered."""
    meant = decisions.parse(text) if now - asked.created_at < CODE_LASTS else None
    return None if meant is None else str(asked.buttons[0 if meant else 1]["payload"])
