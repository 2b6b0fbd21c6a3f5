"""A yes or a no that is a whole message: "同意", "拒绝，当天有审计", "ok, go ahead"."""

import json
import re
from typing import Any

LONGEST = 100
"""Of an answer, in characters; what is longer tells more than that."""

_NO = re.compile(
    r"^(?:请|先)?(?:拒绝|驳回|不同意|不批|不行|不可以|不方便|别来|不准)"
    r"|^(?:deny|denied|reject(?:ed)?|decline[d]?|refuse[d]?|no(?! problem)|not approved)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:我|予以|可以)?(?:同意|批准|准了|通过|可以|没问题|行|好)[的了吧啊呀。.!！，,\s]*(?:谢谢)?$"
    r"|^(?:(?:yes(?:,? please)?|ok(?:ay)?|sure|no problem|approved?|agreed?|fine|please do"
    r"|go ahead)[\s,.!]*)+$",
    re.IGNORECASE,
)
_LEADS_TO_REASON = re.compile(
    r"^[^，,。.：:;；]*[，,。.：:;；]\s*|^\S+\s+(?:because|as|since)\s+", re.IGNORECASE
)


def parse(text: str) -> bool | None:
    """Whether it is a yes; None if it says neither."""
    said = text.strip()
    if len(said) > LONGEST:
        return None
    if _NO.search(said):
        return False
    return True if _YES.search(said) else None


def decision(text: str, about: dict[str, Any], *, yes: str, no: str) -> str | None:
    """The command of the button that a text stands for; a no may say why."""
    allowed = parse(text)
    if allowed is None:
        return None
    if allowed:
        return f"/{yes}" + json.dumps(about)
    lead = _LEADS_TO_REASON.match(text.strip())
    if lead and (reason := text.strip()[lead.end() :].strip()):
        about = {**about, "comment": reason}
    return f"/{no}" + json.dumps(about, ensure_ascii=False)
