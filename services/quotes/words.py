"""Words about a quote: "同意报价", "ok go ahead with the quote", "太贵了不修了".

Said about a quote by name they count whatever we said last; a plain yes or no counts as an answer
to its card. A question or a doubt is neither.
"""

import json
import re
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from services.conversations import decisions
from services.conversations.commands import command
from services.quotes import quotes

LONGEST = 60
"""Of what is said in so many words, in characters; what is longer tells more than that."""

_WHAT_ZH = r"(?:(?:这个|这份|那个|那份|该|你们的|维修的?)?(?:报价单?|价格|价钱|维修费|费用))"
_WHAT_EN = r"(?:(?:the|this|that|your) )?(?:repair )?(?:quote|quotation|estimate)"
_LEAD_ZH = r"(?:(?:好的?|可以|行|嗯|ok|没问题)[，,。！! ]*)?(?:那就?|就)?我?(?:们)?"
_LEAD_EN = r"(?:(?:yes|yeah|yep|ok(?:ay)?|sure|fine|great|alright|all right)[,.! ]+)?(?:then[, ]+)?"
_END = r"[了吧啊呀的。.!！~，, ]*(?:(?:谢谢|thanks|thank you|please)[。.!！ ]*)?$"

_ACCEPT = re.compile(
    rf"^{_LEAD_ZH}(?:同意|接受|认可|确认){_WHAT_ZH}{_END}"
    rf"|^{_LEAD_ZH}(?:就)?按{_WHAT_ZH}(?:来)?(?:做|修|办|维修|施工|来){_END}"
    rf"|^{_WHAT_ZH}(?:我)?(?:可以|没问题|同意|接受|ok){_END}"
    rf"|^{_LEAD_EN}(?:please )?(?:i(?:'ll| will)? |we(?:'ll| will)? |let'?s )?"
    rf"(?:go ahead with|accept|approve|agree (?:to|with)|take|confirm) {_WHAT_EN}[, ]*{_END}"
    rf"|^{_WHAT_EN}(?: is|'s)? (?:fine|ok(?:ay)?|good|accepted|approved)(?: (?:by|with|for) me)?"
    rf"(?:[, ]+(?:please )?go ahead)?[, ]*{_END}",
    re.IGNORECASE,
)
_DECLINE = re.compile(
    rf"^(?:我|我们)?(?:不同意|不接受|拒绝|谢绝|不认可){_WHAT_ZH}"
    rf"|^{_WHAT_ZH}?(?:太|有点)?贵了?[，,。！! ]*(?:那就?|就)?(?:先)?"
    rf"(?:不修|不做|不弄|不换|算|不要|不用|不用修|不用做)了{_END}"
    rf"|^(?:(?:no|sorry)[,. ]+)?(?:i |we )?"
    rf"(?:decline|reject|refuse|do not accept|don'?t accept|won'?t accept) {_WHAT_EN}"
    rf"|^(?:(?:no|sorry)[,. ]+)?(?:that'?s |it'?s |this is )?(?:way |far )?"
    rf"too (?:expensive|much|dear)"
    rf"[,;.! ]+(?:(?:so |then )?(?:please )?"
    rf"(?:forget it|leave it|never ?mind|no thanks|no thank you"
    rf"|don'?t (?:fix|do|repair) it|cancel (?:the|that) (?:quote|work)))[, ]*{_END}",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？吗]\s*$")
_REASON = re.compile(r"^[^，,。.;；：:]*[，,。.;；：:]\s*(?P<why>\S.*)$")


def parse(text: str) -> bool | None:
    """Whether a quote is accepted in so many words; None if that is not what is said."""
    said = text.strip()
    if len(said) > LONGEST or _ASKS.search(said):
        return None
    if _DECLINE.search(said):
        return False
    return True if _ACCEPT.search(said) else None


def answer(text: str, asked: Message, _now: datetime) -> str | None:
    """The command of the card's button that a text stands for, as an answer to it."""
    quote_id = asked.data.get("quote")
    if not isinstance(quote_id, int):
        return None
    about = {"quote": quote_id}
    if (accepts := parse(text)) is not None:
        return _command(text, accepts=accepts, about=about)
    return decisions.decision(text, about, yes="accept_quote", no="decline_quote")


async def volunteered(
    session: AsyncSession, conversation: Conversation, text: str, _now: datetime
) -> str | None:
    """The same whatever we said last, if a quote waits. Of several the tenant is asked which."""
    accepts = parse(text)
    if accepts is None:
        return None
    waiting = await quotes.open_of_person(session, conversation.park_id, conversation.person_id)
    if not waiting:
        return None
    about = {"quote": waiting[0].id} if len(waiting) == 1 else {}
    return _command(text, accepts=accepts, about=about)


def _command(text: str, *, accepts: bool, about: dict[str, int]) -> str:
    if accepts:
        return str(command("accept_quote", **about))
    why = _REASON.match(text.strip())
    comment = why["why"].strip() if why else text.strip()
    said = json.dumps({**about, "comment": comment}, ensure_ascii=False)
    return f"/decline_quote{said}"
