"""Questions about the park, and people who answer."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from bot.components.domains import Domain
from bot.components.parsers.answers import find_answers
from bot.components.parsers.manners import find_manners
from bot.components.parsers.relations import find_relations
from bot.components.parsers.remarks import find_remarks
from bot.components.parsers.yeses import find_yes

RANK = 50

DOMAIN = Domain(
    business={"ask_faq": "faq", "complain": "people", "ask_human": "people"},
    progress=frozenset({"people"}),
    holds={
        "complain": frozenset({"complain"}),
        "ask_human": frozenset({"human", "complain"}),
    },
    signs={
        "people": r"转人工|人工客服|投诉|\b(?:complain|complaint|human|real person|agent)\b",
        "question": r"[?？]|[吗嗎么呢]|怎么|怎样|如何|哪|多少|几[点號号个]|幾點|能不能|可不可以|密码|密碼|问下|问一下|請問|请问|\b(?:tell me|password|where|how|what|when|which|is there|are there|do you|does|can i)\b",
        "status": r"到哪|到了没|到了吗|进度|催|什么时候来|还没到|没到|怎么样了|工单|订单|取消|别送|不来了|退[订单]|\b(?:where'?s my|status|update on|cancel|arrived|here yet|how far)\b",
    },
    find=(find_remarks, find_manners, find_answers, find_yes, find_relations),
)
