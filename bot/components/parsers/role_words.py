"""Words that say what a message does to the lines of an order."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

ENDS = r"\s?(?:$|[,.;!?。]|(?:can|please|pls|plz|la|lah|liao|already|thanks|thx|and)\b)"
"""Where a clause is over, but for pleasantries."""
REMOVED_AFTER = re.compile(
    r"\s?(?:那[份个杯瓶碗样]|这[份个杯瓶碗样])?\s?(?:也|就|都|先|还是|暂时|帮我|给我|我|请|麻烦|可以|统统|通通|全部|全){0,6}\s?"
    r"(?:不要[了啦]|不用[了啦]|不用[上做送点拿]了|不点了|不订了|不买了|不吃了|不喝了|不需要了?|取消|去掉|删掉|删了|删除|删去|退了|退掉|撤了|撤掉|撤走|免了|算了|拿掉|拿走|划掉|划去|不必了|不订|略过|跳过|不要(?=\s?(?:$|[,。!?;]|[哈嘛吧呀哦]))|不要(?=\s[^,。]*(?:只|光|就)[要留]))"
    rf"|\s?(?:那[份个杯瓶碗样])?\s?(?:that one |also |just |please |pls |先|就先?|也){{0,3}}(?:cancel|remove|delete|drop|skip)(?=\s?(?:掉|了|吧)|{ENDS})"
    r"|\s(?:off\b|cancelled|can go\b|(?:is|are) (?:off|out)\b|(?:is |are |isn'?t |aren'?t |was )?(?:also )?(?:no|not) (?:need(?:ed)?|wanted|required|necessary)\b|(?:isn'?t|aren'?t) (?:needed|wanted|required|necessary)\b|(?:i |we )?(?:don'?t|do not|no longer) (?:want|need)\b)"
    rf"|\sout(?={ENDS}| of (?:my|the|this|our) (?:order|cart|basket|list))", re.ASCII,
)  # fmt: skip
REMOVED_BEFORE = re.compile(
    r"(?:去掉|删掉|删除|删了|取消|撤掉|撤了|退掉|退了|减掉|移除|拿掉|拿走|去除|划掉|划去|删去|剔除|撤走|不要|别要|不用|不想要|不喝|别点)(?:那|这|我的)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:drop|remove|delete|cancel|take (?:off|out|away)|take|scrap|skip|lose|forget(?: about)?|scratch|leave out|no more|get rid of|chuck(?: out)?|throw (?:out|away)|strike (?:off|out)|cross (?:off|out)|kick(?: out)?|bin|(?:can |could )?do without|pass on|(?:don't|do not|dont|no longer) (?:want|need)|ditch|no|minus)"
    r"\s(?:(?:the|my|that|those|any|an?|all|of|both)\s)*$", re.ASCII,
)  # fmt: skip
KEPT = re.compile(r"(?:要不要|是不是|能不能)\s?$|\bsaid no $")
SWAP_BETWEEN = re.compile(
    r"\s?(?:那[份个杯瓶碗样])?\s?(?:不要了?|不用了?)?[,，]?\s?(?:里[面头边]?|当中|其中)?(?:的|有|拿|挑)?\s?(?:of (?:them|those|these) )?(?:都|全部|统统|也|帮我|给我|请|麻烦|还是|再|我要|我想|想要?|要|可以|可不可以|能不能){0,6}\s?(?:换成|换为|换做|换|改成|改为|改要|改点|改喝|改吃|改|替换成|替换为|变成|(?:swap|change|switch) ?(?:成|with|to|for|into)?)\s?(?:的|那个|成)?\s?"
    r"|[^,，。.;!?\d]{1,10}[,，]\s?(?:我|就|还是|帮我|给我|请|那就?){0,4}(?:换成?|改成|改为|改喝|改吃|改)\s?"
    r"|(?:不要了?|不用了?|不喝了?|不吃了?)[,，]?\s?(?:要|来|点|我要|换|改|给我|改喝|改吃)\s?"
    r"|\s(?:(?:of (?:them|those|these) )?(?:becomes?|should (?:be|become)|to be|is now))\s(?:(?:an?|the)\s)*|\s?(?:swap|change|switch) ?(?:成|to|for|into) ?"
)
INSTEAD_BETWEEN = re.compile(
    r"\s(?:instead of|rather than|in place of|over|in exchange for)\s(?:(?:the|my|an?)\s)*|(?:代替|替换掉|替代|替换|换掉|取代)\s?"
)
SWAP_EN = re.compile(
    r"\b(?:swap|change|replace|switch|exchange|sub|substitute|make|turn)\s(?:out )?(?:(?:the|my|that|those|this|one|an?|both|all|of)\s)*$",
    re.ASCII,
)
SWAP_EN_BETWEEN = re.compile(
    r"\s(?:(?:for|to|with|into|by|out for)\s)?(?:(?:the|an?|some|one)\s)*", re.ASCII
)
NOT_BUT_EN = re.compile(
    r"\s?(?:,|but|,? ?(?:make it|give me|rather|i want))\s(?:(?:the|an?)\s)*", re.ASCII
)
NOT_BUT = re.compile(r"(?:了)?[,，]?\s?(?:要|来|换|换成|改成|改|点|给我|我要)\s?")
REPLACEMENT_BEFORE = re.compile(
    r"(?:换成|改成|改为|替换成|换个|换一[份个杯瓶碗]|换)\s?$|\b(?:swap|change|switch)(?: (?:it|that|them))? (?:to|for|with|into) (?:(?:the|an?|some)\s)*$",
    re.ASCII,
)
REPLACEMENT_AFTER = re.compile(r"\s(?:instead)\b(?! of)", re.ASCII)
INSTEAD_BEFORE = re.compile(r"\b(?:instead of|rather than)\s(?:(?:the|my|an?)\s)*$", re.ASCII)

SET_BEFORE = re.compile(
    r"(?:改回(?:到|成)?|改成|改为|改到|变成|换成|调成|调整为|改要|改|只要|就要|加到|加成|补到|减到|减成|降到|增加到|减少到|还是(?:要|来)?|(?<![早也成])就)\s?$"
    r"|\b(?:make (?:it|that|them)|let (?:it|them|there) be|change (?:it|that|them) to|set (?:it )?to|back (?:down |up )?to|(?:keep|leave) (?:it|them|that) at|just|only|(?:should|shd|shld|must|needs? to) be|(?:change|make|set|update|increase|reduce|bump|raise|lower|cut|bring|take|trim)\b[^,.;]* to)\s$", re.ASCII,
)  # fmt: skip
SET_WITH_ITEM = re.compile(r"\bmake (?:it|that|them)\s$", re.ASCII)
JUST_BEFORE = re.compile(r"(?<![早也成])就\s?$")
""" "拿铁不要了就三杯美式": how many there are to be of an item that stands."""
SET_ITEM_BEFORE = re.compile(
    r"\b(?:make|change|set)\s(?:(?:the|my|our|that|those)\s){0,2}$", re.ASCII
)
ADDED_BEFORE = re.compile(
    r"(?:再(?:给我|帮我)?(?:来|要|加|点|拿|上|订|添|买|多|补|整)?(?:来|加|要)?|多(?:来|要|加|点|给|订)?|还要|还来|追加|加多|添|(?<!不)加|另加|外加|又要)\s?$|\badd\s(?:(?:on|in)\s)?$|\banother\s$|\b(?:up|bump|raise|increase)\b[^,.;]* by\s$|\b(?:also|plus|throw in)\s(?:(?:get|add|have|me|us)\s)*$",
    re.ASCII,
)
SUBTRACTED_BEFORE = re.compile(
    r"(?:减掉?|(?<!多)少(?:来|要|拿|点|个)?|减少|去掉|退掉?|撤掉?|砍掉?)\s?$|\b(?:less|remove|drop|minus)\s$|\b(?:down|reduce|cut|lower|drop|trim)\b[^,.;]* by\s$"
)
MORE_BEHIND = re.compile(r"\s(?:more|additional)\b", re.ASCII)
EXTRA = ("extra", "additional")
ADDED_WORDS = re.compile(
    r"\b(?:more|another|extra)\b|\ba (?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th)\b"
)

EXCEPT_BEFORE = re.compile(
    r"(?:除了|除去|除开|除掉|除)(?:那|这)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:except|excluding|apart from|other than|besides|all but|everything but|anything but|nothing but)(?: for)?\s(?:(?:the|my|that|those)\s)?$", re.ASCII,
)  # fmt: skip
KEEP_BEFORE = re.compile(
    r"(?:只留下?|只保留|只剩下?|就留下?|保留|留下|留着?)(?:那|这)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:keep|leave)(?: (?:just|only|me))?\s(?:(?:with|the|my|that|those)\s)*$", re.ASCII,
)  # fmt: skip
KEEP_AFTER = re.compile(r"\s?(?:留着?|留下|保留)(?:了|吧|就行)*(?=[,。!?;\s]|$)", re.ASCII)
ONLY_BEFORE = re.compile(
    r"(?:只要|只点|只买|就要|单要|光要)(?:那|这)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:just|only)(?: (?:want|need|have|take|get|do|order|keep|leave))?\s?(?:(?:the|my|that|those)\s)*$", re.ASCII,
)  # fmt: skip
ONLY_AFTER = re.compile(
    r"\s?(?:就够|就可以|就好|就行)(?:了|吧)*(?=[,。!?;\s]|$)|\s(?:only|alone)(?=\s?[,.;!]|$)",
    re.ASCII,
)
RESTORE_BEFORE = re.compile(
    r"(?:恢复|还是要|还是来|还是加上?|找回|加回|补回|要回|把)(?:那|这|刚才的?)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:restore|bring back|put back|add back|reinstate|put|bring|add|keep|want|have|take)\s(?:back\s)?(?:(?:the|my|that|those)\s)*$", re.ASCII,
)  # fmt: skip
RESTORED_BEFORE = re.compile(
    r"(?:恢复|还是要|还是来|还是加上?|找回|加回|补回|要回)(?:那|这|刚才的?)?(?:一?[份个杯瓶碗])?\s?$|\b(?:restore|bring back|put back|add back|reinstate)\s(?:(?:the|my|that|those)\s)*$",
    re.ASCII,
)
RESTORED_AFTER = re.compile(
    r"\s?(?:还是|又|仍然?|再)?(?:给我|帮我|也|都)?(?:[加拿要放找补]回[来去]?|恢复|还是要|还是留着?|还是来|别[删取去退]|不[删取退]了)|\s(?:back(?: in| on)?|after all)\b(?! (?:at|in \w+ )\w)",
    re.ASCII,
)
AS_BEFORE = re.compile(
    r"[^.;。；]{0,30}(?:\b(?:at|to|with) (?:the|their|its) (?:original|old|previous|former|first|initial) (?:number|amount|quantity|count)s?\b|(?<!not )\bas many as (?:before|at first)\b"
    r"|(?:按|照|回到?|恢复|改回|保持|还是)(?:成|到)?(?:原来|之前|原先|最初|一开始)的?(?:数量?|份数|个数))",
    re.ASCII,
)
""" "Spare the eggs, those stay at the original number"."""

TOTAL_BEFORE = re.compile(
    r"(?:凑[够满成到]?|加起来|合计|总数|总量|总共|一共|总计)(?:改?[到成为是要])?\s?$|\b(?:total|totall?ing)(?: of)?\s$|\b(?:fill\b[^,.;]* to|(?:round|top|make|bring|bump) (?:it|that|them|us|everything|the order) (?:all )?(?:up|out) to)\s$",
    re.ASCII,
)
LESS_AFTER = re.compile(r"\s(?:less|fewer)\b|\s?(?:少|减少)\s?$", re.ASCII)
TOTAL_AFTER = re.compile(
    r"\s(?:in total|in all|all told|altogether|total|all together)\b", re.ASCII
)
NOT_BEFORE = re.compile(
    r"(?<!是)不是(?:再|又|还)?(?:[加多要来])?\s?$|(?:,\s?|^|\d )not $", re.ASCII
)
PART_BEFORE = re.compile(r"(?:其中|里[面头边]?|当中|中间)(?:的|有|拿|挑)?\s?$")
PART_AFTER = re.compile(r"\s?of (?:the|them|those|these|my|which|it)\b", re.ASCII)
SOME_SWAPPED = re.compile(r"(?:其中|里[面头边]?|当中)的?(?:有|拿|挑)?(?:换成?|改成?)\s?$")
ENOUGH_AFTER = re.compile(
    r"\s?(?:就|也|便)?(?:够|行|好|可以)(?:了|吧|啦)|\s?就(?:行|好|够|可以)|\s(?:is |are |will be )?(?:enough|plenty)\b|\s(?:will do|is (?:fine|ok(?:ay)?))\b",
    re.ASCII,
)
IS_ENOUGH = re.compile(
    r"\s?(?:就|也)?足?够了?|\s(?:is |are |will be )?(?:enough|plenty)\b", re.ASCII
)
FEWER = re.compile(r"\b(?:fewer|less)\b", re.ASCII)
