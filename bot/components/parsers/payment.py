"""Who pays an order: the company, or the tenant themselves."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from bot.components.parsers.normalise import Normalised, normalise
from bot.components.parsers.spans import Span

COMPANY, SELF, WECHAT = "company_account", "on_pickup", "wechat_pay"

_OURS = r"(?:我们|咱们|咱|我|你们|俺)?(?:公司|单位|企业)的?"
_UNITS = r"(?:the |our |my )?(?:(?:\w+ )?(?:dep(?:artmen)?t|team|project|office|corporate|company|design|lab)(?:'s)? (?:account|card|budget|code|tab)|cost cent(?:er|re))"
_COMPANY = re.compile(
    rf"(?:请|帮我|麻烦|就|都|全部?){{0,6}}(?:挂|记|计|走|算|用|刷|入)(?:在|到|入|进)?{_OURS}"
    r"(?:账上|帐上|头上|账户|帐户|账号|账|帐|上)(?:吧|上|里|付|支付|付款|付钱|结)?"
    r"|(?:挂|记|走)(?:公)?(?:账|帐)(?:吧|上)?(?![户号单目本期])"
    rf"|(?:由|让|从|算)?{_OURS}(?:付款|付钱|付账|付|买单|埋单|结账|结算|出钱|报销|支付)"
    r"|\b(?:charge|put|bill|book|place|add)\s+(?:it|this|that|them|these|everything|the (?:order|bill))?"
    r"\s*(?:all )?(?:on|to|against)\s+(?:the |our |my )?(?:company|corporate|office)"
    r"(?:'s)?(?:\s+(?:account|tab|bill))?\b"
    r"|\b(?:on|with|by|from|via|use|using)\s+(?:the |our |my )?(?:company|corporate)(?:'s)?\s+(?:account|tab)\b"
    r"|\b(?:the |our |my )?(?:company|office)\s+(?:pays|is paying|will pay|account)\b"
    r"|\b(?:bill|charge)\s+(?:the |our |my )?company\b"
    rf"|\b(?:charge|put|bill|book|place|add|deduct)\s+(?:it |this |that |them |everything |the (?:order|bill) )?(?:all )?(?:on |to |against |from )?(?:{_UNITS}|(?:\w+ )?dep(?:artmen)?t\b(?! store))"
    rf"|\b(?:on|with|by|from|via|use|using)\s+{_UNITS}\b"
    r"|(?:走|用|刷|挂|记)?对公(?:转账|账户|付款|支付|结算)(?:支付|付款|结算)?|(?<!每)月结|(?:挂|记|走|算|计|入)(?:在|到|入)?(?:我们)?(?:部门|项目组?|团队|小组|课题组?)的?(?:账|帐|头)(?:上|户)?"
    r"|\bon the company\b|^\s*(?:公司|单位)(?:账户|帐户|账|帐)\s*[。.!！]?\s*$"
)
_SELF = re.compile(
    r"(?:还是|改成|改为|换成|就|都){0,6}(?:我|咱|俺)?(?:自己|本人|个人)(?:来)?(?:付款|付钱|付账|付|买单|埋单|结账|掏钱|出钱|掏|支付)(?:吧)?"
    r"|自费|(?:货)?到付|(?:取餐|取货|拿餐|到店|现场|当面)(?:时|的时候|再)?(?:付款|付钱|付)|到了再付"
    r"|\bi(?:'ll| will|'d like to| want to| can)?\s+pay(?:\s+for)?(?:\s+(?:it|this|that))?\s+(?:by )?myself\b"
    r"|\bi(?:'ll| will)\s+pay\b"
    r"|\bpay(?:ing)?(?:\s+for it)?\s+(?:on|at|upon)\s+(?:the )?(?:pick-?\s?up|delivery|counter|collection)\b"
    r"|\bpay(?:ing)? when (?:i|we) (?:pick|collect|get|fetch)\b(?:\s+(?:it|them))?(?:\s+up)?"
    r"|\bpay(?:ing)? (?:in )?cash\b"
)
_WECHAT = re.compile(
    r"(?:用|拿|走|刷)?微信(?:支付|付款|付钱|付|转账|扫码)|扫码(?:支付|付款|付)"
    r"|\b(?:pay(?:ing)?\s+)?(?:by|with|via|using|through|use)\s+we\s?chat(?:\s+pay)?\b|\bwe\s?chat pay\b"
)
_ASKS_HOW = re.compile(r"怎么|怎样|咋|如何|什么|哪些|哪种|\b(?:how|what|which)\b")
_NEGATED = re.compile(
    r"(?:不要|不用|别再?|不|别|取消)(?:再)?\s*$|\b(?:don'?t|do not|not|never)\s*$"
)


def find_payment(text: str | Normalised) -> list[Span]:
    """At most one span `payment`: company_account, on_pickup, or wechat_pay (not there yet).

    "别挂公司账" is on_pickup. A question how one pays says nothing of it.
    """
    message = normalise(text)
    if _ASKS_HOW.search(message.text):
        return []
    for pattern, value in ((_SELF, SELF), (_COMPANY, COMPANY), (_WECHAT, WECHAT)):
        found = pattern.search(message.text)
        if found is None:
            continue
        declined = _NEGATED.search(message.text[: found.start()]) is not None
        if declined and value == COMPANY:
            return [message.span("payment", *found.span(), SELF)]
        if not declined:
            return [message.span("payment", *found.span(), value)]
    return []
